"""Cubes are exact at any as-of date: the sum up to a day equals a count by hand over what was known that day."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from data.cubes import enrollment, headcount, seats, section_days
from data.publish import counting
from data.reference import periods

FIRST = date(2025, 6, 20)
SECTIONS = pl.LazyFrame({"section_id": ["s1", "s2", "s3"], "offering_id": ["a", "a", "b"]})
OFFERINGS = pl.LazyFrame({"offering_id": ["a", "b"], "school": ["Tech", "Tech"], "cip_code": ["11.0701", "51.3902"]})
rows_of_seats = st.lists(
    st.tuples(
        st.sampled_from(["s1", "s2", "s3"]),
        st.sampled_from(["L1", "L2", "L3"]),
        st.integers(0, 40),  # day of registration
        st.none() | st.integers(0, 20),  # days until dropped
        st.sampled_from([0.0, 20.5]),  # paid back to somebody who stays
    ),
    min_size=1,
    max_size=12,
)


def frame(rows) -> pl.DataFrame:
    taken = [FIRST + timedelta(days=r[2]) for r in rows]
    return pl.DataFrame(
        {
            "registration_id": [f"r{number}" for number in range(len(rows))],
            "section_id": [r[0] for r in rows],
            "learner_id": [r[1] for r in rows],
            "registered_on": taken,
            "dropped_on": [
                None if r[3] is None else t + timedelta(days=r[3]) for r, t in zip(rows, taken, strict=True)
            ],
            "paid_on": [t + timedelta(days=2) if r[1] == "L1" else None for r, t in zip(rows, taken, strict=True)],
            "gross_usd": [100.1] * len(rows),
            "discount_usd": [10.05] * len(rows),
            "refund_usd": [r[4] if r[3] is None else 90.05 for r in rows],
        },
        schema_overrides={"dropped_on": pl.Date, "paid_on": pl.Date},
    ).with_columns(completed_on=pl.lit(None, pl.Date), outcome=pl.lit("in_progress"))


def numbered(facts: pl.DataFrame) -> pl.DataFrame:
    return seats.numbered(facts.lazy(), SECTIONS, OFFERINGS)


@settings(deadline=None, max_examples=60)
@given(rows_of_seats, st.integers(0, 65))
def test_headcount_on_any_day_is_the_number_of_people_with_a_seat(rows, days):
    facts, as_of = frame(rows), FIRST + timedelta(days=days)
    cube = headcount.build(
        seats.by_learner(numbered(facts), facts.lazy()).lazy(), OFFERINGS, counting.span(facts.lazy()).headcount
    )
    known = cube.filter(pl.col("known_on") <= as_of)
    for kind in periods.KINDS:
        people: dict = {}
        for row in facts.to_dicts():
            if row["registered_on"] <= as_of and not (row["dropped_on"] and row["dropped_on"] <= as_of):
                start = periods.STANDARD.containing(row["registered_on"], kind).start
                people.setdefault(start, set()).add(row["learner_id"])
        counted = known.filter((pl.col("grain") == "all") & (pl.col("period_kind") == kind))
        found = dict(counted.group_by("period").agg(pl.col("learners").sum()).filter(pl.col("learners") != 0).rows())
        assert found == {start: len(who) for start, who in people.items()}


@settings(deadline=None, max_examples=60)
@given(rows_of_seats, st.integers(0, 65))
def test_registrations_and_money_on_any_day_are_what_was_known_then(rows, days):
    facts, as_of = frame(rows), FIRST + timedelta(days=days)
    by_day = section_days.build(numbered(facts), SECTIONS)
    cube, days_known = (
        table.filter(pl.col("known_on") <= as_of) for table in (enrollment.build(by_day, SECTIONS), by_day)
    )
    taken = [r for r in facts.to_dicts() if r["registered_on"] <= as_of]
    gone = [r for r in taken if r["dropped_on"] and r["dropped_on"] <= as_of]
    assert cube["gross_registrations"].sum() == len(taken)
    assert cube["net_registrations"].sum() == len(taken) - len(gone)
    assert cube["gross_cents"].sum() == 10010 * len(taken)
    # what is paid back to those who stay has no day of its own, so it is known with the registration
    given = [r for r in taken if r["dropped_on"] is None]
    assert cube["refund_cents"].sum() == 9005 * len(gone) + sum(round(100 * r["refund_usd"]) for r in given)
    paid = [r for r in taken if r["paid_on"] and r["paid_on"] <= as_of]
    assert days_known["paid_registrations"].sum() == len(paid)
    assert days_known["paid_cents"].sum() == (10010 - 1005) * len(paid)
