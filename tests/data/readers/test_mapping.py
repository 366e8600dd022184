"""Columns: recognized by other words, stated in a file, remembered for the same headers."""

import json

import pytest

from data.contracts import TABLES
from data.readers import mapping, recipe_file
from data.readers.aliases import ALIASES
from data.readers.files import BadFile

THEIRS = "Org ID,Organization Name,Type of Provider,State Code,Is Ours\nus,Our College,Community college,OR,yes\n"


@pytest.mark.parametrize(
    ("headers", "table"),
    [
        (["Registration Number", "Course Section", "Student ID", "Date Registered", "Tuition", "Discount Amount", "Refunds", "Status"], "registrations"),
        (["CRN", "Course Code", "Registration Opens", "Start Date", "End Date", "Status", "Seats"], "sections"),
        (["course_id", "ProviderID", "Course Title", "Credential Type", "CIP"], "offerings"),
        (["STUDENT_ID", "First Seen"], "learners"),
        (["registraton_id", "section_id", "learner_id", "registered_on", "gross_usd", "discount_usd", "refund_usd", "outcome"], "registrations"),
    ],
)  # fmt: skip
def test_a_table_is_recognized_by_other_words_for_its_columns(headers, table):
    found = mapping.guess(headers)
    assert found.table == table
    assert found.missing() == []
    assert list(found.columns) == headers


def test_what_workforce_pell_asks_for_is_known_by_other_words():
    """As student systems and workforce reports name them, each beside the columns that make its table."""
    taken = [
        "Registration Number",
        "Course Section",
        "Student ID",
        "Date Registered",
        "Tuition",
        "Discount",
        "Refund",
        "Status",
    ]
    asked = {"Pell Flag": "pell_recipient", "Exit Date": "exited_on", "Exit Exclusion": "exclusion_reason", "Home State": "learner_state"}  # fmt: skip
    assert {theirs: mapping.guess([*taken, *asked]).columns.get(theirs) for theirs in asked} == asked
    asked = {"Employed in Target Occupation": "employed_in_occupation_q2", "Earnings Year": "earnings_tax_year", "Enrolled Elsewhere": "other_program_in_earnings_year"}  # fmt: skip
    found = mapping.guess(["Registration Number", "Employed Quarter 2", "Annual Earnings", "Verification", *asked])
    assert found.table == "placements"
    assert {theirs: found.columns.get(theirs) for theirs in asked} == asked


@pytest.mark.parametrize("table", TABLES)
def test_our_own_names_are_always_recognized_as_they_stand(table):
    headers = list(TABLES[table].columns())
    assert mapping.guess(headers[::-1]).table == table
    assert mapping.for_table(headers, table).columns == {h: h for h in headers}


def test_aliases_are_of_columns_that_exist():
    known = {column for schema in TABLES.values() for column in schema.columns()}
    assert {*ALIASES} <= known


def test_short_names_are_not_guessed_by_likeness():
    assert "cost" not in mapping.for_table(["costs_x", "pay_od"], "registrations").columns


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_a_mapping_file_corrects_columns_and_words_and_is_remembered(bring, tmp_path, suffix):
    with pytest.raises(BadFile, match="needs is_home"):
        bring(THEIRS.replace("Is Ours", "Mine"), table="providers")
    path = tmp_path / f"map.{suffix}"
    raw = {
        "table": "providers",
        "columns": {"Mine": "is_home"},
        "values": {"provider_type": {"Community college": "public_2yr"}},
    }
    toml = (
        'table = "providers"\n[columns]\nMine = "is_home"\n[values.provider_type]\n"Community college" = "public_2yr"\n'
    )
    path.write_text(json.dumps(raw) if suffix == "json" else toml)
    (report,) = bring(THEIRS.replace("Is Ours", "Mine"), recipe=recipe_file.load(path))
    assert (report.rows_accepted, report.columns["Mine"], report.columns_origin) == (1, "is_home", f"from map.{suffix}")
    (again,) = bring(THEIRS.replace("Is Ours", "Mine").replace("us,", "them,"))
    assert (again.rows_accepted, again.columns_origin) == (1, "remembered")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("table = ", "neither TOML nor JSON"),
        ('table = "people"', "must name one of our tables"),
        ('table = "providers"\nowner = 1', "and nothing else"),
        ('table = "providers"\n[columns]\nA = "age"', "'age', which is no column of providers"),
        ('table = "providers"\n[columns]\nA = "name"\nB = "name"', "gives name to two columns"),
        ('table = "providers"\ndate_format = "whenever"', "date_format must be one of"),
        ('table = "providers"\ndecimal = "x"', "a point or a comma"),
        ('table = "providers"\n[columns]\nAbsent = "name"', "a column 'Absent' that"),
    ],
)
def test_a_wrong_mapping_is_a_sentence(bring, tmp_path, content, sentence):
    path = tmp_path / "map.toml"
    path.write_text(content)
    with pytest.raises(BadFile, match=sentence):
        bring(THEIRS, recipe=recipe_file.load(path))
