"""Columns that every table about people has: the day of its counts, and what a cell says where something is hidden."""

import dataframely as dy


class Protected(dy.Schema):
    """A table about people: a count that would reveal too few of them is null."""

    known_on = dy.Date(description="The day at which the counts were known; older where too few have changed since.")


class ProtectedCell(Protected):
    """A table about people that says so itself where a cell is hidden."""

    is_hidden = dy.Bool(description="True where the cell is hidden to protect learners.")


class ProtectedSplit(ProtectedCell):
    """A table of those who started and those of them who completed, with what may be said where the split is hidden."""

    newest_n = dy.Int64(nullable=True, description="What `started` was at `as_of` itself; null where that is hidden.")
    bound = dy.String(nullable=True, description="`low`: at most 5% completed; `high`: at least 95%; else null.")
