"""Registration feeds: seats taken per section and day, as two colleges print them.

Traps of the sources: capacity 9999 (or several sections of it) stands for unlimited; the community college prints no
count once a section has closed, which is missing and not zero; days are missing.
"""

from pathlib import Path

import polars as pl

NAME = "daily registration feed"
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
