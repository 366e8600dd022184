"""Curves of sections: every day is what a count by hand finds, and net never exceeds gross."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from data.cubes import seats, section_curves, section_days

OPENS, STARTS = date(2025, 1, 10), date(2025, 1, 20)
SECTIONS = pl.DataFrame(
    {
        "section_id": ["s1", "s2", "s3"],
        "opens_on": [OPENS, OPENS, date(2026, 1, 1)],  # the third one has not opened
        "starts_on": [STARTS, STARTS, date(2026, 2, 1)],
    }
)
rows_of_seats = st.lists(
    st.tuples(st.sampled_from(["s1", "s2"]), st.integers(-3, 30), st.none() | st.integers(0, 20)),
    min_size=1,
    max_size=15,
)


def facts(rows) -> pl.DataFrame:
    taken = [OPENS + timedelta(days=row[1]) for row in rows]
    dropped = [None if r[2] is None else t + timedelta(days=r[2]) for r, t in zip(rows, taken, strict=True)]
    return pl.DataFrame(
        {"section_id": [row[0] for row in rows], "registered_on": taken, "dropped_on": dropped},
        schema_overrides={"dropped_on": pl.Date},
    ).with_columns(
        *(pl.lit(None, pl.Date).alias(day) for day in ("paid_on", "completed_on")),
        gross_usd=1.0,
        discount_usd=0.0,
        refund_usd=0.0,
        learner_id=pl.lit("a"),
        outcome=pl.lit("in_progress"),
    )


def curves(registrations: pl.DataFrame) -> pl.DataFrame:
    sections = SECTIONS.select("section_id", offering_id=pl.lit("o")).lazy()
    numbered = seats.numbered(registrations.lazy(), sections, pl.LazyFrame({"offering_id": ["o"]}))
    return section_curves.build(section_days.build(numbered, sections), SECTIONS)


@settings(deadline=None, max_examples=60)
@given(rows_of_seats)
def test_every_day_of_a_curve_is_a_count_by_hand(rows):
    registrations = facts(rows)
    cube = curves(registrations)
    section_curves.SectionCurves.validate(cube)
    newest = max(registrations["registered_on"].max(), registrations["dropped_on"].max() or date.min)
    for section, net, gross in cube.rows():
        own = registrations.filter(section_id=section).to_dicts()
        last = min(newest, STARTS + timedelta(days=section_curves.DAYS_AFTER_START))
        assert len(net) == len(gross) == (last - OPENS).days + 1
        for n, (held, ever) in enumerate(zip(net, gross, strict=True)):
            day = OPENS + timedelta(days=n)
            taken = [r for r in own if r["registered_on"] <= day]
            assert ever == len(taken)
            assert held == sum(r["dropped_on"] is None or r["dropped_on"] > day for r in taken)
            assert held <= ever


def test_a_section_that_has_not_opened_has_no_curve():
    cube = curves(facts([("s1", 0, None)]))
    assert cube["section_id"].to_list() == ["s1", "s2"]
    assert cube["net"].to_list() == [[1], [0]]


def test_a_seat_taken_before_anything_opened_makes_no_curve():
    assert curves(facts([("s1", -1, None)])).is_empty()


def test_without_registrations_there_is_an_empty_cube():
    assert curves(facts([("s1", 0, None)]).clear()).is_empty()
