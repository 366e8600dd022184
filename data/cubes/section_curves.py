"""Cube `section_curves`: seats held in each section at the end of each day since it opened; one row per section."""

from collections.abc import Iterator
from datetime import date

import dataframely as dy
import numpy as np
import polars as pl

DAYS_AFTER_START = 14
"""Curves go on for so many days after the start: who leaves at once shows, and refunds end about then."""
LOT = 20_000
"""Sections whose curves are made at once: more of them would hold more memory than all else that is published."""
_SPAN = ("first", "last")
"""The months of the first and last registrations of a section."""


class SectionCurves(dy.Schema):
    """The registration curve of one section, gap-free from the day it opened.

    Entry n of a list is what was known at the end of day n after `opens_on`, so that a list cut after the as-of date
    is exactly what was known on it. The entries are states, not changes: never add them up.
    """

    section_id = dy.String(primary_key=True, description="The section: a key of the sections cube.")
    net = dy.List(dy.Int32(), description="Seats taken and not dropped, by day since opening.")
    gross = dy.List(dy.Int32(), description="Seats ever taken, by day since opening.")


def build(
    section_days: pl.DataFrame | pl.LazyFrame, sections: pl.DataFrame, newest: date | None = None
) -> pl.DataFrame:
    """The cube from the cubes of the same names."""
    return pl.concat(lots(section_days, sections, newest))


def lots(
    section_days: pl.DataFrame | pl.LazyFrame, sections: pl.DataFrame, newest: date | None = None
) -> Iterator[pl.DataFrame]:
    """The cube in one or more parts that need not be held together. What was known before the opening stands in the first day.

    Curves end with the `newest` day of the data (without it: of `section_days`), or `DAYS_AFTER_START` after the start. Sections that have not opened
    have none. Many sections come in the order of their first registrations, so that each part reads a few months of the days.
    """
    days = section_days.lazy()
    latest = days.select(pl.col("known_on").max()).collect(engine="streaming").item()
    if latest is None:
        yield SectionCurves.create_empty()
        return
    last = pl.min_horizontal(pl.col("starts_on").dt.offset_by(f"{DAYS_AFTER_START}d"), pl.lit(newest or latest))
    opened = sections.select("section_id", "opens_on", days=(last - pl.col("opens_on")).dt.total_days() + 1)
    opened = opened.filter(pl.col("days") > 0)
    if opened.height <= LOT:
        yield _of_lot(days, opened) if opened.height else SectionCurves.create_empty()
        return
    month = pl.col("month")
    span = days.group_by("section_id").agg(month.min().alias(_SPAN[0]), month.max().alias(_SPAN[1]))
    placed = opened.join(span.collect(engine="streaming"), on="section_id", how="left").sort(_SPAN[0], "section_id")
    for lot in placed.iter_slices(LOT):
        first, last = lot[_SPAN[0]].min(), lot[_SPAN[1]].max()
        yield _of_lot(days.filter(month.is_between(pl.lit(first, pl.Date), pl.lit(last, pl.Date))), lot.drop(_SPAN))


def _of_lot(section_days: pl.LazyFrame, opened: pl.DataFrame) -> pl.DataFrame:
    """The curves of a few sections, with their `days`."""
    lengths = opened["days"].to_numpy()
    ends = np.cumsum(lengths)
    changes = (
        section_days.select("section_id", "known_on", "net_registrations", "gross_registrations")
        .join(opened.lazy().with_row_index("place"), on="section_id")
        .with_columns(day=(pl.col("known_on") - pl.col("opens_on")).dt.total_days().clip(0))
        .filter(pl.col("day") < pl.col("days"))
        .select("place", "day", "net_registrations", "gross_registrations")
        .collect(engine="streaming")
    )
    cell = (ends - lengths)[changes["place"].to_numpy()] + changes["day"].to_numpy()
    lists = {
        name: _running(cell, changes[f"{name}_registrations"].to_numpy(), lengths, ends) for name in ("net", "gross")
    }
    return opened.select("section_id").with_columns(**lists)


def _running(cell: np.ndarray, change: np.ndarray, lengths: np.ndarray, ends: np.ndarray) -> pl.Series:
    """Running sums of the changes within each section; all sections lie one after the other in one array."""
    total = np.cumsum(np.bincount(cell, change, minlength=ends[-1]).astype(np.int64))
    before = np.concatenate([[0], total[ends[:-1] - 1]])
    values = pl.Series("value", (total - np.repeat(before, lengths)).astype(np.int32))
    rows = pl.DataFrame({"place": np.repeat(np.arange(len(lengths)), lengths), "value": values})
    return rows.group_by("place", maintain_order=True).agg("value")["value"]
