"""Files that are not known: which of their columns could be which of ours, and why, without a wrong guess."""

import polars as pl
import pytest

from data.contracts import TABLES
from data.readers import layouts, proposal, recognition, starters
from data.readers.files import BadFile, Raw

ODD = pl.DataFrame(
    {
        "Booking": ["b1", "b2", "b3"],
        "Class Section": ["s1", "s1", "s2"],
        "Student": ["l1", "l2", "l3"],
        "Enrolled": ["2025-09-01", "2025-09-02", "2025-09-03"],
        "Tuition": ["$500.00", "$500.00", "$400.00"],
        "Result": ["completed", "failed", "withdrawn"],
        "When": ["09/30/2025", "10/01/2025", "10/02/2025"],  # days under a name that tells nothing
        "Discount": ["Ann", "Bob", "Cal"],  # a name of ours over values that are no amounts
    }
)


def test_columns_are_told_by_their_names_and_their_values():
    table, found = recognition.likeliest(Raw("odd.csv", ODD))
    pairs = {c.theirs: c.ours for c in found}
    assert table == "registrations"
    assert pairs["Enrolled"] == "registered_on"
    assert pairs["Result"] == "outcome"
    assert pairs["Tuition"] == "gross_usd"
    assert "Discount" not in pairs
    assert {c.theirs: c.why for c in found}["Result"] == "3 of its words are on our list"


def test_the_sentence_gives_reasons_what_lacks_and_what_the_others_hold():
    told = recognition.sentence(Raw("odd.csv", ODD))
    assert "Tuition could be gross_usd (named alike, and its values are amounts)" in told
    assert "No column was found for" in told
    assert "By their values When hold days" in told


def test_a_file_that_is_none_of_ours_gets_no_guess():
    rows = pl.DataFrame({"Lot": ["1", "2"], "Color": ["red", "blue"], "First Name": ["Ann", "Bob"]})
    assert recognition.sentence(Raw("f.csv", rows)).startswith("Too few of its columns speak for one of our tables.")


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        (["year", "UNITID", "XCSTOTLT", "CSTOTLT"], "IPEDS completers by race and sex (C_B)"),
        (["unitid", "XEFTOTLT", "EFTOTLT"], "IPEDS fall enrollment (EF)"),
        (["UNITID", "XSOMEVAR", "SOMEVAR"], "a component of IPEDS"),  # one that is on no list
        (
            ["UNITID", "OPEID6", "INSTNM", "CONTROL", "CIPCODE", "CREDLEV"],
            "College Scorecard earnings and debt by field",
        ),
    ],
)
def test_public_files_that_are_not_read_are_recognized(headers, title):
    assert layouts.recognized(headers).title.startswith(title)


def test_an_ipeds_file_that_is_not_read_names_the_two_components_that_are(bring):
    with pytest.raises(BadFile, match=r"completions \(C_A, .*\) and the institution directory \(HD\)"):
        bring("year,UNITID,XCSTOTLT,CSTOTLT\n2018,100858,R,6677\n")


@pytest.mark.parametrize("name", starters.load_starters())
def test_a_starter_reads_files_with_its_columns_and_no_others(name):
    for mapping in starters.load_starters()[name].mappings:
        assert starters.fitting([*mapping.inputs(), "Another column"])[0] == name
        assert {*mapping.missing()} <= {"gross_usd"}
        assert {*mapping.ours()} <= {*TABLES[mapping.table].columns()}


def test_an_export_of_a_known_system_is_told_and_read_by_its_starter(bring):
    rows = (
        "EMPLID,STRM,CLASS_NBR,STDNT_ENRL_STATUS,ENRL_ADD_DT,ENRL_DROP_DT,CRSE_GRADE_OFF\n"
        "000000001,2257,1002,E,2025-08-02,,P\n"
    )
    with pytest.raises(BadFile, match=r"an export from PeopleSoft\. For registrations: EMPLID is learner_id"):
        bring(rows)
    with pytest.raises(BadFile, match="Bring that file together with it"):
        bring(rows, recipe=starters.load_starters()["peoplesoft"])


def test_what_a_file_seems_to_hold_is_worked_out_once_for_the_same_cells():
    rows = pl.DataFrame({"School": ["A", "B"], "Course Title": ["Welding", "Python"], "Tuition": ["$900", "$1,200"]})
    first, again = (proposal.proposed(Raw("list.csv", rows.clone()), [], ["market_offerings"]) for _ in range(2))
    assert again is first
    assert proposal.proposed(Raw("list.csv", rows.reverse()), [], ["market_offerings"]) is not first


def test_codes_and_tuition_of_any_list_are_told_by_values_and_other_words():
    rows = pl.DataFrame(
        {"CIP": ["48.0508", "11.0801"], "Total Tuition": ["$900.00", "$9,800.00"], "Completers": ["12", "9"]}
    )
    found = {c.theirs: c.ours for c in recognition.candidates(Raw("list.csv", rows), "market_offerings")}
    assert found == {"CIP": "cip_code", "Total Tuition": "price_usd", "Completers": "completed"}
