"""Registrations and money by offering, month and day on which they became known."""

import polars as pl

from data.cubes.enrollment import Enrollment
from data.store.store import scan
from queries.cubes import attributes, channel_days, section_terms
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    frame = _changes(asked).filter(pl.col("known_on") <= scope.as_of, section_terms.inside(scope.period))
    return attributes.beside(frame, asked.dimensions, scope, held=_held(asked))


def _changes(asked: Asked) -> pl.LazyFrame:
    """The changes at the coarsest grain that tells what is asked for."""
    if asked.dimensions & set(channel_days.OF_REGISTRATIONS):
        return channel_days.changes(asked)
    has_sections = asked.is_by_term or asked.dimensions & set(attributes.SECTION)
    return _of_sections(asked.scope) if has_sections else _of_offerings(asked.scope)


def _held(asked: Asked) -> tuple[str, ...]:
    """Attributes of sections that the changes have; tags are joined where sections are told apart."""
    is_by_day = bool(asked.dimensions & set(channel_days.OF_REGISTRATIONS))
    return attributes.SECTION if is_by_day else tuple(name for name in attributes.SECTION if name != "tag")


def _of_offerings(scope: Scope) -> pl.LazyFrame:
    return scan(scope.version, scope.college, "enrollment").rename({"offering_id": "offering"})


def _of_sections(scope: Scope) -> pl.LazyFrame:
    """The same changes before they are summed over sections: only these have a term and a start."""
    return scan(scope.version, scope.college, "section_days").join(attributes.of_sections(scope), on="section_id")


ENROLLMENT_CUBE = Cube(
    name="enrollment",
    schema=Enrollment,
    read=_read,
    dimensions=("month", *channel_days.OF_REGISTRATIONS, "offering", *attributes.SECTION, *attributes.OFFERING),
    privacy="operational",
    counts_people=("net_registrations",),
)
