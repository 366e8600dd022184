"""The command line: the same numbers, plain errors, exit codes 0, 1 and 2."""

import json
import os
import socket
import sys

import click
import polars as pl
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from dashboard.cli import dashboard
from dashboard.cli.serve import APP
from data.store.store import Store
from queries.forecasting.issued import publishing


def test_forecasts_of_a_version_without_a_college_are_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("lists only") as draft:
        draft.put("market", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    version = Store(tmp_path).current()
    result = CliRunner().invoke(dashboard, ["publish", "--version", version.id])
    assert (result.exit_code, "holds no data of the demo collection" in result.output) == (1, True), result.output


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
        ["ask", "net_revenue", "--period", "26"],
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
        (["ask", "net_revenue", "--as-of", "2031-01-01"], "There is no data as of 2031-01-01: the data runs from"),
        (["forecast", "net_revenue", "--as-of", "1990-01-01"], "There is no data as of 1990-01-01"),
    ],
)
def test_wrong_usage_says_what_is_right(run, words, told):
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.output


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

    monkeypatch.setattr(publishing, "publish_forecasts", publish)
    assert run("publish", "--version", demo_version).stderr == told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--engine", "local[1]"), "--engine and --scratch go together."),
        (("--scratch", "there"), "--engine and --scratch go together."),
        (("--engine", "local[1]", "--scratch", "there", "--college", "demo"), "leave out --version and --college"),
    ],
)
def test_an_engine_needs_a_place_and_counts_the_newest_data_of_ones_own(run, demo_version, options, told):
    ran = run("publish", *options)
    assert ran.exit_code == 2
    assert told in ran.output


def test_an_engine_has_nothing_to_count_where_there_is_only_the_demo(run, demo_version, tmp_path):
    ran = run("publish", "--engine", "local[1]", "--scratch", str(tmp_path))
    assert ran.exit_code == 1
    assert "Import your own college first" in ran.output


def test_versions_and_rollback(run, demo_version):
    assert f"* {demo_version}" in run("versions").stdout
    assert run("rollback", demo_version).exit_code == 0


def test_describe_names_every_metric(run):
    from queries.metrics import METRICS

    listed = run("describe").stdout
    assert all(f"{name}: " in listed for name in METRICS)


def test_describe_says_the_unit_and_the_cuts_of_one(run):
    told = run("describe", "headcount").stdout
    assert "Unit: count" in told
    assert "By: month, quarter, term, field, offering, school" in told
    assert "net_revenue" in run("describe", "school").stdout
    assert (run("describe", "headcunt").exit_code, "Did you mean headcount" in run("describe", "headcunt").output) == (
        2,
        True,
    )


def test_versions_are_had_as_json_too(run, demo_version):
    (held,) = [v for v in json.loads(run("versions", "--format", "json").stdout) if v["id"] == demo_version]
    assert (held["is_served"], held["colleges"]) == (True, ["demo"])


def test_the_release_is_said(run):
    assert run("--version").stdout.startswith("dashboard ")


def test_a_server_that_starts_removes_what_a_killed_one_had_laid_out(run, tmp_path, monkeypatch):
    def not_ready() -> None:
        raise click.UsageError("not ready")

    left = tmp_path / "dashboard-laid-out-left"
    left.mkdir()
    (left / "0-0.arrow").touch()
    (left / "lock").touch()
    os.utime(left / "lock", (0, 0))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("dashboard.cli.serve.prepared", not_ready)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "not ready" in run("serve", "--port", str(port)).output
    assert not left.exists()


@pytest.mark.parametrize("port", ["0", "99999", "taken"])
def test_a_port_on_which_nothing_can_be_served_is_a_sentence(run, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", str(taken.getsockname()[1]) if port == "taken" else port)
    assert result.exit_code == 2
    assert "choose another one" in result.output if port == "taken" else "is no port" in result.output


@pytest.mark.parametrize(
    ("words", "typed", "offered"),
    [
        (["ask"], "net_rev", "net_revenue"),
        (["ask"], "net_revenue,headc", "net_revenue,headcount"),
        (["ask", "net_revenue", "--by"], "field, mod", "field, modality"),
        (["ask", "net_revenue", "--where"], "sch", "school="),
        (["forecast"], "net_reg", "net_registrations"),
        (["describe"], "modal", "modality"),
    ],
)
def test_a_shell_completes_names_of_metrics_and_dimensions(words, typed, offered):
    items = ShellComplete(dashboard, {}, "dashboard", "_DASHBOARD_COMPLETE").get_completions(words, typed)
    assert offered in [item.value for item in items]


def test_what_serve_runs_is_there():
    assert APP.is_file()


def test_export_ctdl_prints_or_writes_the_own_offerings(run, tmp_path):
    printed = run("export-ctdl")
    assert printed.exit_code == 0
    titles = [node["ceterms:name"]["en-US"] for node in json.loads(printed.stdout)["@graph"]]
    assert "Larkmoor Valley College" in titles
    assert "Network Administration" in titles
    file = tmp_path / "ours.jsonld"
    assert run("export-ctdl", "--output", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(printed.stdout)
    refused = run("export-ctdl", "--output", str(tmp_path / "none" / "x.jsonld"))
    assert (refused.exit_code, "cannot be written" in refused.output) == (1, True)
    assert run("export-ctdl", "--as-of", "soon").exit_code == 2
