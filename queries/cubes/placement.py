"""What is known about the work of those who completed."""

import polars as pl

from data.cubes.placement import PAY, Placement
from data.store.store import scan
from queries.semantic.cube import Asked, Cube, ProtectedTable
from queries.semantic.points_in_time import newest


def _read(asked: Asked) -> pl.LazyFrame:
    grain = asked.one_grain("Placement")
    cohort = asked.scope.period.fiscal_year.start
    frame = scan(asked.scope.version, asked.scope.college, "placement").filter(
        pl.col("grain") == grain, pl.col("cohort") == cohort, pl.col("measure") != PAY
    )
    return newest(frame, asked.scope).rename({"value": grain})


PLACEMENT_CUBE = Cube(
    name="placement",
    schema=Placement,
    read=_read,
    dimensions=("field",),
    privacy="people",
    counts_people=("known", "placed", "completers"),
    tables=(
        ProtectedTable("placement", "Placement", "grain", "known", "placed", pl.col("measure") == "employed_q2"),
        ProtectedTable("program_work", "Work by program", "grain", "known", "placed", pl.col("recipients") == "all"),
    ),
)
