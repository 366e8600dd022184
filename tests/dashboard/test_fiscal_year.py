"""A college whose fiscal year starts in October, from its files to the pages and the command line."""

import json
import shutil
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard.cli import dashboard
from data.ingest import fiscal_year, ingest
from data.ingest.plan import Choices
from data.readers.files import Brought
from data.store.store import MissingData, Store
from queries import college
from tests import small_college

TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def october_home(demo_home, tmp_path_factory):
    home = tmp_path_factory.mktemp("october") / "home"
    shutil.copytree(demo_home, home)
    ingest.run(small_college.files("October"), Store(home), Choices(today=TODAY))
    return home


@pytest.fixture
def october(october_home, monkeypatch) -> str:
    monkeypatch.setenv("DASHBOARD_HOME", str(october_home))
    version = Store(october_home).current()
    assert version is not None
    return version.id


def asked(*words: str) -> dict:
    result = CliRunner().invoke(dashboard, ["ask", *words, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_period_of_every_cube_starts_as_the_fiscal_year_says(october):
    version = Store().version(october)
    checked = set()
    for file in version.files("college", "cubes"):
        frame = pl.read_parquet(version.folder / file.path)
        if "cohort" in frame.columns:
            checked |= {file.name} if frame.height else set()
            assert frame.filter(pl.col("cohort").dt.month() != 10).is_empty(), file.name
    assert {"completion", "new_learners"} <= checked


def test_a_question_without_a_period_is_about_the_newest_fiscal_year(october):
    answer = asked("net_registrations")
    assert answer["about"]["period"] == "FY2026"
    # Every seat of s6 was taken from October 1, of s5 in August.
    assert answer["rows"][0]["net_registrations"] == small_college.SEATS


@pytest.mark.parametrize(
    ("period", "seats"),
    [
        ("FY24", 17),  # ten of s1 in the summer, and seven of s2 before October
        ("FY25", 33),  # three of s2 from October on, and all of s3, s4 and s5
        ("FY26", 10),  # s6
        ("2025-Q4", 10),
    ],
)
def test_ask_counts_a_fiscal_year_from_october(october, period, seats):
    (row,) = asked("net_registrations,headcount", "--period", period)["rows"]
    assert row["net_registrations"] == seats
    assert row["headcount"] == small_college.SEATS


def test_completions_are_those_of_sections_that_ended_in_the_fiscal_year(october):
    # s1 ended in August 2024, s2 to s4 by September 2025; the quarter in which s5 and s6 ended is not over in this data.
    frame = pl.read_parquet(Store().version(october).folder / "college/cubes/completion.parquet")
    cohorts = frame.filter(pl.col("grain") == "all")["cohort"].unique().sort().to_list()
    assert cohorts == [date(2023, 10, 1), date(2024, 10, 1)]


def test_awards_keep_their_academic_years_and_say_so(october):
    refused = CliRunner().invoke(dashboard, ["ask", "awards", "--period", "FY2023"])
    assert refused.exit_code == 2
    assert "counted by academic year, July to June, and fiscal years of this college run from October" in refused.output
    assert asked("awards")["about"]["period"].startswith("academic year 20")


def test_the_scope_bar_offers_years_from_october_and_a_link_keeps_one(october):
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    app.query_params["college"] = "college"
    app.query_params["period"] = "2025-Q4"
    app.run()
    assert not app.exception
    box = app.selectbox(key="period")
    assert "A fiscal year runs from October to September; Q1 is January to March." in box.help
    assert box.options[:2] == ["FY2026", "2026-Q3"]
    assert box.value == "2025-Q4"
    assert app.query_params["period"] == "2025-Q4"
    box.select("FY2025").run()
    assert not app.exception
    words = " ".join(e.value for e in (*app.markdown, *app.info, *app.caption))
    assert "FY2025" in words


def test_another_month_counts_all_anew_and_withdraws_what_was_shown_by_other_years(october_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(october_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    store = Store(home)
    without_it = [v.id for v in store.versions() if not v.files("college", "cubes")]
    with_it = [v.id for v in store.versions() if v.files("college", "cubes")]
    result = CliRunner().invoke(dashboard, ["fiscal-year", "sep"])
    assert result.exit_code == 0, result.output
    assert "Fiscal years run from September to August now." in result.output
    now = store.current()
    assert now is not None
    assert college.calendar(now.id, "college").starts_in == 9
    # Versions that hold the demo alone stay.
    assert [v.id for v in store.versions()] == [*without_it, now.id]
    with pytest.raises(MissingData, match="other fiscal years"):
        store.rollback(with_it[0])
    again, told = fiscal_year.change(store, 9)
    assert (again.id, told) == (now.id, [])


def test_a_file_that_leaves_the_month_empty_keeps_it(october_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(october_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    silent = small_college.files("")[0]
    renamed = Brought(silent.name, silent.content.replace(b"Ours", b"Our College"))
    version = ingest.run([renamed], Store(home), Choices(today=TODAY)).version
    assert college.calendar(version, "college").starts_in == 10
    assert len(Store(home).versions()) == len(Store(october_home).versions()) + 1


def test_a_month_is_understood_in_any_spelling():
    assert [fiscal_year.month(text) for text in ("October", "oct", "10", " SEPT ")] == [10, 10, 10, 9]
    for text in ("", "13", "ju", "Octember"):
        with pytest.raises(ValueError, match="is no month"):
            fiscal_year.month(text)


def test_the_month_needs_a_college_of_ones_own(demo_version):
    result = CliRunner().invoke(dashboard, ["fiscal-year", "October"])
    assert result.exit_code == 1
    assert "Import your own college first" in result.output


def test_the_data_page_offers_the_month(october_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(october_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run()
    app.switch_page("pages/trust/data.py").run()
    box = app.selectbox(key="data_fiscal_year")
    assert box.value == "October"
    box.select("January").run()
    assert "no longer offered" in " ".join(m.value for m in app.markdown)
    assert app.button(key="data_fiscal_year_save").label == "Start fiscal years in January"
