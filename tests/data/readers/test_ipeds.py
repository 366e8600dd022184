"""IPEDS completions and directory: their traps, and the control totals of the real files."""

import polars as pl
import pytest

from data.bundled import statistics as bundle
from data.readers import ipeds, text
from data.reference.award_levels import CERTIFICATES

MODERN = pl.DataFrame(
    {
        "UNITID": ["100654"] * 4,
        "CIPCODE": ["1.0999", "11.0701", "99", "11.0701"],  # lost zero, plain, total row, second major
        "MAJORNUM": ["1", "1", "1", "2"],
        "AWLEVEL": ["20", "20", "20", "20"],
        "CTOTALT": ["0", "7", "7", "3"],  # zero: offered, nobody finished
    }
)


def unreconciled(raw: pl.DataFrame) -> pl.DataFrame:
    return ipeds.reconciled(raw).filter(pl.col("stated") != pl.col("detail"))


def test_total_rows_are_left_out_zeros_and_second_majors_kept_apart():
    rows = ipeds.completions(MODERN)
    assert rows["cip_code"].to_list() == ["01.0999", "11.0701", "11.0701"]
    assert rows["awards"].to_list() == [0, 7, 3]
    assert rows["major_number"].to_list() == [1, 1, 2]


def test_the_old_layout_is_padded_and_split_by_sex():
    old = pl.DataFrame(
        {"unitid": ["100654"], "cipcode": ["11.0701 "], "awlevel": ["01"], "crace15": [" 2"], "crace16": ["3"]}
    )
    assert ipeds.completions(old).select("cip_code", "award_level", "awards").row(0) == ("11.0701", "1", 5)


def test_detail_that_differs_from_the_total_row_is_found():
    assert unreconciled(MODERN).is_empty()
    wrong = MODERN.with_columns(CTOTALT=pl.Series(["0", "6", "7", "3"]))
    assert unreconciled(wrong).select("detail", "stated").row(0) == (6, 7)


def test_minus_two_in_the_directory_is_none():
    raw = pl.DataFrame({"UNITID": [" 100654"], "INSTNM": ["A"], "STABBR": ["AL"], "SECTOR": ["-2"]})
    assert ipeds.directory(raw).row(0) == ("100654", "A", "AL", None, None, None)  # no control, no opeid in this file


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("year", "every", "short", "computing"), [(2020, 5_203_844, 986_916, 46_343), (2023, 5_297_774, 1_094_294, 54_227)]
)
def test_awards_have_their_control_totals_in_files_and_in_the_bundle(shared_data, year, every, short, computing):
    raw = text.read(shared_data / "ipeds" / f"c{year}_a.parquet")
    assert unreconciled(raw).is_empty()
    rows = ipeds.completions(raw).filter(pl.col("major_number") == 1)
    certificates = rows.filter(pl.col("award_level").is_in(["20", "21", "2", "4"]))
    in_computing = certificates.filter(pl.col("cip_code").str.starts_with("11."))
    assert (rows["awards"].sum(), certificates["awards"].sum(), in_computing["awards"].sum()) == (
        every,
        short,
        computing,
    )


def test_the_bundle_is_small_sourced_and_adds_up():
    cubes = bundle.load()
    assert sum(p.stat().st_size for p in bundle.FOLDER.iterdir()) < 5_000_000
    assert set(bundle.about()) == {"source", "computed_on", "inputs"}
    same_year = cubes["awards"].filter(sector_basis="same_year")
    totals = dict(same_year.group_by("year").agg(pl.col("awards").sum()).rows())
    assert totals == {
        2000: 3_059_682, 2001: 3_073_225, 2002: 3_186_411, 2003: 3_383_179,
        2020: 5_203_844, 2021: 5_315_767, 2022: 5_310_086, 2023: 5_297_774, 2024: 5_459_862,
    }  # fmt: skip
    # by college and by state the same awards are counted
    by_college = dict(cubes["institution_awards"].group_by("year").agg(pl.col("awards").sum()).rows())
    assert by_college == {year: total for year, total in totals.items() if year >= 2020}
    # freezing sectors moves awards between sectors and loses none
    corrections = cubes["awards"].filter(pl.col("sector_basis") != "same_year")
    assert corrections["awards"].sum() == 0


@pytest.mark.parametrize(
    ("year", "short", "computing"),
    [
        (2000, None, 42_611),
        (2001, None, 35_094),
        (2003, None, 46_242),
        (2020, 986_916, 46_343),
        (2024, 1_222_676, 65_545),
    ],
)
def test_certificates_of_every_layout_have_their_control_totals(year, short, computing):
    certificates = bundle.load()["awards"].filter(
        pl.col("level").cast(pl.String).is_in(CERTIFICATES), year=year, sector_basis="same_year"
    )
    assert certificates.filter(pl.col("cip4").str.starts_with("11."))["awards"].sum() == computing
    assert short in (None, certificates["awards"].sum())


def test_a_year_without_a_directory_is_counted_for_the_country_alone():
    early = bundle.load()["awards"].filter(pl.col("year") < 2020)
    assert {*early["state"], *early["sector"]} == {"unknown"}
    assert set(early["sector_basis"]) == {"same_year"}


def test_frozen_sectors_flip_an_answer():
    computing = bundle.load()["awards"].filter(
        pl.col("cip4").str.starts_with("11."),
        pl.col("sector") == "9",
        pl.col("level").cast(pl.String).str.starts_with("certificate"),
    )

    def change(bases):
        by_year = dict(
            computing.filter(pl.col("sector_basis").is_in(bases)).group_by("year").agg(pl.col("awards").sum()).rows()
        )
        return round(100 * (by_year[2023] / by_year[2020] - 1))

    # 2020 to 2023, computing certificates of for-profit schools under two years: most of the fall is relabeled schools
    assert change(["same_year"]) == -65
    assert change(["same_year", "2020"]) == -3
