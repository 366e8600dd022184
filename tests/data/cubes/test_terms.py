"""Terms of sections: the college's own names, the rule where it has none, and learners counted once in each."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contracts import Offerings, Registrations, Sections
from data.cubes import headcount, term_headcount, terms
from data.publish import counting

OFFERINGS = (("a", "11.0101", "North"), ("b", "11.0201", "South"), ("c", "52.0101", "North"))
STARTS = (date(2025, 1, 13), date(2025, 5, 1), date(2025, 8, 25))


@pytest.mark.parametrize(
    ("stated", "starts_on", "term"),
    [
        ("2025 Autumn A", date(2025, 1, 1), "2025 Autumn A"),  # what the college says counts, whatever the day
        (" Fall 2025 ", date(2025, 9, 1), "Fall 2025"),
        ("  ", date(2025, 9, 1), "Fall 2025"),
        (None, date(2025, 4, 30), "Spring 2025"),
        (None, date(2025, 5, 1), "Summer 2025"),
        (None, date(2025, 7, 31), "Summer 2025"),
        (None, date(2025, 8, 1), "Fall 2025"),
        (None, date(2025, 12, 31), "Fall 2025"),
        (None, date(2026, 1, 1), "Spring 2026"),
    ],
)
def test_a_term_is_as_stated_or_follows_from_the_first_day(stated, starts_on, term):
    frame = pl.DataFrame({"term": [stated], "starts_on": [starts_on]}, schema={"term": pl.String, "starts_on": pl.Date})
    assert frame.select(terms.named()).item() == term


def facts(taken: list[tuple[int, int, int, int | None]], stated: list[str | None]) -> dict[str, pl.LazyFrame]:
    """Six sections, two of each offering, and seats: section, learner, day taken and days until it was dropped."""
    offered = pl.DataFrame(
        [(o, "us", o, "course", cip, school) for o, cip, school in OFFERINGS],
        schema=["offering_id", "provider_id", "title", "credential_type", "cip_code", "school"],
        orient="row",
    )
    runs = [(f"s{n}", OFFERINGS[n % 3][0], STARTS[n // 2], stated[n]) for n in range(6)]
    sections = pl.DataFrame(
        [(s, o, day, day, date(2025, 12, 20), "held", term) for s, o, day, term in runs],
        schema={
            "section_id": pl.String, "offering_id": pl.String, "opens_on": pl.Date, "starts_on": pl.Date,
            "ends_on": pl.Date, "status": pl.String, "term": pl.String,
        },
        orient="row",
    )  # fmt: skip
    rows = [
        (f"r{n}", f"s{s}", f"l{who}", date(2025, 1, day), None if stay is None else date(2025, 2, day + stay))
        for n, (s, who, day, stay) in enumerate(taken)
    ]
    registrations = pl.DataFrame(
        rows,
        schema={
            "registration_id": pl.String, "section_id": pl.String, "learner_id": pl.String,
            "registered_on": pl.Date, "dropped_on": pl.Date,
        },
        orient="row",
    ).with_columns(gross_usd=1.0, discount_usd=0.0, refund_usd=0.0, outcome=pl.lit("in_progress"))  # fmt: skip
    tables = {
        "offerings": (offered, Offerings),
        "sections": (sections, Sections),
        "registrations": (registrations, Registrations),
    }
    return {
        name: frame.with_columns(pl.lit(None).alias(c) for c in contract.column_names() if c not in frame.columns)
        .select(contract.column_names())
        .cast(dict(contract.create_empty().schema))
        .lazy()
        for name, (frame, contract) in tables.items()
    }


taken = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(1, 10), st.none() | st.integers(0, 10))
stated = st.lists(st.none() | st.sampled_from(["202510", "202520"]), min_size=6, max_size=6)


@settings(max_examples=25)
@given(st.lists(taken, min_size=1, max_size=25), stated, st.sampled_from([30_000_000, 0]))
def test_learners_of_a_term_are_counted_once_on_every_day(rows, names, most):
    made = facts(rows, names)
    whole = counting.whole(made)
    before, headcount.MOST_TALLIED = headcount.MOST_TALLIED, most
    try:
        cube = term_headcount.build(whole.facts["seats"], made["offerings"], made["sections"], whole.span.headcount)
    finally:
        headcount.MOST_TALLIED = before
    for day in (date(2025, 1, 5), date(2025, 1, 10), date(2025, 2, 12), date(2025, 3, 1)):
        by_hand = defaultdict(set)
        for section, who, taken_on, stay in rows:
            offering, cip, school = OFFERINGS[section % 3]
            starts_on = STARTS[section // 2]
            term = names[section] or {1: "Spring 2025", 5: "Summer 2025", 8: "Fall 2025"}[starts_on.month]
            dropped_on = None if stay is None else date(2025, 2, taken_on + stay)
            if date(2025, 1, taken_on) <= day and (dropped_on is None or dropped_on > day):
                for grain, value in (("all", "all"), ("school", school), ("field", cip[:2]), ("offering", offering)):
                    by_hand[grain, value, term].add(who)
        known = cube.filter(pl.col("known_on") <= day).with_columns(pl.col("grain").cast(pl.String))
        counted = known.group_by("grain", "value", "term").agg(pl.col("learners").sum()).filter(pl.col("learners") != 0)
        assert {row[:3]: row[3] for row in counted.rows()} == {key: len(who) for key, who in by_hand.items()}
