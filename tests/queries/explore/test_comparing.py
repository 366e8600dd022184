"""What a number stands beside: the same question at an earlier time, the plan, or another value, with change and percent."""

from dataclasses import replace
from datetime import date

import pytest

from data.reference import periods
from queries import college
from queries.answer import find_metrics, measure
from queries.explore.comparing import compared
from queries.explore.question import Question
from queries.revenue import phasing
from queries.semantic.scope import Scope, Unanswerable

REVENUE, MODALITY = "net_revenue", "modality"


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def asked(scope: Scope, *metrics: str, by: tuple[str, ...] = ()) -> list[tuple]:
    return measure(*find_metrics(",".join(metrics)), by=by, scope=scope).frame.rows()


def columns(question: Question, scope: Scope, *names: str) -> list[tuple]:
    return compared(question, scope).frame.select(names).rows()


def test_last_year_is_the_same_question_at_the_same_point_of_last_year(scope):
    question = Question((REVENUE,), (MODALITY,), compare=("last_year",))
    assert columns(question, scope, MODALITY, f"{REVENUE}_0") == asked(scope.last_year(), REVENUE, by=(MODALITY,))
    for now, then, change, percent in columns(
        question, scope, REVENUE, *(f"{REVENUE}_0{e}" for e in ("", "_change", "_percent"))
    ):
        assert change == pytest.approx(now - then)
        assert percent == pytest.approx(now / then - 1)


def test_months_of_last_year_stand_beside_those_of_this_year(scope):
    before = dict(asked(scope.last_year(), REVENUE, by=("month",)))
    for month, then in columns(
        Question((REVENUE,), ("month",), compare=("last_year",)), scope, "month", f"{REVENUE}_0"
    ):
        assert then == pytest.approx(before[month.replace(year=month.year - 1)])


def test_the_period_before_is_known_as_long_as_this_one(scope):
    quarter = replace(scope, period=periods.STANDARD.parse("2026-Q1"), as_of=date(2026, 2, 28))
    before = replace(scope, period=periods.STANDARD.parse("2025-Q4"), as_of=date(2025, 11, 30))
    ((then,),) = columns(Question((REVENUE,), compare=("previous",)), quarter, f"{REVENUE}_0")
    assert [(then,)] == asked(before, REVENUE)


def test_a_rate_changes_in_points_and_has_the_count_behind_it_then(scope):
    frame = compared(Question(("discount_rate",), compare=("last_year",)), scope).frame
    assert {"discount_rate_0", "discount_rate_0_n", "discount_rate_0_change"} <= {*frame.columns}
    assert "discount_rate_0_percent" not in frame.columns


def test_the_plan_is_what_the_goal_asks_for_by_the_day(scope):
    goal = phasing.goal_for(scope, REVENUE)
    assert goal is not None
    ((plan,),) = columns(Question((REVENUE,), compare=("plan",)), scope, f"{REVENUE}_0")
    assert plan == pytest.approx(phasing.asked_by(goal, [scope.as_of], scope)[0])
    months = columns(Question((REVENUE,), ("month",), compare=("plan",)), scope, f"{REVENUE}_0")
    assert sum(month for (month,) in months) == pytest.approx(plan)


def test_another_value_stands_beside_every_row(scope):
    question = Question((REVENUE,), (MODALITY,), compare=("modality=online",))
    ((_, online),) = [row for row in asked(scope, REVENUE, by=(MODALITY,)) if row[0] == "online"]
    assert {then for (then,) in columns(question, scope, f"{REVENUE}_0")} == {online}
    by_field = Question((REVENUE,), ("field",), only=(("modality", "hybrid"),), compare=("modality=online",))
    online_by_field = dict(asked(scope.narrowed(modality="online"), REVENUE, by=("field",)))
    assert dict(columns(by_field, scope, "field", f"{REVENUE}_0")).items() >= online_by_field.items()


def test_several_comparisons_stand_side_by_side(scope):
    frame = compared(Question((REVENUE,), ("field",), compare=("last_year", "plan")), scope).frame
    assert [name for name in frame.columns if name.endswith("_change")] == [
        f"{REVENUE}_0_change",
        f"{REVENUE}_1_change",
    ]


def test_a_group_that_was_there_only_then_keeps_its_row(scope):
    first = scope.during(periods.STANDARD.parse("2025-Q3"))
    frame = compared(Question(("net_registrations",), ("offering",), compare=("last_year",)), first).frame
    then = {code for code, _ in asked(first.last_year(), "net_registrations", by=("offering",))}
    assert {*frame["offering"]} >= then


def test_what_is_hidden_then_has_no_change(scope):
    frame = compared(Question(("completion_rate",), ("field",), ("age_band",), compare=("last_year",)), scope).frame
    hidden = frame.filter(frame["completion_rate_0_note"].is_not_null())
    assert hidden.height
    assert hidden["completion_rate_0"].null_count() == hidden["completion_rate_0_change"].null_count() == hidden.height


def test_awards_stand_beside_the_academic_year_before(scope):
    years = dict(asked(scope, "awards", by=("year",)))
    newest = max(years)
    ((now, then),) = columns(Question(("awards",), compare=("last_year",)), scope, "awards", "awards_0")
    assert (now, then) == (years[newest], years[newest - 1])
    by_year = columns(Question(("awards",), ("year",), compare=("last_year",)), scope, "year", "awards_0")
    assert dict(by_year)[newest] == years[newest - 1]


def test_terms_stand_beside_the_same_term_of_last_year(scope):
    dated = scope.during(college.calendar(scope.version, scope.college).parse("FY2026"))
    before = dict(asked(dated.last_year(), "net_registrations", by=("term",)))
    rows = dict(
        columns(
            Question(("net_registrations",), ("term",), compare=("last_year",)), dated, "term", "net_registrations_0"
        )
    )
    assert rows["Fall 2025"] == before["Fall 2024"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (Question((REVENUE,), compare=("tomorrow",)), "not 'tomorrow'"),
        (Question((REVENUE,), ("field", "modality"), compare=("plan",)), "Group by one of them"),
        (
            Question((REVENUE,), ("field",), only=(("modality", "online"),), compare=("plan",)),
            "Take away the other filters",
        ),
        (Question(("gross_revenue",), compare=("plan",)), "No goal is set"),
        (Question(("award_growth",), compare=("last_year",)), "changes between years already"),
        (Question((REVENUE,), (), ("offering",)), "too many for columns"),
    ],
)
def test_what_cannot_be_compared_says_why(scope, question, reason):
    with pytest.raises(Unanswerable, match=reason):
        compared(question, scope)


def test_a_year_before_the_data_is_not_nothing(scope):
    early = scope.during(periods.STANDARD.parse("FY2021"))
    with pytest.raises(Unanswerable, match="no data for FY2020"):
        compared(Question((REVENUE,), compare=("last_year",)), early)
