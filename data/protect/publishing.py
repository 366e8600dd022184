"""Publishing: turns true tables into tables that hide what would reveal people."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from data.protect.cells import Cells, gather
from data.protect.primary import primary
from data.protect.repair import repaired
from data.protect.tables import NAMES, Link, PeopleTable, Rules, Tree


@dataclass(frozen=True, eq=False)
class Published:
    """`frames`: the tables as they may be seen. `report`: one row on what was hidden and how sure that is.

    `past`: what the next version must know of this one. It holds true counts and is never shown.
    """

    frames: dict[str, pl.DataFrame]
    report: pl.DataFrame
    past: pl.DataFrame


def publish(
    tables: dict[str, PeopleTable],
    trees: dict[str, Tree],
    rules: Rules,
    past: pl.DataFrame | None = None,
    links: Sequence[Link] = (),
) -> Published:
    """The same tables, protected together and beside the `past` of the version before; `links` tie their counts.

    Counts that must not be seen are null. A cell whose changes are too small stands as it was when last shown:
    `known_on` is that day, and `newest_n` is n at the time of the row itself, where it may be seen. `is_hidden`: n itself is hidden. `bound`: `low` or `high` where n is shown, its split is
    not, and the share of the count inside n is at most 5% or at least 95%. Raises ValueError where tables contradict.
    """
    started = time.perf_counter()
    cells, every, where = gather(tables, trees, past, rules, links)
    first = primary(cells, rules)
    hidden, last_audit = repaired(cells, first, rules)
    anew = replace(cells, fixed=np.zeros_like(cells.fixed), shown=np.full(cells.size, len(NAMES)))
    alone = primary(anew, rules)
    frames = {name: _seen(table, cells, hidden, where[name], rules) for name, table in tables.items()}
    shown = pl.Series("shown", (cells.held & ~hidden).sum(axis=1), dtype=pl.UInt8).gather(every["cell"])
    # What stays as it was published was audited then: the range that was found holds on.
    narrowest = min(last_audit.narrowest, _narrowest_before(past))
    report = {
        "cells": cells.size,
        "primary": int((hidden & alone).any(axis=1).sum()),
        "complementary": int((hidden.any(axis=1) & ~alone.any(axis=1)).sum()),
        "kept": int(cells.fixed.sum()),
        "numbers": last_audit.numbers,
        "narrowest": None if np.isinf(narrowest) else int(narrowest),
        "too_narrow": len(last_audit.weak),
        "programs": last_audit.programs,
        "variables": int(cells.width.sum()),
        "equations": last_audit.equations,
        "minimum": rules.minimum,
        "seconds": time.perf_counter() - started,
    }
    now = every.drop("cell", "is_fixed", "shown").with_columns(
        shown, narrowest=pl.lit(report["narrowest"], dtype=pl.Int64), minimum=pl.lit(rules.minimum)
    )
    return Published(frames, pl.DataFrame([report], schema_overrides={"narrowest": pl.Int64}), now)


def _narrowest_before(past: pl.DataFrame | None) -> float:
    narrowest = None if past is None or past.is_empty() else past["narrowest"][0]
    return np.inf if narrowest is None else narrowest


def _seen(table: PeopleTable, cells: Cells, hidden: np.ndarray, place: np.ndarray, rules: Rules) -> pl.DataFrame:
    source = _newest_shown(cells, hidden)[place]
    none = hidden[source] | (place < 0)[:, None]
    counts = [
        pl.Series(name, cells.counts[source, i]).set(pl.Series(none[:, i]), None) for i, name in enumerate(table.counts)
    ]
    # Where nothing at all has changed since, what was known then is known now.
    is_current = pl.Series((source == place) | none[:, 0])
    known_on = pl.when(is_current).then(pl.col(table.time)).otherwise(cells.keys["time"].gather(source))
    is_hidden = pl.Series("is_hidden", none[:, 0])
    newest_n = pl.Series("newest_n", cells.counts[place, 0]).set(pl.Series(hidden[place, 0] | (place < 0)), None)
    return table.frame.with_columns(*counts, newest_n, is_hidden, _bound(cells, none, source, rules), known_on=known_on)


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


def _bound(cells: Cells, none: np.ndarray, source: np.ndarray, rules: Rules) -> pl.Series:
    """`low` or `high` where the rule itself reveals that the small part is under 5% of n."""
    n, inner = cells.counts[source, 0], cells.counts[source, 1]
    says = (cells.width[source] > 1) & ~none[:, 0] & none[:, 1] & (20 * (rules.minimum - 1) <= n)
    texts = np.where(inner < rules.minimum, "low", np.where(n - inner < rules.minimum, "high", ""))
    return pl.Series("bound", np.where(says, texts, "")).replace("", None)
