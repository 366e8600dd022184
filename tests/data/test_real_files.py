"""Every public file that can be imported, brought as published in one go, with the control totals that were counted by hand.

What one reader does with one trap of its file is in `tests/data/readers/`; here stands that the whole is right.
"""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from data.cubes.offering_cells import side
from data.ingest import ingest
from data.readers import text
from data.readers.layouts import recognized
from data.store.store import Store

pytestmark = [pytest.mark.real_files, pytest.mark.slow]

AWARDS = {
    # year: (file, all awards of first majors, certificates below the bachelor's degree, of those computing); None: not counted
    2000: ("C2000_A.zip", 3_059_682, None, 42_611),
    2001: ("C2001_A.zip", 3_073_225, None, 35_094),
    2002: ("C2002_A.zip", 3_186_411, None, None),
    2003: ("C2003_A.zip", 3_383_179, None, 46_242),
    2020: ("c2020_a.parquet", 5_203_844, 986_916, 46_343),
    2021: ("c2021_a.parquet", 5_315_767, None, None),
    2022: ("c2022_a.parquet", 5_310_086, None, None),
    2023: ("c2023_a.parquet", 5_297_774, 1_094_294, 54_227),
    2024: ("c2024_a.parquet", 5_459_862, 1_222_676, 65_545),
}
DIRECTORIES = {
    "hd2020.csv": 6_440,
    "HD2021.zip": 6_289,
    "hd2022.csv": 6_256,
    "hd2023.csv": 6_163,
    "hd2024.csv": None,  # its rows were not counted by hand
}
CERTIFICATES = ["1", "20", "21", "2", "4"]
MARKET_FILES = (
    *(f"ipeds/{file}" for file, *_ in AWARDS.values()),
    *(f"ipeds/{file}" for file in DIRECTORIES),
    "texas/statewide_list_2022-02-19.csv",
    "texas/statewide_list_2024-03-20.xlsx",
    "new_jersey/outcomes_schcip.csv",
    "new_jersey/providers_2020-08-12.csv",
    "cirr/outcomes_2021.csv",
    "mooc/harvardx_mitx_years_1-3.csv",
)


@pytest.fixture(scope="module")
def market(shared_data, demo_made, tmp_path_factory):
    """The outcome of one import of every file about the market into the home of a new user, and its store."""
    store = Store(shutil.copytree(demo_made, tmp_path_factory.mktemp("real") / "home"))
    return ingest.run([shared_data / file for file in MARKET_FILES], store), store


@pytest.fixture(scope="module")
def facts(market):
    """The facts of the market by table."""
    current = market[1].current()
    return {f.name: pl.read_parquet(current.folder / f.path) for f in current.files("market", "facts")}


def test_every_file_is_taken_and_every_row_is_accounted_for(market):
    outcome, _ = market
    assert outcome.unread == ()
    assert sum(report.rows_quarantined for report in outcome.reports) == 0
    assert len({report.sha256 for report in outcome.reports}) == len(MARKET_FILES)


@pytest.mark.parametrize("year", AWARDS)
def test_awards_of_a_year_add_up(facts, year):
    _, every, short, computing = AWARDS[year]
    first = facts["market_completions"].filter(pl.col("major_number") == 1, pl.col("year") == year)
    certificates = first.filter(pl.col("award_level").is_in(CERTIFICATES))
    in_computing = certificates.filter(pl.col("cip_code").str.starts_with("11."))
    assert first["awards"].sum() == every
    assert short in (None, certificates["awards"].sum())
    assert computing in (None, in_computing["awards"].sum())


def test_directories_have_their_institutions(facts):
    counted = dict(facts["market_institutions"].group_by("year").len().rows())
    wanted = {int(file[2:6]): rows for file, rows in DIRECTORIES.items()}
    assert {year: counted[year] for year, rows in wanted.items() if rows} == {y: r for y, r in wanted.items() if r}
    assert counted[2024] > 5_500


def test_both_editions_of_the_texas_list_are_kept_apart(facts):
    lists = facts["market_offerings"].filter(list_id="texas")
    old, new = (lists.filter(edition=day) for day in sorted(lists["edition"].unique()))
    assert (old.height, new.height, new["provider"].n_unique()) == (4_736, 6_245, 611)
    assert new["price_usd"].sum() == 39_511_561
    shared = old.join(new, on="program_id", how="semi").height
    assert (shared, old.height - shared, new.height - shared) == (4_216, 520, 2_029)


def test_new_jersey_is_placed_on_its_sides(facts):
    outcomes = facts["market_outcomes"].filter(list_id="new_jersey")
    employed = outcomes.filter(definition="nj_employment_q2")
    assert employed.height == 1_089
    assert facts["market_providers"].height == 1_953
    kinds = facts["market_providers"].join(facts["market_provider_types"], on=["list_id", "type_code"])
    placed = employed.drop("provider_type").join(kinds.select("provider_id", "provider_type"), on="provider_id")
    by_side = placed.group_by(side=side()).agg(pl.len(), pl.col("n").sum())
    counted = {name: (rows, people) for name, rows, people in by_side.rows()}
    assert (counted["alternative"], counted["institution"]) == ((666, 43_134), (202, 9_368))


def test_reports_of_bootcamps_and_course_runs_are_whole(market, facts):
    reports = {report.file: report for report in market[0].reports}
    assert reports["outcomes_2021.csv"].rows_read == 47
    assert facts["market_outcomes"].filter(list_id="cirr", definition="cirr_in_field_180").height == 46
    assert reports["harvardx_mitx_years_1-3.csv"].rows_read == 158


def test_the_cubes_say_the_same_as_the_facts(market):
    awards = pl.read_parquet(market[1].current().folder / "market/cubes/awards.parquet")
    by_year = dict(awards.filter(sector_basis="same_year").group_by("year").agg(pl.col("awards").sum()).rows())
    assert by_year == {year: every for year, (_, every, _, _) in AWARDS.items()}


def test_ask_says_the_same_of_every_year_and_the_report_of_its_file(market, monkeypatch):
    outcome, store = market
    monkeypatch.setenv("DASHBOARD_HOME", str(store.home))
    told = CliRunner().invoke(dashboard, ["ask", "awards", "--by", "year", "--format", "json"])
    asked = {row["year"]: row["awards"] for row in json.loads(told.stdout)["rows"]}
    assert asked.items() >= {year: every for year, (_, every, _, _) in AWARDS.items()}.items()
    reports = {report.file: report for report in outcome.reports}
    for file, *totals in (AWARDS[2020], AWARDS[2023]):
        assert [*reports[file].totals.values()][:3] == totals
        assert not reports[file].warnings


@pytest.mark.parametrize(
    "file",
    ["ipeds/c2020_c.csv", "ipeds/c2023_c.csv", "college/scorecard_earnings.csv", "mooc/coursea_data.csv", "tpr/ca_programs_layout_sample.json"],
)  # fmt: skip
def test_a_public_file_that_is_not_read_says_so_in_a_sentence(shared_data: Path, tmp_path, file):
    with pytest.raises(text.BadFile) as refused:
        ingest.check([shared_data / file], Store(tmp_path))
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) > 40


def test_completers_by_age_are_recognized_and_not_mistaken_for_awards(shared_data):
    headers = (shared_data / "ipeds/c2023_c.csv").open(encoding="latin-1").readline().strip().split(",")
    layout = recognized([header.strip('"') for header in headers])
    assert layout is not None
    assert "IPEDS" in layout.title
