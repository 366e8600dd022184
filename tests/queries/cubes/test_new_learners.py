"""Cost per new learner: the same on the page, in `ask` and in exports, and never from after the as-of date."""

import json
from csv import DictReader
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard import cells, passport
from dashboard.cli import dashboard
from dashboard.export import csv
from dashboard.wording import new_learners as new_learner_words
from data.contracts import Goals
from data.reference import periods
from data.store.store import Store
from queries.answer import measure
from queries.cubes import new_learners
from queries.explore.answer_table import table_of
from queries.metrics.new_learners import CAC, MARKETING_COST, NEW_LEARNERS
from queries.revenue import margin
from queries.semantic.scope import Scope, Unanswerable


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def test_the_same_number_on_the_page_in_ask_and_in_exports(scope):
    found = margin.bringing(replace(scope, where=(("field", "11"),)))  # no filter cuts these counts
    words = ["ask", "new_learners,marketing_cost,cac", "--period", "FY2026", "--format", "json"]
    assert json.loads(CliRunner().invoke(dashboard, words).stdout)["rows"][0] == found
    assert found["cac"] == pytest.approx(found["marketing_cost"] / found["new_learners"])
    rows = DictReader(csv(passport.of_answer(measure(CAC, by=["channel"], scope=scope))).splitlines())
    in_file = {line["channel"]: line["cac"] for line in rows}
    by_channel = measure(CAC, NEW_LEARNERS, MARKETING_COST, by=["channel"], scope=scope).frame
    for row in by_channel.to_dicts():
        assert in_file[row["channel"]] == ("" if row["cac"] is None else f"{row['cac']:.2f}")
        if row["cac"] is not None:
            assert row["cac"] == pytest.approx(row["marketing_cost"] / row["new_learners"])
    assert by_channel["new_learners"].sum() == found["new_learners"]


def test_the_months_of_a_year_add_up_to_it(scope):
    for metric in (NEW_LEARNERS, MARKETING_COST):
        whole = measure(metric, scope=scope).value(metric)
        for cut in ("month", "quarter"):
            assert measure(metric, by=[cut], scope=scope).frame[metric.name].sum() == pytest.approx(whole)


def test_a_day_inside_a_quarter_knows_what_its_start_knew(scope):
    values = [measure(NEW_LEARNERS, scope=replace(scope, as_of=day)).value(NEW_LEARNERS) for day in
              (date(2025, 12, 31), date(2026, 2, 14), date(2026, 3, 31))]  # fmt: skip
    assert values[0] == values[1] < values[2]
    assert new_learners.known_on(replace(scope, as_of=date(2026, 2, 14))) == date(2025, 12, 31)
    early = replace(scope, as_of=date(2025, 8, 31))
    assert new_learners.known_on(early) is None
    assert "no quarter of this period had ended" in new_learner_words.sentence_of_new_learners(
        margin.bringing(early), None
    )


def test_a_channel_without_a_cost_says_so_and_shows_no_zero(scope):
    assert new_learners.without_cost(scope) == ["referral", "walk_in"]
    frame = measure(MARKETING_COST, CAC, by=["channel"], scope=scope)
    rows = {row["channel"]: row for row in frame.frame.to_dicts()}
    assert rows["walk_in"]["cac"] is None
    assert rows["walk_in"]["marketing_cost"] is None
    shown = cells.in_words(table_of(frame))
    assert shown.filter(Channel="Walk-in").row(0) == ("Walk-in", "–", "–")  # missing, not hidden
    sentences = new_learner_words.gaps(new_learners.without_cost(scope), new_learners.unattributed(scope))
    assert "Referral and Walk-in have months without a stated cost" in sentences[0]
    assert f"{rows_of_nobody(scope):,} new learners have no channel" in sentences[1]


def rows_of_nobody(scope: Scope) -> int:
    frame = measure(NEW_LEARNERS, by=["channel"], scope=scope).frame
    return frame.filter(channel="not_known")["new_learners"][0]


def test_a_hidden_month_says_that_it_is_hidden(scope):
    months = measure(NEW_LEARNERS, CAC, by=["month"], scope=scope.narrowed(channel="not_known"))
    assert months.hidden > 0
    shown = cells.in_words(table_of(months))
    assert "Hidden to protect learners" in shown["New learners"].to_list()


def test_a_union_that_leaves_out_a_hidden_channel_is_refused(scope):
    months = measure(NEW_LEARNERS, by=["month"], scope=scope.narrowed(channel="not_known")).frame
    day = months.filter(pl.col("new_learners").is_null())["month"][0]
    month = replace(scope, period=periods.STANDARD.containing(day, "month"))
    cut = measure(NEW_LEARNERS, by=["channel"], scope=month).frame
    channels = cut.drop_nulls()["channel"].to_list()
    where = tuple(("channel", c) for c in channels)
    with pytest.raises(Unanswerable):
        measure(CAC, scope=replace(month, where=where))


def test_no_marketing_cost_is_a_sentence_that_says_what_to_bring():
    found = {"new_learners": 120.0, "marketing_cost": None, "cac": None}
    assert "marketing_costs (channel, month, cost_usd)" in new_learner_words.sentence_of_new_learners(
        found, date(2026, 3, 31)
    )


def test_a_version_from_before_this_cube_has_no_new_learners(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    with Store(tmp_path).draft("old") as draft:
        draft.put("demo", "cubes", "goals", Goals.create_empty())
    old = Scope(draft.version.id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    assert new_learners.known_on(old) is None
    assert margin.bringing(old)["cac"] is None
    assert not new_learners.is_published(old)
    assert "older than the count of new learners" in new_learner_words.sentence_of_new_learners(
        {}, None, is_published=False
    )
