"""Forecasts in the ledger: written when they are published, asked for or shown, and scored when they come due."""

from typing import Literal

import polars as pl

from data.store.ledger import Ledger, Line, Reading, Stamp
from queries.forecasting.issued.series import actuals, forecastable
from queries.semantic.scope import Scope, Unanswerable

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


def read() -> Reading:
    """The whole ledger, checked."""
    return Ledger().read()


def stamp() -> Stamp:
    """What tells the ledger as it is from one with other entries, without reading it."""
    return Ledger().stamp()


def issued(reading: Reading, college: str) -> pl.DataFrame:
    """Every forecast of a college in the ledger: a row per target, with issued_on, number, why and data_version."""
    rows = [_row(line) for line in reading.lines if line.entry.get("kind") == KIND and line.entry["college"] == college]
    if not rows:
        return pl.DataFrame()
    frame = pl.DataFrame(rows, infer_schema_length=None).explode("lead", *BY_TARGET)
    return frame.with_columns(pl.col("origin", "known_on", "target").str.to_date())


def calls(frame: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Of issued forecasts the published ones that have come due by the as-of date, with `actual` as the scope's version knows it.

    One that was asked for or shown repeats a published one or is a trial of the reader's own; neither is scored.
    """
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


def _row(line: Line) -> dict:
    about = {name: line.entry[name] for name in (*SERIES, "why", "data_version", *BY_TARGET)}
    leads = list(range(1, len(line.entry["target"]) + 1))
    return {**about, "number": line.number, "issued_on": line.written_at[:10], "lead": leads}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, 6)
    return value if value is None or isinstance(value, int | str) else str(value)
