"""One open section: its curve beside past ones, and what each alignment says of it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from queries import college
from queries.cubes import section_paths as ways
from queries.cubes.board import FEWEST_RUNS, LIKELY, UNLIKELY, board_of, compared
from queries.engines.pacing.paths import ALIGNMENTS, Paths
from queries.semantic.scope import Scope

CURVES_SHOWN = 20
"""The newest comparable runs are drawn one by one; the band covers all of them."""
MOVED_FROM = 3
"""Days by which a window must differ from the usual one to be called moved."""


@dataclass(frozen=True)
class View:
    """What one alignment says of a section. `pace_index` is net over the comparable mean, null without a base."""

    alignment: str
    net: int
    pace_index: float | None
    projected: float | None
    low: float | None
    high: float | None
    chance_to_run: float | None
    verdict: str


def views(scope: Scope, section_id: str) -> list[View]:
    """A view per alignment, in the order of `ALIGNMENTS`; none where the section is not open."""
    views_of_section = []
    for alignment in ALIGNMENTS:
        row = compared(scope, section_id, alignment)
        if row is not None:
            base = row["comparable_net"]
            views_of_section.append(
                View(
                    alignment,
                    row["net"],
                    row["net"] / base if base else None,
                    row["projected"],
                    row["projected_low"],
                    row["projected_high"],
                    row["chance_to_run"],
                    verdict(row["chance_to_run"]),
                )
            )
    return views_of_section


@dataclass(frozen=True)
class Verdicts:
    """What the alignments say of one section, how far its window moved (days), and events at the time of its opening."""

    views: tuple[View, ...]
    window_moved_days: int | None
    events: tuple[str, ...]


def verdicts(scope: Scope, section_id: str) -> Verdicts:
    """The verdict of each alignment on one section; no views where it is not open."""
    rows = board_of(scope, section_id).to_dicts()
    if not rows:
        return Verdicts((), None, ())
    return Verdicts(
        tuple(views(scope, section_id)), rows[0]["window_moved_days"], tuple(_events_at_opening(scope, rows[0]))
    )


def verdict(chance: float | None) -> str:
    """`likely`, `open`, `unlikely` to run, or `unknown` where there is no minimum or nothing to compare with."""
    if chance is None:
        return "unknown"
    return "likely" if chance >= LIKELY else "unlikely" if chance < UNLIKELY else "open"


def curve(scope: Scope, section_id: str, alignment: str = ALIGNMENTS[0]) -> pl.DataFrame:
    """Points of the curves: `run` (section_id), `is_own`, `at` (days to start, negative before it; days since opening;
    or share of the window) and `net`. The section itself, and the newest comparable runs of its basis."""
    paths = ways.known(scope.version, scope.college, scope.as_of)
    own, past = _rows(paths, section_id)
    if own is None:
        return pl.DataFrame(schema={"run": pl.String, "is_own": pl.Boolean, "at": pl.Float64, "net": pl.Float64})
    rows = np.append(past[-CURVES_SHOWN:], own)
    parts = []
    for row in rows:
        days = np.arange(paths.last[row] + 1)
        parts.append(
            pl.DataFrame(
                {
                    "at": _axis(paths, np.full(len(days), row), days, alignment),
                    "net": paths.seats(np.full(len(days), row), days),
                }
            ).with_columns(run=pl.lit(paths.frame["section_id"][int(row)]), is_own=pl.lit(bool(row == own)))
        )
    return pl.concat(parts).select("run", "is_own", "at", "net")


def band(scope: Scope, section_id: str, alignment: str = ALIGNMENTS[0]) -> pl.DataFrame:
    """Tenths and mean of all comparable runs along the way: `at`, `low`, `mean`, `high`, `runs`."""
    paths = ways.known(scope.version, scope.college, scope.as_of)
    own, past = _rows(paths, section_id)
    rows = []
    if own is not None and len(past):
        window = int(paths.window[own])
        points = np.linspace(0, 1, 41) if alignment == "window_share" else np.arange(window + 1)
        for point in points:
            day = paths.day(past, alignment, float(point))
            seats = paths.seats(past[day >= 0], day[day >= 0])
            if len(seats) >= FEWEST_RUNS:
                low, high = np.quantile(seats, [0.1, 0.9])
                at = -float(point) if alignment == "days_to_start" else float(point)
                rows.append((at, low, seats.mean(), high, len(seats)))
    return pl.DataFrame(rows, ["at", "low", "mean", "high", "runs"], orient="row").sort("at")


def _events_at_opening(scope: Scope, row: dict) -> list[str]:
    """Texts of the college's events that cover the day on which the section opened."""
    return [
        event["text"]
        for event in college.events(scope.version, scope.college).to_dicts()
        if event["scope"] != "all"
        and row.get(event["scope"]) == event["scope_value"]
        and event["on_date"] <= row["opens_on"] <= (event["until_date"] or row["opens_on"])
        and event["on_date"] <= scope.as_of
    ]


def _rows(paths: Paths, section_id: str) -> tuple[int | None, np.ndarray]:
    """Row of an open section, and the rows of held sections it is compared with, oldest first."""
    own = paths.row(section_id)
    if own is None:
        return None, np.empty(0, dtype=np.int64)
    held = np.flatnonzero(paths.held)
    offering, kind = paths.groups
    for group in (offering, kind, np.zeros_like(kind)):
        same = held[group[held] == group[own]]
        if len(same) >= FEWEST_RUNS:
            break
    return own, same


def _axis(paths: Paths, rows: np.ndarray, days: np.ndarray, alignment: str) -> np.ndarray:
    if alignment == "days_to_start":
        return (days - paths.window[rows]).astype(float)
    if alignment == "days_since_opening":
        return days.astype(float)
    return days / np.maximum(paths.window[rows], 1)
