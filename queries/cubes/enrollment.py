"""Registrations and money by offering, month and day on which they became known."""

import polars as pl

from data.cubes.enrollment import Enrollment
from data.cubes.section_months import CHANGES
from data.store.store import MissingData, scan
from queries.cubes import attributes, channel_days, section_money, section_terms, section_totals
from queries.semantic.cube import Asked, Cube


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    frame = _changes(asked).filter(section_terms.inside(scope.period))
    return attributes.beside(frame, asked.dimensions, scope, held=_held(asked))


def _changes(asked: Asked) -> pl.LazyFrame:
    """What was known on the as-of date, at the coarsest grain that tells what is asked for."""
    is_known = pl.col("known_on") <= asked.scope.as_of
    if asked.dimensions & set(channel_days.OF_REGISTRATIONS):
        return channel_days.changes(asked).filter(is_known)
    if asked.is_by_term or asked.dimensions & set(attributes.SECTION):
        return _of_sections(asked)
    changes = scan(asked.scope.version, asked.scope.college, "enrollment").filter(is_known)
    return changes.rename({"offering_id": "offering"})


def _held(asked: Asked) -> tuple[str, ...]:
    """Attributes of sections that the changes have; tags are joined where sections are told apart."""
    is_by_day = bool(asked.dimensions & set(channel_days.OF_REGISTRATIONS))
    return attributes.SECTION if is_by_day else tuple(name for name in attributes.SECTION if name != "tag")


def _of_sections(asked: Asked) -> pl.LazyFrame:
    """The same of sections, which alone have a term and a start: by month with those alike in one row, or by day of each."""
    scope = asked.scope
    if asked.keep == "known_on":
        changes = scan(scope.version, scope.college, "section_days").filter(pl.col("known_on") <= scope.as_of)
        return changes.join(attributes.of_sections(scope), on="section_id")
    try:
        alike = section_money.of_alike(scope.version, scope.college, scope.as_of)
    except MissingData:  # a version of an older release
        changes = section_totals.as_known(scope.version, scope.college, scope.as_of)
        return changes.join(attributes.of_sections(scope), on="section_id")
    held = ("month", "offering", *attributes.SECTION[:-1], "tags", *CHANGES)
    return alike.filter(pl.col("gross_registrations") > 0).select(held)


ENROLLMENT_CUBE = Cube(
    name="enrollment",
    schema=Enrollment,
    read=_read,
    dimensions=("month", *channel_days.OF_REGISTRATIONS, "offering", *attributes.SECTION, *attributes.OFFERING),
    privacy="operational",
    counts_people=("net_registrations",),
)
