"""Scenarios are kept by name as versions, and what is no scenario is refused with a sentence."""

from datetime import date

import polars as pl
import pytest

from data.ingest import edit_scenarios
from data.store.store import Store

ONE = {
    "name": "Dearer",
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
    first = edit_scenarios.save(store, "college", ONE)
    second = edit_scenarios.save(store, "college", ONE | {"name": "  Cheaper \n now ", "price": -0.1})
    third = edit_scenarios.save(store, "college", ONE | {"price": 0.08})
    assert held(first) == {"Dearer": 0.05}
    assert held(second) == {"Cheaper now": -0.1, "Dearer": 0.05}
    assert held(third) == {"Cheaper now": -0.1, "Dearer": 0.08}


def test_what_is_deleted_is_gone_from_the_next_version_only(tmp_path):
    store = Store(tmp_path)
    kept = edit_scenarios.save(store, "college", ONE)
    assert held(edit_scenarios.delete(store, "college", "Dearer")) == {}
    assert held(kept) == {"Dearer": 0.05}
    with pytest.raises(edit_scenarios.BadScenario, match="no saved scenario 'Dearer'"):
        edit_scenarios.delete(store, "college", "Dearer")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "Give the scenario a name"),
        ({"name": None}, "Give the scenario a name"),
        ({"name": "x" * 61}, "cannot be kept: name"),
        ({"price": 7.0}, "cannot be kept: price"),  # 700%
    ],
)
def test_what_is_no_scenario_is_refused_with_a_sentence(tmp_path, changed, says):
    with pytest.raises(edit_scenarios.BadScenario, match=says):
        edit_scenarios.save(Store(tmp_path), "college", ONE | changed)
    assert Store(tmp_path).current() is None
