"""The rest of a year stands on last year's calendar times growth, which is nothing where nothing grew."""

from datetime import date

import polars as pl
import pytest

from data.reference.periods import STANDARD, add_months
from data.store.store import Store
from queries.revenue import rest_of_year
from queries.revenue.rest_of_year import growth
from queries.semantic.scope import Scope


@pytest.fixture
def flat(tmp_path, monkeypatch) -> str:
    """A college that takes $100 in the middle of every month, from July 2021 to June 2025."""
    days = [add_months(date(2021, 7, 1), n).replace(day=15) for n in range(48)]
    nothing = pl.lit(0, pl.Int64)
    frame = pl.DataFrame({"offering_id": "o", "known_on": days, "gross_cents": 10_000})
    frame = frame.with_columns(discount_cents=nothing, refund_cents=nothing)
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("by hand") as draft:
        draft.put("college", "cubes", "enrollment", frame)
    assert draft.version is not None
    return draft.version.id


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 6, 30),  # the end of a month
        date(2025, 6, 1),
        date(2024, 2, 29),  # a day that last year did not have
    ],
)
def test_equal_months_are_no_growth_on_any_day(flat, day):
    assert growth(Scope(flat, "college", STANDARD.containing(day, "fiscal_year"), day)) == 1.0


def test_without_two_years_of_records_nothing_grows(flat):
    day = date(2023, 6, 30)
    assert growth(Scope(flat, "college", STANDARD.containing(day, "fiscal_year"), day)) == 1.0


@pytest.mark.parametrize("names", [["b", "a", None, "b"], ["a", "a"], [None], []])
def test_a_name_is_held_once_however_many_rows_have_it(names):
    held = rest_of_year._names(pl.Series(names, dtype=pl.String))
    assert held.tolist() == names
    assert len({id(name) for name in held.tolist()}) == len(set(names))
