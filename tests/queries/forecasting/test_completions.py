"""Completions by quarter: only what is published open, and nothing that gives a hidden series away."""

from datetime import date

import polars as pl
import pytest

from data.cubes.completion import Completion
from data.reference.periods import STANDARD
from queries.forecasting.issued import published, publishing
from queries.forecasting.issued.completions import completions
from queries.forecasting.issued.publishing import Plan
from queries.semantic.scope import Scope
from tests.queries.forecasting.conftest import monthly, seasonal

ENDS = [q.end for q in STANDARD.between(date(2022, 7, 1), date(2025, 6, 30), "quarter")]
AT = date(2025, 6, 30)
COHORT = date(2022, 7, 1)


def cube(growth: dict[str, list[int | None]], late: set[tuple[str, int]] = frozenset()) -> pl.DataFrame:
    """Cumulated completions of one cohort by field; None hides the cell, `late` are cells with an older count."""
    rows = []
    for field, steps in growth.items():
        total = 0
        for place, (end, step) in enumerate(zip(ENDS, steps, strict=False)):
            total += step or 0
            known_on = ENDS[place - 1] if (field, place) in late else end
            count = None if step is None else total
            rows.append(("field", field, COHORT, end, count, known_on, step is None))
    read = ["grain", "value", "cohort", "as_of", "completed", "known_on", "is_hidden"]
    assert set(read) <= set(Completion.column_names())
    return pl.DataFrame(rows, schema=read, orient="row", infer_schema_length=None)


def seen(college, growth, late=frozenset()):
    version = college(monthly({"web": [5] * 42}), cube(growth, late))
    return completions("field", Scope(version, "college", STANDARD.containing(AT, "fiscal_year"), AT))


STEADY = [20, 30, 25, 40, 22, 31, 26, 41, 24, 33, 27, 44]


def test_a_quarter_is_what_the_cohorts_grew_by(college):
    known = seen(college, {"11": STEADY, "51": STEADY})
    assert known.of("11") == STEADY[1:]
    assert known.hidden == ()


@pytest.mark.parametrize("gap", [None, 4], ids=["hidden cell", "few completions"])
def test_a_series_with_a_gap_or_a_small_quarter_is_left_out(college, gap):
    known = seen(college, {"11": [*STEADY[:5], gap, *STEADY[6:]], "47": [*STEADY[:5], gap, *STEADY[6:]], "51": STEADY})
    assert known.hidden == ("11", "47")
    assert known.values() == ["51"]


def test_one_hidden_field_takes_the_smallest_open_one_with_it(college):
    small = [y // 2 for y in STEADY]
    known = seen(college, {"11": [*STEADY[:5], None, *STEADY[6:]], "47": small, "51": STEADY})
    # The college's total less the open fields would otherwise be the hidden field.
    assert known.hidden == ("11", "47")


def test_no_growth_because_too_few_completed_is_no_zero(college):
    known = seen(college, {"11": [*STEADY[:-1], 0], "47": [*STEADY[:-1], 0], "51": STEADY}, {("11", 11), ("47", 11)})
    assert known.hidden == ("11", "47")


def test_cells_of_a_cohort_that_has_not_begun_wait_for_it(college):
    early = cube({"11": STEADY, "51": STEADY})
    not_begun = early.filter(pl.col("as_of") == AT).with_columns(
        cohort=pl.lit(date(2025, 7, 1)), completed=pl.lit(None, pl.Int64), is_hidden=pl.lit(True)
    )
    version = college(monthly({"web": [5] * 42}), pl.concat([early, not_begun]))
    known = completions("field", Scope(version, "college", STANDARD.containing(AT, "fiscal_year"), AT))
    assert known.of("11") == STEADY[1:]


def test_a_hidden_series_is_in_no_published_forecast(college, monkeypatch):
    monkeypatch.setattr(publishing, "PLANS", (Plan("field", 3, 4),))
    hidden = [*STEADY[:1], None, *STEADY[2:]]
    version = college(monthly({"web": seasonal(42)}), cube({"11": hidden, "47": hidden, "51": STEADY}))
    publishing.publish_forecasts(version, "college")
    frame = published.forecasts(version, "college", "field").filter(metric="completions")
    assert set(frame["value"]) == {"51"}
