"""A window that moved: the same seats mean different things by days to the start and by days since opening."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from dashboard.wording import sections as words
from data.contracts import Events
from queries.answer import measure
from queries.cubes.board import board
from queries.enrollment import section
from queries.metrics.sections import PROJECTED_REGISTRATIONS, REVENUE_AT_RISK
from tests.queries.pacing.conftest import OPENING, by_hand, published

WINDOW, RUNS = 40, 24


def run(opens: int, starts: int, seats: int, **drawn) -> dict:
    """A section whose seats are taken evenly from opening to start."""
    return {
        "opens": opens,
        "starts": starts,
        "takes": [opens + (starts - opens) * n // seats for n in range(seats)],
        **drawn,
    }


@pytest.fixture
def scope(home):
    """Past runs with a window of 40 days fill 9 to 15 seats; one now opened five days late, at the usual pace per day."""
    sizes = np.random.default_rng(1).integers(9, 16, RUNS)
    drawn = {f"p{n:02}": run(50 * n, 50 * n + WINDOW, int(size)) for n, size in enumerate(sizes)}
    opens = 50 * RUNS + 5
    late = run(opens, opens + WINDOW - 5, 10)
    today = opens + 12
    late["takes"] = [day for day in late["takes"] if day <= today]
    facts = by_hand(drawn | {"late": late})
    event = {"event_id": "e", "on_date": OPENING + timedelta(days=opens - 5), "scope": "field", "scope_value": "52"}
    events = pl.DataFrame([{**event, "until_date": None, "text": "Registration opens five days late"}])
    return published(
        home, facts | {"events": Events.cast(events.select(Events.column_names()))}, OPENING + timedelta(days=today)
    )


def of_section(scope, section_id: str) -> str:
    rows = board(scope).filter(section_id=section_id).to_dicts()
    return words.sentence_of_section(next(iter(rows), None), scope.as_of)


def test_the_window_is_seen_to_have_moved(scope):
    assert board(scope)["window_moved_days"].to_list() == [-5]


def test_alignments_compare_with_different_days_of_the_past(scope):
    by_start, by_opening, by_share = section.views(scope, "late")
    assert by_start.net == by_opening.net == by_share.net
    assert by_start.pace_index < by_share.pace_index < by_opening.pace_index


def test_the_page_says_which_alignment_changes_the_verdict_and_why(scope):
    views = section.views(scope, "late")
    sentence = words.sentence_of_verdicts(section.verdicts(scope, "late"))
    assert len({view.verdict for view in views}) > 1
    assert "5 days shorter than usual" in sentence
    assert "Registration opens five days late" in sentence
    assert "by days since opening it" in sentence


def test_a_section_that_is_not_open_has_no_views(scope):
    assert section.views(scope, "p00") == []
    assert words.sentence_of_verdicts(section.verdicts(scope, "p00")) is None
    assert section.curve(scope, "p00").is_empty()
    assert of_section(scope, "p00") == "This section is not open on this date."


def test_curves_are_drawn_on_the_axis_of_the_alignment(scope):
    own = {a: section.curve(scope, "late", a).filter("is_own") for a in ("days_to_start", "window_share")}
    assert own["days_to_start"]["at"].to_list() == [float(d) for d in range(-35, -22)]
    assert own["window_share"]["at"][-1] == pytest.approx(12 / 35)
    band = section.band(scope, "late")
    assert (band["low"] <= band["mean"]).all()
    assert (band["mean"] <= band["high"]).all()


def test_a_section_like_no_other_is_compared_with_all_and_says_so(home):
    drawn = {f"p{n:02}": run(50 * n, 50 * n + WINDOW, 10 + n % 3) for n in range(10)}
    new = run(500, 540, 10, offering="b")
    new["takes"] = new["takes"][:4]
    scope = published(home, by_hand(drawn | {"new": new}), OPENING + timedelta(days=515))
    (row,) = board(scope).to_dicts()
    assert (row["comparable_to"], row["comparable_runs"]) == ("kind", 0)
    assert "The offering has no past section" in of_section(scope, "new")
    assert "The offering is new here" in of_section(scope, "new")


def test_without_a_past_there_are_seats_and_no_projection(home):
    scope = published(home, by_hand({"only": run(0, 40, 8)}), OPENING + timedelta(days=20))
    (row,) = board(scope).to_dicts()
    assert row["net"] > 0
    assert row["projected"] is None
    assert row["at_risk_cents"] is None
    assert "Too few sections have finished" in of_section(scope, "only")
    assert measure(PROJECTED_REGISTRATIONS, scope=scope).value(PROJECTED_REGISTRATIONS) is None  # unknown is not zero
    assert measure(REVENUE_AT_RISK, scope=scope).value(REVENUE_AT_RISK) is None
    assert "$0" not in words.sentence_of_open_sections(board(scope), scope.as_of)
    assert "We can't say how likely" in words.sentence_of_open_sections(board(scope), scope.as_of)


def test_nothing_open_is_nothing_at_risk(home):
    scope = published(home, by_hand({"over": run(0, 40, 8)}), OPENING + timedelta(days=60))
    assert measure(PROJECTED_REGISTRATIONS, scope=scope).value(PROJECTED_REGISTRATIONS) == 0
    assert measure(REVENUE_AT_RISK, scope=scope).value(REVENUE_AT_RISK) == 0


def test_a_college_that_charges_nothing_has_a_board_with_nothing_at_risk(home):
    facts = by_hand({f"p{n:02}": run(50 * n, 50 * n + WINDOW, 10 + n % 3) for n in range(11)})
    facts["registrations"] = facts["registrations"].with_columns(gross_usd=pl.lit(0.0))
    facts["sections"] = facts["sections"].with_columns(price_usd=pl.lit(0.0))
    scope = published(home, facts, OPENING + timedelta(days=50 * 10 + 20))
    assert board(scope)["at_risk_cents"].to_list() == [0]


@pytest.mark.parametrize(("days_left", "said"), [(20, "It needs 7 more by Jun 17"), (3, "is past")])
def test_a_decision_day_that_is_past_asks_for_nothing_by_then(home, days_left, said):
    drawn = {f"p{n:02}": run(50 * n, 50 * n + WINDOW, 10 + n % 3) for n in range(10)}
    thin = run(500, 540, 4)
    scope = published(home, by_hand(drawn | {"thin": thin}), OPENING + timedelta(days=540 - days_left))
    assert said in of_section(scope, "thin")
