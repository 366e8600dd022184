"""Public files about occupations: each trap of theirs on a few rows."""

from datetime import date

import polars as pl
import pytest

from data.readers import bls_projections, cip_soc, indeed, oews, onet, price_parities, workbook
from data.readers.files import BadFile

NATIONAL = ("OCC_CODE", "O_GROUP", "TOT_EMP", "EMP_PRSE", "MEAN_PRSE", "A_PCT25", "A_MEDIAN", "A_PCT75")
AREA = (
    "area", "area_name", "state_fips", "occ_code", "display_level", "tot_emp", "emp_prse", "mean_prse",
    "a_pct25", "a_median", "a_pct75", "footnotes",
)  # fmt: skip


def national(*rows: tuple[str, ...]) -> list[tuple]:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(NATIONAL, pl.String), orient="row")
    return oews.national(frame).rows()


def area(*cells: str, footnotes: str = "", level: int = 3) -> pl.DataFrame:
    row = ("0100000", "Alabama", "01", "11-1011", level, *cells, footnotes)
    schema = dict.fromkeys(AREA, pl.String) | {"display_level": pl.Int64}
    return oews.areas(pl.DataFrame([row], schema=schema, orient="row"))


def test_a_link_counts_once_and_lost_zeros_come_back():
    rows = [("1.0000", "Agriculture, General.", "19-1011", "Animal Scientists")] * 2  # a sheet may repeat a link
    raw = pl.DataFrame(rows, schema=["CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title"], orient="row")
    assert cip_soc.links(raw).rows() == [("01.0000", "Agriculture, General", "19-1011", "Animal Scientists")]


def test_openings_leave_out_summaries_and_notes_and_count_single_jobs():
    columns = ["2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type"]
    columns += bls_projections._COUNTS.values()
    rows = [
        ("Total, all occupations", "00-0000", "Summary", "169956.1", "5211.8", "8155", "10187.1", "18863.3"),
        ("      Cooks", "35-2011", "Line item", "10.5", "-2.5", "0.30000000000000004", "1", "1.1"),  # a fall, a binary
        ("Source: Employment Projections program", None, None, None, None, None, None, None),
    ]
    made = bls_projections.openings(pl.DataFrame(rows, schema=columns, orient="row"))
    assert made.to_dicts() == [
        {
            "soc_code": "35-2011", "title": "Cooks", "employment": 10_500, "exits": 300, "transfers": 1_000,
            "openings": 1_100, "growth": -250,
        }
    ]  # fmt: skip


def test_a_dash_is_no_education():
    columns = ["2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type"]
    columns += [*bls_projections._WORDS.values()]
    raw = pl.DataFrame([("Cooks", "35-2011", "Line item", "—", "None", "—")], schema=columns, orient="row")
    assert bls_projections.characteristics(raw).rows() == [("35-2011", None, "None", None)]


def test_a_topped_wage_is_not_missing_and_a_withheld_one_is():
    assert national(("29-1141", "detailed", "1,200", "2", "1", "90000", "#", "#")) == [
        ("29-1141", 1_200, 90_000, 239_200, 239_200, True)
    ]
    assert national(("27-2011", "detailed", "50", "2", "1", "*", "*", "*")) == [
        ("27-2011", 50, None, None, None, False)
    ]
    footnotes = "a_median:5 a_pct75:5"
    assert area("90", "1", "1", "100000", "-", "-", footnotes=footnotes).row(0)[4:] == (
        90,
        100_000,
        239_200,
        239_200,
        True,
    )
    assert area("90", "1", "1", "-", "-", "-", footnotes="a_median:8").row(0)[4:] == (90, None, None, None, False)


def test_a_footnote_of_one_column_says_nothing_of_another():
    assert area("90", "1", "1", "100000", "-", "-", footnotes="h_a_median:5 a_pct75:50").row(0)[6:8] == (None, None)


def test_totals_and_groups_are_no_occupations():
    assert national(("29-0000", "major", "9", "1", "1", "1", "1", "1")) == []
    assert area("90", "1", "1", "1", "1", "1", level=0).is_empty()


def test_a_number_with_too_much_noise_is_not_shown():
    assert area("90", "30.1", "30.0", "100", "200", "300").row(0)[4:8] == (None, 100, 200, 300)
    assert area("90", "30.0", "30.1", "100", "200", "300").row(0)[4:8] == (90, None, None, None)


PARITIES = (
    'GeoFIPS,GeoName,Region,Description,2022,2023\n'
    ' "00000","United States", ,"RPPs: All items ",100.000,100.000\n'
    ' "01000","Alabama",5,"RPPs: All items ",(NA),87.500\n'
    ' "34999","New Jersey (Nonmetropolitan Portion)",2,"RPPs: All items ",0.000,0.000\n'
    ' "06000","Cañada",8,"RPPs: All items ",(NA),(NA)\n'
    ' "01000","Alabama",5,"RPPs: Goods ",90.000,90.000\n'
    '"Note: See the included footnote file."\n'
    '"Last updated: February 20, 2025"\n'
)  # fmt: skip


