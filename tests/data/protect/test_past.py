"""What was published before: kept while little changes, and published anew so that no difference gives anybody away."""

from datetime import date

import polars as pl
import pytest

from data.protect import Rules
from data.protect.past import beside_past, remembered

JUNE = date(2025, 6, 30)
MOMENT = ["of", "time"]


def cells(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """A cell per (offering, started, completed), all known on one day; any of them may show both counts."""
    return pl.DataFrame(
        [("seats", JUNE, f"offering:{name}", 2, 0, started, completed, 0, 0, 4) for name, started, completed in rows],
        schema={
            "of": pl.String, "time": pl.Date, "place": pl.String, "width": pl.UInt8, "open": pl.UInt8,
            "count_0": pl.Int64, "count_1": pl.Int64, "count_2": pl.Int64, "count_3": pl.Int64, "most": pl.UInt8,
        },
        orient="row",
    )  # fmt: skip


def past(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    """The same with how many counts were shown."""
    shown = pl.Series("shown", [row[3] for row in rows], dtype=pl.UInt8)
    return cells(*(row[:3] for row in rows)).with_columns(shown)


def told(now: pl.DataFrame, before: pl.DataFrame | None, **more) -> dict[str, tuple]:
    """By offering: started, completed, how many counts may be shown, whether that is fixed."""
    frame = beside_past(now, before, MOMENT, Rules(), **more)
    rows = frame.select(pl.col("place").str.strip_prefix("offering:"), "count_0", "count_1", "shown", "is_fixed").rows()
    return {name: tuple(rest) for name, *rest in rows}


@pytest.mark.parametrize("before", [None, past()])
def test_without_a_past_every_cell_may_show_what_it_has(before):
    assert told(cells(("a", 100, 50)), before) == {"a": (100, 50, 4, False)}


def test_a_day_on_which_little_changed_stays_as_it_was_published():
    # three corrections among 300 counts: 1%
    now = cells(("a", 102, 51), ("b", 100, 50))
    before = past(("a", 100, 50, 2), ("b", 100, 50, 1))
    assert told(now, before) == {"a": (100, 50, 2, True), "b": (100, 50, 1, True)}


def test_a_day_on_which_much_changed_is_published_anew():
    now = cells(
        ("a", 200, 100),  # twice as many: every part changed by ten or more
        ("b", 103, 50),  # three more: nothing of it is shown
        ("c", 100, 50),  # the same, and hidden before: stays so
        ("d", 120, 53),  # three more completed: only how many started
        ("e", 100, 50),  # new
    )
    before = past(("a", 100, 50, 2), ("b", 100, 50, 2), ("c", 100, 50, 0), ("d", 100, 50, 2))
    assert {name: (shown, fixed) for name, (_, _, shown, fixed) in told(now, before).items()} == {
        "a": (4, False),
        "b": (0, False),
        "c": (0, False),
        "d": (1, False),
        "e": (4, False),
    }


def test_a_day_on_which_an_offering_moved_shows_only_what_stands_as_it_stood():
    now = cells(
        ("a", 100, 50),  # as it was
        ("b", 200, 100),  # grew by the offering that moved
    )
    before = past(("a", 100, 50, 2), ("b", 100, 50, 2))
    reordered = pl.DataFrame({"of": ["seats"], "time": [JUNE]})
    assert told(now, before, reordered=reordered) == {"a": (100, 50, 2, False), "b": (200, 100, 0, False)}


def test_a_part_that_only_has_another_name_stays_as_it_was():
    now = cells(("new", 100, 50), ("b", 80, 40))
    before = past(("old", 100, 50, 1), ("b", 80, 40, 2))
    reordered = pl.DataFrame({"of": ["seats"], "time": [JUNE]})
    assert told(now, before, reordered=reordered) == {"new": (100, 50, 1, False), "b": (80, 40, 2, False)}


@pytest.mark.parametrize(
    ("frame", "is_remembered"),
    [
        (pl.DataFrame({"open": [0], "minimum": [10]}), True),  # by the rules of today
        (pl.DataFrame({"open": [0], "minimum": [5]}), False),  # by other rules
        (pl.DataFrame({"open": [0]}), False),  # from before the rules were kept
        (pl.DataFrame(schema={"open": pl.UInt8, "minimum": pl.Int64}), False),  # nothing was published
    ],
)
def test_only_a_past_by_the_same_rules_is_remembered(frame, is_remembered):
    assert (remembered(frame.lazy(), Rules()) is not None) == is_remembered


def test_a_first_version_remembers_nothing():
    assert remembered(None, Rules()) is None
