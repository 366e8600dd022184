"""A table: numbers with columns that say what they are, of one scope, from sources."""

from dataclasses import dataclass, replace

import polars as pl

from data.reference.sources import PublicSource
from queries.semantic.column import Column
from queries.semantic.scope import Scope


@dataclass(frozen=True, eq=False)
class Table:
    """The answer of a named question. The frame holds numbers; the columns say how each is shown and kept in a file.

    Columns of the frame that are not declared are for charts and are neither shown nor exported. `sources` are public
    ones, none where the numbers are the college's own. `notes` are sentences that a reader must know. `hidden` is how
    many cells are hidden to protect learners. `has_period` is false where the numbers are of the as-of day, or say their
    own year. `first` names the columns that a reader needs most, in that order, for a screen that has no room for all;
    the first column stands there anyhow. Raises ValueError where a declared column is not in the frame.
    """

    frame: pl.DataFrame
    columns: tuple[Column, ...]
    scope: Scope
    sources: tuple[PublicSource, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: int = 0
    has_period: bool = True
    first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that every declared column is in the frame, once."""
        names = [column.name for column in self.columns]
        if missing := sorted({part for column in self.columns for part in column.parts} - {*self.frame.columns}):
            raise ValueError(f"Declared but not in the frame: {', '.join(missing)}.")
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"Declared twice: {', '.join(twice)}.")
        if unknown := sorted({*self.first} - {*names}):
            raise ValueError(f"First, but not a column: {', '.join(unknown)}.")

    @property
    def is_empty(self) -> bool:
        """Whether it has no row."""
        return self.frame.is_empty()

    def column(self, name: str) -> Column:
        """The declared column of that name. Raises KeyError when there is none."""
        return {column.name: column for column in self.columns}[name]

    def needed(self, most: int) -> tuple[Column, ...]:
        """The first column and those that a reader needs most, so many in all, in the order of the table."""
        names = list(dict.fromkeys([self.columns[0].name, *self.first, *(column.name for column in self.columns)]))
        return tuple(column for column in self.columns if column.name in names[:most])

    def with_frame(self, frame: pl.DataFrame) -> "Table":
        """The same table over other rows."""
        return replace(self, frame=frame)

    def with_notes(self, *notes: str) -> "Table":
        """The same table with further sentences that a reader must know."""
        return replace(self, notes=(*self.notes, *notes))

    def only(self, *names: str) -> "Table":
        """The same table with some of its columns, in that order."""
        first = tuple(name for name in self.first if name in names)
        return replace(self, columns=tuple(self.column(name) for name in names), first=first)
