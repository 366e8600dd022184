"""The federal file in its own layout: programs with price and people, outcomes on their own bases, and Versus filled by it."""

import shutil
from datetime import date

import polars as pl
import pytest

from data.ingest import ingest
from data.publish.college import publish_market
from data.readers import federal_tpr, text
from data.readers.files import Origin
from data.reference import periods
from queries.semantic.scope import Scope
from queries.strategy import versus, versus_view
from queries.strategy.versus_view import ALTERNATIVE, FEDERAL, INSTITUTION, View
from tests import federal_file

ROWS = 240
INSTITUTIONS = ("Higher Ed",)
ALTERNATIVES = ("Private", "National Apprenticeship")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return federal_file.write(tmp_path_factory.mktemp("federal") / "DownloadPrograms.xlsx", ROWS)


@pytest.fixture(scope="module")
def tidied(workbook):
    return federal_tpr.tidy(text.read(workbook), Origin(brought_on=date(2026, 11, 1)))


def drawn(kinds: tuple[str, ...]) -> list[dict]:
    return [row for row in federal_file.rows(ROWS) if row["d104_entity_type"].startswith(kinds)]


def test_a_program_has_its_price_length_and_people_in_one_row(tidied):
    row = tidied.tables["market_offerings"].filter(title="Program 5").row(0, named=True)
    theirs = list(federal_file.rows(ROWS))[5]
    assert row["served"] == theirs["d120_total_served"]
    assert row["completed"] == theirs["d122_total_completed"]
    assert (row["weeks"], row["contact_hours"]) == (
        theirs["d114_program_length_weeks"],
        theirs["d113_program_length_hours"],
    )
    assert row["edition"] == date(2026, 11, 1)


def test_what_is_suppressed_is_no_number_and_a_length_of_minus_one_is_none(tidied):
    suppressed, without_length = tidied.tables["market_offerings"].head(2).rows(named=True)
    assert (suppressed["served"], suppressed["completed"]) == (None, None)
    assert (without_length["weeks"], without_length["contact_hours"]) == (None, None)
    assert tidied.tables["market_outcomes"].filter(row=1).is_empty()
    codes = dict(tidied.issues.filter(pl.col("row") <= 2).group_by("code").len().rows())
    assert codes["suppressed"] == len(federal_tpr.PEOPLE)
    assert codes["competency_based"] == 2


def test_programs_of_one_name_and_place_are_told_apart_by_length_and_price():
    rows = [{c: f"{v}" for c, v in row.items()} for row in federal_file.rows(2, seed=3)]
    twins = [rows[1], rows[1] | {"d114_program_length_weeks": "12", "d120_total_served": "99"}]
    tidied = federal_tpr.tidy(pl.DataFrame(twins))
    assert tidied.tables["market_offerings"]["program_id"].n_unique() == 2
    assert not tidied.issues["is_fatal"].any()


@pytest.mark.parametrize(
    ("stated", "ours"),
    [("1.0505", "01.0505"), ("51.071", "51.0710"), ("46", "46.0000"), ("11.020099999999999", "11.0201")],
)
def test_zeros_that_a_spreadsheet_took_from_a_code_are_put_back(stated, ours):
    row = {c: f"{v}" for c, v in next(federal_file.rows(1)).items()} | {"d110_cip_code": stated}
    assert federal_tpr.tidy(pl.DataFrame([row])).tables["market_offerings"]["cip_code"].to_list() == [ours]


@pytest.fixture
def view(demo_home, store, workbook):
    """Versus on a home into which the file was brought beside the demo."""
    shutil.rmtree(store.home)
    shutil.copytree(demo_home, store.home)
    ingest.run([workbook], store)
    return View(Scope(store.current().id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31)), FEDERAL)


def test_the_file_fills_all_four_rows_of_versus_over_their_own_denominators(view):
    assert versus_view.markets(view.scope)[0] == FEDERAL
    lines = {line.measure: line for line in versus.lines(view)}
    for side, kinds in ((INSTITUTION, INSTITUTIONS), (ALTERNATIVE, ALTERNATIVES)):
        mine = drawn(kinds)
        counted = [row for row in mine if row["d122_total_completed"] != -1]
        based = [row for row in mine if row["de129"] > 0]
        priced = [row for row in counted if row["d111_non_wioa_tuition_cost"] > 0]
        assert lines["programs"].of(side).value == len(mine)
        assert lines["people"].of(side).value == sum(row["d122_total_completed"] for row in counted)
        assert lines["served"].of(side).value == sum(row["d120_total_served"] for row in counted)
        worth = sum(row["d122_total_completed"] * row["d111_non_wioa_tuition_cost"] for row in priced)
        assert lines["value"].of(side).value == pytest.approx(worth)
        employed = sum(row["d123_total_employed_q2"] for row in based) / sum(row["de129"] for row in based)
        assert lines["etp_employment_q2"].of(side).value == pytest.approx(employed)
    assert lines["etp_completion"].institution is not None
    assert versus.gaps(view, "etp_employment_q2")["overlap"]["resamples"] == 500


def test_a_state_shows_its_own_rows_and_one_that_is_not_listed_none(view):
    def people(state: str):
        found = versus.headlines(View(view.scope.narrowed(state=state), FEDERAL))["enrollment"]
        return found.institution and found.institution.value

    mine = [r for r in drawn(INSTITUTIONS) if r["state"] == "CA" and r["d122_total_completed"] != -1]
    assert people("CA") == sum(row["d122_total_completed"] for row in mine)
    assert people("AK") is None


def test_bundled_lists_stand_beside_it_and_come_back_when_it_is_taken_out(view, store, workbook):
    assert versus.headlines(View(view.scope))["enrollment"].alternative.value == 43_621
    with store.draft("taken out") as draft:
        draft.drop("market", "facts", "market_offerings")
        draft.drop("market", "facts", "market_outcomes")
        publish_market(draft, {"market_offerings", "market_outcomes"})
    scope = Scope(store.current().id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    assert FEDERAL not in versus_view.markets(scope)
