"""Whatever is shown adds up."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.forecasting.issued.reconcile import VALUES, reconcile

ORIGIN, TARGET = date(2025, 1, 1), date(2025, 2, 1)


def rows(points: dict[str, float], metric: str = "seats") -> pl.DataFrame:
    """Forecasts of one target with bands of a tenth and a fifth around each point."""
    about = {"metric": metric, "origin": ORIGIN, "target": TARGET, "scaled_by": 1.0}
    width = {"point": 1.0, "low_80": 0.9, "high_80": 1.1, "low_95": 0.8, "high_95": 1.2}
    made = [{**about, "value": v, **{name: p * by for name, by in width.items()}} for v, p in points.items()]
    return pl.DataFrame(made)


PARENTS = {"web": "11", "net": "11", "nurse": "51"}


def test_parts_split_their_whole_by_their_own_forecasts():
    found = reconcile(rows({"web": 3, "net": 1, "nurse": 9}), rows({"11": 8, "51": 9}), PARENTS, ("seats",))
    assert dict(found.select("value", "point").rows()) == {"web": 6, "net": 2, "nurse": 9}
    assert dict(found.select("value", "scaled_by").rows()) == {"web": 2, "net": 2, "nurse": 1}


def test_bands_are_scaled_with_their_points():
    web = reconcile(rows({"web": 3, "net": 1}), rows({"11": 8}), PARENTS, ("seats",)).row(0, named=True)
    assert [web[name] for name in VALUES] == pytest.approx([6, 5.4, 6.6, 4.8, 7.2])


def test_equal_parts_where_every_part_is_forecast_at_zero():
    found = reconcile(rows({"web": 0, "net": 0}), rows({"11": 8}), PARENTS, ("seats",))
    assert found["point"].to_list() == [4, 4]
    assert (found["high_95"] >= found["point"]).all()


def test_people_are_not_added_and_parts_without_a_whole_stay():
    parts = rows({"web": 3, "net": 1})
    assert reconcile(parts, rows({"11": 8}), PARENTS, ()).select(parts.columns).equals(parts)
    assert reconcile(parts, rows({"51": 8}), PARENTS, ("seats",)).select(parts.columns).equals(parts)


def test_a_part_that_belongs_to_nothing_belongs_to_the_college():
    assert reconcile(rows({"11": 3, "51": 1}), rows({"all": 8}), {}, ("seats",))["point"].to_list() == [6, 2]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=6), st.floats(0, 1e6))
def test_it_always_adds_up(points, whole):
    parts = rows({f"p{place}": point for place, point in enumerate(points)})
    found = reconcile(parts, rows({"all": whole}), {}, ("seats",))
    assert found["point"].sum() == pytest.approx(whole, abs=1e-8)  # parts below NOTHING are left as they are
    assert (found["point"] >= 0).all()
