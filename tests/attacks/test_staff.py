"""What somebody of the staff works out, who sees seats, drops and the funnel exactly: how much is tried, recovered, narrow.

How many started is their daily work and no secret before them. What it tells them of outcomes and traits is counted here, and
may not grow: the tables are protected against readers who do not see the seats.
"""

from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.demo import generate
from data.publish import counting, people
from data.store.store import Store
from tests.attacks.reader import TRAITS, Reader, _sum

READ = ("completion", "completion_groups", "completion_formats")
DAY = date(2025, 6, 30)
WIDTH = 3
COUNTED: dict[str, tuple[int, int, int]] = {}
"""Kind of attack: numbers tried, recovered exactly, and narrower than 3."""


@pytest.fixture(scope="module")
def small():
    facts = {name: frame.lazy() for name, frame in generate(1_000, 3).items()}
    parts = people.protected(counting.people(facts), lambda name, part: None)
    return facts, {name: frame for one in parts.values() for name, frame in one.frames.items()}


@pytest.fixture(scope="module")
def demo(demo_home):
    version = Store(demo_home).current()
    assert version is not None
    facts = {
        n: pl.scan_parquet(version.verified(version.entry("demo", "facts", n)))
        for n in FACTS
        if version.has("demo", "facts", n)
    }
    return facts, {n: pl.read_parquet(version.verified(version.entry("demo", "cubes", n))) for n in READ}


def runs(facts, day: date) -> pl.DataFrame:
    """Of each offering and fiscal year whose time to complete is over: seats on the first day, and drops after it."""
    first_month = pl.col("ends_on").dt.month() < 7
    cohort = pl.date(pl.col("ends_on").dt.year() - first_month.cast(pl.Int32), 7, 1)
    last = pl.col("ends_on") + (pl.col("ends_on") - pl.col("starts_on")) / 2
    held = facts["sections"].filter(pl.col("status") == "held", pl.col("starts_on") <= day)
    of = held.select("section_id", "offering_id", "starts_on", cohort=cohort, is_over=last.cast(pl.Date) <= day)
    there = (
        facts["registrations"]
        .join(of, on="section_id")
        .filter(
            pl.col("dropped_on").is_null() | (pl.col("dropped_on") >= pl.col("starts_on")),
            pl.col("completed_on").is_null()
            | (pl.col("completed_on") <= day),  # late ones, told to the attacker besides
        )
    )
    counts = there.group_by("offering_id", "cohort").agg(n=pl.len(), dropped=pl.col("dropped_on").is_not_null().sum())
    over = of.group_by("offering_id", "cohort").agg(pl.col("is_over").all()).filter("is_over")
    return over.join(counts, on=["offering_id", "cohort"]).collect()


def attack(kind: str, college, *days: date, with_drops: bool = False, about: str = "") -> tuple[int, int, int]:
    """Tell the reader of all tables the seats of the last day; count what becomes of the hidden outcomes or traits."""
    facts, frames = college
    reader = Reader(facts["offerings"], {name: frames[name] for name in READ}, *days)
    told = runs(facts, days[-1]).to_dicts()
    assert len(told) > 20
    for row in told:
        if (row["offering_id"], row["cohort"]) in reader.pairs:
            of = [reader.seats(row["offering_id"], row["cohort"], part, TRAITS[0]) for part in ("completed", "rest")]
            reader.equal.append((_sum(of), row["n"]))
            if with_drops:
                reader.at_least.append((of[1], row["dropped"]))
    names = [
        n for n in reader.hidden if n[0] == days[-1] and n[1] == about and (about == "groups" or n[-1] != "started")
    ]
    recovered = reader.narrow(names, 1)
    COUNTED[kind] = len(names), len(recovered), len(reader.narrow(names, WIDTH))
    return COUNTED[kind]


CEILINGS = {
    "small: seats against completion": (0, 3),
    "small: seats against groups": (6, 8),
    "small: seats and drops against completion": (0, 3),
    "small: seats and drops against groups": (6, 8),
    "demo: seats against completion": (0, 12),
    "demo: seats against groups": (3, 3),
    "demo: seats and drops against completion": (0, 12),
    "demo: seats and drops against groups": (3, 3),
}
"""How many hidden numbers are known exactly at most, and how many in a range under 3 wide: what stands today."""


@pytest.mark.parametrize("with_drops", [False, True], ids=["seats", "seats and drops"])
@pytest.mark.parametrize("about", ["completion", "groups"])
@pytest.mark.parametrize("college", ["small", "demo"])
def test_seats_and_drops_give_few_outcomes_and_traits_away(college, about, with_drops, request):
    kind = f"{college}: {'seats and drops' if with_drops else 'seats'} against {about}"
    tried, exact, narrow = attack(kind, request.getfixturevalue(college), DAY, with_drops=with_drops, about=about)
    assert tried > 50
    assert exact <= CEILINGS[kind][0]
    assert narrow <= CEILINGS[kind][1]


def test_a_canceled_section_and_a_seat_given_up_before_the_start_have_no_outcome(small):
    """Whoever sees that a section was canceled, or that all its seats were given up, learns of nobody's outcome."""
    facts, frames = small
    held = facts["sections"].filter(pl.col("status") == "held").select("section_id", "offering_id", "starts_on")
    began = (
        facts["registrations"]
        .join(held, on="section_id")
        .filter(pl.col("dropped_on").is_null() | (pl.col("dropped_on") >= pl.col("starts_on")))
    )
    taught = set(began.select("offering_id").unique().collect()["offering_id"])
    shown = frames["completion"].filter(pl.col("grain").cast(pl.String) == "offering")
    assert set(shown["value"]) <= taught


def test_every_kind_was_counted():
    assert set(COUNTED) == set(CEILINGS)
    print(
        pl.DataFrame(
            [(kind, *n) for kind, n in COUNTED.items()], ["kind", "tried", "recovered", "narrow"], orient="row"
        )
    )
