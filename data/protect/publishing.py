"""Publishing: turns true tables into tables that hide what would reveal people."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from data.protect.audit import Audit
from data.protect.cells import Cells, gather
from data.protect.primary import primary
from data.protect.repair import repaired
from data.protect.stages import Tell, unheard
from data.protect.tables import NAMES, Link, PeopleTable, Rules, Tree
from data.protect.told import told


@dataclass(frozen=True, eq=False)
class Published:
    """What one version may show, what is written down about it, and what the next version must keep to.

    `frames`: the tables as they may be seen. `report`: one row with how many cells are hidden and why, and with the
    narrowest interval in which the audit leaves a hidden number. `past`: every cell with its true counts and how many
    of them were shown; it is kept beside the version and never shown.
    """

    frames: dict[str, pl.DataFrame]
    report: pl.DataFrame
    past: pl.DataFrame


def protect_tables(
    tables: dict[str, PeopleTable],
    trees: dict[str, Tree],
    rules: Rules,
    past: pl.DataFrame | None = None,
    links: Sequence[Link] = (),
    tell: Tell = unheard,
) -> Published:
    """Return the same tables, protected together and beside the `past` of the version before; `links` tie their counts.

    Counts that must not be seen are null. A cell whose changes are too small stands as it was when last shown. Every
    frame has four more columns: `known_on`, the day of the counts that stand in the row; `newest_n`, n on the row's own
    day, null where it may not be seen; `is_hidden`, whether n itself is hidden; and `bound`, which is `low` or `high`
    where n is shown, its split is not, and the share of the count inside n is at most 5% or at least 95%. `tell` hears how far it is.

    Raises ValueError where tables contradict each other.
    """
    started = time.perf_counter()
    cells, all_rows, cell_of_row = gather(tables, trees, past, rules, links)
    known = told(cells, tables, cell_of_row)
    hidden, last_audit, of_told = repaired(cells, primary(cells, rules), rules, known, tell)
    frames = {name: _as_shown(table, cells, hidden, cell_of_row[name], rules) for name, table in tables.items()}
    # Rows of nobody are made anew in every version, and what is known of nobody need not be kept.
    all_rows = all_rows.filter(~pl.col("is_nobody")).drop("is_nobody")
    shown = pl.Series("shown", (cells.held & ~hidden).sum(axis=1), dtype=pl.UInt8).gather(all_rows["cell"])
    # What stays as it was published was audited then, and the narrowest interval of that audit holds on.
    narrowest = min(last_audit.narrowest, _narrowest_before(past))
    staff_too_narrow = None if of_told is None else _staff_too_narrow(of_told, past)
    report = _hidden_cells(cells, hidden, rules) | {
        "numbers": last_audit.numbers,
        "narrowest": None if np.isinf(narrowest) else int(narrowest),
        "too_narrow": last_audit.too_narrow,
        "staff_numbers": 0 if of_told is None or staff_too_narrow is None else of_told.numbers,
        "staff_too_narrow": staff_too_narrow or 0,
        "programs": last_audit.programs + (0 if of_told is None else of_told.programs),
        "variables": int(cells.width.sum()),
        "equations": last_audit.equations,
        "minimum": rules.minimum,
        "seconds": time.perf_counter() - started,
    }
    past_of_next = all_rows.drop("cell", "is_fixed", "shown").with_columns(
        shown,
        narrowest=pl.lit(report["narrowest"], dtype=pl.Int64),
        minimum=pl.lit(rules.minimum),
        staff_too_narrow=pl.lit(staff_too_narrow, dtype=pl.Int64),
    )
    return Published(frames, pl.DataFrame([report], schema_overrides={"narrowest": pl.Int64}), past_of_next)


def _hidden_cells(cells: Cells, hidden: np.ndarray, rules: Rules) -> dict[str, Any]:
    """How many cells there are, are hidden for what they say themselves and for what they would say of others, and stand as before."""
    without_past = replace(cells, fixed=np.zeros_like(cells.fixed), shown=np.full(cells.size, len(NAMES)))
    is_primary = primary(without_past, rules)
    return {
        "cells": cells.size,
        "primary": int((hidden & is_primary).any(axis=1).sum()),
        "complementary": int((hidden.any(axis=1) & ~is_primary.any(axis=1)).sum()),
        "kept": int(cells.fixed.sum()),
    }


def _narrowest_before(past: pl.DataFrame | None) -> float:
    """The narrowest interval of the version before, infinite without one."""
    narrowest = None if past is None or past.is_empty() else past["narrowest"][0]
    return np.inf if narrowest is None else narrowest


def _staff_too_narrow(of_told: Audit, past: pl.DataFrame | None) -> int | None:
    """How many numbers staff know too closely; None where a version before published without looking at that.

    What stays as it was published is not looked at again, so what was found of it holds on.
    """
    if past is None or past.is_empty():
        return of_told.too_narrow
    before = past["staff_too_narrow"][0] if "staff_too_narrow" in past.columns else None
    return None if before is None else max(before, of_told.too_narrow)


def _as_shown(table: PeopleTable, cells: Cells, hidden: np.ndarray, cell: np.ndarray, rules: Rules) -> pl.DataFrame:
    """The frame of a table as it may be seen; `cell` is the cell of each of its rows, −1 where it has none yet."""
    source = _newest_shown(cells, hidden)[cell]
    is_null = hidden[source] | (cell < 0)[:, None]
    counts = [
        pl.Series(name, cells.counts[source, i]).set(pl.Series(is_null[:, i]), None)
        for i, name in enumerate(table.counts)
    ]
    # Where nothing has changed since, the counts of then are the counts of now.
    is_current = pl.Series((source == cell) | is_null[:, 0])
    known_on = pl.when(is_current).then(pl.col(table.time)).otherwise(cells.keys["time"].gather(source))
    is_hidden = pl.Series("is_hidden", is_null[:, 0])
    newest_n = pl.Series("newest_n", cells.counts[cell, 0]).set(pl.Series(hidden[cell, 0] | (cell < 0)), None)
    bound = _bound(cells, is_null, source, rules)
    return table.frame.with_columns(*counts, newest_n, is_hidden, bound, known_on=known_on)


def _newest_shown(cells: Cells, hidden: np.ndarray) -> np.ndarray:
    """For every row the newest earlier row of its cell that shows most: the split, else n, else the row itself."""
    source = np.arange(cells.size)
    for row in range(cells.size):  # rows of a cell stand in the order of time
        before = cells.before[row]
        if before >= 0 and hidden[row].any():
            older = source[before]
            if hidden[older].sum() < hidden[row].sum():
                source[row] = older
    return source


def _bound(cells: Cells, is_null: np.ndarray, source: np.ndarray, rules: Rules) -> pl.Series:
    """`low` or `high` where the rule itself reveals that the small part is at most 5% of n, null elsewhere."""
    n, inner = cells.counts[source, 0], cells.counts[source, 1]
    is_split_hidden = (cells.width[source] > 1) & ~is_null[:, 0] & is_null[:, 1]
    is_telling = is_split_hidden & (20 * (rules.minimum - 1) <= n)
    texts = np.where(inner < rules.minimum, "low", np.where(n - inner < rules.minimum, "high", ""))
    return pl.Series("bound", np.where(is_telling, texts, "")).replace("", None)
