"""Answers on the demo college: parts add up, points in time agree, and what is not published is refused."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.demo import generate
from data.reference import periods
from queries.answer import filtered, find_metrics, measure
from queries.cubes.enrollment import ENROLLMENT_CUBE
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.outcomes import COMPLETION_RATE
from queries.semantic.scope import Scope, Unanswerable


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize("by", sorted({*ENROLLMENT_CUBE.dimensions} - {"tag"}))
def test_parts_add_up_to_the_whole(scope, by):
    whole = measure(NET_REGISTRATIONS, NET_REVENUE, scope=scope)
    parts = measure(NET_REGISTRATIONS, NET_REVENUE, by=[by], scope=scope).frame
    assert parts["net_registrations"].sum() == whole.value(NET_REGISTRATIONS)
    assert parts["net_revenue"].sum() == pytest.approx(whole.value(NET_REVENUE))


def test_one_field_is_compared_by_its_offerings_and_several_with_each_other(scope):
    assert scope.parts == ("field", "offering")
    assert scope.narrowed(field="11").parts == ("offering",)
    assert replace(scope, where=(("field", "11"), ("field", "52"))).parts == ("field", "offering")


def test_filtering_then_measuring_is_measuring_then_filtering(scope):
    by_field = dict(measure(NET_REVENUE, by=["field"], scope=scope).frame.rows())
    assert measure(NET_REVENUE, scope=scope.narrowed(field="11")).value(NET_REVENUE) == pytest.approx(by_field["11"])


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2025, 6, 30), date(2026, 3, 31)])
def test_headcount_and_revenue_agree_with_a_count_by_hand(scope, as_of):
    period = periods.STANDARD.containing(as_of, "fiscal_year")
    people, cents = set(), 0
    for row in generate()["registrations"].to_dicts():
        if not (period.start <= row["registered_on"] <= min(period.end, as_of)):
            continue
        gone = row["dropped_on"] is not None and row["dropped_on"] <= as_of
        cents += round(100 * row["gross_usd"]) - round(100 * row["discount_usd"])
        cents -= round(100 * row["refund_usd"]) if gone else 0
        if not gone:
            people.add(row["learner_id"])
    answer = measure(HEADCOUNT, NET_REVENUE, scope=Scope(scope.version, "demo", period, as_of))
    assert answer.value(HEADCOUNT) == len(people)
    assert answer.value(NET_REVENUE) == pytest.approx(cents / 100)


def test_headcount_is_refused_at_a_grain_that_is_not_published(scope):
    with pytest.raises(Unanswerable, match="not a published dimension"):
        measure(HEADCOUNT, by=["modality"], scope=scope)
    with pytest.raises(Unanswerable, match="by one of"):
        measure(HEADCOUNT, by=["offering"], scope=scope.narrowed(school="Health"))


def test_completion_is_read_at_one_point_in_time_only(scope):
    rate = measure(COMPLETION_RATE, scope=scope).value(COMPLETION_RATE)
    assert rate is not None
    assert 0 < rate < 1


def test_hidden_cells_are_counted_and_never_zero(scope):
    answer = measure(COMPLETION_RATE, by=["offering"], scope=scope)
    assert answer.hidden > 0
    assert 0.0 not in answer.frame["completion_rate"].to_list()


def test_a_filter_that_does_not_apply_is_said(scope):
    answer = measure(NET_REVENUE, scope=scope.narrowed(state="OR"))
    assert answer.not_applied == {"state": (NET_REVENUE,)}
    assert answer.not_narrowed_by("state") == ()  # none of them takes it


def test_a_filter_that_one_metric_of_several_does_not_take_is_refused_by_its_name(scope):
    answer = measure(NET_REVENUE, HEADCOUNT, scope=scope.narrowed(modality="online"))
    assert answer.not_narrowed_by("modality") == (HEADCOUNT,)
    with pytest.raises(Unanswerable, match="Headcount cannot be filtered by modality; filter by month"):
        filtered(answer)


def test_an_unknown_metric_is_refused_with_a_sentence():
    with pytest.raises(Unanswerable, match="There is no metric 'fte'"):
        find_metrics("fte")


def asked(scope: Scope, *where: tuple[str, str]) -> Scope:
    """The scope with filters of which one may be named more than once."""
    return replace(scope, where=where)


@pytest.mark.parametrize("metric", ["net_registrations", "sections_offered", "open_sections", "inquiries", "programs"])
def test_a_union_of_two_fields_is_the_sum_of_both(scope, metric):
    (counted,) = find_metrics(metric)
    one, other = (measure(counted, scope=asked(scope, ("field", f))).value(counted) for f in ("11", "51"))
    both = measure(counted, scope=asked(scope, ("field", "11"), ("field", "51")))
    assert min(one, other) > 0
    assert both.value(counted) == one + other
    assert both.pooled == ("field",)


@pytest.mark.parametrize(
    ("metric", "where"),
    [
        ("headcount", [("field", "11"), ("field", "51")]),  # a learner may be in both
        ("headcount", [("month", "2026-01-01"), ("month", "2026-02-01")]),  # and come back in the next month
        ("programs", [("list", "offerings"), ("list", "texas")]),  # fictional and real programs
        ("programs", [("list", "texas"), ("field", "11"), ("field", "51")]),  # published cells are of one field each
        ("awards", [("sector_basis", "2020"), ("sector_basis", "2021")]),
        ("awards", [("sector_basis", "1999")]),  # no version of the cube is frozen there
        ("awards", [("sector_basis", "1999"), ("institution", "100654")]),
    ],
)
def test_what_would_pool_what_may_not_be_pooled_is_refused(scope, metric, where):
    with pytest.raises(Unanswerable):
        measure(*find_metrics(metric), scope=asked(scope, *where))


def test_a_month_chosen_as_a_filter_is_that_month_of_the_cut(scope):
    by_month = dict(measure(HEADCOUNT, by=["month"], scope=scope).frame.rows())
    january = measure(HEADCOUNT, scope=asked(scope, ("month", "2026-01-01"))).value(HEADCOUNT)
    assert january == by_month[date(2026, 1, 1)]


@pytest.mark.parametrize("by", [["month", "quarter"], ["format_rule"]])
def test_a_cut_that_no_cube_has_is_refused_with_a_sentence(scope, by):
    (metric,) = find_metrics("headcount" if "month" in by else "programs")
    with pytest.raises(Unanswerable):
        measure(metric, by=by, scope=scope)


@pytest.mark.parametrize(
    ("metrics", "by"), [("gross_registrations,sections_offered", "modality"), ("inquiries,new_learners", "channel")]
)
def test_cubes_stand_side_by_side_whatever_type_they_keep_a_name_in(scope, metrics, by):
    frame = measure(*find_metrics(metrics), by=[by], scope=scope).frame
    for metric in find_metrics(metrics):
        alone = measure(metric, by=[by], scope=scope).frame.select(pl.col(by).cast(pl.String), metric.name).drop_nulls()
        assert sorted(frame.select(by, metric.name).drop_nulls().rows()) == sorted(alone.rows())


def test_what_is_named_twice_is_answered_once(scope):
    answer = measure(NET_REVENUE, NET_REVENUE, by=["field", "field"], scope=scope)
    assert answer.frame.columns == ["field", "net_revenue"]
