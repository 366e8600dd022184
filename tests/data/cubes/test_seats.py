"""Seats: one row per registration, by learner and day, whatever the order of the facts."""

from datetime import date, timedelta

import polars as pl
import pytest

from data.contracts import Offerings, Registrations, Sections
from data.contracts.shape import as_contract
from data.cubes import seats
from data.demo import generate
from data.publish import counting

FACTS = generate(2_000, 3)
COLUMNS = ("registration_id", "learner_id", "section_id", "registered_on")
ROWS = [
    ("r3", "a", "s2", date(2025, 7, 1)),  # the same learner and day as r1, so its id comes second
    ("r2", "a", "s1", date(2025, 6, 1)),  # her first day
    ("r4", "b", "s9", date(2025, 7, 1)),  # a section that the facts do not have
    ("r1", "a", "s1", date(2025, 7, 1)),
]


def by_learner(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    return seats.by_learner(seats.numbered(registrations, sections, offerings), registrations)


def built(registrations: pl.DataFrame) -> pl.DataFrame:
    """The seats beside the columns of the registrations that they stand for."""
    taken = by_learner(registrations.lazy(), FACTS["sections"].lazy(), FACTS["offerings"].lazy())
    return taken.with_columns(registrations[taken["row"]].select("registration_id", "learner_id", "section_id"))


def test_a_learner_has_her_seats_by_day_and_then_by_id():
    frame = pl.DataFrame(ROWS, schema=COLUMNS, orient="row").with_columns(
        gross_usd=100.1, discount_usd=10.05, refund_usd=0.0, outcome=pl.lit("in_progress")
    )
    found = built(Registrations.cast(as_contract(frame.lazy(), Registrations).collect()))
    of_a = found.filter(pl.col("learner_id") == "a")
    assert of_a["registration_id"].to_list() == ["r2", "r1", "r3"]
    assert of_a.select(seats.is_first()).to_series().to_list() == [True, False, False]
    assert found["net_cents"].to_list() == [9005] * 4
    assert found["section"].null_count() == found["offering"].null_count() == 4


def test_every_registration_is_a_seat_of_its_learner_section_and_offering():
    found = built(FACTS["registrations"])
    assert sorted(found["row"]) == list(range(2_000))
    assert found["learner"].is_sorted()
    assert (
        found["learner"].n_unique()
        == found["learner_id"].n_unique()
        == found.select("learner", "learner_id").n_unique()
    )
    sections, offerings = FACTS["sections"], FACTS["offerings"]
    assert sections["section_id"].gather(found["section"]).equals(found["section_id"])
    assert offerings["offering_id"].gather(found["offering"]).equals(sections["offering_id"].gather(found["section"]))


@pytest.mark.parametrize("days_apart", [1, 100_000])
def test_learners_whose_numbers_are_nearly_the_same_stay_apart(days_apart):
    first = date(1800, 1, 1)
    later = first + timedelta(days=days_apart)
    rows = [(7, later, "r1"), (6, later, "r2"), (7, first, "r3"), (6, first, "r4"), (2**64 - 1, later, "r5")]
    frame = pl.DataFrame(
        rows, {"learner": pl.UInt64, "registered_on": pl.Date, "registration_id": pl.String}, orient="row"
    )
    none = {column: pl.lit(0, pl.Int32) for column in ("section", "offering", *(f"{m}_cents" for m in seats.MONEY))}
    day = {column: pl.lit(None, pl.Date) for column in ("dropped_on", "completed_on")}
    found = seats.by_learner(frame.with_columns(outcome=pl.lit("failed"), **none, **day), frame.lazy())
    assert found["row"].to_list() == [3, 1, 2, 0, 4]


def test_the_order_of_the_facts_makes_no_difference():
    mixed = FACTS["registrations"].sample(fraction=1, shuffle=True, seed=1)
    assert not mixed.equals(FACTS["registrations"])
    assert built(mixed).drop("row").equals(built(FACTS["registrations"]).drop("row"))


def test_without_registrations_there_are_no_seats():
    nothing = [table.create_empty().lazy() for table in (Registrations, Sections, Offerings)]
    assert by_learner(*nothing).is_empty()


def test_the_registration_of_a_row_is_found_by_its_id_and_none_for_a_row_without_one():
    asked = pl.LazyFrame({"registration_id": ["r2", None, "r9", "r1", "r2"]})
    assert seats.rows_of(asked, pl.LazyFrame({"registration_id": ["r1", "r2"]})).to_list() == [1, None, None, 0, 1]


def test_placements_stand_beside_the_day_and_offering_of_the_completion_that_they_are_of():
    registrations = FACTS["registrations"].sample(fraction=1, shuffle=True, seed=1)
    facts = FACTS | {"registrations": registrations}
    found = counting.whole({name: frame.lazy() for name, frame in facts.items()}).facts["placed"].collect()
    done = registrations.join(FACTS["sections"].select("section_id", "offering_id"), on="section_id")
    known = FACTS["placements"].join(done, on="registration_id", maintain_order="left")
    assert known.height > 0
    assert found["completed_on"].equals(known["completed_on"])
    assert found["earnings_usd"].equals(known["earnings_usd"])
    assert FACTS["offerings"]["offering_id"].gather(found["offering"]).equals(known["offering_id"])
