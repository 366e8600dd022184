"""Fill, cancellation and melt: the same on the page, in `ask` and in a loop over the facts."""

from datetime import date

import polars as pl
import pytest

from dashboard.wording.funnel import sentence_of_funnel
from dashboard.wording.sections import sentence_of_cancellations
from data.demo import generate
from data.reference import periods
from queries.answer import measure
from queries.cubes import funnel, sections
from queries.cubes.board import LIKELY, board
from queries.metrics.funnel import INQUIRIES, INQUIRY_TO_REGISTERED
from queries.metrics.sections import (
    CANCELLATION_RATE,
    FILL_RATE,
    FILL_RATE_OFFERED,
    OPEN_SECTIONS,
    PACE_INDEX,
    REVENUE_AT_RISK,
    SECTIONS_OFFERED,
)
from queries.semantic.scope import Scope


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2025"), date(2025, 3, 15))


def test_fill_and_cancellation_are_those_of_a_loop(scope):
    facts = generate()
    held, all_seats, held_seats, cancelled, offered = 0, 0, 0, 0, 0
    started: dict[str, int] = {}
    starts = {row["section_id"]: row["starts_on"] for row in facts["sections"].to_dicts()}
    for row in facts["registrations"].to_dicts():
        start = starts[row["section_id"]]
        if row["registered_on"] <= start and (row["dropped_on"] is None or row["dropped_on"] > start):
            started[row["section_id"]] = started.get(row["section_id"], 0) + 1
    for row in facts["sections"].to_dicts():
        if not scope.period.start <= row["starts_on"] <= scope.as_of:
            continue
        offered += 1
        all_seats += row["capacity"]
        if row["status"] == "cancelled":
            cancelled += 1
        else:
            held += started.get(row["section_id"], 0)
            held_seats += row["capacity"]
    answer = measure(SECTIONS_OFFERED, FILL_RATE, FILL_RATE_OFFERED, CANCELLATION_RATE, scope=scope)
    assert answer.value(SECTIONS_OFFERED) == offered
    assert answer.value(FILL_RATE) == pytest.approx(held / held_seats)
    assert answer.value(FILL_RATE_OFFERED) == pytest.approx(held / all_seats)
    assert answer.value(CANCELLATION_RATE) == pytest.approx(cancelled / offered)


def test_pace_and_money_at_risk_are_those_of_the_board(scope):
    frame = board(scope)
    answer = measure(OPEN_SECTIONS, PACE_INDEX, REVENUE_AT_RISK, scope=scope)
    assert answer.value(OPEN_SECTIONS) == frame.height > 0
    assert answer.value(PACE_INDEX) == pytest.approx(frame["net"].sum() / frame["comparable_net"].sum())
    assert answer.value(REVENUE_AT_RISK) == pytest.approx(
        frame.filter(pl.col("chance_to_run") < LIKELY)["at_risk_cents"].sum() / 100  # and not over all that are open
    )


def test_parts_of_the_board_add_up(scope):
    parts = measure(OPEN_SECTIONS, by=["field"], scope=scope).frame
    assert parts["open_sections"].sum() == board(scope).height
    for field, count in parts.rows():
        assert board(scope.narrowed(field=field)).height == count


def test_cancellations_add_up_to_the_rate(scope):
    counted = sections.cancellations(scope)
    rate = counted["cancelled"].sum() / counted["offered"].sum()
    assert rate == pytest.approx(measure(CANCELLATION_RATE, scope=scope).value(CANCELLATION_RATE))
    assert "usual 10 to 14%" in sentence_of_cancellations(sections.cancellations(scope))


def test_a_few_sections_are_counted_and_not_judged(scope, monkeypatch):
    repeated = sections.cancellations(scope).filter(kind="repeat")
    monkeypatch.setattr(sections, "FEWEST_TO_JUDGE", repeated["offered"].sum() + 1)
    counted = f"{repeated['cancelled'].sum()} of {repeated['offered'].sum()} sections of established offerings"
    assert f"{counted} were canceled, too few to judge" in sentence_of_cancellations(sections.cancellations(scope))


def test_a_drop_curve_is_a_share_and_ends_with_the_as_of_date(scope):
    curve = sections.drop_curve(scope)
    assert curve["dropped_share"].is_between(0, 1).all()
    assert curve["at"].max() <= 14


def test_the_funnel_of_the_page_is_that_of_ask(scope):
    stages = funnel.stages(scope)
    answer = measure(INQUIRIES, INQUIRY_TO_REGISTERED, scope=scope)
    assert answer.value(INQUIRIES) == stages["reached"][0]
    assert answer.value(INQUIRY_TO_REGISTERED) == pytest.approx(stages["share"][3])
    for cut in ("channel", "field"):
        assert funnel.by(scope, cut)["inquiry"].sum() == stages["reached"][0]
    assert "lowest yield" in sentence_of_funnel(stages, funnel.stages(scope.last_year()))


def test_nothing_in_the_period_is_a_sentence(scope):
    empty = Scope(scope.version, "demo", periods.STANDARD.parse("2021-Q3"), scope.as_of)
    assert "no inquiries" in sentence_of_funnel(funnel.stages(empty), funnel.stages(empty.last_year()))
    assert "No section" in sentence_of_cancellations(sections.cancellations(empty))
