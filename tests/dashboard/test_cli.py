"""The command line: the same numbers, plain errors, exit codes 0, 1 and 2."""

import json
import shutil
import sys

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import APP, dashboard
from data.store.store import Store
from queries.forecasting.issued import publishing


@pytest.fixture
def run(demo_version):
    return lambda *words: CliRunner().invoke(dashboard, words)


def test_ask_answers_as_json(run):
    (row,) = json.loads(run("ask", "net_registrations,headcount", "--format", "json").stdout)
    assert row["headcount"] <= row["net_registrations"]


@pytest.mark.parametrize(
    ("value", "told"), [("field=Computing", "has the field 'Computing'"), ("field=11", ""), ("list=texas", "")]
)
def test_a_filter_by_a_value_that_nothing_has_is_said_beside_the_zero(run, value, told):
    metric = "programs" if value == "list=texas" else "net_revenue"
    result = run("ask", metric, "--where", value, "--format", "json")
    assert json.loads(result.stdout)[0][metric] is not None
    assert told in result.stderr
    assert bool(told) == bool(result.stderr)


def test_forecasts_of_a_version_without_a_college_are_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("lists only") as draft:
        draft.put("market", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    version = Store(tmp_path).current()
    result = CliRunner().invoke(dashboard, ["publish", "--version", version.id])
    assert (result.exit_code, "holds no data of the demo collection" in result.output) == (1, True), result.output


def test_csv_carries_its_definitions(run):
    lines = run("ask", "net_revenue", "--by", "field", "--format", "csv").stdout.splitlines()
    assert lines[0] == "field,field_name,net_revenue"
    assert any(line.startswith('#,"net_revenue","Net tuition revenue (US dollars, to the cent). ') for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "fte"],
        ["ask", "headcount", "--by", "modality"],
        ["ask", "net_revenue", "--where", "state=TX"],
        ["ask", "net_revenue", "--where", "field"],
        ["forecast", "net_registrations", "--where", "state=TX"],
        ["forecast", "net_registrations", "--by", "month"],
        ["forecast", "contribution"],
        ["ask", "net_revenue", "--period", "FY26"],
        ["ask", "net_revenue", "--as-of", "yesterday"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_a_sentence_and_exit_code_2(run, words):
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ask", "net_registration"], "Did you mean net_registrations"),
        (["ask", "net_revenue", "--as-of", "yesterday"], "'yesterday' is no day: write it as YYYY-MM-DD."),
        # A day without data would be a zero that looks like an answer.
        (["ask", "net_revenue", "--as-of", "2031-01-01"], "Nothing is known as on 2031-01-01: the data reaches from"),
        (["forecast", "net_revenue", "--as-of", "1990-01-01"], "Nothing is known as on 1990-01-01"),
    ],
)
def test_wrong_usage_says_what_is_right(run, words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(("metric", "told"), [("net_revenue", "Nothing is known of FY1990"), ("awards", "")])
def test_a_zero_of_a_period_without_data_is_told_from_a_zero(run, metric, told):
    result = run("ask", metric, "--period", "FY1990")
    assert result.exit_code == 0
    assert result.stderr.startswith(told)
    assert bool(told) == bool(result.stderr)


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


@pytest.mark.parametrize(
    ("is_terminal", "told"),
    [
        (True, "\r1 of 3 forecasts\r2 of 3 forecasts\r3 of 3 forecasts\n"),
        (False, "3 of 3 forecasts\n"),  # lines that lie over each other on a terminal would run together in a file
    ],
)
def test_progress_counts_up_on_a_terminal_and_is_one_line_in_a_file(run, demo_version, monkeypatch, is_terminal, told):
    def publish(version, college, tell, workers):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
        for done in (1, 2, 3):
            tell(done, 3)

    monkeypatch.setattr(publishing, "publish", publish)
    assert run("publish", "--version", demo_version).stderr == told


def test_versions_and_rollback(run, demo_version):
    assert f"* {demo_version}" in run("versions").stdout
    assert run("rollback", demo_version).exit_code == 0


def test_describe_names_every_metric(run):
    from queries.metrics import METRICS

    assert all(f"{name}: " in run("describe").stdout for name in METRICS)


def test_what_serve_runs_is_there():
    assert APP.is_file()
