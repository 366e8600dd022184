"""Every metric on a few rows, as the Metrics page shows it: the formula gives what was worked out by hand."""

import polars as pl
import pytest
from polars import selectors

from dashboard.wording import examples as words
from dashboard.wording.markdown import escaped
from queries.metrics import METRICS
from queries.metrics.examples import EXAMPLES
from queries.semantic.example import Example
from queries.semantic.metric import Metric
from queries.semantic.unit import COUNT, DAYS, INDEX, SHARE

RATES = [example for example in EXAMPLES if example.metric.unit in (SHARE, DAYS, INDEX) or example.metric.name == "cac"]
OVER_PROGRAMS = [
    example for example in EXAMPLES if example.metric.cube.name == "programs" and example.metric.unit != COUNT
]
"""Quartiles and shares of programs, which count the rows that state something."""
OVER_ROWS = ("priced_share", "cancellation_rate")
"""Shares of all rows: only no row at all is a base of zero."""


def of_each(examples):
    return pytest.mark.parametrize("example", examples, ids=lambda example: example.metric.name)


def on(metric: Metric, rows: pl.DataFrame) -> float | None:
    return rows.select(metric.formula).item()


def test_every_metric_has_one_example():
    assert sorted(example.metric.name for example in EXAMPLES) == sorted(METRICS)


@of_each(EXAMPLES)
def test_the_formula_gives_the_answer_that_was_worked_out_by_hand(example: Example):
    assert on(example.metric, example.frame) == pytest.approx(example.answer)


@of_each(EXAMPLES)
def test_an_example_is_short_and_shows_every_column_that_the_formula_reads(example: Example):
    assert set(example.metric.formula.meta.root_names()) <= set(example.frame.columns)
    assert 3 <= len(example.rows) <= 6
    assert all(reason.endswith(".") for reason in example.reasons)


@of_each(EXAMPLES)
def test_the_answer_is_shown_without_rounding(example: Example):
    unit = example.metric.unit
    shown = example.answer * unit.factor / unit.divisor
    assert shown == pytest.approx(round(shown, unit.decimals))
    assert words.phrase(example).endswith(f"→ {escaped(unit.exact(example.answer))}")


@of_each(RATES + OVER_PROGRAMS)
def test_a_rate_of_no_rows_is_null(example: Example):
    assert on(example.metric, example.frame.clear()) is None


@of_each([rate for rate in RATES if rate.metric.name not in OVER_ROWS and rate not in OVER_PROGRAMS])
def test_a_rate_with_a_base_of_zero_is_null(example: Example):
    assert on(example.metric, example.frame.with_columns(selectors.numeric() * 0)) is None


@of_each([share for share in OVER_PROGRAMS if share.metric.name not in OVER_ROWS])
def test_a_number_over_what_is_stated_is_null_where_nothing_is_stated(example: Example):
    assert on(example.metric, example.frame.clear(len(example.rows))) is None
