"""Daily registration feeds of two colleges, as paths on which the projection and its record are tried.

Traps of the sources: capacity 9999 (or several sections of it) stands for unlimited; the community college prints no
count once a section has closed, which is missing and not zero; days are missing.
"""

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from queries.engines.pacing.paths import Paths

UNLIMITED = 9999
SCHEMA = {
    "term": pl.String,
    "section": pl.String,
    "subject": pl.String,
    "day": pl.Date,
    "net": pl.Int64,
    "capacity": pl.Int64,
    "waiting": pl.Int64,
}
"""`net` is null where no count was printed, `capacity` where unlimited, `waiting` where no list is kept."""


def read(path: Path) -> pl.DataFrame:
    """Rows of a feed in either layout, columns as in SCHEMA. Raises ValueError for another layout."""
    return tidy(pl.read_parquet(path))


def tidy(raw: pl.DataFrame) -> pl.DataFrame:
    """One row per section and day, sorted, columns as in SCHEMA. Raises ValueError for a layout that is not known."""
    if {"term", "course", "date", "enrolled", "total", "waitlisted"} <= {*raw.columns}:
        frame = raw.select(
            "term",
            section="course",
            subject=pl.col("course").str.extract(r"^(\S+)"),
            day="date",
            net="enrolled",
            capacity="total",
            waiting="waitlisted",
        )
    elif {"CRN", "date", "Cap", "Act"} <= {*raw.columns}:
        frame = raw.select(
            term=pl.lit(None, pl.String),
            section="CRN",
            subject=pl.lit(None, pl.String),
            day="date",
            net="Act",
            capacity="Cap",
            waiting=pl.lit(None, pl.Int64),
        )
    else:
        raise ValueError(f"A registration feed has other columns than {', '.join(raw.columns)}.")
    limited = pl.when(pl.col("capacity") < UNLIMITED).then(pl.col("capacity"))
    return (
        frame.with_columns(capacity=limited)
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
        .unique(["term", "section", "day"], keep="last", maintain_order=True)
        .sort("term", "section", "day")
    )


def of_feed(feed: pl.DataFrame, starts_on: date) -> Paths:
    """Paths of all sections of one term up to its start.

    `feed`: section, subject, day, net, capacity, waiting, as in SCHEMA. A day without a
    count holds the last count printed before it; before the first one nothing is known. A section whose count is not
    known on the start day has no final and is left out of every comparison. One run each, so an offering is a section.
    """
    inside = feed.filter(pl.col("day") <= starts_on).sort("section", "day")
    names = inside["section"].unique().sort()
    if inside.is_empty():
        return _empty()
    opened = inside.filter(pl.col("net").is_not_null()).group_by("section").agg(opens_on=pl.col("day").min())
    subject = inside.group_by("section").agg(pl.col("subject").first().fill_null("not stated"))
    frame = names.to_frame().join(opened, on="section").join(subject, on="section").sort("section")
    frame = frame.with_columns(
        starts_on=pl.lit(starts_on),
        offering_id="section",
        section_id="section",
        kind="subject",
        status=pl.lit("held"),
        minimum=pl.lit(None, pl.Int64),
    )
    window = (frame["starts_on"] - frame["opens_on"]).dt.total_days().to_numpy()
    counted = inside.join(frame.with_row_index("row").select("section", "opens_on", "row"), on="section")
    counted = counted.with_columns(day=(pl.col("day") - pl.col("opens_on")).dt.total_days()).filter(pl.col("day") >= 0)
    shape = (frame.height, int(window.max()) + 1)
    net, capacity, waiting = (
        _filled(counted, column, shape, missing)
        for column, missing in (("net", np.nan), ("capacity", np.inf), ("waiting", 0.0))
    )
    # Carried on to the start day, an old count would pose as the final.
    printed = counted.filter(pl.col("net").is_not_null()).group_by("row").agg(pl.col("day").max()).sort("row")
    final = np.where(printed["day"].to_numpy() == window, net[np.arange(frame.height), window], np.nan)
    return Paths(frame, net, capacity, waiting, window, window.copy(), final)


def _filled(counted: pl.DataFrame, column: str, shape: tuple[int, int], missing: float) -> np.ndarray:
    """Values by row and day; a day without a row or value takes the last value before it, else `missing`.

    A null in a row that was printed is a value of its own for capacity (unlimited) and waiting (no list).
    """
    values = np.full(shape, np.nan)
    known = counted.filter(pl.col("net").is_not_null()) if column == "net" else counted
    filled = known[column].cast(pl.Float64).fill_null(missing)
    values[known["row"].to_numpy(), known["day"].to_numpy()] = filled.to_numpy()
    place = np.where(np.isnan(values), 0, np.arange(shape[1]))
    latest = np.maximum.accumulate(place, axis=1)
    carried = values[np.arange(shape[0])[:, None], latest]
    return np.where(np.isnan(carried), missing, carried)


def _empty() -> Paths:
    nothing, none = np.empty((0, 1)), np.empty(0, dtype=np.int64)
    schema = {"section_id": pl.String, "offering_id": pl.String, "kind": pl.String, "status": pl.String}
    frame = pl.DataFrame(schema=schema | {"starts_on": pl.Date})
    return Paths(frame, nothing, nothing, nothing, none, none, np.empty(0))
