"""Goals typed in are checked as an import is, and make a version of their own."""

import polars as pl
import pytest

from data import edit_goals
from data.store import Store

ONE = {
    "metric": "net_revenue",
    "scope": "all",
    "scope_value": None,
    "target": 100.0,
    "phasing": "flat",
    "monthly_shares": None,
    "owner": "Dean",
}


def rows(**changed) -> pl.DataFrame:
    texts = dict.fromkeys(("scope_value", "monthly_shares", "owner"), pl.String)
    return pl.DataFrame([ONE | changed], schema_overrides=texts)


def test_goals_of_other_periods_stay_and_the_old_version_is_kept(tmp_path):
    store = Store(tmp_path)
    edit_goals.replace(store, "college", "FY2025", rows(target=1.0))
    first = edit_goals.replace(store, "college", "FY2026", rows(target=2.0))
    second = edit_goals.replace(store, "college", "FY2026", rows(target=3.0))
    targets = [
        dict(pl.read_parquet(v.folder / "college/cubes/goals.parquet").select("period", "target").rows())
        for v in (first, second)
    ]
    assert targets == [{"FY2025": 1.0, "FY2026": 2.0}, {"FY2025": 1.0, "FY2026": 3.0}]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"target": -1.0}, "cannot be kept"),
        ({"scope": "field"}, "must"),  # a field that names none
        ({"scope": "nowhere"}, "from the lists"),
        ({"phasing": "own_monthly_shape", "monthly_shares": "0.5;0.6"}, "12 numbers"),
    ],
)
def test_what_is_no_goal_is_refused_with_a_sentence(tmp_path, changed, says):
    with pytest.raises(edit_goals.BadGoals, match=says):
        edit_goals.replace(Store(tmp_path), "college", "FY2026", rows(**changed))


def test_two_goals_for_the_same_choice_are_refused(tmp_path):
    with pytest.raises(edit_goals.BadGoals, match="Two goals"):
        edit_goals.replace(Store(tmp_path), "college", "FY2026", pl.concat([rows(), rows()]))