def test_parities_leave_out_notes_missing_areas_and_other_lines():
    made = price_parities.all_items(price_parities.rows(PARITIES.encode("latin-1")))
    assert made.rows() == [("00000", "United States", 2023, 1.0), ("01000", "Alabama", 2023, 0.875)]


def test_a_sheet_is_read_by_its_title_and_one_that_is_missing_is_named(tmp_path):
    path = tmp_path / "two.xlsx"
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        for title, rows in (("Index", [["a"]]), ("Table 1.10", [["Table of something"], ["b", "c"], [" 1 ", "2"]])):
            sheet = book.add_worksheet(title)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    content = path.read_bytes()
    assert workbook.sheet("two.xlsx", content, "Table 1.10").to_dicts() == [{"b": "1", "c": "2"}]
    with pytest.raises(BadFile, match=r"has no sheet 'Table 1\.2'"):
        workbook.sheet("two.xlsx", content, "Table 1.2")
    with pytest.raises(BadFile, match="no workbook"):
        workbook.sheet("two.xlsx", b"PK nothing", "Index")


RATING = (
    "O*NET-SOC Code",
    "Element ID",
    "Element Name",
    "Scale ID",
    "Data Value",
    "Recommend Suppress",
    "Not Relevant",
)
LISTENING = ("2.A.1.b", "Active Listening")


def rated(*rows: tuple) -> list[tuple]:
    return onet.ratings(pl.DataFrame(rows, schema=dict.fromkeys(RATING, pl.String), orient="row")).rows()


def test_ratings_run_over_their_scale_and_finer_occupations_are_averaged():
    found = rated(
        ("15-1299.01", *LISTENING, "IM", "3.0", "N", None),  # the middle of 1 to 5
        ("15-1299.08", *LISTENING, "IM", "5", "N", None),  # a finer occupation of the same code
        ("15-1299.08", *LISTENING, "LV", "3.5", "N", "N"),  # the middle of 0 to 7
    )
    assert found == [("15-1299", *LISTENING, 0.75, 0.5)]


def test_suppressed_ratings_and_levels_that_are_not_relevant_do_not_count():
    found = rated(
        ("31-1131.00", *LISTENING, "IM", "5", "Y", None),
        ("31-1131.00", *LISTENING, "IM", "1", None, None),  # no word on it is no advice to suppress
        ("31-1131.00", *LISTENING, "LV", "7", "N", "Y"),
    )
    assert found == [("31-1131", *LISTENING, 0.0, None)]


def test_parts_of_a_merged_occupation_are_rated_together():
    home, personal = ((f"31-112{n}.00", *LISTENING, "IM", value, "N", None) for n, value in ((1, "3"), (2, "4")))
    assert rated(home, personal) == [("31-1120", *LISTENING, 0.625, None)]


def test_a_scale_of_another_release_is_refused():
    with pytest.raises(BadFile, match="scale WI are not known"):
        rated(("31-1131.00", "1.C.1.a", "Achievement", "WI", "4", "N", None))


def test_a_technology_counts_once_per_occupation():
    columns = ("O*NET-SOC Code", "Example", "Hot Technology", "In Demand")
    rows = [("15-1252.00", "Python", "Y", "N"), ("15-1252.01", "Python", "Y", "Y")]
    made = onet.technologies(pl.DataFrame(rows, schema=columns, orient="row"))
    assert made.rows() == [("15-1252", "Python", True, True)]


def test_postings_are_a_mean_of_whole_months_and_not_of_new_ones():
    days = [(f"2024-02-{day:02}", "100" if day < 29 else "129", "total postings", "Nursing") for day in range(1, 30)]
    days += [
        ("2024-02-01", "900", "new postings", "Nursing"),
        ("2024-03-01", "500", "total postings", "Nursing"),
    ]  # not over
    raw = pl.DataFrame(days, schema=["date", "indeed_job_postings_index", "variable", "display_name"], orient="row")
    assert indeed.monthly(raw).rows() == [("Nursing", date(2024, 2, 1), 101.0)]


@pytest.mark.real_files
def test_the_public_files_have_their_control_totals(shared_data):
    labor = shared_data / "labor"
    crosswalk = cip_soc.links(workbook.sheet("a", (labor / "cip_soc_crosswalk.xlsx").read_bytes(), cip_soc.SHEET))
    assert (crosswalk.height, crosswalk["soc_code"].n_unique()) == (6_097, 868)
    states = oews.areas(pl.read_parquet(labor / "oews_state_2025.parquet"))
    assert (states.height, states["area"].n_unique()) == (36_168, 54)
    metros = price_parities.all_items(price_parities.rows((labor / "MARPP_MSA_2008_2024.csv").read_bytes()))
    assert metros.height == 389
    assert [round(100 * n, 3) for n in (metros["price_parity"].min(), metros["price_parity"].max())] == [
        83.597,
        115.613,
    ]
    assert round(100 * metros["price_parity"].sum(), 3) == 36_909.574
    parts = price_parities.all_items(price_parities.rows((labor / "PARPP_PORT_2008_2024.csv").read_bytes()))
    assert parts.height == 103 - 4  # DE, DC, NJ and RI have no nonmetropolitan portion
