"""What somebody of the staff works out, who sees seats, drops and the funnel exactly: no outcome and no trait.

How many started is their daily work and no secret before them. Of two people none, one or both have completed, and of
places of so few no number can be less certain than that; all other hidden numbers stay three people wide. A learner group that is
alone in its field and year stands beside rows of nobody, so that nobody can tell that it is alone.
"""

from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.publish import counting, people_tables
from data.store.store import Store
from tests.attacks.reader import TRAITS, Reader, _sum

KNOWN = ("completion", "completion_formats")
READ = ("completion", "completion_groups", "completion_formats")
DAYS = (date(2024, 6, 30), date(2025, 6, 30))
WIDTH = 3
COUNTED: dict[str, tuple[int, int, int]] = {}
"""Kind of attack: numbers tried, known more closely than they should be, and of fewer than three people."""
College = tuple[dict[str, pl.LazyFrame], dict[str, pl.DataFrame], dict[tuple, int]]
"""Facts, published tables, and how many have really started in each place, cohort and day."""


@pytest.fixture(scope="module")
def small(small_college) -> College:
    facts, parts = small_college
    frames = {name: frame for one in parts.values() for name, frame in one.frames.items()}
    return facts, frames, started(counting.people(facts))


def started(counted: counting.Counted) -> dict[tuple, int]:
    tables = people_tables.declared(counted).tables
    rows = [
        tables[name].frame.select(*tables[name].cuts["place"], "cohort", "as_of", "started").rows() for name in KNOWN
    ]
    return {of: n for frame in rows for *of_, n in frame for of in [tuple(of_)]}


@pytest.fixture(scope="module")
def demo(demo_home):
    version = Store(demo_home).current()
    assert version is not None
    facts = {
        n: pl.scan_parquet(version.verified(version.entry("demo", "facts", n)))
        for n in FACTS
        if version.has("demo", "facts", n)
    }
    frames = {n: pl.read_parquet(version.verified(version.entry("demo", "cubes", n))) for n in READ}
    return facts, frames, started(counting.people(facts))


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


def tell(reader: Reader, facts: dict[str, pl.LazyFrame], day: date) -> int:
    """Tell the reader how many started and left in every offering whose time to complete is over; return of how many."""
    reader.day = day
    rows = [row for row in runs(facts, day).to_dicts() if (row["offering_id"], row["cohort"]) in reader.pairs]
    for row in rows:
        of = [reader.seats(row["offering_id"], row["cohort"], part, TRAITS[0]) for part in ("completed", "rest")]
        reader.equal.append((_sum(of), row["n"]))
        reader.at_least.append((of[1], row["dropped"]))
    return len(rows)


def attack(kind: str, college: College, *days: date, about: str) -> list[tuple]:
    """Tell the reader of all tables the seats of every day; return what they know more closely than they should."""
    facts, frames, truth = college
    reader = Reader(facts["offerings"], {name: frames[name] for name in READ}, *days)
    for day in days:
        assert tell(reader, facts, day) > 20
    names = [
        n for n in reader.hidden if n[0] == days[-1] and n[1] == about and (about == "groups" or n[-1] != "started")
    ]
    room = {name: min(WIDTH, truth.get((name[2], name[3], name[-2], name[0]), 0)) for name in names}
    few = [name for name in names if room[name] < WIDTH]
    close = {name: size for name, size in reader.narrow(names, WIDTH).items() if size < room[name]}
    COUNTED[kind] = len(names), len(close), len(few)
    return [*close]


@pytest.mark.parametrize("about", ["completion", "groups"])
@pytest.mark.parametrize(("college", "days"), [("small", DAYS), ("demo", DAYS[1:])])
def test_seats_and_drops_give_no_outcome_and_no_trait_away(college, days, about, request):
    kind = f"{college}: seats and drops against {about}"
    assert attack(kind, request.getfixturevalue(college), *days, about=about) == []
    tried, _, few = COUNTED[kind]
    assert tried > 50 > 3 * few


def test_rows_of_nobody_are_among_what_was_attacked(small):
    facts, frames, truth = small
    tables = people_tables.declared(counting.people(facts)).tables
    nobody = tables["completion_groups"].frame.filter("is_nobody", grain="field", as_of=DAYS[-1])
    reader = Reader(facts["offerings"], {name: frames[name] for name in READ}, DAYS[-1])
    names = [
        (DAYS[-1], "groups", *row, "started")
        for row in nobody.select("grain", "value", "attribute", "group", "cohort").rows()
    ]
    tried = [name for name in names if name in reader.hidden]
    assert len(tried) > 20
    assert any(truth["field", name[3], name[-2], name[0]] >= 10 for name in tried), "also in places that are shown"
    assert reader.narrow(tried, WIDTH) == {}


def test_no_number_of_the_demo_stays_too_narrow(demo_home):
    """What nothing helped is looked at again, since what is hidden for others may have made it wide."""
    version = Store(demo_home).current()
    assert version is not None
    report = pl.read_parquet(version.verified(version.entry("demo", "cubes", "protection"))).row(0, named=True)
    assert report["staff_numbers"] > 3_000
    assert (report["too_narrow"], report["staff_too_narrow"]) == (0, 0)


def test_a_canceled_section_and_a_seat_given_up_before_the_start_have_no_outcome(small):
    """Whoever sees that a section was canceled, or that all its seats were given up, learns of nobody's outcome."""
    facts, frames, _ = small
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
    assert len(COUNTED) == 4
    print(
        pl.DataFrame(
            [(kind, *n) for kind, n in COUNTED.items()], ["kind", "tried", "recovered", "narrow"], orient="row"
        )
    )
