"""From the tables as they are to the tables as they may be seen."""

import time
from dataclasses import dataclass

import numpy as np
import polars as pl

from data.protect.cells import Cells, gather
from data.protect.primary import primary
from data.protect.siblings import hide_siblings
from data.protect.tables import PeopleTable, Rules, Tree


@dataclass(frozen=True, eq=False)
class Published:
    """`frames`: the tables as they may be seen. `report`: one row on what was hidden and how sure that is."""

    frames: dict[str, pl.DataFrame]
    report: pl.DataFrame


def publish(tables: dict[str, PeopleTable], trees: dict[str, Tree], rules: Rules) -> Published:
    """The same tables, protected together.

    Counts that must not be seen are null. A cell whose changes are too small stands as it was when last shown:
    `known_on` is that day. `is_hidden`: n itself is hidden. `bound`: `low` or `high` where n is shown, its split is
    not, and the share of the count inside n is at most 5% or at least 95%. Raises ValueError where tables contradict.
    """
    started = time.perf_counter()
    cells, where = gather(tables, trees)
    first = primary(cells, rules)
    hidden = hide_siblings(cells, first, rules, np.zeros(cells.size, dtype=bool))
    frames = {name: _seen(table, cells, hidden, where[name], rules) for name, table in tables.items()}
    report = pl.DataFrame(
        {
            "cells": [cells.size],
            "primary": [int(first.any(axis=1).sum())],
            "complementary": [int((hidden.any(axis=1) & ~first.any(axis=1)).sum())],
            "seconds": [time.perf_counter() - started],
        }
    )
    return Published(frames, report)


def _seen(table: PeopleTable, cells: Cells, hidden: np.ndarray, rows: np.ndarray, rules: Rules) -> pl.DataFrame:
    base = cells.names.index(rules.base)
    source = _newest_shown(cells, hidden, base)[rows]
    none = hidden[source]
    counts = [
        pl.Series(name, cells.counts[source, i]).set(pl.Series(none[:, i]), None) for i, name in enumerate(cells.names)
    ]
    known_on = cells.keys["time"].gather(source).alias("known_on")
    is_hidden = pl.Series("is_hidden", none[:, base])
    return table.frame.with_columns(*counts, known_on, is_hidden, _bound(cells, none, source, rules))


def _newest_shown(cells: Cells, hidden: np.ndarray, base: int) -> np.ndarray:
    """For every row the newest one of its cell, up to it, that shows most: the split, else n, else itself."""
    source = np.arange(cells.size)
    for row in range(cells.size):  # rows of a cell stand in the order of time
        before = cells.before[row]
        if before >= 0 and hidden[row, base:].any():
            older = source[before]
            if hidden[older, base:].sum() < hidden[row, base:].sum():
                source[row] = older
    return source


def _bound(cells: Cells, none: np.ndarray, source: np.ndarray, rules: Rules) -> pl.Series:
    """Where the rule itself says that the share lies at an end: the small part is under 5% of n."""
    base = cells.names.index(rules.base)
    if base + 1 == len(cells.names):
        return pl.Series("bound", [None] * len(source), dtype=pl.String)
    n, inner = cells.counts[source, base], cells.counts[source, base + 1]
    says = ~none[:, base] & none[:, base + 1] & (20 * (rules.minimum - 1) <= n)
    texts = np.where(inner < rules.minimum, "low", np.where(n - inner < rules.minimum, "high", ""))
    return pl.Series("bound", np.where(says, texts, "")).replace("", None)
