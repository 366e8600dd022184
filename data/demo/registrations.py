"""Each seat from the day it was taken: channel, price, discount, payment, drop and refund."""

import numpy as np
import polars as pl

from data.contracts.vocabulary import CHANNELS
from data.demo.catalog import happening, lasted, own, touched
from data.demo.clock import AS_OF, day_number
from data.demo.columns import closed, dates, draw
from data.demo.curves import DROPS_IN_LAST_WEEK
from data.demo.sections import Schedule

CHANNEL_SHARES = (0.24, 0.14, 0.10, 0.07, 0.06, 0.17, 0.09, 0.09, 0.04)
"""In the order of the closed list, which begins with web, e-mail, employer and partner."""
EMPLOYER = CHANNELS.index("employer")

DROP_SHARE = {"in_person": 0.088, "hybrid": 0.098, "online": 0.118}
DROPS_AFTER_START = 0.12
FULL_REFUND_DAYS, PART_REFUND_DAYS = 7, -7
"""All money back until a week before the start, then 80%, from the start 50% for a week, nothing later."""

EARLY_SHARE, EARLY_DISCOUNT = 0.25, 0.10
EMPLOYER_DISCOUNT = 0.15
SCHOLARSHIP_SHARE = {"51": 0.16, "47": 0.16, "12": 0.14, "43": 0.10}
USUAL_SCHOLARSHIP_SHARE, SCHOLARSHIP_DISCOUNT = 0.07, 0.5
GRANT, GRANT_SHARE = "e10", 0.3
"""The event of a grant, and the share of those who register while it lasts that it pays a scholarship."""

NOT_PAID_SHARE = 0.015


class Seats:
    """One block of registrations: per row the section, the days of the seat (numbers) and the money (cents).

    `dropped` is meaningful only where `is_dropped`, `paid` only where `is_paid`.
    """

    def __init__(self, schedule: Schedule, section: np.ndarray, day: np.ndarray, rng: np.random.Generator) -> None:
        self.section, self.day = section, day
        self.offering = schedule.offering[section]
        self.starts = schedule.starts[section].astype(np.int32)
        self.cancelled = schedule.cancelled[section]
        self.channel = draw(CHANNEL_SHARES, section.size, 0.01, rng)
        self._drop(schedule, rng)
        self._charge(schedule, rng)
        self._refund()
        lag = rng.geometric(0.3, section.size).astype(np.int32) - 1
        paid = np.where(self.is_dropped, np.minimum(day + lag, self.dropped), day + lag)
        self.paid = paid
        forgotten = (rng.random(section.size, dtype=np.float32) < NOT_PAID_SHARE) & ~self.is_dropped
        self.is_paid = (paid <= day_number(AS_OF)) & ~forgotten

    def _drop(self, schedule: Schedule, rng: np.random.Generator) -> None:
        modality = own()["modality"].replace_strict(DROP_SHARE).to_numpy()
        gives_up = rng.random(self.day.size, dtype=np.float32) < modality[self.offering]
        when = rng.random(self.day.size, dtype=np.float32)
        part = rng.random(self.day.size, dtype=np.float32)
        week_before = np.maximum(self.starts - 7, self.day)
        early = self.day + part * (week_before - self.day)
        late = week_before + part * (self.starts - week_before)
        after = self.starts + part * (1 - PART_REFUND_DAYS)
        late_from = (1 - DROPS_AFTER_START) * (1 - DROPS_IN_LAST_WEEK)
        chosen = np.where(when < late_from, early, np.where(when < 1 - DROPS_AFTER_START, late, after))
        dropped = np.maximum(chosen.astype(np.int32), self.day)
        decided = schedule.decided[self.section].astype(np.int32)
        # A canceled section gives everybody's seat up on the day it is canceled.
        self.by_college = self.cancelled & (~gives_up | (dropped >= decided))
        self.dropped = np.where(self.by_college, decided, dropped)
        self.is_dropped = (gives_up | self.by_college) & (self.dropped <= day_number(AS_OF))

    def _charge(self, schedule: Schedule, rng: np.random.Generator) -> None:
        price = schedule.price[self.section]
        luck = rng.random(self.day.size, dtype=np.float32)
        scholarship = own()["field"].replace_strict(SCHOLARSHIP_SHARE, default=USUAL_SCHOLARSHIP_SHARE).to_numpy()
        share_off = np.where(luck < scholarship[self.offering], SCHOLARSHIP_DISCOUNT, 0.0)
        grant = happening(GRANT)
        first, last = lasted(grant)
        granted = touched(grant, own())[self.offering] & (self.day >= first) & (self.day <= last)
        share_off[granted & (luck < GRANT_SHARE)] = SCHOLARSHIP_DISCOUNT
        share_off[(self.channel == EMPLOYER) & (share_off == 0)] = EMPLOYER_DISCOUNT
        window = schedule.starts - schedule.opens
        early = self.day - schedule.opens[self.section] <= window[self.section] * EARLY_SHARE
        share_off[early & (share_off == 0) & (luck > 0.5)] = EARLY_DISCOUNT
        self.gross = np.round(price * 100).astype(np.int32)
        self.discount = np.round(price * 100 * share_off).astype(np.int32)

    def _refund(self) -> None:
        before = self.starts - self.dropped
        share = np.where(before >= FULL_REFUND_DAYS, 1.0, np.where(before > 0, 0.8, 0.5))
        share[before < PART_REFUND_DAYS] = 0.0
        share[self.by_college] = 1.0
        self.refund = np.round((self.gross - self.discount) * share * self.is_dropped).astype(np.int32)

    def columns(self) -> dict[str, pl.Series]:
        """The columns of the contract that are decided here."""
        return {
            "registered_on": dates(self.day),
            "dropped_on": dates(self.dropped, self.is_dropped),
            "gross_usd": pl.Series(self.gross) / 100,
            "discount_usd": pl.Series(self.discount) / 100,
            "refund_usd": pl.Series(self.refund) / 100,
            "paid_on": dates(self.paid, self.is_paid),
            "channel": closed(self.channel, CHANNELS),
        }
