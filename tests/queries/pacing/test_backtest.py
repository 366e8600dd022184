"""The record: the interval holds what it says, and the projection beats both baselines."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from dashboard.wording.sections import sentence_of_projection_errors
from data.reference import periods
from queries.cubes import section_paths as ways
from queries.cubes.board import open_on
from queries.engines.pacing.paths import ALIGNMENTS, at_point
from queries.engines.pacing.projection import Points, fit, project
from queries.enrollment import backtest
from queries.semantic.reliability import by_tenth
from queries.semantic.scope import Scope
from tests.queries.pacing import feeds

START = date(2023, 1, 31)


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize("alignment", ALIGNMENTS)
def test_on_the_demo_it_beats_both_baselines_and_the_interval_holds_what_it_says(scope, alignment):
    frame = backtest.accuracy(scope, alignment)
    assert frame["days_to_start"].to_list() == [28, 14, 7]
    assert (frame["mean_error"] < 0.7 * frame["last_run_error"]).all()
    assert (frame["mean_error"] < 0.7 * frame["scaled_error"]).all()
    assert frame["coverage"].is_between(0.72, 0.88).all()


def test_baselines_are_those_of_a_loop_over_the_runs_in_order(scope):
    paths = ways.known(scope.version, "demo", scope.as_of)
    rows = np.flatnonzero(paths.held & (paths.window >= 14))[:400]
    day = paths.window[rows] - 14
    seats, final = paths.seats(rows, day), paths.final[rows]
    last_run, scaled = backtest.baselines(paths, rows, day)
    frame = paths.frame.select("offering_id", "starts_on", "section_id")[rows].to_dicts()
    for i, section in enumerate(frame):
        before = [
            j for j, s in enumerate(frame)
            if s["offering_id"] == section["offering_id"] and s["starts_on"] < section["starts_on"]
        ]  # fmt: skip
        same_day = {
            s["starts_on"] for j, s in enumerate(frame) if s["offering_id"] == section["offering_id"] and j != i
        }
        if not before or section["starts_on"] in same_day:
            continue
        newest = max(before, key=lambda j: (frame[j]["starts_on"], j))
        assert last_run[i] == final[newest]
        if seats[newest]:
            assert scaled[i] == pytest.approx(seats[i] * final[newest] / seats[newest])


def test_chances_to_run_come_true_about_as_often_as_they_say(scope):
    frame = backtest.reliability(scope)
    sure = frame.filter(pl.col("chance") > 0.9).row(0, named=True)
    assert sure["ran_share"] > 0.93
    weights = frame["sections"] / frame["sections"].sum()
    assert ((frame["chance"] - frame["ran_share"]).abs() * weights).sum() < 0.03


def test_chances_on_boards_of_past_days_came_true(scope):
    days = [scope.as_of - timedelta(days=28 * back) for back in range(3, 26)]
    boards = [open_on(scope.version, "demo", day, ALIGNMENTS[0], 0.8) for day in days]
    paths = ways.known(scope.version, "demo", scope.as_of)
    ended = paths.frame.select("section_id", ran=pl.Series(paths.held) & pl.Series(paths.final >= paths.minimum))
    stated = pl.concat(boards).drop_nulls("chance_to_run").join(ended, on="section_id")
    tenths = by_tenth(stated.select(probability="chance_to_run", came_true="ran"))
    missed = (tenths["stated"] - tenths["came_true"]).abs() * tenths["statements"]
    assert missed.sum() / tenths["statements"].sum() < 0.03
    likely = tenths.row(by_predicate=pl.col("tenth") == 7, named=True)  # chances from 70% on are called likely
    assert likely["came_true"] > 0.7


def test_the_finding_says_when_a_baseline_is_better(scope):
    assert "better than the last run's final count" in sentence_of_projection_errors(backtest.accuracy(scope))
    worse = backtest.accuracy(scope).with_columns(mean_error=pl.lit(99.0))
    assert "no better than" in sentence_of_projection_errors(worse)


def feed(rows) -> pl.DataFrame:
    """A community college's layout: section, days before START, capacity, count (None: not printed)."""
    return feeds.tidy(
        pl.DataFrame(
            [(s, START - timedelta(days=d), cap, act, 0, "OPEN") for s, d, cap, act in rows],
            ["CRN", "date", "Cap", "Act", "Rem", "Status"],
            orient="row",
        )
    )


def test_a_count_that_vanishes_is_the_last_one_and_never_zero():
    paths = feeds.of_feed(feed([("1", 3, 20, 12), ("1", 2, 20, None), ("1", 0, 20, 15)]), START)
    assert paths.net[0].tolist() == [12, 12, 12, 15]  # the day before the start is missing altogether
    assert paths.final.tolist() == [15]


