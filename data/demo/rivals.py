"""Whom the fictional competitors teach and what becomes of them, so that the demo has both sides of every comparison.

None of it exists. Kinds differ as they may: platforms are large and few finish, career colleges are dear, apprentices
nearly all work. Definitions are the college's own, so that the fictional market has one definition on all sides.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl

from data.cubes import provider_results, side_gaps
from data.demo import catalog
from data.demo.fields import FIELDS

SEED = 7
LIST_ID, STATE = "offerings", "OH"
OTHER_FIELDS = {"46": (0.72, 0.90, 54_000), "48": (0.66, 0.88, 50_000), "49": (0.78, 0.85, 47_000)}
"""Completion, employment and pay of fields that only competitors teach."""
KNOWN_SHARE = 0.62
"""Of so many who completed anything is known afterwards."""
EMPLOYMENT, COMPLETION, PAY = "home_employment_q2", "home_completion", "home_earnings"


class Kind(NamedTuple):
    """People of a usual program in a year, and how completion, employment and pay differ from the field's."""

    people: int
    completion: float
    employed: float
    pay: float


KINDS = {
    "public_4yr": Kind(95, 0.02, 0.00, 1.06),
    "public_2yr": Kind(120, -0.03, 0.01, 0.98),
    "private_nonprofit": Kind(70, 0.03, -0.01, 1.08),
    "private_forprofit_college": Kind(160, -0.08, -0.07, 0.93),
    "bootcamp": Kind(150, -0.02, -0.03, 1.12),
    "platform": Kind(900, -0.42, -0.08, 1.00),
    "training_company": Kind(210, 0.06, 0.02, 0.97),
    "employer": Kind(80, 0.08, 0.06, 0.94),
    "association": Kind(110, 0.01, 0.05, 1.02),
    "publisher": Kind(190, -0.12, -0.02, 1.00),
    "community_org": Kind(60, -0.02, -0.08, 0.84),
    "apprenticeship": Kind(45, -0.10, 0.08, 1.15),
}


def results() -> pl.DataFrame:
    """A row per competing program of last year: its provider, field, price, people who started and completed, work and pay."""
    owners = catalog.providers().select("provider_id", pl.col("provider_type").cast(pl.String))
    theirs = catalog.offerings().join(owners, on="provider_id").filter(pl.col("provider_id") != catalog.HOME)
    theirs = theirs.sort("offering_id")
    rng = np.random.default_rng([SEED, 2])
    rows = []
    for offering_id, provider_id, provider_type, cip, price in theirs.select(
        "offering_id", "provider_id", "provider_type", "cip_code", "price_usd"
    ).iter_rows():
        kind, field = KINDS[provider_type], cip[:2]
        completes, employed, pay = _of_field(field)
        completed = max(8, round(kind.people * float(np.exp(rng.normal(0, 0.45)))))
        share = float(np.clip(completes + kind.completion + rng.normal(0, 0.04), 0.08, 0.97))
        works = float(np.clip(employed + kind.employed + rng.normal(0, 0.05), 0.3, 0.98))
        known = max(5, round(completed * KNOWN_SHARE))
        rows.append(
            {
                "offering_id": offering_id, "provider_id": provider_id, "provider_type": provider_type, "field": field,
                "price": float(price), "people": completed, "started": round(completed / share), "known": known,
                "employed": round(works * known), "pay": round(pay * kind.pay * float(np.exp(rng.normal(0, 0.08))), -2),
            }
        )  # fmt: skip
    return pl.DataFrame(rows)


@cache
def cubes() -> dict[str, pl.DataFrame]:
    """The tables of both sides for the fictional market, in the shape of the real ones."""
    rows = results().with_columns(list_id=pl.lit(LIST_ID), state=pl.lit(STATE), is_fictional=pl.lit(True))
    people = rows.with_columns(price_low="price", price_high="price", served="started")
    keys = ("list_id", "state", "provider_id", "provider_type", "field", "is_fictional")
    stated = {
        EMPLOYMENT: (pl.col("known"), pl.col("employed") / pl.col("known")),
        COMPLETION: (pl.col("started"), pl.col("people") / pl.col("started")),
        PAY: (pl.col("employed"), pl.col("pay").cast(pl.Float64)),
    }
    work = pl.concat(
        rows.select(*keys, definition=pl.lit(code), n=n.cast(pl.Int64), value=value)
        for code, (n, value) in stated.items()
    )
    return {
        "provider_people": provider_results.people(people),
        "provider_work": provider_results.work(work),
        "side_gaps": side_gaps.build(work),
    }


def _of_field(field: str) -> tuple[float, float, float]:
    if field in FIELDS:
        known = FIELDS[field]
        return known.completion, known.employed, known.earnings_usd
    return OTHER_FIELDS[field]
