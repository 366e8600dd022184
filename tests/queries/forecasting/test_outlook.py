"""The outlook of one series: sums of bands, goals by month, and awards that carry no model."""

from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.reference.periods import STANDARD
from data.store.store import Store
from queries.forecasting import asking, awards, goal_line, outlook
from queries.forecasting.issued import publishing
from queries.forecasting.issued.publishing import Plan
from queries.forecasting.outlook import Series
from queries.semantic.scope import Scope
from tests.queries.forecasting.conftest import monthly, seasonal

AT = date(2025, 6, 30)


def scope(version: str) -> Scope:
    return Scope(version, "college", STANDARD.containing(AT, "fiscal_year"), AT)


@pytest.fixture
def version(college, monkeypatch) -> str:
    monkeypatch.setattr(publishing, "PLANS", (Plan("all", 3, 6), Plan("field", 3, 2)))
    monkeypatch.setattr(publishing, "STANDARD", ("net_registrations", "headcount"))
    cells = [*monthly({"web": seasonal(42)}), ("web", date(2025, 6, 1), AT, 1)]
    made = college(cells)
    publishing.publish_forecasts(made, "college")
    return made


def test_a_sum_is_less_certain_than_independent_months_and_more_than_its_worst(version):
    seen = outlook.outlook(scope(version), Series("net_registrations", months=6))
    point, low, high = outlook.total(seen, 80)
    above = (seen.ahead["high_80"] - seen.ahead["point"]).to_list()
    assert point == pytest.approx(sum(seen.ahead["point"]))
    assert sum(w * w for w in above) ** 0.5 < high - point < sum(above)
    assert low < point


def test_a_month_of_the_year_that_has_always_been_empty_is_known_as_such(version, college):
    seen = outlook.outlook(scope(version), Series("net_registrations"))
    assert seen.always_empty == frozenset()  # the series of this test has registrations in every month
    counts = seasonal(42)
    summer = college(
        [c for c in [*monthly({"web": counts}), ("web", date(2025, 6, 1), AT, 1)] if c[1].month not in (7, 8)]
    )
    assert outlook.outlook(scope(summer), Series("net_registrations")).always_empty == {7, 8}


def test_a_month_that_has_begun_is_not_forecast_below_the_seats_taken_for_it(version, college):
    begun = [("web", date(2025, 6, 1), AT, 1), ("web", date(2025, 7, 1), date(2025, 7, 20), 10_000)]
    made = college([*monthly({"web": seasonal(42)}), *begun], name="begun")
    publishing.publish_forecasts(made, "college")
    now = Scope(made, "college", STANDARD.containing(AT, "fiscal_year"), date(2025, 7, 20))
    first, second = outlook.outlook(now, Series("net_registrations")).ahead.head(2).to_dicts()
    assert first["target"] == date(2025, 7, 1)
    assert all(first[end] == 10_000 for end in ("point", "low_80", "high_95"))
    assert second["point"] < 10_000
    asked = asking.forecast_of("net_registrations", None, now, 1)
    assert asked["low_80"].to_list() == [10_000]
    issued = outlook.published.forecasts(made, "college", "all").filter(pl.col("target") == date(2025, 7, 1))
    assert issued["point"].max() < 10_000  # what is kept is what was issued


def test_fewer_months_ahead_show_fewer(version):
    assert outlook.outlook(scope(version), Series("net_registrations", months=3)).ahead.height == 3


def test_the_record_is_a_count_over_the_last_two_years(version):
    at = scope(version)
    record = outlook.outlook(at, Series("net_registrations")).record
    calls = (
        outlook.published.calls(at, "net_registrations", "all").filter(pl.col("target") >= date(2023, 6, 1)).to_dicts()
    )
    assert record.calls == len(calls) > 0
    assert record.hits == sum(c["low_80"] <= c["actual"] <= c["high_80"] for c in calls)


def test_what_has_ended_is_not_forecast_though_it_was_before(college, monkeypatch):
    monkeypatch.setattr(publishing, "PLANS", (Plan("field", 3, 30),))
    monkeypatch.setattr(publishing, "STANDARD", ("net_registrations",))
    made = college([*monthly({"web": seasonal(42), "nurse": seasonal(24)}), ("web", date(2025, 6, 1), AT, 1)])
    publishing.publish_forecasts(made, "college")
    assert outlook.published.forecasts(made, "college", "field").filter(value="51").height
    computing, health = (outlook.outlook(scope(made), Series("net_registrations", "field", f)) for f in ("11", "51"))
    assert computing.ahead["target"].min() > AT
    assert health.ahead.is_empty()
    assert health.why_not == outlook.NONE
    assert health.history["y"].sum() > 0


def test_no_history_is_said(version):
    assert outlook.outlook(scope(version), Series("headcount")).why_not == outlook.NONE


def goal(**changed) -> pl.DataFrame:
    row = {"goal_id": "G1", "metric": "net_registrations", "scope": "all", "scope_value": None, "period": "FY2026", "target": 1200.0,
           "phasing": "flat", "monthly_shares": None, "owner": None, "note": None}  # fmt: skip
    return FACTS["goals"].cast(pl.DataFrame([row | changed], infer_schema_length=None))


