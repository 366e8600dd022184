"""The Texas list: its traps on a few rows, its control totals on the real files."""

from datetime import date

import polars as pl
import pytest

from data.ingest import ingest
from data.readers import texas, text
from data.readers.files import FileSample
from data.store.store import Store

HEADERS = {
    "Program ID": "1",
    "Provider ID": "9",
    "ProviderName": "A School",
    "Program Name": "Welding",
    "Institution Type": "Private for-profit",
    "Campus State": "TX",
    "Instructional Program (CIP) Code": "480508",
    "Length: Contact Hours": "160",
    "Length: Weeks": "8",
    "Delivery Method": "In-person",
    "Required Cost: Tuition & Fees": "4300",
    "Program ETPL Last Update ": "November 6, 2023 5:25 PM",  # the trailing space is the publisher's
}


def tidied(**changed: str | None):
    row = {**HEADERS, **{next(h for h in HEADERS if key in h.lower()): value for key, value in changed.items()}}
    result = texas.tidy(pl.DataFrame({h: [v] for h, v in row.items()}, schema=dict.fromkeys(row, pl.String)))
    return result.tables["market_offerings"].row(0, named=True), result.issues


def test_a_clean_row_is_taken_as_it_stands():
    row, issues = tidied()
    assert (row["cip_code"], row["weeks"], row["contact_hours"], row["price_usd"]) == ("48.0508", 8, 160, 4300)
    assert (row["modality"], row["provider_type"], row["state"]) == ("in_person", "training_company", "TX")
    assert issues.is_empty()


def test_an_imported_list_is_published_with_the_day_of_its_newest_change(tmp_path):
    older = HEADERS | {"Program ID": "2", "Program ETPL Last Update ": "January 5, 2022 8:00 AM"}
    pl.DataFrame([HEADERS, older]).write_csv(tmp_path / "list.csv")
    store = Store(tmp_path / "home")
    ingest.run([tmp_path / "list.csv"], store)
    held = store.current()
    lists = pl.read_parquet(held.verified(held.entry("market", "cubes", "program_lists")))
    assert lists.rows() == [("texas", date(2023, 11, 6))]


@pytest.mark.parametrize("weeks", ["ERROR", "99999", "44481", "0"])  # error, filler, an Excel date, not stated
def test_what_is_no_length_is_left_empty_and_counted(weeks):
    row, issues = tidied(weeks=weeks)
    assert row["weeks"] is None
    assert issues.select("row", "column", "value").rows() == [(1, "weeks", weeks)]


def test_more_than_eighty_hours_a_week_are_not_believed():
    row, issues = tidied(hours="900")
    assert row["contact_hours"] is None
    assert "80 hours a week" in issues["reason"][0]


def test_a_lost_leading_zero_of_the_cip_code_is_restored():
    assert tidied(cip="10101")[0]["cip_code"] == "01.0101"


def test_a_code_that_is_none_is_left_empty():
    row, issues = tidied(delivery="INVALID CODE")
    assert row["modality"] is None
    assert issues["column"].to_list() == ["modality"]


def test_the_state_is_read_in_any_case():
    assert tidied(state="Tx")[0]["state"] == "TX"


def test_other_headers_with_newlines_and_spaces_are_the_same_list():
    old = ["Program #", "Provider #", "Provider Name", "Program Name", "Institution Type"]
    old += ["Length:\nWeeks", " Required Cost:\nTuition & Fees ", "Program Last Update Date"]
    assert texas.sniff(FileSample("any.csv", old[::-1], pl.DataFrame()))
    assert not texas.sniff(FileSample("any.csv", ["registration_id", "section_id"], pl.DataFrame()))


@pytest.mark.real_files
def test_the_2024_list_has_its_control_totals(shared_data):
    result = texas.tidy(text.read(shared_data / "texas" / "statewide_list_2024-03-20.xlsx"))
    programs = result.tables["market_offerings"]
    assert result.totals["sum of tuition and fees as published"] == 39_511_561
    assert result.totals["median of tuition and fees as published, zeros included"] == 4_252
    assert programs.height == 6_245
    assert programs["provider"].n_unique() == 611
    assert programs["price_usd"].null_count() == 140  # 0 is not a price
    assert programs["price_usd"].median() == 4_410


@pytest.mark.real_files
def test_the_2022_list_has_its_control_totals_and_shares_its_ids(shared_data):
    frames = [
        texas.tidy(text.read(shared_data / "texas" / name)).tables["market_offerings"]
        for name in ("statewide_list_2022-02-19.csv", "statewide_list_2024-03-20.xlsx")
    ]
    before, after = (set(frame["program_id"]) for frame in frames)
    assert (len(before), len(before & after), len(before - after), len(after - before)) == (4_736, 4_216, 520, 2_029)


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("column", "value", "count"),
    [
        ("contact_hours", "ERROR", 12),
        ("weeks", "ERROR", 62),
        ("weeks", "99999", 17),
        ("weeks", "0", 276),
        ("price_usd", "0", 140),
    ],
)
def test_every_value_that_was_left_empty_is_counted(shared_data, column, value, count):
    issues = texas.tidy(text.read(shared_data / "texas" / "statewide_list_2024-03-20.xlsx")).issues
    assert issues.filter(column=column, value=value).height == count


def _renamed(theirs: str, ours: str) -> pl.DataFrame:
    return pl.DataFrame([{(ours if h == theirs else h): v for h, v in HEADERS.items()}])


def test_the_heading_of_cip_codes_of_january_2022_is_known():
    code = "Instructional Program (CIP) Code"
    rows = _renamed(code, "Classification of Instructional Programs (CIP) Codes")
    assert texas.tidy(rows).tables["market_offerings"]["cip_code"].to_list() == ["48.0508"]


def test_a_column_under_a_heading_that_is_not_known_is_named_with_what_it_leaves_empty():
    (warning,) = texas.tidy(_renamed("Instructional Program (CIP) Code", "Program classes")).warnings
    assert warning.startswith("no column was recognized as cip_code, which is empty in every row")
    assert "Program classes" in warning


def test_counts_of_providers_by_id_and_by_name_are_both_said_where_they_differ():
    twice = pl.DataFrame([HEADERS, HEADERS | {"Program ID": "2", "Provider ID": "10"}])
    assert texas.tidy(twice).notes == ("2 providers by id and 1 by name; they are counted by id",)


def test_an_import_names_the_columns_of_a_public_file_that_were_not_read(tmp_path):
    (tmp_path / "list.csv").write_text(pl.DataFrame([HEADERS | {"Campus County": "Bexar"}]).write_csv())
    (report,) = ingest.check([tmp_path / "list.csv"], Store(tmp_path / "home")).reports
    assert report.unused == ("Campus County",)
