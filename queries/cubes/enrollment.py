"""Registrations and money by offering, month and day on which they became known."""

import polars as pl

from data.cubes.enrollment import Enrollment
from data.store.store import scan
from queries.cubes import section_terms
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    frame = _of_sections(scope) if asked.is_by_term else scan(scope.version, scope.college, "enrollment")
    frame = frame.filter(pl.col("known_on") <= scope.as_of, section_terms.inside(scope.period))
    if not asked.dimensions - {"month", "offering", "term"}:
        return frame.rename({"offering_id": "offering"})
    offered = scan(scope.version, scope.college, "offerings").select(
        "offering_id", "school", "modality", "credential_type", field=pl.col("cip_code").str.slice(0, 2)
    )
    return frame.join(offered, on="offering_id").rename({"offering_id": "offering"})


def _of_sections(scope: Scope) -> pl.LazyFrame:
    """The same changes before they are summed over sections: only these have a term."""
    sections = section_terms.sections(scope.version, scope.college).select("section_id", "offering_id", "term")
    return scan(scope.version, scope.college, "section_days").join(sections, on="section_id")


ENROLLMENT_CUBE = Cube(
    name="enrollment",
    schema=Enrollment,
    read=_read,
    dimensions=("month", "term", "field", "offering", "school", "modality", "credential_type"),
    privacy="operational",
    counts_people=("net_registrations",),
)
