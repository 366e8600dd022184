"""Scenarios and briefs are saved by name as versions, and what cannot be saved is refused with a sentence."""

from datetime import date

import polars as pl
import pytest

from data.ingest.saved import BRIEFS, SCENARIOS, Refused
from data.store.store import Store

ONE = {
    "saved_on": date(2026, 4, 1),
    "period": "FY2026",
    "as_of": date(2026, 3, 31),
    "field": None,
    "price": 0.05,
    "volume": 0.0,
    "discount": 0.0,
    "retired": None,
    "launched_seats": 0,
    "launched_price_usd": 0.0,
    "launched_cost_usd": None,
}


def held(version) -> dict[str, float]:
    path = version.folder / "college/cubes/scenarios.parquet"
    return dict(pl.read_parquet(path).select("name", "price").rows())


def test_a_name_keeps_its_newest_scenario_and_older_versions_keep_theirs(tmp_path):
    store = Store(tmp_path)
    first = SCENARIOS.save(store, "college", "Higher price", [ONE])
    second = SCENARIOS.save(store, "college", "  Lower \n price ", [ONE | {"price": -0.1}])
    third = SCENARIOS.save(store, "college", "Higher price", [ONE | {"price": 0.08}])
    assert held(first) == {"Higher price": 0.05}
    assert held(second) == {"Lower price": -0.1, "Higher price": 0.05}
    assert held(third) == {"Lower price": -0.1, "Higher price": 0.08}


def test_what_is_deleted_is_gone_from_the_next_version_only(tmp_path):
    store = Store(tmp_path)
    kept = SCENARIOS.save(store, "college", "Higher price", [ONE])
    assert held(SCENARIOS.delete(store, "college", "Higher price")) == {}
    assert held(kept) == {"Higher price": 0.05}
    with pytest.raises(Refused, match="no saved scenario 'Higher price'"):
        SCENARIOS.delete(store, "college", "Higher price")


@pytest.mark.parametrize(
    ("name", "changed", "says"),
    [
        (" ", {}, "Give the scenario a name"),
        (None, {}, "Give the scenario a name"),
        ("x" * 61, {}, "cannot be saved: name"),
        ("One", {"price": 7.0}, "cannot be saved: price"),  # 700%
    ],
)
def test_what_is_no_scenario_is_refused_with_a_sentence(tmp_path, name, changed, says):
    with pytest.raises(Refused, match=says):
        SCENARIOS.save(Store(tmp_path), "college", name, [ONE | changed])
    assert Store(tmp_path).current() is None


CLAIM = {
    "place": 1,
    "saved_on": date(2026, 4, 1),
    "saved_version": "20260401-000000",
    "period": "FY2026",
    "as_of": date(2026, 3, 31),
    "filters": "[]",
    "heading": "Net tuition revenue",
    "recipe": "{}",
}


def test_a_brief_is_several_rows_of_one_name(tmp_path):
    store = Store(tmp_path)
    BRIEFS.save(store, "college", "Board", [CLAIM, CLAIM | {"place": 2}])
    version = BRIEFS.save(store, "college", "Board", [CLAIM | {"heading": "Headcount"}])
    held = pl.read_parquet(version.folder / "college/cubes/briefs.parquet")
    assert held.select("name", "place", "heading").rows() == [("Board", 1, "Headcount")]


@pytest.mark.parametrize("claims", [[], [CLAIM, CLAIM]], ids=["no claim", "two claims in one place"])
def test_a_brief_that_is_none_is_refused(tmp_path, claims):
    with pytest.raises(Refused, match="This brief cannot be saved"):
        BRIEFS.save(Store(tmp_path), "college", "Board", claims)
