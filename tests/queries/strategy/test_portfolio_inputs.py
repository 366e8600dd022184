"""The inputs of the portfolio for a college of six sections, worked out by hand, and for the demo college."""

from datetime import date

import polars as pl
import pytest

from data.ingest import ingest
from data.reference import portfolio as rules
from data.reference.periods import STANDARD
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.strategy import portfolio_inputs, portfolio_verdict
from tests import small_college

COSTS = {"s4": "500", "s5": "300", "s3": "", "s6": ""}


@pytest.fixture(scope="module")
def version(tmp_path_factory) -> str:
    home = tmp_path_factory.mktemp("portfolio")
    costs = {section: COSTS.get(section, "") for section in small_college.ALL}
    report = ingest.run(small_college.files(direct_cost_usd=costs), Store(home))
    assert report is not None
    version = Store(home).current()
    assert version is not None
    return version.id, home


@pytest.fixture
def small(version, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(version[1]))

    def asked(as_of: date, **where: str) -> dict[str, dict]:
        scope = Scope(version[0], "college", STANDARD.parse("FY2026"), as_of, tuple(sorted(where.items())))
        return {row["offering"]: row for row in portfolio_inputs.inputs(scope).frame.to_dicts()}

    return asked


def test_seats_fill_and_trend_are_those_of_the_last_twelve_months(small):
    # To June 30, 2026: s5 of Welding; the year before s1, s2 and s4, and s3. 12 seats of capacity.
    rows = small(date(2026, 6, 30))
    welding, phlebotomy = rows["o1"], rows["o2"]
    assert (welding["seats"], welding["seats_before"], welding["sections"]) == (10, 30, 1)
    assert welding["trend"] == pytest.approx(10 / 30 - 1)
    assert welding["fill"] == pytest.approx(10 / 12)
    # s6 starts a day after the last day of the data, so that who started it is not known and it counts nowhere.
    assert (phlebotomy["seats"], phlebotomy["seats_before"], phlebotomy["sections"]) == (0, 10, 0)
    assert phlebotomy["fill"] is None
    assert phlebotomy["trend"] is None  # it opened in January 2025, within the year that would be compared


def test_a_trend_needs_two_whole_years_of_data(small):
    # To December 31, 2025 the year before begins in January 2024, before the first day of the data.
    assert small(date(2025, 12, 31))["o1"]["trend"] is None


def test_money_counts_sections_with_a_stated_cost_and_is_not_known_without_one(small):
    # Welding to December 31, 2025: s4 and s5 brought 10 seats of $100 each and cost $500 and $300.
    rows = small(date(2025, 12, 31))
    assert (rows["o1"]["net_usd"], rows["o1"]["direct_usd"]) == (2000, 800)
    assert rows["o1"]["contribution_usd"] == 1200
    assert rows["o1"]["margin"] == pytest.approx(0.6)
    assert rows["o2"]["net_usd"] == 2000
    assert rows["o2"]["contribution_usd"] is None
    assert rows["o2"]["margin"] is None


def test_what_the_college_did_not_bring_is_not_known(small):
    row = small(date(2026, 6, 30))["o1"]
    assert [row[name] for name in ("price", "employment", "ties")] == [None, None, None]


def test_age_counts_from_the_first_section_where_no_launch_is_stated(small):
    # s1 opened on June 8, 2024.
    assert small(date(2026, 6, 30))["o1"]["launched_on"] == date(2024, 6, 8)
    assert small(date(2026, 6, 30))["o1"]["months"] == 24


def test_a_field_or_school_narrows_the_offerings(small):
    assert {*small(date(2026, 6, 30), field="48")} == {"o1"}
    assert {*small(date(2026, 6, 30), school="Health")} == {"o2"}
    assert small(date(2026, 6, 30), field="54") == {}


def test_the_small_college_lacks_evidence_and_is_told_so(small, version):
    scope = Scope(version[0], "college", STANDARD.parse("FY2026"), date(2026, 6, 30))
    judged = portfolio_verdict.judged(portfolio_inputs.inputs(scope), rules.shipped())
    assert judged.frame["class"].to_list() == ["insufficient"] * 2


def test_a_last_day_that_lies_years_ahead_was_hardly_known_then(demo_version):
    for as_of, is_known in ((date(2026, 3, 31), True), (date(2025, 6, 30), True), (date(2025, 6, 29), False)):
        scope = Scope(demo_version, "demo", STANDARD.parse("FY2026"), as_of)
        row = portfolio_inputs.inputs(scope).frame.row(by_predicate=pl.col("offering") == "video", named=True)
        assert (row["closes_on"] is not None) == is_known  # it closes on June 30, 2026


def test_the_demo_has_a_row_for_each_open_offering_and_hides_what_is_hidden(demo_version):
    scope = Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    frame = portfolio_inputs.inputs(scope).frame
    assert frame["offering"].is_unique().all()
    assert frame.filter(pl.col("closes_on") < scope.as_of).is_empty()
    hidden = frame.filter(pl.col("completion_note").is_in(["hidden", "low", "high"]))
    assert hidden.height
    assert hidden["completion"].null_count() == hidden.height
    assert frame["market"].null_count() == 0
    assert frame.filter(pl.col("margin") > 1).is_empty()
