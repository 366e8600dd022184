"""Registrations and money by offering, month and day on which they became known."""

import polars as pl

from data.cubes.enrollment import Enrollment
from data.store.store import scan
from queries.semantic.cube import Asked, Cube


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    frame = scan(scope.version, scope.college, "enrollment").filter(
        pl.col("known_on") <= scope.as_of, pl.col("month").is_between(scope.period.start, scope.period.end)
    )
    if not asked.dimensions - {"month", "offering"}:
        return frame.rename({"offering_id": "offering"})
    offered = scan(scope.version, scope.college, "offerings").select(
        "offering_id", "school", "modality", "credential_type", field=pl.col("cip_code").str.slice(0, 2)
    )
    return frame.join(offered, on="offering_id").rename({"offering_id": "offering"})


ENROLLMENT_CUBE = Cube(
    name="enrollment",
    schema=Enrollment,
    read=_read,
    dimensions=("month", "field", "offering", "school", "modality", "credential_type"),
    privacy="operational",
    counts_people=("net_registrations",),
)
