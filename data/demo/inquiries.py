"""Interest in an offering, whether it led to a registration or not."""

import numpy as np
import polars as pl

from data.contracts.vocabulary import CHANNELS
from data.demo.catalog import own
from data.demo.clock import AS_OF, RECORDS_FROM, day_number
from data.demo.columns import closed, dates, draw, keys

FRUITLESS_PER_REGISTRATION = 0.45
CHANNEL_SHARES = (0.27, 0.13, 0.05, 0.05, 0.08, 0.16, 0.19, 0.05, 0.02)
"""Of those who did not register, in the order of the closed list: social media lead to little."""
CONTACTED_SHARE, APPLIED_SHARE = 0.78, 0.24
"""Of the fruitless ones; the second one of those who were contacted."""
NOT_CONTACTED_SHARE = 0.1
"""Of those who registered all the same."""


def table(
    offering: np.ndarray, day: np.ndarray, channel: np.ndarray, inquired: np.ndarray, rng: np.random.Generator
) -> pl.DataFrame:
    """The inquiries in the shape of the contract.

    All arrays have one entry per registration: offering (row number), day (number), channel (code) and the
    days from an inquiry to the registration, 0 where there was none.
    """
    rows = np.flatnonzero(inquired)
    led = _led_to_registration(day[rows], inquired[rows].astype(np.int32), rng)
    led |= {"offering": offering[rows], "channel": channel[rows], "registration_id": keys("R", rows)}
    samples = rng.integers(0, day.size, int(day.size * FRUITLESS_PER_REGISTRATION))
    lost = _fruitless(day[samples], rng)
    lost |= {
        "offering": offering[samples],
        "channel": draw(CHANNEL_SHARES, samples.size, 0.02, rng),
        "registration_id": pl.repeat(None, samples.size, dtype=pl.String, eager=True),
    }
    frame = pl.concat([pl.DataFrame(led), pl.DataFrame(lost)], how="diagonal", rechunk=False)
    return frame.select(
        keys("I", np.arange(frame.height, dtype=np.int32)).alias("inquiry_id"),
        own()["offering_id"].gather(frame["offering"]).alias("offering_id"),
        closed(frame["channel"].to_numpy(), CHANNELS).alias("channel"),
        "inquired_on",
        "contacted_on",
        "applied_on",
        "registered_on",
        "registration_id",
    )


def _led_to_registration(registered: np.ndarray, waited: np.ndarray, rng: np.random.Generator) -> dict:
    inquired = registered - waited
    to_contact = np.minimum(rng.geometric(0.4, waited.size) - 1, waited)
    contacted = inquired + to_contact
    applied = contacted + (rng.random(waited.size) * (waited - to_contact + 1)).astype(np.int32)
    return {
        "inquired_on": dates(inquired),
        "contacted_on": dates(contacted, rng.random(waited.size) >= NOT_CONTACTED_SHARE),
        "applied_on": dates(np.minimum(applied, registered)),
        "registered_on": dates(registered),
    }


def _fruitless(near: np.ndarray, rng: np.random.Generator) -> dict:
    """Inquiries in the weeks before people register; what has not happened by the as-of date is empty."""
    last = day_number(AS_OF)
    inquired = np.maximum(near - rng.gamma(1.4, 14, near.size).astype(np.int32), day_number(RECORDS_FROM))
    contacted = inquired + rng.geometric(0.3, near.size).astype(np.int32) - 1
    applied = contacted + rng.gamma(1.5, 7, near.size).astype(np.int32)
    was_contacted = (rng.random(near.size) < CONTACTED_SHARE) & (contacted <= last)
    has_applied = was_contacted & (rng.random(near.size) < APPLIED_SHARE) & (applied <= last)
    return {
        "inquired_on": dates(inquired),
        "contacted_on": dates(contacted, was_contacted),
        "applied_on": dates(applied, has_applied),
        "registered_on": pl.repeat(None, near.size, dtype=pl.Date, eager=True),
    }
