"""`dashboard forecast` gives what the pages show, and refuses what cannot be forecast."""

import json
import re

import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard


def run(*words: str):
    return CliRunner().invoke(dashboard, words)


def test_the_command_gives_the_published_forecast_and_issues_it_once(with_forecasts):
    words = ["forecast", "net_registrations", "--where", "field=51", "--horizon", "2", "--format", "json", "--issue"]
    first, again = run(*words), run(*words)
    rows = json.loads(first.stdout)["rows"]
    assert [row["lead"] for row in rows] == [1, 2]
    assert rows[0]["low_95"] <= rows[0]["low_80"] <= rows[0]["point"] <= rows[0]["high_80"] <= rows[0]["high_95"]
    assert "Forecasts added to the ledger: 1." in first.stderr
    assert "Forecasts added to the ledger: 0." in again.stderr


def test_the_command_says_the_chance_of_a_goal(with_forecasts):
    whole = run("forecast", "net_registrations", "--goal", "10", "--horizon", "3").stdout
    assert "The sum is more than 95% likely to reach 10." in whole
    assert "The sum for Health is" in run("forecast", "net_registrations", "--by", "field", "--goal", "10").stdout
    refused = run("forecast", "headcount", "--goal", "10")
    assert refused.exit_code == 2
    assert "not added" in refused.output


def test_the_command_shows_forecasts_as_the_pages_do(with_forecasts):
    said = run("forecast", "net_revenue", "--by", "field", "--where", "field=51", "--horizon", "1").stdout
    header, row = (line.split("┆") for line in said.splitlines() if "┆" in line)
    assert [cell.strip(" │") for cell in header] == [
        "Field", "Month", "Expected", "80% range", "95% range", "Last value", "Last year", "Shown",
    ]  # fmt: skip
    assert row[0].strip(" │") == "Health"
    assert re.fullmatch(r"\$[\d,]+ to \$[\d,]+", row[3].strip())


def test_a_cut_that_is_not_standard_is_worked_out_and_says_that_it_has_no_record(with_forecasts):
    said = run("forecast", "net_revenue", "--by", "school", "--horizon", "1", "--as-of", "2025-12-31").stdout
    assert "Technology and Design" in said
    assert "no track record" in said


@pytest.mark.parametrize(
    "words",
    [
        ["forecast", "completion_rate"],
        ["forecast", "net_revenue", "--horizon", "40"],
        ["forecast", "headcount", "--by", "modality"],
        ["forecast", "completions", "--where", "field=11"],
    ],
)
def test_what_cannot_be_forecast_is_refused_with_a_sentence(with_forecasts, words):
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert "Traceback" not in result.output


def test_publishing_again_changes_nothing(with_forecasts, forecast_home):
    before = sorted((forecast_home / "derived").glob("*.parquet"))
    assert run("publish").exit_code == 0
    assert sorted((forecast_home / "derived").glob("*.parquet")) == before
