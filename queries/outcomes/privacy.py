"""What is hidden to protect learners, and how sure that is."""

import polars as pl

from data.store.parts import OutOfPart
from data.store.store import MissingData, scan
from queries.cubes.registry import CUBES
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope


def report(scope: Scope) -> dict | None:
    """The audit of the version: cells, primary, complementary, numbers, narrowest, programs …; None without people."""
    try:
        return scan(scope.version, scope.college, "protection").collect().row(0, named=True)
    except MissingData:
        return None


def by_cut(scope: Scope) -> pl.DataFrame:
    """A row per table and cut at the newest time known, of the tables that the reader is shown: table, what (its label), cut, cells, n_hidden, only_n, older, shown (counts)."""
    parts = []
    for table in (table for cube in CUBES.values() for table in cube.tables):
        try:
            frame = newest(scan(scope.version, scope.college, table.name), scope)
        except (MissingData, OutOfPart):
            continue
        if table.only is not None:
            frame = frame.filter(table.only)
        n, split = pl.col(table.whole).is_not_null(), pl.col(table.inner).is_not_null()
        parts.append(
            frame.group_by(cut=pl.col(table.cut).cast(pl.String))
            .agg(
                cells=pl.len(),
                n_hidden=(~n).sum(),
                only_n=(n & ~split).sum(),
                older=(split & (pl.col("known_on") < pl.col("as_of"))).sum(),
                shown=(split & (pl.col("known_on") == pl.col("as_of"))).sum(),
            )
            .with_columns(table=pl.lit(table.name), what=pl.lit(table.label))
        )
    frames = [frame.collect() for frame in parts]
    return pl.concat(frames).sort("table", "cut") if frames else pl.DataFrame()
