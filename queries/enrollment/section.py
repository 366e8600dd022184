"""One open section: its curve beside past ones, and what each alignment says of it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from queries import college
from queries.engines.pacing import paths as ways
from queries.engines.pacing.paths import ALIGNMENTS, Paths
from queries.engines.pacing.projection import NEW_BELOW
from queries.enrollment.board import FEWEST_RUNS, board
from queries.semantic.scope import Scope

CURVES_SHOWN = 20
"""The newest comparable runs are drawn one by one; the band covers all of them."""
LIKELY, UNLIKELY = 0.7, 0.4
"""Chances to run from which a verdict says so. Between them it is open."""
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
    found = []
    for alignment in ALIGNMENTS:
        rows = board(scope, alignment).filter(pl.col("section_id") == section_id).to_dicts()
        for row in rows:
            base = row["comparable_net"]
            found.append(
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
    return found


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
                {"at": _axis(paths, np.full(len(days), row), days, alignment), "net": paths.net[row, days]}
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
            seats = paths.net[past[day >= 0], day[day >= 0]]
            if len(seats) >= FEWEST_RUNS:
                low, high = np.quantile(seats, [0.1, 0.9])
                at = -float(point) if alignment == "days_to_start" else float(point)
                rows.append((at, low, seats.mean(), high, len(seats)))
    return pl.DataFrame(rows, ["at", "low", "mean", "high", "runs"], orient="row").sort("at")


def why_they_differ(scope: Scope, section_id: str) -> str | None:
    """A sentence where the alignments give different verdicts or the window moved; None where there is nothing to say."""
    seen = views(scope, section_id)
    rows = board(scope).filter(pl.col("section_id") == section_id).to_dicts()
    if not seen or not rows:
        return None
    moved = rows[0]["window_moved_days"]
    first, rest = seen[0], seen[1:]
    others = [view for view in rest if view.verdict != first.verdict]
    window = ""
    if moved is not None and abs(moved) >= MOVED_FROM:
        window = f"Registration has {abs(moved)} days {'fewer' if moved < 0 else 'more'} than usual between opening and start"
    if not others:
        return f"{window}; all three alignments give the same verdict." if window else None
    changes = " and ".join(f"{_WORDS[v.alignment]} {_SAID[v.verdict]} ({_percent(v)})" for v in others)
    reason = f"{window}, so the same day is an {_EARLIER[moved < 0]} point of its way." if window else _NO_MOVE
    reason += "".join(f" On record for that time: {text}." for text in _on_record(scope, rows[0]))
    return f"By days to the start this section {_SAID[first.verdict]} ({_percent(first)}), but {changes}. {reason}"


_EARLIER = {True: "earlier", False: "later"}
_WORDS = {
    "days_to_start": "by days to the start it",
    "days_since_opening": "by days since opening it",
    "window_share": "by share of the window it",
}
_SAID = {
    "likely": "is likely to run",
    "open": "may or may not run",
    "unlikely": "is unlikely to run",
    "unknown": "cannot be judged",
}
_NO_MOVE = "The window is as long as usual; the chance lies near a boundary between two verdicts."


def _on_record(scope: Scope, row: dict) -> list[str]:
    """What the college's events say of the time in which the section opened."""
    return [
        event["text"]
        for event in college.events(scope.version, scope.college).to_dicts()
        if event["scope"] != "all"
        and row.get(event["scope"]) == event["scope_value"]
        and event["on_date"] <= row["opens_on"] <= (event["until_date"] or row["opens_on"])
        and event["on_date"] <= scope.as_of
    ]


def _percent(view: View) -> str:
    return "no chance known" if view.chance_to_run is None else f"{100 * view.chance_to_run:.0f}%"


def _rows(paths: Paths, section_id: str) -> tuple[int | None, np.ndarray]:
    """Row of an open section, and the rows of held sections it is compared with, oldest first."""
    ids = paths.frame["section_id"]
    own = [int(row) for row in paths.open if ids[int(row)] == section_id]
    if not own:
        return None, np.empty(0, dtype=np.int64)
    held = np.flatnonzero(paths.held)
    offering, kind = paths.groups
    for group in (offering, kind, np.zeros_like(kind)):
        same = held[group[held] == group[own[0]]]
        if len(same) >= FEWEST_RUNS:
            break
    return own[0], same


def _axis(paths: Paths, rows: np.ndarray, days: np.ndarray, alignment: str) -> np.ndarray:
    if alignment == "days_to_start":
        return (days - paths.window[rows]).astype(float)
    if alignment == "days_since_opening":
        return days.astype(float)
    return days / np.maximum(paths.window[rows], 1)


def finding(scope: Scope) -> str:
    """One sentence on the sections that are open, and on the one with most money at risk."""
    frame = board(scope)
    if frame.is_empty():
        return "No section is open for registration at this date in this choice."
    how_many = f"{frame.height} {'section is' if frame.height == 1 else 'sections are'} open"
    judged = frame.drop_nulls("chance_to_run")
    if judged.is_empty():
        return f"{how_many}; how likely {'it is' if frame.height == 1 else 'they are'} to run cannot be said: too few have finished, or no minimum is set."
    at_risk = judged.filter(pl.col("chance_to_run") < LIKELY).height
    cents = frame["at_risk_cents"].sum()
    return (
        f"{how_many}; {at_risk or 'none'} of {judged.height} with a minimum {'is' if at_risk < 2 else 'are'} less than "
        f"{100 * LIKELY:.0f}% likely to reach it, with ${cents / 100:,.0f} of expected revenue at risk in all."
    )


def sentence(scope: Scope, section_id: str, alignment: str = ALIGNMENTS[0]) -> str:
    """What is expected of one section, what it stands on, and what it takes; a sentence or two."""
    rows = board(scope, alignment).filter(pl.col("section_id") == section_id).to_dicts()
    if not rows:
        return "This section is not open at this date."
    row = rows[0]
    taken = f"{row['net']} {'seat is' if row['net'] == 1 else 'seats are'} taken"
    if row["projected"] is None:
        return f"{taken}. Too few sections have finished to say where it will end."
    text = f"{taken}; {row['projected']:.0f} are expected at the start (80% interval {row['projected_low']} to {row['projected_high']})"
    if row["minimum"] is not None and row["chance_to_run"] is not None:
        text += f", so it is {chance_words(row['chance_to_run'])} likely to reach its minimum of {row['minimum']}"
        short = row["minimum"] - row["net"]
        if short > 0:
            day = f"{row['decide_by']:%b} {row['decide_by'].day}"
            text += f"; {short} more are needed"
            if row["decide_by"] < scope.as_of:
                text += f", and {day}, by when that is usually decided, is past"
            else:
                text += f" by {day}, {row['needed_per_day']:.1f} a day"
    basis = _BASES[row["comparable_to"]].format(runs=row["comparable_runs"])
    wide = _NEW if row["comparable_runs"] < NEW_BELOW else ""
    return f"{text}. {basis}{wide}"


def chance_words(chance: float) -> str:
    """A probability as it may be said: the ends are not told apart."""
    return "less than 5%" if chance < 0.05 else "more than 95%" if chance > 0.95 else f"{100 * chance:.0f}%"


_BASES = {
    "offering": "Compared with {runs} earlier runs of the same offering.",
    "kind": "Compared with past sections of the same field and modality, since the offering has {runs} finished runs.",
    "all": "Compared with all past sections, since too few are alike.",
}
_NEW = " The offering is new here, so its interval is as wide as the misses made without knowing an offering."
