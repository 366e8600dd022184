"""Public award files: any year's layout, reconciled, and imported years in place of bundled ones."""

import polars as pl
import pytest

from data.bundled import statistics as bundle
from data.readers.files import BadFile
from data.reference.award_levels import FAMILIES, LEVELS

COMPLETIONS = (
    "UNITID,CIPCODE,MAJORNUM,AWLEVEL,XCTOTALT,CTOTALT\n"
    "100654,11.0701,1,20,R,7\n"
    "100654,1.0101,1,20,R,0\n"  # offered, nobody finished; lost zero
    "100654,11.0701,2,20,R,3\n"  # second major
    "100654,99,1,20,R,7\n"
    "100654,99.0000,2,20,R,3\n"
)
DIRECTORY = (
    "\ufeffUNITID,INSTNM,STABBR,SECTOR,CONTROL,OPEID\n 100654,A & M, AL, 1, 1,00100200\n 100655,Office, AL, 0, -2,-2\n"
)
TOTAL = "awards, first majors, without total rows"


def test_the_year_comes_from_the_name(bring, facts):
    (report,) = bring(COMPLETIONS, name="c2023_a.csv")
    assert facts("market_completions", "market")["year"].unique().to_list() == [2023]
    assert (report.totals[TOTAL], report.rows_aside, report.rows_new) == (7, 2, 3)
    assert "detail equals the total row in all 2 institution × level sums" in report.notes


def test_a_file_without_a_year_asks_for_it_and_takes_it(bring, facts):
    with pytest.raises(BadFile, match="--year 2023"):
        bring(COMPLETIONS, name="awards.csv")
    bring(COMPLETIONS, name="awards.csv", year=2023)
    assert facts("market_completions", "market")["year"].unique().to_list() == [2023]


@pytest.mark.parametrize(
    "content",
    [
        COMPLETIONS.lower(),
        "IPEDS completions\n\n" + COMPLETIONS,
        COMPLETIONS.replace("UNITID", "Unit ID").replace("CIPCODE", "CIP Code").replace("AWLEVEL", "Award level"),
        COMPLETIONS.replace("AWLEVEL", " AWLEVEL "),
    ],
)
def test_other_headers_are_the_same_layout(bring, content):
    (report,) = bring(content, name="c2023_a.csv")
    assert (report.reader, report.totals[TOTAL]) == ("IPEDS completions", 7)


def test_the_layout_of_2002_is_padded_and_split_by_sex(bring, facts):
    old = 'UNITID,CIPCODE,AWLEVEL,MAJORNUM,CRACE15,CRACE16 \n100654,"11.0701",01,1,2,3\n100654,"99     ",01,1,2,3\n'
    (report,) = bring(old, name="C2002_A.csv")
    row = facts("market_completions", "market").row(0, named=True)
    assert (row["cip_code"], row["award_level"], row["awards"], row["year"]) == ("11.0701", "1", 5, 2002)
    assert report.warnings == ()


def test_detail_that_differs_from_its_total_row_is_a_warning(bring):
    (report,) = bring(COMPLETIONS.replace(",R,7\n100654,1.", ",R,6\n100654,1."), name="c2023_a.csv")
    assert "detail differs from the total row in 1 of 2" in report.warnings[0]
    assert "6 against 7" in report.warnings[0]


def test_a_level_that_was_not_in_use_in_the_year_is_a_warning(bring):
    (report,) = bring(COMPLETIONS, name="c2015_a.csv")
    assert "award level 20 was not in use in 2015: 3 rows carry it" in report.warnings[0]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("100654,52,1,20,R,9", "cip_code: not a six-digit CIP code, and a roll-up would count twice"),
        ("100654,11.0101,1,77,R,9", "award_level: no award level that is known here"),
        ("100654,11.0101,1,20,R,.", "awards: not a count of awards"),
        ("100654,11.0101,1,20,R,-4", "awards: below 0"),
        ("x,11.0101,1,20,R,1", "unitid: not an IPEDS unit id"),
    ],
)
def test_a_row_that_cannot_count_is_quarantined(bring, row, why):
    (report,) = bring(COMPLETIONS + row + "\n", name="c2023_a.csv")
    assert report.rows_quarantined == 1
    assert why in report.quarantined_why


def test_the_directory_drops_blanks_and_minus_two_and_keeps_zeros(bring, facts):
    (report,) = bring(DIRECTORY, name="hd2023.csv")
    first, second = facts("market_institutions", "market").rows(named=True)
    assert (first["unitid"], first["institution"], first["state"], first["opeid"]) == (
        "100654",
        "A & M",
        "AL",
        "00100200",
    )
    assert (second["control"], second["opeid"]) == (None, None)
    assert report.emptied_why == {"control: stands for nothing": 1, "opeid: stands for nothing": 1}


def test_an_imported_year_replaces_the_bundled_one_and_the_others_stay(bring, store):
    bring(COMPLETIONS, DIRECTORY.replace("UNITID,INSTNM", "UNITID,INSTNM"), name="x_2023.csv")
    current = store.current()
    cube = pl.read_parquet(current.verified(current.entry("market", "cubes", "awards")))
    totals = dict(cube.filter(sector_basis="same_year").group_by("year").agg(pl.col("awards").sum()).rows())
    assert totals[2023] == 7
    assert totals[2020] == 5_203_844
    assert {"AL"} == set(cube.filter(pl.col("year") == 2023, pl.col("sector_basis") == "same_year")["state"])
    # every basis that is offered is offered for all years
    assert set(cube["sector_basis"]) == set(bundle.load()["awards"]["sector_basis"])


def test_a_corrected_year_leaves_out_what_is_not_in_it(bring, facts):
    bring(COMPLETIONS, name="c2023_a.csv")
    (report,) = bring(COMPLETIONS.replace("100654,1.0101,1,20,R,0\n", ""), name="c2023_a.csv")
    assert facts("market_completions", "market").height == 2
    assert any("1 rows of its edition are not in it" in note for note in report.notes)


def test_every_level_has_a_family_and_no_year_has_both_spellings():
    assert {level.family for level in LEVELS} == {*FAMILIES}
    used = {year: {level.code for level in LEVELS if level.was_used(year)} for year in (2002, 2019, 2020, 2023)}
    assert [("1" in codes, "20" in codes) for codes in used.values()] == [(True, False)] * 2 + [(False, True)] * 2
