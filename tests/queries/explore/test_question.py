"""A question of one's own: what it may hold, what is counted behind a rate, and what is asked instead where it has no answer."""

from datetime import date

import pytest

from data.reference import periods
from queries.explore.answering import answer, asked_scope
from queries.explore.bases import BASES
from queries.explore.nearest import refusal
from queries.explore.question import Question, dimensions, pairs
from queries.metrics import METRICS
from queries.semantic.scope import Scope, Unanswerable
from queries.semantic.unit import COUNT, USD

REVENUE, COMPLETION = ("net_revenue",), ("completion_rate",)


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (Question(()), "at least one number"),
        (Question(tuple(METRICS)[:5]), "at most 4 numbers"),
        (Question(REVENUE, ("field", "school", "modality")), "at most 2 in rows"),
        (Question(REVENUE, ("field",), ("field",)), "Field stands in rows and in columns"),
        (Question(REVENUE, only=(("field", "11"),), excluded=(("field", "11"),)), "both kept and left out"),
        (Question(("revenu",)), "Did you mean"),
        (Question(REVENUE, excluded=(("nothing", "11"),)), "no dimension 'nothing'"),
        (Question(REVENUE, only=(("nothing", "11"),)), "cannot be filtered by nothing"),
        (Question(REVENUE, ("sector",)), "not a published dimension"),
        (Question(("headcount",), ("field", "offering")), "one of offering, field, school"),
        (Question(("awards", "net_revenue"), ("field",)), "FY2026 is not in the data"),
    ],
)
def test_what_cannot_be_answered_says_why_and_the_next_step_itself_has_an_answer(scope, question, reason):
    refused = refusal(question, scope)
    assert refused is not None
    assert reason in refused.reason
    assert refused.step is not None
    assert answer(refused.step.question, refused.step.scope).metrics


def test_the_next_step_changes_as_little_as_it_can(scope):
    refused = refusal(Question(COMPLETION, ("price_band", "length_band"), only=()), scope)
    assert refused is not None
    assert refused.step is not None
    assert refused.step.question == Question(COMPLETION, ("price_band",))


def test_a_period_that_a_number_does_not_follow_leads_to_its_fiscal_year(scope):
    refused = refusal(Question(COMPLETION, ("field",)), scope.during(periods.STANDARD.parse("2026-Q1")))
    assert refused is not None
    assert refused.step is not None
    assert (refused.step.scope.period.name, refused.step.question.rows) == ("FY2026", ("field",))


def test_values_that_are_left_out_are_those_that_are_not_kept(scope):
    online = (("modality", "online"),)
    kept, left_out = (answer(Question(REVENUE, **{part: online}), scope) for part in ("only", "excluded"))
    whole = answer(Question(REVENUE), scope)
    parts = kept.frame["net_revenue"][0] + left_out.frame["net_revenue"][0]
    assert parts == pytest.approx(whole.frame["net_revenue"][0])


def test_leaving_a_value_out_narrows_what_is_kept(scope):
    question = Question(REVENUE, only=(("field", "11"), ("field", "51")), excluded=(("field", "51"),))
    assert asked_scope(question, scope).where == (("field", "11"),)
    assert asked_scope(Question(REVENUE, only=(("field", "52"),)), scope.narrowed(field="11")).where == (
        ("field", "52"),
    )


def test_every_value_left_out_leaves_nothing_to_ask(scope):
    with pytest.raises(Unanswerable, match="Every field is left out"):
        answer(Question(REVENUE, excluded=(("field", "11"),)), scope.narrowed(field="11"))


@pytest.mark.parametrize("name", METRICS)
def test_what_is_no_sum_says_on_how_many_it_stands(name):
    metric = METRICS[name]
    assert (name in BASES) == (metric.unit not in (COUNT, USD)) or metric.unit == USD
    if name in BASES:
        assert BASES[name].unit == COUNT
        assert metric.cube.empty().select(BASES[name].formula).height == 1


def test_a_rate_stands_on_its_own_denominator(scope):
    frame = answer(Question(COMPLETION, ("field",)), scope).frame
    done = answer(Question(("completions",), ("field",)), scope).frame["completions"]
    rates = frame.drop_nulls("completion_rate")
    assert rates.height > 3
    found = (frame["completion_rate"] * frame["completion_rate_n"]).round().cast(done.dtype)
    assert found.equals(done)


def test_dimensions_of_all_the_numbers_stand_first():
    names = dimensions(("net_revenue", "headcount"))
    shared = names[: len([n for n in names if n in ("month", "term", "field", "offering", "school")])]
    assert {*shared} == {"month", "term", "field", "offering", "school"}
    assert "format_rule" not in names  # a rule groups nothing


def test_a_value_may_hold_the_sign_that_separates_it():
    assert pairs(["offering=a=b"]) == (("offering", "a=b"),)
