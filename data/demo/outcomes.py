"""What became of each registration, and of those who completed.

A Simpson case is planted on purpose. In every field fewer learners complete online than in person, but the
college teaches business and education mostly online, where nearly everybody completes, and health and
trades mostly in person, where far fewer do. Over all fields together online therefore looks better.
"""

import numpy as np
import polars as pl

from data.contracts.vocabulary import OUTCOMES, VERIFIED_BY
from data.demo.catalog import own
from data.demo.clock import AS_OF, day_number
from data.demo.columns import closed, dates
from data.demo.fields import FIELDS
from data.demo.learners import People
from data.demo.registrations import Seats
from data.demo.sections import Schedule

# Effects on the log odds of completing, as assumed for the demo.
MODALITY_EFFECT = {"in_person": 0.0, "hybrid": -0.15, "online": -0.45}
EFFECT_PER_TEN_WEEKS = -0.12
AGE_EFFECT = np.array([-0.25, 0.0, 0.12, 0.18, 0.05, -0.05])
EMPLOYMENT_EFFECT = np.array([-0.1, 0.0, 0.12, -0.15, 0.0])
FIRST_GENERATION_EFFECT = np.array([0.12, -0.3, -0.05])
"""By code: not the first generation, first generation, not known."""
DEGREE_STUDENT_EFFECT = np.array([0.0, 0.3, 0.0])
COMES_BACK_EFFECT = 0.5
"""Those who complete come back more often."""

IN_PROGRESS, COMPLETED, WITHDRAWN, FAILED = range(4)
WITHDRAWN_OF_NOT_COMPLETED = 0.6
LONGEST_DELAY_DAYS = 45

KNOWN_AFTER_DAYS = 180
MATCHED_SHARE = 0.68
"""Share of completers about whom anything is known after half a year."""
NO_ANSWER_SHARE = 0.18
IN_FIELD_OF_EMPLOYED = 0.72


class Outcomes:
    """Outcome code and, meaningful where completed, its day (number) of one block of registrations."""

    def __init__(self, schedule: Schedule, seats: Seats, log_odds: np.ndarray, rng: np.random.Generator) -> None:
        ends = schedule.ends[seats.section].astype(np.int32)
        completes = rng.random(ends.size) < 1 / (1 + np.exp(-log_odds))
        late = rng.random(ends.size, dtype=np.float32) < 0.08
        delay = np.where(late, rng.integers(14, LONGEST_DELAY_DAYS, ends.size), rng.integers(0, 10, ends.size))
        self.completed_on = (ends + delay).astype(np.int32)
        other = rng.random(ends.size, dtype=np.float32) < WITHDRAWN_OF_NOT_COMPLETED
        self.code = np.where(completes, COMPLETED, np.where(other, WITHDRAWN, FAILED)).astype(np.uint8)
        final_on = np.where(completes, self.completed_on, ends)
        self.code[final_on > day_number(AS_OF)] = IN_PROGRESS
        self.code[seats.is_dropped] = WITHDRAWN

    def columns(self) -> dict[str, pl.Series]:
        """The columns of the contract of registrations that are decided here."""
        return {
            "outcome": closed(self.code, OUTCOMES),
            "completed_on": dates(self.completed_on, self.code == COMPLETED),
        }


def log_odds(offering: np.ndarray, person: np.ndarray, people: People, comes_back: np.ndarray) -> np.ndarray:
    """Log odds of completing, by own offering (row number) and learner (number)."""
    catalog = own()
    share = np.array([FIELDS[field].completion for field in catalog["field"]])
    by_offering = np.log(share / (1 - share)) + catalog["modality"].replace_strict(MODALITY_EFFECT).to_numpy()
    by_offering += EFFECT_PER_TEN_WEEKS * (catalog["weeks"].to_numpy() - 10) / 10
    by_person = AGE_EFFECT[people.age] + EMPLOYMENT_EFFECT[people.employment]
    by_person += FIRST_GENERATION_EFFECT[people.first_generation] + DEGREE_STUDENT_EFFECT[people.degree_student]
    return by_offering[offering] + by_person[person] + COMES_BACK_EFFECT * (comes_back - 0.25)


def placements(keys: pl.Series, seats: Seats, outcomes: Outcomes, rng: np.random.Generator) -> pl.DataFrame:
    """What is known about work and pay: one row per completer who was found."""
    ripe = outcomes.completed_on + KNOWN_AFTER_DAYS <= day_number(AS_OF)
    is_matched = rng.random(ripe.size, dtype=np.float32) < MATCHED_SHARE
    rows = np.flatnonzero((outcomes.code == COMPLETED) & ripe & is_matched)
    fields = [FIELDS[field] for field in own()["field"]]
    offering = seats.offering[rows]
    employed = rng.random(rows.size) < np.array([field.employed for field in fields])[offering]
    answered = rng.random(rows.size) >= NO_ANSWER_SHARE
    in_field = employed & (rng.random(rows.size) < IN_FIELD_OF_EMPLOYED)
    median = np.array([field.earnings_usd for field in fields])[offering]
    pay = np.round(median * np.exp(rng.normal(0, 0.28, rows.size)), -2)
    pay_known = employed & answered & (rng.random(rows.size) < 0.8)
    by = np.where(answered, rng.choice([0, 1, 2, 3], rows.size, p=[0.05, 0.45, 0.15, 0.35]), 5).astype(np.uint8)
    return pl.DataFrame(
        {
            "registration_id": keys.gather(rows),
            "employed_q2": _where(answered, employed),
            "employed_in_field_180d": _where(answered & (by != VERIFIED_BY.index("wage_records")), in_field),
            "earnings_usd": _where(pay_known, pay),
            "verified_by": closed(by, VERIFIED_BY),
        }
    )


def _where(is_stated: np.ndarray, values: np.ndarray) -> pl.Series:
    return pl.select(pl.when(pl.Series(is_stated)).then(pl.Series(values))).to_series()
