"""The board of an earlier day is the board that was shown on that day: nothing of later is in it."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data.demo import generate
from queries.cubes import section_paths as ways
from queries.cubes import sections
from queries.cubes.board import board
from queries.enrollment.draws import projection_draws, seat_revenue
from tests.queries.pacing.conftest import known_on, published

FACTS = generate(6_000, 5)


@pytest.mark.parametrize("day", [date(2024, 3, 2), date(2025, 7, 31), date(2026, 2, 14)])
def test_the_board_of_a_day_is_the_same_from_what_was_known_on_that_day(home, day):
    later = board(published(home, FACTS, day))
    then = board(published(home, known_on(FACTS, day), day))
    assert later.height > 5
    assert_frame_equal(later, then)


@pytest.mark.parametrize("day", [date(2024, 3, 2), date(2026, 2, 14)])
def test_seats_are_those_of_a_count_by_hand(home, day):
    found = board(published(home, FACTS, day))
    counted: dict[str, int] = {}
    for row in FACTS["registrations"].to_dicts():
        is_held = row["dropped_on"] is None or row["dropped_on"] > day
        if row["registered_on"] <= day and is_held:
            counted[row["section_id"]] = counted.get(row["section_id"], 0) + 1
    open_then = {
        row["section_id"]
        for row in FACTS["sections"].to_dicts()
        if row["opens_on"] <= day < row["starts_on"] and not (row["decided_on"] and row["decided_on"] <= day)
    }
    assert dict(found.select("section_id", "net").rows()) == {s: counted.get(s, 0) for s in open_then}


def test_a_section_is_scheduled_until_it_starts_or_is_cancelled(home):
    scope = published(home, FACTS, date(2026, 3, 31))
    cancelled = FACTS["sections"].filter(pl.col("decided_on").is_not_null()).row(0, named=True)
    held = FACTS["sections"].filter(pl.col("status") == "held").row(0, named=True)

    def status(section: dict, day: date) -> str:
        frame = sections.at(scope.version, "demo", day).filter(section_id=section["section_id"]).collect()
        return frame["status"][0]

    before = cancelled["decided_on"].replace(day=1) if cancelled["decided_on"].day > 1 else cancelled["opens_on"]
    assert status(cancelled, before) == "scheduled"
    assert status(cancelled, cancelled["decided_on"]) == "cancelled"
    assert status(held, held["opens_on"]) == "scheduled"
    assert status(held, held["starts_on"]) == "held"


def test_only_sections_that_had_started_or_been_cancelled_are_history(home):
    day = date(2025, 7, 31)
    scope = published(home, FACTS, day)
    paths = ways.known(scope.version, "demo", day)
    frame = paths.frame[paths.finished]
    assert (frame["starts_on"].filter(frame["status"] == "held") <= day).all()
    assert (frame["decided_on"].drop_nulls() <= day).all()


def test_seats_are_kept_small_and_added_up_as_large_numbers(home):
    scope = published(home, FACTS, date(2026, 2, 14))
    paths = ways.known(scope.version, "demo", scope.as_of)
    assert paths.net.dtype == np.float16
    assert paths.seats(paths.open, paths.last[paths.open]).dtype == np.float64
    assert paths.points(paths.open, paths.last[paths.open]).net.dtype == np.float64


def test_draws_follow_the_board_and_their_seed(home):
    scope = published(home, FACTS, date(2026, 2, 14))
    ids, finals = projection_draws(scope, 3000, seed=1)
    rows = {row["section_id"]: row for row in board(scope).to_dicts()}
    assert set(ids) == set(rows)
    assert seat_revenue(scope)["section_id"].to_list() == list(ids)
    for section, final in zip(ids, finals, strict=True):
        assert abs(final.mean() - rows[section]["projected"]) < 1
        assert final.max() <= max(rows[section]["capacity"], rows[section]["net"])
    again = projection_draws(scope, 3000, seed=1)[1]
    assert (again == finals).all()
    assert (projection_draws(scope, 3000, seed=2)[1] != finals).any()
