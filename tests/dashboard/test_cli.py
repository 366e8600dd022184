"""The command line: the same numbers, plain errors, exit codes 0, 1 and 2."""

import json
import sys

import pytest
from click.testing import CliRunner

from dashboard.cli import APP, dashboard
from queries.forecasting import publishing


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


def test_csv_carries_its_definitions(run):
    lines = run("ask", "net_revenue", "--by", "field", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("# net_revenue: ")
    assert "field,net_revenue" in lines


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