def test_a_section_without_a_count_on_the_start_day_has_no_final():
    paths = feeds.of_feed(feed([("1", 3, 20, 12), ("1", 0, 20, None), ("2", 1, 20, 4), ("2", 0, 20, 5)]), START)
    assert np.isnan(paths.final[0])
    assert paths.finished.tolist() == [1]


def test_nothing_is_known_before_the_first_count():
    rows = [("1", 3, 20, None), ("1", 2, 20, 5), ("1", 0, 20, 6)]
    assert feeds.of_feed(feed(rows), START).net[0].tolist() == [5, 5, 6]


def test_9999_is_unlimited():
    paths = feeds.of_feed(feed([("1", 1, 9999, 3), ("1", 0, 39996, 4)]), START)
    assert np.isinf(paths.capacity).all()


def test_a_feed_without_rows_has_no_record():
    assert backtest.leave_one_out(feeds.of_feed(feed([("1", -3, 20, 12)]), START)).is_empty()


def test_another_layout_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="A registration feed has other columns"):
        feeds.tidy(pl.DataFrame({"a": [1]}))


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("term", "until", "horizons", "sections"),
    [
        ("2022Summer1", date(2022, 6, 27), (42, 28, 21, 14, 7, 3), 44),  # to the start of the term
        ("2024Summer2", date(2024, 5, 14), (28, 21, 14, 7, 3), 375),  # to the last day printed, long before the start
    ],
)
def test_on_real_daily_registrations_it_beats_both_baselines_and_their_mean(
    shared_data, term, until, horizons, sections
):
    rows = feeds.read(shared_data / "registration" / "uc_san_diego_daily.parquet")
    paths = feeds.of_feed(rows.filter(pl.col("term") == term), until)
    frame = backtest.leave_one_out(paths, horizons)
    assert frame["days_to_start"].to_list() == list(horizons)
    assert frame["sections"].max() == sections
    assert (frame["mean_error"] < frame["last_run_error"]).all()
    assert (frame["mean_error"] < frame["scaled_error"]).all()
    assert frame["coverage"].is_between(0.7, 0.9).all()
    for horizon in horizons:
        past, day = at_point(paths, horizon, ALIGNMENTS[0])
        expected = backtest.one_by_one(paths, past, day, ALIGNMENTS[0]).expected
        both = np.mean(backtest.baselines(paths, past, day), axis=0)
        assert np.abs(expected - paths.final[past]).mean() < np.abs(both - paths.final[past]).mean()


@pytest.mark.real_files
@pytest.mark.parametrize("horizon", [21, 14, 7, 3])
@pytest.mark.parametrize("first", [0, 1])
def test_learned_on_one_real_term_and_tried_on_another_it_beats_the_same_point_scaled(shared_data, first, horizon):
    rows = feeds.read(shared_data / "registration" / "uc_san_diego_daily.parquet")
    terms = {"2022Summer1": date(2022, 6, 27), "2024Summer2": date(2024, 5, 14)}
    numbers: dict[str, int] = {}
    sides = []
    for term, until in terms.items():  # a month from the first day of registration on: the second term has no more
        paths = feeds.of_feed(rows.filter(pl.col("term") == term), until)
        known = np.flatnonzero((paths.last >= 31) & ~np.isnan(paths.net[:, [31, 31 - horizon]]).any(axis=1))
        at = paths.points(known, np.full(known.size, 31 - horizon))
        offering, kind = (
            np.array([numbers.setdefault(name, len(numbers)) for name in names])
            for names in ([f"{term} {s}" for s in paths.frame["section_id"][known]], paths.frame["kind"][known])
        )
        sides.append((Points(at.net, at.capacity, offering, kind, at.waiting), paths.net[known, 31]))
    (past, ended), (now, came) = sides[first], sides[1 - first]
    scaled = now.net * ended.sum() / past.net.sum()
    ours, theirs = (np.abs(guess - came).mean() for guess in (project(fit(past, ended), now).expected, scaled))
    assert ours < theirs
    assert ours < np.abs((scaled + ended.mean()) / 2 - came).mean()


@pytest.mark.real_files
def test_on_a_feed_with_vanishing_counts_finals_are_known_ones(shared_data):
    rows = feeds.read(shared_data / "registration" / "community_college_daily_2023-01.parquet")
    paths = feeds.of_feed(rows, date(2023, 1, 23))
    known = rows.filter(pl.col("day") == date(2023, 1, 23), pl.col("net").is_not_null()).sort("section")
    assert paths.final[paths.finished].tolist() == known["net"].to_list()
    frame = backtest.leave_one_out(paths, (10, 7))
    assert (frame["mean_error"] < frame["scaled_error"]).all()
    assert frame["coverage"].is_between(0.72, 0.88).all()
