"""What is hidden to protect learners, and how sure that is."""

import polars as pl

from data.store import MissingData, scan
from queries.scope import Scope

TABLES = ("completion", "completion_formats", "completion_groups")
"""The tables about people that are protected together."""


def report(scope: Scope) -> dict | None:
    """The audit of the version: cells, primary, complementary, numbers, narrowest, programs …; None without people."""
    try:
        return scan(scope.version, scope.college, "protection").collect().row(0, named=True)
    except MissingData:
        return None


def by_cut(scope: Scope) -> pl.DataFrame:
    """A row per table and cut at the newest time known: table, cut, cells, n_hidden, only_n, older, shown (counts)."""
    parts = []
    for table in TABLES:
        try:
            frame = scan(scope.version, scope.college, table).filter(pl.col("as_of") <= scope.as_of)
        except MissingData:
            continue
        cut = "grain" if table == "completion" else "attribute"
        newest = frame.filter(pl.col("as_of") == pl.col("as_of").max())
        split = pl.col("completed").is_not_null()
        parts.append(
            newest.group_by(cut=pl.col(cut).cast(pl.String))
            .agg(
                cells=pl.len(),
                n_hidden=pl.col("is_hidden").sum(),
                only_n=(~pl.col("is_hidden") & ~split).sum(),
                older=(split & (pl.col("known_on") < pl.col("as_of"))).sum(),
                shown=(split & (pl.col("known_on") == pl.col("as_of"))).sum(),
            )
            .with_columns(table=pl.lit(table))
        )
    frames = [frame.collect() for frame in parts]
    return pl.concat(frames).sort("table", "cut") if frames else pl.DataFrame()