@pytest.mark.parametrize(
    ("changed", "july"),
    [
        ({}, 100.0),
        ({"phasing": "own_monthly_shape", "monthly_shares": ";".join(["0.5", *["0"] * 10, "0.5"])}, 600.0),
        # July of the year before had 24 of 100 seats.
        ({"phasing": "last_year_shape"}, 288.0),
    ],
)
def test_a_goal_is_spread_as_its_phasing_says(college, changed, july):
    version = college(monthly({"web": [24, *[6] * 6, *[8] * 5]}, date(2024, 7, 1)))
    with Store().draft("goals") as draft:
        draft.put("college", "cubes", "goals", goal(**changed))
    line = goal_line.by_month(scope(draft.version.id if draft.version else version), "net_registrations", "all", "all")
    assert line["goal"].sum() == pytest.approx(1200)
    assert line["goal"][0] == pytest.approx(july)


def test_awards_have_a_range_of_past_changes_and_no_model(college):
    version = college(monthly({"web": [1]}))
    counts = {"11": (100, 110, 121, 121), "51": (200, 180, 198, 198)}
    rows = [(2020 + i, f"{field}.01", n, "TX", "same_year") for field, ns in counts.items() for i, n in enumerate(ns)]
    rows += [(2003, f"{field}.01", 1, "unknown", "same_year") for field in counts]  # nothing is said over a gap
    cube = pl.DataFrame(rows, schema=["year", "cip4", "awards", "state", "sector_basis"], orient="row")
    with Store().draft("awards") as draft:
        draft.put("market", "cubes", "awards", cube)
    found = awards.ranges(scope(draft.version.id if draft.version else version))
    # Changes: +10%, +10%, 0 and −10%, +10%, 0.
    moved = sorted([0.1, 0.1, 0.0, -0.1, 0.1, 0.0])
    assert found.down_share == pytest.approx((moved[0] + moved[1]) / 2)
    assert found.up_share == pytest.approx(0.1)
    first = found.ahead.filter(field="11", year=2024).row(0, named=True)
    assert (first["awards"], first["high"]) == (121, pytest.approx(121 * 1.1))


def test_a_field_with_eight_years_in_a_row_has_a_model_with_a_record(college):
    version = college(monthly({"web": [1]}))
    counts = {"11": [100 + 5 * i for i in range(8)], "51": [200, 210, 205, 220, 230, 240, 238]}
    rows = [
        (2025 - len(ns) + i, f"{field}.01", n, "TX", "same_year")
        for field, ns in counts.items()
        for i, n in enumerate(ns)
    ]
    rows += [(2015, "11.01", 500, "TX", "same_year")]  # before a gap: no part of the run
    cube = pl.DataFrame(rows, schema=["year", "cip4", "awards", "state", "sector_basis"], orient="row")
    with Store().draft("awards") as draft:
        draft.put("market", "cubes", "awards", cube)
    found = awards.ranges(scope(draft.version.id if draft.version else version))
    first = found.ahead.filter(field="11", lead=1).row(0, named=True)
    assert first["awards"] == 135
    assert 135 < first["expected"] < 145  # it has grown by 5 a year
    assert first["low"] < first["expected"] < first["high"]
    assert found.ahead.filter(field="51")["expected"].null_count() == 2  # seven years are too few
    # Tried from five, six and seven years of the one field.
    assert (found.record.calls, found.record.naive_share) == (3, pytest.approx(15 / (125 + 130 + 135)))
    assert found.record.error_share < found.record.naive_share


def test_three_years_at_least_or_no_range(college):
    version = college(monthly({"web": [1]}))
    cube = pl.DataFrame(
        {"year": [2022, 2023], "cip4": "11.01", "awards": [1, 2], "state": "TX", "sector_basis": "same_year"}
    )
    with Store().draft("awards") as draft:
        draft.put("market", "cubes", "awards", cube)
    assert awards.ranges(scope(draft.version.id if draft.version else version)) is None


def test_a_fiscal_year_is_what_is_known_of_it_and_what_is_expected_of_the_rest(version):
    at = scope(version)  # FY2025 ends with June, the month of which it is asked
    seen = outlook.outlook(at, Series("net_registrations", months=0, year="FY2026"))
    point, low, high = outlook.total(seen, 80)
    known = seen.history.filter(pl.col("period") >= date(2025, 7, 1), pl.col("period") < seen.ahead["target"].min())
    assert seen.so_far == known["y"].sum()
    assert point == pytest.approx(seen.so_far + seen.ahead["point"].sum())
    assert low < point < high
    assert seen.ahead["target"].max() <= date(2026, 6, 1)


def test_a_year_that_forecasts_do_not_reach_to_the_end_says_how_many_months_lie_beyond(version):
    seen = outlook.outlook(scope(version), Series("net_registrations", months=0, year="FY2026"))
    last = seen.ahead["target"].max()
    assert seen.months_beyond == (2026 - last.year) * 12 + 6 - last.month


def test_the_record_of_a_sum_is_that_of_sums_over_as_many_months(version):
    at = scope(version)
    seen = outlook.outlook(at, Series("net_registrations", months=3))
    due = outlook.published.calls(at, "net_registrations", "all").filter(pl.col("lead") <= 3)
    whole = due.filter(pl.len().over("origin") == 3)
    assert seen.record.sums == whole["origin"].n_unique() > 0
    assert 0 <= seen.record.sum_hits <= seen.record.sums
    sums = whole.group_by("origin").agg(pl.col("point").sum(), pl.col("actual").sum())
    off = (sums["point"] - sums["actual"]).abs().sum() / sums["actual"].sum()
    assert seen.record.error_share == pytest.approx(off)
