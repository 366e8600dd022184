"""A metric over months: months in which nothing was counted are drawn as zero, and no line runs across them."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.charts.card import ACCENT, MUTED
from dashboard.charts.trend import by_month
from data.reference.periods import STANDARD
from queries.answer import Answer
from queries.metrics.enrollment import DISCOUNT_RATE, NET_REGISTRATIONS
from queries.semantic.scope import Scope
from tests.dashboard.charts.drawing import axis, colors, fields, rows, scale


def of(metric, months: dict[date, float], as_of: date) -> Answer:
    scope = Scope("v", "demo", STANDARD.parse("FY2026"), as_of)
    frame = pl.DataFrame(
        {"month": months.keys(), metric.name: months.values()}, schema={"month": pl.Date, metric.name: pl.Float64}
    )
    return Answer(frame, (metric,), ("month",), scope)


def drawn(metric, months: dict[date, float], as_of: date = date(2025, 10, 5)) -> list[float]:
    """Values of this year in the chart, by month."""
    now, before = of(metric, months, as_of), of(metric, {}, as_of)
    events = pl.DataFrame(schema={"on_date": pl.Date, "text": pl.String})
    card = by_month.__wrapped__("By month", now, before, events)
    assert card.spec is not None
    tables = [pl.read_ipc_stream(data) for data in card.spec["datasets"].values()]
    (rows,) = [table for table in tables if "year" in table.columns and "place" not in table.columns]
    return rows.filter(year="This year").sort("month")[metric.name].to_list()


def test_a_month_without_registrations_is_zero_up_to_the_as_of_date():
    assert drawn(NET_REGISTRATIONS, {date(2025, 7, 1): 5, date(2025, 9, 1): 3}) == [5, 0, 3, 0]


def test_a_month_without_a_base_has_no_rate():
    assert drawn(DISCOUNT_RATE, {date(2025, 7, 1): 0.1, date(2025, 9, 1): 0.2}) == [0.1, 0.2]


def test_where_nothing_is_known_nothing_is_zero():
    scope_only = of(NET_REGISTRATIONS, {}, date(2025, 10, 5))
    events = pl.DataFrame(schema={"on_date": pl.Date, "text": pl.String})
    assert by_month.__wrapped__("By month", scope_only, scope_only, events).spec is None


@pytest.mark.parametrize(("period", "months"), [("FY2026", 2), ("2026-Q1", 1)])
def test_no_month_stands_twice_under_the_chart(period, months):
    whole = of(NET_REGISTRATIONS, {date(2026, 1, 1): 5}, date(2026, 3, 31))
    asked = replace(whole, scope=whole.scope.during(STANDARD.parse(period)))
    events = pl.DataFrame(schema={"on_date": pl.Date, "text": pl.String})
    spec = by_month.__wrapped__("By month", asked, asked, events).spec
    assert f'"interval": "month", "step": {months}' in json.dumps(spec, default=str)


def chart_of(months: dict[date, float]):
    events = pl.DataFrame({"on_date": [date(2025, 9, 1)], "text": ["New site"]})
    now = of(NET_REGISTRATIONS, months, date(2025, 10, 5))
    return by_month.__wrapped__("By month", now, now, events)


def test_this_year_is_solid_and_colored_and_the_year_before_dashed_and_gray():
    card = chart_of({date(2025, 7, 1): 5, date(2025, 8, 1): 3})
    assert fields(card, "line") == {"x": "month", "y": "net_registrations", "color": "year", "strokeDash": "year"}
    assert list(colors(card, "line").values()) == [ACCENT, MUTED]
    assert scale(card, "line", "strokeDash")["range"][0] == [1, 0]


def test_the_axis_names_months_and_counts_whole_registrations():
    card = chart_of({date(2025, 7, 1): 5})
    assert axis(card, "line", "x")["format"] == "%b %y"
    assert axis(card, "line", "y")["tickMinStep"] == 1


def test_an_event_is_a_numbered_rule_on_its_day():
    card = chart_of({date(2025, 7, 1): 5})
    assert fields(card, "rule")["x"] == "on_date"
    assert rows(card, "number", "text") == [(1, "New site")]


def test_the_sentence_names_the_highest_and_the_lowest_month():
    summary = chart_of({date(2025, 7, 1): 5, date(2025, 8, 1): 3}).summary
    assert summary.index("July 2025") < summary.index("August 2025")
