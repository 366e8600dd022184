"""Readers of published outcomes: their traps on a few rows, their control totals on the real files."""

import polars as pl
import pytest

from data.contracts import TABLES
from data.ingest import ingest
from data.readers import cirr, federal_tpr, moocs, new_jersey, text
from data.readers.files import FileSample
from data.store.store import Store

CIRR = {
    "school_name": "A School",
    "campus_location": "Online",
    "program_name": "Web Development",
    "reporting_start": "7/1/2021",
    "reporting_end": "12/31/2021",
    "course_length": "Self-paced",
    "graduates_included": "16",
    "graduated_ontime": " 80.0%",  # the blank is the source's
    "intend_infield_employment": "80.0%",
    "employed_infield_90days": "50.0%",
    "employed_infield_180days": "75.0%",
    "not_seeking_infield_180days": "6.3%",
    "still_seeking_infield_180days": "6.3%",
    "median_annual_salary180days": "$64,250",
}
NJ = {
    "providerid": "6",
    "cipcode": "511020",
    "PerEmployed2": "0.75",
    "PerEmployed4": "-99999",
    "PerEmployed8": "-99999",
    "AvgQuarterlyWage2": "8100",
    "NumCompleted2": "12",
    "NumCompleted4": "12",
    "NumCompleted8": "7",
    "NumUsedWageCalc2": "9",
}
MOOC = {
    "Institution": "MITx",
    "Course Number": "1.0x",
    "Launch Date": "9/5/2012",
    "Course Title": "Circuits",
    "Course Subject": "Science",
    "Year": "1",
    "Honor Code Certificates": "1",
    "Participants (Course Content Accessed)": "36,105",
    "Audited (> 50% Course Content Accessed)": "5,431",
    "Certified": "3,003",
    "% Audited": "15.04",
    "% Certified": "8.32",
}
TPR = {
    "d101_eligible_training_provider": "A College",
    "d104_entity_type": "Higher Ed: Associate's Degree",
    "d105_program_name": "Networks",
    "d110_cip_code": "11.020099999999999",
    "d120_total_served": "50",
    "d121_total_exited": "40",
    "d122_total_completed": "30",
    "d123_total_employed_q2": "18",
    "d124_total_employed_q4": "-1",
    "d125_median_earnings_q2": "7500",
    "de129": "24",
    "de130": "20",
    "c_q2_employment_percent": "0.75",
    "reportingstate": "ca",
    "zip": "92110",
}
LAYOUTS = {"cirr": (cirr, CIRR), "new_jersey": (new_jersey, NJ), "moocs": (moocs, MOOC), "tpr": (federal_tpr, TPR)}


def tidied(layout: str, *changes: dict[str, str | None]):
    """Numbers by definition of the first row, all rows, and the issues. Each change makes one row."""
    reader, row = LAYOUTS[layout]
    rows = [{**row, **change} for change in changes or ({},)]
    result = reader.tidy(pl.DataFrame(rows, schema=dict.fromkeys(row, pl.String)))
    frame = result.tables["market_outcomes"]
    schema = TABLES["market_outcomes"]
    fatal = result.issues.filter("is_fatal")["row"].to_list()
    schema.validate(schema.cast(frame.filter(~pl.col("row").is_in(fatal)).select(schema.column_names())))
    return {r["definition"]: r for r in frame.filter(row=1).to_dicts()}, frame, result.issues


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_known_in_any_order_and_case_and_by_nobody_else(layout):
    reader, row = LAYOUTS[layout]
    shuffled = FileSample("any.csv", [h.upper() for h in row][::-1], pl.DataFrame())
    assert [name for name, (other, _) in LAYOUTS.items() if other.sniff(shuffled)] == [layout]
    assert not reader.sniff(FileSample("any.csv", ["registration_id", "section_id"], pl.DataFrame()))


def test_cirr_marks_are_taken_off_and_counts_follow_from_the_shares():
    found, _, issues = tidied("cirr")
    assert found["cirr_graduation"]["value"] == 0.8
    assert found["cirr_earnings_180"]["value"] == 64_250
    in_field = found["cirr_in_field_180"]
    # 16 of 20 graduates sought a job: 12 found one, 1 did not seek, 1 still seeks, so 2 are not known of
    assert [in_field[c] for c in ("n", "numerator", "graduates", "excluded", "not_reporting")] == [16, 12, 20, 4, 2]
    # 20 graduates at 80% on time: between 20 and 25 had enrolled
    assert (in_field["enrolled_least"], in_field["enrolled_most"]) == (20, 25)
    assert in_field["period"] == "2021-H2"
    assert issues.is_empty()


