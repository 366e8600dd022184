"""The way of every section to its start, cut at the as-of date: which are finished, which are open, and where.

Nothing that became known after the as-of date is in here. Curves end with it, and a section counts as canceled only
from the day on which that was decided. Only sections that had started by then have a final count.

Canceled sections are history too. Whoever learns from held ones alone learns from survivors, and finds too rosy a
chance for thin sections. A canceled section is taken up to the eve of its decision, and its final is what it would have
been. That is its seats on that eve, divided by the share that held sections had reached so many days before their
start. It is never its minimum. It did not run, and a past that says it would have makes chances to run too high.
"""

# Why: decision 149.

from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from data.store.store import scan
from queries.cubes import section_terms, sections
from queries.engines.lots import lots
from queries.engines.pacing.paths import Paths

COLUMNS = (
    *("section_id", "offering_id", "field", "school", "modality", "opens_on", "starts_on", "capacity", "minimum"),
    *("price_cents", "direct_cost_cents", "variable_cost_cents", "promotion_cost_cents", "decided_on", "status"),
)
LARGEST_HALF = 2048
"""Whole numbers up to it are exact in two bytes."""
RUNS_KEPT = 60
"""The newest finished runs of each offering serve as history; older ones say little and cost time."""


@kept("paths")
def known(version: str, college: str, as_of: date) -> Paths:
    """Every open section of a college and the newest finished ones of each offering, as known on a day."""
    has_opened = pl.col("opens_on") <= as_of
    newest = pl.col("starts_on").rank("ordinal", descending=True).over("offering_id", "status") <= RUNS_KEPT
    is_shown = newest | (pl.col("status") == "scheduled")
    # Chosen by a few columns, some sections at a time, then read: most sections of a large college are older.
    columns = ("section_id", "offering_id", "status", "starts_on")
    runs = sections.at(version, college, as_of)
    parts = [
        piece.filter(has_opened).select(columns).filter(is_shown).collect() for piece in section_terms.pieces(runs)
    ]
    chosen = pl.concat(parts).filter(is_shown)
    mine = pl.col("section_id").is_in(chosen["section_id"].implode())
    shown = runs.filter(has_opened, mine).select(COLUMNS).collect()
    curves = scan(version, college, "section_curves").select("section_id", "net")
    pieces = section_terms.pieces(curves, chosen.lazy().select("section_id"))
    held = pl.concat([piece.join(chosen.lazy(), on="section_id", how="semi").collect() for piece in pieces])
    kind = pl.col("field") + "/" + pl.col("modality").fill_null("not stated")
    frame = shown.with_columns(kind=kind).join(held, on="section_id", how="left").sort("starts_on", "section_id")
    del held  # its lists are in the frame, in another order
    until = pl.min_horizontal("starts_on", pl.col("decided_on").dt.offset_by("-1d"), pl.lit(as_of))
    last, window = (
        frame.select((day - pl.col("opens_on")).dt.total_days()).to_series().to_numpy()
        for day in (until, pl.col("starts_on"))
    )
    net = _padded(frame["net"], last + 1, int(window.max(initial=0)) + 1)
    seats = frame["capacity"].cast(pl.Float64).fill_null(np.inf).to_numpy()
    most = np.minimum(seats, np.maximum(frame["minimum"].cast(pl.Float64).fill_null(np.inf).to_numpy() - 1, 0))
    final = _finals(frame["status"], net, most, window, last)
    capacity, waiting = (np.broadcast_to(one, net.shape) for one in (seats[:, None], 0.0))
    return Paths(frame.drop("net"), net, capacity, waiting, window, last, final)


def _finals(status: pl.Series, net: np.ndarray, most: np.ndarray, window: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Final seats of held sections, and what those of the canceled ones would have been, at most `most`."""
    final = np.full(len(status), np.nan)
    held = np.flatnonzero((status == "held").to_numpy())
    final[held] = net[held, window[held]]
    cancelled = np.flatnonzero((status == "cancelled").to_numpy() & (last >= 0))
    left = window - last
    for days in np.unique(left[cancelled]):
        past = held[window[held] >= days]
        reached = net[past, window[past] - days].sum(dtype=float)
        if reached > 0:
            some = cancelled[left[cancelled] == days]
            would_be = net[some, last[some]].astype(float) * final[past].sum() / reached
            final[some] = np.round(np.minimum(would_be, most[some]))
    return final


def _padded(lists: pl.Series, lengths: np.ndarray, width: int) -> np.ndarray:
    """Lists as rows of one array, cut to their lengths, NaN after them.

    A list that ends earlier holds its last value, since nothing has become known after it; no list is no seat.
    """
    filled = lists.fill_null(pl.Series([[0]], dtype=lists.dtype))
    held = filled.list.len().cast(pl.Int64).to_numpy()
    values = filled.explode().to_numpy()
    first, place = np.cumsum(held) - held, np.arange(width)
    # Whole seats in the smallest type that holds them: exact to 2,048, and to 16 million.
    kind = np.float16 if values.max(initial=0) <= LARGEST_HALF else np.float32
    rows = np.full((len(held), width), np.nan, dtype=kind)
    for lot in lots(len(held), width):
        at = first[lot, None] + np.minimum(place, held[lot, None] - 1)
        np.copyto(rows[lot], values[at], where=place < lengths[lot, None])
    return rows
