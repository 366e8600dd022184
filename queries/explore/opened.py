"""One number of an answer opened: the question about it alone, its parts, and the sections behind it."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from queries.cubes import section_money
from queries.explore.answering import asked_scope
from queries.explore.forms import is_time
from queries.explore.nearest import why_not
from queries.explore.question import Pairs, Question, dimensions
from queries.protection import cube_rows
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, COUNT

MOST_PARTS, MOST_SECTIONS = 5, 100


def alone(question: Question, cell: Pairs) -> Question:
    """The question about one row: its values are kept, and it is grouped by its columns alone."""
    names = {name for name, _ in cell}
    only = tuple(pair for pair in question.only if pair[0] not in names)
    excluded = tuple(pair for pair in question.excluded if pair[0] not in names)
    return replace(question, rows=(), only=(*only, *cell), excluded=excluded)


def parts(question: Question, cell: Pairs, scope: Scope) -> tuple[Question, ...]:
    """Questions that take one row apart, each by a dimension that it is not of yet; those that have an answer."""
    if any(is_time(name) for name, _ in cell):
        return ()  # a time is kept by the period, which is chosen above every page
    return tuple(_parts(replace(alone(question, cell), columns=(), compare=()), cell, scope))


def _parts(one: Question, cell: Pairs, scope: Scope) -> Iterator[Question]:
    count = 0
    for name in dimensions(one.metrics):
        apart = replace(one, rows=(name,))
        if name not in dict(cell) and count < MOST_PARTS and not why_not(apart, scope):
            count += 1
            yield apart


def sections(question: Question, cell: Pairs, scope: Scope) -> Table | None:
    """The sections whose seats and money make up one row, most seats first; None where no section does, or for the public.

    Known for numbers of registrations and money alone, whose rows are sums over sections.
    """
    cubes = {metric.cube.name for metric in question.registered}
    if scope.audience != "staff" or not cubes <= {"enrollment", section_money.SECTION_MONEY_CUBE.name}:
        return None
    asked = asked_scope(alone(question, cell), scope)
    known = {*section_money.SECTION_MONEY_CUBE.dimensions}
    if {name for name, _ in asked.where} - known:
        return None
    frame, _ = cube_rows.rows(section_money.SECTION_MONEY_CUBE, (), asked, keep="section_id")
    seats = frame.group_by("section_id", "offering", "starts_on").agg(pl.col("net_registrations", "net_cents").sum())
    most = seats.sort("net_registrations", "section_id", descending=[True, False]).head(MOST_SECTIONS).collect()
    return Table(most, _COLUMNS, asked)


_COLUMNS = (
    Column("section_id", "Section"),
    of_dimension("offering"),
    of_day("starts_on", "Starts on"),
    Column("net_registrations", "Net registrations", COUNT, "Seats taken in the period and not dropped."),
    Column("net_cents", "Net tuition revenue", CENTS, "List price less discounts and refunds."),
)