def test_cirr_shares_that_are_no_whole_number_of_people_give_no_counts():
    found, _, issues = tidied("cirr", {"graduates_included": "47", "employed_infield_180days": "78.6%"})  # 36.9 people
    assert found["cirr_in_field_180"]["value"] == 0.786
    assert found["cirr_in_field_180"]["numerator"] is None
    assert "no whole number" in issues["reason"][0]


@pytest.mark.parametrize(
    ("printed", "meant"), [("Web Developernan", "Web Developer"), ("Brennan Method", "Brennan Method")]
)
def test_cirr_extraction_debris_is_taken_off_a_name(printed, meant):
    assert tidied("cirr", {"program_name": printed})[0]["cirr_graduation"]["program"] == f"{meant}, Online"


def test_cirr_zero_salary_is_no_salary():
    assert "cirr_earnings_180" not in tidied("cirr", {"median_annual_salary180days": "$0"})[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_exact_duplicate_counts_once_and_is_not_refused(layout):
    once, _, _ = tidied(layout, {})
    twice, _, issues = tidied(layout, {}, {})
    assert twice == once
    assert issues.filter("is_fatal").is_empty()


def test_new_jersey_sentinel_is_missing_and_zero_is_zero():
    assert set(tidied("new_jersey")[0]) == {"nj_employment_q2", "nj_earnings_q2"}
    none_found = tidied("new_jersey", {"PerEmployed2": "0"})[0]["nj_employment_q2"]
    assert (none_found["value"], none_found["n"], none_found["numerator"]) == (0, 12, 0)


def test_new_jersey_filler_code_is_no_field_and_a_lost_zero_is_restored():
    assert tidied("new_jersey", {"cipcode": "999999"})[0]["nj_employment_q2"]["cip_code"] is None
    assert tidied("new_jersey", {"cipcode": "10504"})[0]["nj_employment_q2"]["cip_code"] == "01.0504"


def test_moocs_count_their_two_denominators_apart():
    found = tidied("moocs")[0]
    assert found["mooc_certified_participants"]["value"] == 3003 / 36_105
    assert found["mooc_certified_half"]["value"] == 3003 / 5431
    assert found["mooc_certified_half"]["period"] == "2012-13"


def test_a_mooc_without_certificates_has_no_rate_of_zero():
    assert tidied("moocs", {"Honor Code Certificates": "0", "Certified": "0"})[1].is_empty()


def test_tpr_code_with_a_float_tail_is_the_code_and_the_rate_has_its_own_denominator():
    found = tidied("tpr")[0]
    assert found["etp_completion"]["cip_code"] == "11.0201"
    assert (found["etp_completion"]["value"], found["etp_completion"]["n"]) == (0.75, 40)
    assert (found["etp_employment_q2"]["value"], found["etp_employment_q2"]["n"]) == (0.75, 24)
    assert found["etp_completion"]["state"] == "CA"


def test_tpr_minus_one_is_suppressed_and_never_a_number():
    found, _, issues = tidied("tpr", {"d122_total_completed": "-1"})
    assert set(found) == {"etp_employment_q2", "etp_earnings_q2"}
    assert set(issues["reason"]) == {"suppressed or not reported"}


def test_tpr_denominator_that_does_not_give_the_stated_rate_is_not_taken():
    found, _, issues = tidied("tpr", {"de129": "40"})
    assert "etp_employment_q2" not in found
    assert "not its denominator" in issues.filter(column="de129")["reason"][0]


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("file", "rows", "refused", "definition", "numbers", "people"),
    [
        # one report stands in it twice and is counted once
        ("cirr/outcomes_2021.csv", 47, 0, "cirr_in_field_180", 46, 2_414),
        ("new_jersey/outcomes_schcip.csv", 1_565, 0, "nj_employment_q2", 1_089, 60_903),
        # 158 runs less the four without certificates
        ("mooc/harvardx_mitx_years_1-3.csv", 158, 0, "mooc_certified_participants", 154, 3_208_251),
    ],
)
def test_a_real_file_imports_with_its_control_totals(
    shared_data, tmp_path, file, rows, refused, definition, numbers, people
):
    store = Store(tmp_path)
    (report,) = ingest.run([shared_data / file], store).reports
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (rows, rows - refused, refused)
    with store.draft("look") as draft:
        kept = draft.facts("market", "market_outcomes").filter(pl.col("definition") == definition).collect()
    assert (kept.height, kept["n"].sum()) == (numbers, people)


@pytest.mark.real_files
def test_new_jersey_completers_add_up_to_the_checked_total(shared_data):
    raw = text.read(shared_data / "new_jersey" / "outcomes_schcip.csv")
    assert raw["NumCompleted2"].cast(pl.Int64).sum() == 61_752
