"""The funnel is exact on any day, its stages are nested, and few people are hidden."""

from datetime import date

import polars as pl
import pytest

from data.cubes import funnel, funnel_outcomes, seats
from data.demo import generate
from data.publish import counting
from data.publish import inquiries as publishing

FACTS = generate(4_000, 3)
REGISTRATIONS, SECTIONS, OFFERINGS = (FACTS[name].lazy() for name in ("registrations", "sections", "offerings"))
NUMBERED = seats.numbered(REGISTRATIONS, SECTIONS, OFFERINGS)
SEATS = seats.by_learner(NUMBERED, REGISTRATIONS).lazy()
NEWEST = counting.span(REGISTRATIONS).registered


@pytest.fixture(scope="module")
def ways() -> pl.DataFrame:
    inquiries = FACTS["inquiries"].lazy()
    seat_of = seats.rows_of(inquiries, REGISTRATIONS)
    return funnel.ways(inquiries, seat_of, NUMBERED, SECTIONS, OFFERINGS, NEWEST)


def outcomes_of(ways: pl.DataFrame) -> pl.DataFrame:
    return funnel_outcomes.build(funnel_outcomes.count(ways, SEATS), NEWEST)


@pytest.mark.parametrize("day", [date(2023, 5, 9), date(2025, 1, 31), date(2026, 3, 31)])
def test_reached_stages_are_those_of_a_count_by_hand(ways, day):
    cube = funnel.build(ways)
    funnel.Funnel.validate(cube)
    sections = {row["section_id"]: row for row in FACTS["sections"].to_dicts()}
    registrations = {row["registration_id"]: row for row in FACTS["registrations"].to_dicts()}
    newest = FACTS["registrations"]["registered_on"].max()
    counted = dict.fromkeys(funnel.STAGES, 0)
    for row in FACTS["inquiries"].to_dicts():
        seat = registrations.get(row["registration_id"])
        paid = seat and seat["paid_on"]
        started = None
        if seat:
            run = sections[seat["section_id"]]
            stayed = seat["dropped_on"] is None or seat["dropped_on"] > run["starts_on"]
            if run["status"] != "cancelled" and stayed and run["starts_on"] <= newest:
                started = run["starts_on"]
        days = [row["inquired_on"], row["contacted_on"], row["applied_on"], row["registered_on"], paid, started]
        for place, stage in enumerate(funnel.STAGES):
            counted[stage] += any(d is not None and d <= day for d in days[place:])
    known = (
        cube.filter(pl.col("known_on") <= day).group_by(pl.col("stage").cast(pl.String)).agg(pl.col("reached").sum())
    )
    assert dict(known.rows()) == counted
    assert sorted(counted.values(), reverse=True) == list(counted.values())


def test_an_inquiry_without_a_channel_is_counted_as_not_known(ways):
    asked = funnel.build(ways).filter(stage="inquiry")
    unknown = FACTS["inquiries"]["channel"].null_count()
    assert unknown > 0
    assert asked.filter(channel=funnel.UNKNOWN)["reached"].sum() == unknown


def test_people_who_came_back_are_those_of_a_count_by_hand(ways):
    day = date(2026, 3, 31)
    outcomes = outcomes_of(ways)
    taken: dict[int, list] = {}
    known = FACTS["registrations"].select("registered_on", learner=pl.col("learner_id").hash())
    for row in known.to_dicts():
        taken.setdefault(row["learner"], []).append(row["registered_on"])
    rows = ways.filter(pl.col("started").is_not_null()).to_dicts()
    completed = [r for r in rows if r["completed_on"]]
    returned = [r for r in completed if any(d > r["completed_on"] for d in taken[r["learner"]])]
    found = outcomes.filter(grain="all", as_of=day).select(pl.col("started", "completed", "returned").sum()).row(0)
    assert found == (len(rows), len(completed), len(returned))


def test_counts_of_few_people_are_hidden_and_the_rest_are_not(ways):
    outcomes = outcomes_of(ways)
    shown = publishing.protect(outcomes).frames["funnel_outcomes"].select(funnel_outcomes.FunnelOutcomes.column_names())
    funnel_outcomes.FunnelOutcomes.validate(funnel_outcomes.FunnelOutcomes.cast(shown))
    for count in funnel_outcomes.COUNTS:
        seen = shown[count].drop_nulls()
        assert seen.len() > 0
        assert not seen.is_between(1, 9).any()
    small = outcomes.filter(pl.col("started").is_between(1, 9)).select("grain", "value", "cohort", "as_of")
    hidden = shown.join(small, on=["grain", "value", "cohort", "as_of"], how="semi")
    assert hidden.height == small.height > 0
    assert (hidden["started"].is_null() | (hidden["known_on"] < hidden["as_of"])).all()


def test_a_corrected_inquiry_does_not_show_in_what_was_published(ways):
    first = publishing.protect(outcomes_of(ways))
    one = ways.filter(pl.col("completed_on").is_not_null()).select(pl.col("learner").min()).item()
    fewer = outcomes_of(ways.filter(pl.col("learner").ne_missing(one)))
    again = publishing.protect(fewer, first.past).frames["funnel_outcomes"]
    same = ["grain", "value", "cohort", "as_of", *funnel_outcomes.COUNTS]
    assert again.select(same).sort(same[:4]).equals(first.frames["funnel_outcomes"].select(same).sort(same[:4]))
    anew = publishing.protect(fewer).frames["funnel_outcomes"]
    assert not anew.select(same).sort(same[:4]).equals(again.select(same).sort(same[:4]))
