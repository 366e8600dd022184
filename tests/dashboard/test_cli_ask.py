"""`dashboard ask`: the same numbers as on the pages, filters in plain words, and refusals that say what is right."""

import json
import shutil

import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from data.store.store import Store


def rows_of(result) -> list[dict]:
    """The rows of an answer as JSON."""
    return json.loads(result.stdout)["rows"]


def test_ask_answers_as_json(run):
    (row,) = rows_of(run("ask", "net_registrations,headcount", "--format", "json"))
    assert row["headcount"] <= row["net_registrations"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("field=54", "has the field '54'"),  # history: a field of the closed list that the college does not teach
        ("field=11", ""),
        ("list=texas", ""),
    ],
)
def test_a_filter_by_a_value_that_nothing_has_is_said_beside_the_zero(run, value, told):
    metric = "programs" if value == "list=texas" else "net_revenue"
    result = run("ask", metric, "--where", value, "--format", "json")
    assert rows_of(result)[0][metric] is not None
    assert told in result.stderr
    assert bool(told) == bool(result.stderr)


def test_a_college_that_is_not_here_is_told_how_to_bring_it(run):
    result = run("ask", "net_revenue", "--college", "college")
    assert result.exit_code == 2
    assert "Your college is not here yet. Bring its providers" in result.stderr


@pytest.mark.parametrize("words", ["field=Computing", "field=computing", " Field = Computing "])
def test_a_filter_takes_the_words_of_the_pages(run, words):
    asked = run("ask", "net_revenue", "--where", words, "--format", "json")
    assert rows_of(asked) == rows_of(run("ask", "net_revenue", "--where", "field=11", "--format", "json"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["net_revenue", "--where", "field=Computin"], "There is no field 'Computin'. Nearest: 11 (Computing)"),
        (["net_revenue", "--where", "modality=onlin"], "Nearest: online"),
        (["awards", "--where", "state=Texas"], "There is no state 'Texas'"),
        (["net_revenue", "--where", "offering=O-none"], "There is no offering 'O-none'"),
        (["net_revenue", "--where", "fielt=11"], "Did you mean field?"),
        (["net_revenue", "--where", "state=TX"], "cannot be filtered by state; filter by month, "),
        (
            ["net_revenue,headcount", "--where", "modality=online"],
            "Headcount cannot be filtered by modality; filter by",
        ),
        (["headcount", "--by", "modality"], "not a published dimension of headcount; ask by month, quarter"),
    ],
)
def test_a_value_that_is_nowhere_is_refused_with_the_nearest_ones(run, words, told):
    result = run("ask", *words)
    assert result.exit_code == 2
    assert told in result.output


def test_every_answer_says_period_day_version_and_college(run, demo_version):
    about = json.loads(run("ask", "net_revenue", "--format", "json").stdout)["about"]
    stated = [about[name] for name in ("period", "as_of", "version", "college")]
    assert stated == ["FY2026", "2026-03-31", demo_version, "demo"]
    line = run("ask", "net_revenue").stdout.splitlines()[0]
    assert (
        line
        == f"period FY2026 (2025-07-01 to 2026-06-30) · as of 2026-03-31 · version {demo_version} · Demo college (fictional)"
    )
    assert f'#,"Data version","{demo_version}"' in run("ask", "net_revenue", "--format", "csv").stdout


def test_awards_are_of_one_academic_year_and_never_a_sum_of_several(run):
    by_year = {r["year"]: r["awards"] for r in rows_of(run("ask", "awards", "--by", "year", "--format", "json"))}
    newest = max(by_year)
    told = json.loads(run("ask", "awards", "--format", "json").stdout)
    assert (told["rows"][0]["awards"], told["about"]["period"]) == (by_year[newest], f"FY{newest}")
    earlier = run("ask", "awards", "--period", f"FY{newest - 1}", "--format", "json")
    assert rows_of(earlier)[0]["awards"] == by_year[newest - 1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["awards", "--period", "FY1990"], "FY1990 is not in the data of awards; ask for one of FY"),
        (["awards", "--period", "2023-Q1"], "Awards is counted by academic year"),
        (["award_growth", "--period", "FY2021"], "is growth to the newest year"),
        (["programs", "--period", "FY2025"], "Programs has no period: it is counted on the as-of day"),
        (["open_sections", "--period", "FY2025"], "has no period"),
        (["completion_rate", "--period", "2026-Q1"], "Completion rate is published by fiscal year; ask for FY2026."),
        (["employment_q2_rate", "--period", "2025-07"], "is published by fiscal year; ask for FY2026."),
    ],
)
def test_a_period_that_a_metric_does_not_follow_is_refused(run, words, told):
    result = run("ask", *words)
    assert result.exit_code == 2
    assert told in result.output


def test_blanks_in_lists_and_short_years_are_understood(run):
    spaced = run("ask", "net_revenue, headcount", "--by", "field, month", "--period", "FY25", "--format", "csv")
    plain = run("ask", "net_revenue,headcount", "--by", "field,month", "--period", "FY2025", "--format", "csv")
    assert spaced.exit_code == 0
    assert spaced.stdout == plain.stdout


def test_csv_carries_its_definitions(run):
    lines = run("ask", "net_revenue", "--by", "field", "--format", "csv").stdout.splitlines()
    assert lines[0] == "field,field_name,net_revenue"
    assert any(line.startswith('#,"net_revenue","Net tuition revenue (US dollars, to the cent). ') for line in lines)


def test_a_zero_of_a_period_without_data_is_told_from_a_zero(run):
    result = run("ask", "net_revenue", "--period", "FY1990")
    assert result.exit_code == 0
    assert result.stderr.startswith("There is no data for FY1990")


def test_whoever_brought_a_college_is_asked_about_that_one(demo_home, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    with Store(home).draft("own") as draft:
        held = draft.table("demo", "cubes", "enrollment")
        assert held is not None
        draft.put("college", "cubes", "enrollment", held.head(7))

    def asked(*more: str) -> str:
        words = ["ask", "gross_registrations", "--format", "csv", *more]
        return CliRunner().invoke(dashboard, words).stdout.splitlines()[1]

    assert asked() == asked("--college", "college") != asked("--college", "demo")
