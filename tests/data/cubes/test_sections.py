"""Sections and their days: exact at any as-of date, and the status is never known too early."""

from datetime import date

import polars as pl

from data.contracts import Offerings, Registrations, Sections
from data.cubes import seats, section_days
from data.cubes import sections as section_cube
from data.demo import generate
from data.publish import counting

FACTS = generate(4_000, 3)


def test_the_days_of_a_section_add_up_to_what_a_count_by_hand_finds_on_several_days():
    facts = [FACTS[name].lazy() for name in ("registrations", "sections", "offerings")]
    cube = section_days.build(seats.numbered(*facts), facts[1])
    section_days.SectionDays.validate(cube)
    for as_of in (date(2023, 2, 1), date(2024, 11, 20), date(2026, 3, 31)):
        found: dict = {}
        for row in FACTS["registrations"].to_dicts():
            if row["registered_on"] > as_of:
                continue
            counts = found.setdefault((row["section_id"], row["registered_on"].replace(day=1)), [0] * 7)
            gone = row["dropped_on"] is not None and row["dropped_on"] <= as_of
            paid = row["paid_on"] is not None and row["paid_on"] <= as_of
            gross, discount, refund = (round(100 * row[f"{c}_usd"]) for c in ("gross", "discount", "refund"))
            changes = (1, 1 - gone, gross, discount, refund * gone, int(paid), (gross - discount) * paid)
            found[row["section_id"], row["registered_on"].replace(day=1)] = [
                have + more for have, more in zip(counts, changes, strict=True)
            ]
        known = cube.filter(pl.col("known_on") <= as_of).group_by("section_id", "month")
        summed = known.agg(pl.col(c).sum() for c in section_days.CHANGES)
        assert {(row[0], row[1]): list(row[2:]) for row in summed.rows()} == found


def one_section(**changed) -> pl.DataFrame:
    section = {
        "section_id": "s1",
        "offering_id": "a",
        "opens_on": date(2025, 1, 1),
        "starts_on": date(2025, 3, 1),
        "ends_on": date(2025, 5, 1),
        "status": "held",
    }
    section |= changed
    row = {c: [section.get(c)] for c in Sections.column_names()}
    rows = [
        # registered, dropped, paid: paid early and came; paid early and left; paid late; left on the day of the start
        (date(2025, 1, 5), None, date(2025, 1, 5)),
        (date(2025, 1, 6), date(2025, 2, 25), date(2025, 1, 9)),
        (date(2025, 2, 1), None, date(2025, 2, 20)),
        (date(2025, 2, 2), date(2025, 3, 1), None),
    ]
    taken = {"registration_id": [f"r{n}" for n in range(len(rows))], "section_id": ["s1"] * len(rows)}
    taken |= dict(zip(("registered_on", "dropped_on", "paid_on"), zip(*rows, strict=True), strict=True))
    registrations = pl.DataFrame(
        {c: list(taken.get(c, [None] * len(rows))) for c in Registrations.column_names()}, strict=False
    )
    offering = {"offering_id": "a", "cip_code": "11.0701", "price_usd": 500.0}
    offerings = pl.DataFrame({c: [offering.get(c)] for c in Offerings.column_names()})
    sections, offered = Sections.cast(pl.DataFrame(row)).lazy(), Offerings.cast(offerings).lazy()
    numbered = seats.numbered(Registrations.cast(registrations).lazy(), sections, offered)
    newest = counting.span(registrations.lazy()).last("dropped")
    return section_cube.build(section_cube.starters(numbered, sections), sections, offered, newest)


def test_who_started_and_who_had_paid_two_weeks_before():
    (row,) = one_section().to_dicts()
    assert (row["started"], row["paid_before_start"], row["paid_and_started"]) == (2, 2, 1)
    assert (row["price_cents"], row["school"], row["decided_on"]) == (50_000, "unassigned", None)


def test_a_section_cancelled_without_a_day_is_known_to_be_at_its_start():
    (row,) = one_section(status="cancelled").to_dicts()
    assert row["decided_on"] == row["starts_on"]
    assert row["started"] is None


def test_a_section_that_starts_after_the_newest_day_has_not_started():
    (row,) = one_section(starts_on=date(2025, 4, 1)).to_dicts()
    assert row["started"] is None
