"""Every unit in every kind of chart that says one: the axis in the unit's format, the words in the unit's words."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.charts.axes import value_axis
from dashboard.charts.bars import bars
from dashboard.charts.card import Card
from dashboard.charts.distribution import distribution
from dashboard.charts.fan import fan
from dashboard.charts.heat import heat
from dashboard.charts.intervals import AXES, CLOSED, intervals
from dashboard.charts.lines import lines
from dashboard.charts.multiples import small
from dashboard.charts.pairs import pairs
from dashboard.charts.since_first import since_first
from dashboard.charts.spread import spread
from dashboard.charts.trend import by_month
from dashboard.charts.versus import dots, fields
from dashboard.charts.year_path import year_path
from dashboard.charts.years import cut_by_year, metrics_by_year
from queries.answer import Answer
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.outcomes.comparability import SAME, Badge
from queries.revenue.year import Pace, YearGoal
from queries.revenue.year_path import ACTUAL
from queries.revenue.year_path import Path as Path_
from queries.semantic.metric import Metric
from queries.semantic.unit import COUNT, METRIC_UNITS, SHARE, UNITS, USD, Unit
from queries.strategy.versus import Figure, Line
from tests.dashboard.charts.drawing import PASSPORT, SCOPE
from tests.dashboard.charts.test_distribution import MEDIANS, STEPS
from tests.dashboard.charts.test_fan import SEEN

CHARTS = Path(__file__).parents[3] / "dashboard" / "charts"


def metric_in(unit: Unit) -> Metric:
    return replace(NET_REGISTRATIONS, unit=unit)


def answer_in(unit: Unit, by: str, keys: list, **more: list) -> Answer:
    frame = pl.DataFrame({by: keys, **more, NET_REGISTRATIONS.name: [0.25, 0.75]})
    return Answer(frame, (metric_in(unit),), (by, *more), SCOPE)


def _bars(unit: Unit) -> Card:
    return bars.__wrapped__("Title", answer_in(unit, "field", ["11", "51"]))


def _trend(unit: Unit) -> Card:
    answer = answer_in(unit, "month", [date(2025, 7, 1), date(2025, 8, 1)])
    return by_month.__wrapped__("Title", answer, answer, SEEN.events)


def _lines(unit: Unit) -> Card:
    return lines.__wrapped__("Title", answer_in(unit, "month", [date(2025, 7, 1), date(2025, 8, 1)]), unit_line="Unit")


def _heat(unit: Unit) -> Card:
    answer = answer_in(unit, "field", ["11", "51"], modality=["online", "online"])
    return heat.__wrapped__("Title", answer, unit_line="Unit")


def _multiples(unit: Unit) -> Card:
    return replace(_lines(unit), spec=small(unit, "Label"))


def _spread(unit: Unit) -> Card:
    return spread.__wrapped__("Title", answer_in(unit, "field", ["11", "51"]), unit_line="Unit")


def _years(unit: Unit) -> Card:
    return metrics_by_year.__wrapped__("Title", answer_in(unit, "year", [2023, 2024]), "Unit")


def _years_by_field(unit: Unit) -> Card:
    return cut_by_year.__wrapped__("Title", answer_in(unit, "year", [2023, 2024], field=["11", "11"]), "Unit")


def _pairs(unit: Unit) -> Card:
    frame = pl.DataFrame({"name": ["Health"], "institution": [0.25], "alternative": [0.75]})
    return pairs("Title", frame, metric_in(unit), PASSPORT, "key")


def _distribution(unit: Unit) -> Card:
    return distribution.__wrapped__("Title", STEPS, MEDIANS, metric_in(unit), SCOPE)


def _fan(unit: Unit) -> Card:
    return fan.__wrapped__("Title", replace(SEEN, metric=metric_in(unit)), SCOPE)


def _since_first(unit: Unit) -> Card:
    row = {"name": "FY2024", "months": 12, "value": 0.25, "low": 0.2, "high": 0.3, "text": "a quarter"}
    return since_first("Title", pl.DataFrame([row]), "Unit", PASSPORT, "key", unit=unit)


def _year_path(unit: Unit) -> Card:
    metric = metric_in(unit)
    lines = pl.DataFrame({"line": [ACTUAL] * 2, "on": [date(2025, 7, 1), SCOPE.as_of], "value": [0.25, 0.75]})
    band = pl.DataFrame(schema={"on": pl.Date, "low": pl.Float64, "high": pl.Float64})
    year = YearGoal(metric, 0.75, 0.5, None, None, None, Pace(None, None, None, None))
    card = year_path.__wrapped__("Title", Path_(metric, SCOPE.period, SCOPE.as_of, lines, band, year, None), SCOPE)
    assert card is not None
    return card


def _dots(unit: Unit) -> Card:
    badge, figures = Badge(SAME, "One list."), (Figure(0.25), Figure(0.75), Figure(0.5))
    line = Line("offerings", "price", unit, *figures, badge, badge, "texas")
    return dots("Title", "Unit", line, "Said.", PASSPORT, "key")


def _fields(unit: Unit) -> Card:
    frame = pl.DataFrame({"name": ["Health"], "institution": [0.25], "alternative": [0.75]})
    return fields("Title", "Unit", frame, unit, PASSPORT, "key")


KINDS: dict[str, Callable[[Unit], Card]] = {
    "bars": _bars,
    "heat": _heat,
    "lines": _lines,
    "multiples": _multiples,
    "spread": _spread,
    "trend": _trend,
    "years": _years,
    "years by field": _years_by_field,
    "pairs": _pairs,
    "distribution": _distribution,
    "fan": _fan,
    "since_first": _since_first,
    "year_path": _year_path,
    "versus": _dots,
    "versus by field": _fields,
}
"""By the module that draws it."""
WITHOUT_AXIS = ("bars", "heat", "versus")
"""Their values stand beside the marks."""
OF_ONE_UNIT = {"counts_to_break": COUNT, "openings": USD, "ranges": USD, "sections": SHARE}
"""Charts that say one unit only."""


@pytest.mark.parametrize("unit", METRIC_UNITS, ids=lambda unit: unit.name)
@pytest.mark.parametrize("kind", KINDS)
def test_every_unit_is_drawn_in_every_kind_of_chart(kind, unit):
    card = KINDS[kind](unit)
    assert card.spec is not None
    number_format = ",~g" if kind == "distribution" and not unit.is_money else unit.axis
    assert (number_format in str(card.spec)) != (kind in WITHOUT_AXIS)


@pytest.mark.parametrize("axis", AXES)
def test_every_axis_of_intervals_is_drawn(axis):
    row = {"name": "Health", "value": 0.25, "low": 0.2, "high": 0.3, "text": "a quarter", "state": CLOSED}
    card = intervals("Title", pl.DataFrame([row]), "Unit", PASSPORT, "key", axis=axis)
    formats = {"usd": USD.axis, "count": COUNT.axis, "points": "pts"}
    assert formats.get(axis, SHARE.axis) in str(card.spec)


@pytest.mark.parametrize("unit", UNITS.values(), ids=lambda unit: unit.name)
def test_every_unit_of_a_table_says_a_number_or_is_none(unit):
    if unit.is_number:
        assert value_axis(unit).to_dict()["labelExpr"]
        assert any(letter.isdigit() for letter in unit.exact(0.25))
        assert any(letter.isdigit() for letter in unit.short(1_250_000.0))


def test_every_chart_that_says_a_unit_is_drawn_here():
    says_a_unit = re.compile(r"\bunit: Unit\b|\bmetric\.unit\b|wording\.value\(metric|value_axis\(")
    charts = {file.stem for file in CHARTS.glob("*.py") if says_a_unit.search(file.read_text())}
    apart = {"axes", "card", "intervals", *OF_ONE_UNIT}  # what all charts share, and what is drawn above
    assert charts - apart == {kind.split()[0] for kind in KINDS}
