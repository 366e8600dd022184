"""The people: who comes back for what, and who they are."""

import numpy as np
import polars as pl

from data.contracts.vocabulary import AGE_BANDS, EMPLOYMENT
from data.demo.catalog import own
from data.demo.clock import RECORDS_FROM, day_number
from data.demo.columns import closed, dates, draw, keys
from data.demo.fields import FIELDS
from data.demo.sections import Schedule

STACKABLE_RETURNS_MORE = 0.12
"""Added to the share of those who mean to come back, where the offering counts toward another one."""
TO_THE_NEXT_STEP, TO_THE_SAME_FIELD = 0.55, 0.35
"""Where returning learners go; the rest goes anywhere."""
LONGEST_WAIT_DAYS = 150
INQUIRED_FIRST = 0.15

GENDERS = ("female", "male", "nonbinary")
ETHNICITIES = ("white", "black", "hispanic", "asian", "two or more", "native american")
AGE_SHARES = {"51": (0.3, 0.33, 0.19, 0.12, 0.06), "52": (0.12, 0.31, 0.29, 0.2, 0.08)}
USUAL_AGE_SHARES = (0.24, 0.31, 0.22, 0.15, 0.08)
FEMALE_SHARES = {"51": 0.8, "13": 0.86, "47": 0.12, "43": 0.3, "11": 0.36}


class Paths:
    """What ties registrations into learners. All arrays have one entry per registration.

    `learner` numbers the person, `comes_back` says that a later registration follows, `follows` that an
    earlier one went before, `inquired` is the number of days between an inquiry and the registration, 0
    without one.
    """

    def __init__(self, schedule: Schedule, section: np.ndarray, day: np.ndarray, rng: np.random.Generator) -> None:
        previous = _link(schedule, section, day, rng)
        self.follows = previous >= 0
        self.comes_back = np.zeros(section.size, dtype=bool)
        self.comes_back[previous[self.follows]] = True
        self.first = _first(previous)
        self.learner = (np.cumsum(~self.follows, dtype=np.int32) - 1)[self.first]
        days_before = rng.gamma(1.4, 12, section.size).astype(np.int32) + 1
        asked = rng.random(section.size, dtype=np.float32) < INQUIRED_FIRST
        # Whoever comes back asks after the earlier registration: that one stays the first sign of them.
        earliest = np.where(self.follows, day[previous], day_number(RECORDS_FROM))
        self.inquired = np.where(asked, np.minimum(days_before, day - earliest), 0).astype(np.int16)


