"""Forecasts in the ledger: written when they are published, asked for or shown, and scored when they come due."""

from collections.abc import Iterator
from typing import Literal

import polars as pl

from data.ledger import Ledger, Line
from queries.forecasting.series import actuals, forecastable
from queries.scope import Scope, Unanswerable

KIND = "forecast"
Why = Literal["published", "asked", "shown"]
SERIES = ("metric", "grain", "value", "frequency", "origin", "known_on", "choice", "model_version", "notes")
BY_TARGET = ("target", "point", "low_80", "high_80", "low_95", "high_95", "naive", "seasonal_naive")


def issue(frame: pl.DataFrame, version: str, college: str, why: Why, where: tuple[tuple[str, str], ...] = ()) -> int:
    """Keep forecasts of any number of series, as in the forecasts cube; how many were not in the ledger yet.

    The same forecast of the same data is kept once. Raises NotWritable.
    """
    entries = []
    for _, rows in frame.sort("lead").group_by("metric", "grain", "value", "origin", maintain_order=True):
        about = {name: _plain(rows[name][0]) for name in SERIES}
        values = {name: [_plain(v) for v in rows[name]] for name in BY_TARGET}
        scope = {"data_version": version, "college": college, "where": dict(where), "why": why}
        entries.append({"kind": KIND, **scope, **about, **values})
    return Ledger().append(entries)


def issued(college: str) -> pl.DataFrame:
    """Every forecast of a college in the ledger: a row per target, with issued_on, number, why and data_version."""
    rows = [row for line in Ledger().read().lines for row in _rows(line, college)]
    dates = ("origin", "known_on", "target")
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return frame.with_columns(pl.col(dates).str.to_date()) if rows else frame


def problems() -> tuple[str, ...]:
    """What is wrong with the ledger, a sentence each; empty when it is whole."""
    return Ledger().read().problems


def state() -> tuple[int, str]:
    """How many entries the ledger holds, and the hash of the last."""
    reading = Ledger().read()
    return len(reading.lines), reading.head


def calls(scope: Scope) -> pl.DataFrame:
    """Published forecasts that have come due by the as-of date, with `actual` as the scope's version knows it.

    One that was asked for or shown repeats a published one or is a trial of the reader's own; neither is scored.
    """
    frame = issued(scope.college)
    if frame.is_empty():
        return frame
    due = []
    plain = frame.filter(pl.col("known_on") < scope.as_of, pl.col("why") == "published")
    for (metric, grain), rows in plain.group_by("metric", "grain", maintain_order=True):
        try:
            happened = actuals(forecastable(str(metric)), None if grain == "all" else str(grain), scope)
        except Unanswerable:  # a metric that is no longer there; its forecasts stay in the ledger
            continue
        due.append(rows.join(happened, on=["value", "target"]))
    return pl.concat(due) if due else pl.DataFrame()


def _rows(line: Line, college: str) -> Iterator[dict]:
    entry = line.entry
    if entry.get("kind") != KIND or entry.get("college") != college:
        return
    about = {name: entry[name] for name in (*SERIES, "why", "data_version")}
    about |= {"number": line.number, "issued_on": line.written_at[:10]}
    for place in range(len(entry["target"])):
        yield {**about, "lead": place + 1, **{name: entry[name][place] for name in BY_TARGET}}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, 6)
    return value if value is None or isinstance(value, int | str) else str(value)