def _link(schedule: Schedule, section: np.ndarray, day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Number of the same learner's registration before this one, −1 for a first one.

    Each registration has at most one successor, and that one is made after the section of its predecessor has
    started. So nobody registers twice for one section.
    """
    source, target, wish = _wishes(schedule, section, rng)
    previous = np.full(section.size, -1, dtype=np.int32)
    offering = schedule.offering[section].astype(np.int16)
    for number in range(own().height):
        seats = np.flatnonzero(offering == number)
        wishes = np.flatnonzero(target == number)
        if not seats.size or not wishes.size:
            continue
        seats = seats[np.argsort(day[seats], kind="stable")]
        wishes = wishes[np.argsort(wish[wishes], kind="stable")]
        ranks = np.arange(wishes.size)
        # The first seat from the wished day on, and after the seat of whoever wished before: a running
        # maximum.
        place = np.maximum.accumulate(np.searchsorted(day[seats], wish[wishes]) - ranks) + ranks
        fits = place < seats.size
        taken, who = seats[place[fits]], wishes[fits]
        in_time = day[taken] - wish[who] <= LONGEST_WAIT_DAYS
        previous[taken[in_time]] = source[who[in_time]]
    return previous


def _wishes(
    schedule: Schedule, section: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who means to come back (registration number), for which offering, and from which day on."""
    catalog = own()
    into = _next_step()
    returns = np.array([FIELDS[field].returns for field in catalog["field"]])
    share = (returns + np.where(into >= 0, STACKABLE_RETURNS_MORE, 0)).astype(np.float32)
    source = np.flatnonzero(rng.random(section.size, dtype=np.float32) < share[schedule.offering[section]])
    runs = section[source]
    offering = schedule.offering[runs]
    where = rng.random(source.size)
    target = _pick(offering, rng, where < TO_THE_NEXT_STEP + TO_THE_SAME_FIELD)
    steps_up = (into[offering] >= 0) & (where < TO_THE_NEXT_STEP)
    target[steps_up] = into[offering[steps_up]]
    earliest = np.maximum(schedule.starts[runs] + 14, schedule.ends[runs] - 20)
    return source, target, (earliest + rng.gamma(1.5, 50, source.size)).astype(np.int32)


def _next_step() -> np.ndarray:
    """Row number of the own offering that each one counts toward, −1 without one."""
    keys = {key: row for row, key in enumerate(own()["offering_id"])}
    return np.array([keys.get(key, -1) for key in own()["stacks_into"]])


def _pick(offering: np.ndarray, rng: np.random.Generator, same_field: np.ndarray) -> np.ndarray:
    """An offering by popularity, of the same field where asked."""
    fields = own()["field"].to_numpy()
    popularity = own()["popularity"].to_numpy()
    picked = rng.choice(popularity.size, offering.size, p=popularity / popularity.sum()).astype(np.int16)
    for field in FIELDS:
        rows = np.flatnonzero(same_field & (fields == field)[offering])
        mine = np.where(fields == field, popularity, 0)
        picked[rows] = rng.choice(popularity.size, rows.size, p=mine / mine.sum())
    return picked


def _first(previous: np.ndarray) -> np.ndarray:
    """Number of each learner's first registration: every step of the loop doubles the length of the jump."""
    first = np.where(previous >= 0, previous, np.arange(previous.size, dtype=np.int32))
    while True:
        further = first[first]
        if np.array_equal(further, first):
            return first
        first = further


class People:
    """Group of every learner as a code; the last code of each closed list stands for not known."""

    def __init__(self, field: np.ndarray, rng: np.random.Generator) -> None:
        number = field.size
        self.age = np.zeros(number, dtype=np.uint8)
        self.gender = np.zeros(number, dtype=np.uint8)
        for code, name in enumerate(FIELDS):
            mine = np.flatnonzero(field == code)
            self.age[mine] = draw(AGE_SHARES.get(name, USUAL_AGE_SHARES), mine.size, 0.03, rng)
            female = FEMALE_SHARES.get(name, 0.55)
            self.gender[mine] = draw((female, 0.985 - female, 0.015), mine.size, 0.02, rng)
        self.ethnicity = draw((0.6, 0.17, 0.12, 0.06, 0.04, 0.01), number, 0.07, rng)
        self.employment = draw((0.48, 0.25, 0.15, 0.12), number, 0.06, rng)
        self.first_generation = draw((0.55, 0.45), number, 0.08, rng)
        self.degree_student = draw((0.84, 0.16), number, 0.0, rng)


def people(schedule: Schedule, section: np.ndarray, paths: Paths, rng: np.random.Generator) -> People:
    """The groups of all learners, drawn by the field of the first registration."""
    field = np.array([list(FIELDS).index(name) for name in own()["field"]], dtype=np.uint8)
    return People(field[schedule.offering[section[~paths.follows]]], rng)


def table(day: np.ndarray, paths: Paths, persons: People) -> pl.DataFrame:
    """The learners in the shape of the contract, in the order of their numbers."""
    new = ~paths.follows
    first_days = day[new] - paths.inquired[new]
    return pl.DataFrame(
        {
            "learner_id": keys("L", np.arange(first_days.size, dtype=np.int32)),
            "age_band": closed(persons.age, AGE_BANDS),
            "gender": closed(persons.gender, GENDERS).cast(pl.String),
            "ethnicity": closed(persons.ethnicity, ETHNICITIES).cast(pl.String),
            "employment": closed(persons.employment, EMPLOYMENT),
            "first_generation": _yes_or_no(persons.first_generation),
            "degree_student": _yes_or_no(persons.degree_student),
            "first_seen_on": dates(first_days),
        }
    )


def _yes_or_no(codes: np.ndarray) -> pl.Series:
    series = pl.Series(codes, dtype=pl.UInt8)
    return series.set(series == 2, None).cast(pl.Boolean)
