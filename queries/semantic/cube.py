"""What a cube is: a small published table, with how it is read, what cuts it and how it is protected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import dataframely as dy
import polars as pl

from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.privacy import Privacy
from queries.semantic.scope import Scope, Unanswerable

Keep = Literal["known_on", "section_id", "sections"]
GRAIN_ORDER = ("offering", "field", "school")


@dataclass(frozen=True)
class Asked:
    """What is asked of a cube: a scope, the dimensions to cut by, and those filters of the scope that the cube knows.

    `keep` is a further column that its rows must have: `known_on`, the day on which each change became known, `section_id`, or
    `sections`, of how many sections that are alike a row is.
    """

    scope: Scope
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    keep: Keep | None = None

    @property
    def dimensions(self) -> set[str]:
        """Every dimension that is cut or filtered by."""
        return {*self.by, *self.where}

    @property
    def is_by_term(self) -> bool:
        """Whether terms of sections are cut or filtered by, or are the period."""
        return "term" in self.dimensions or self.scope.period.kind == "term"

    def one_kind(self, what: str) -> str:
        """The kind of period in which distinct people are counted: that of the cut or filter by time, else the scope's own.

        `what` begins the sentence of the refusal where two kinds are asked for.
        """
        times = sorted(name for name in self.dimensions if DIMENSIONS[name].is_time)
        if len(times) > 1:
            raise Unanswerable(f"{what} published by month or by quarter, not by both at once.")
        return times[0] if times else self.scope.period.kind

    def one_grain(self, what: str) -> str:
        """The published grain at which a distinct or protected count is read; unions of cells are never made.

        `what` begins the sentence of the refusal where two grains are asked for.
        """
        wanted = {name for name in self.dimensions if name != "term" and not DIMENSIONS[name].is_time}
        if not wanted:
            self.scope.check_whole(f"{what} without a filter is")
            return "all"
        if wanted == {"offering", "field"} and "field" in self.where:
            raise Unanswerable(f"{what} is published by offering or by field, not by both at once.")
        if len(wanted) > 1:
            raise Unanswerable(
                f"{what} is published by one of {', '.join(GRAIN_ORDER)}, not by {' and '.join(sorted(wanted))}."
            )
        return wanted.pop()


@dataclass(frozen=True)
class ProtectedTable:
    """A published table about people: the column that names the cut, the count of all and the count inside it.

    `label` is what it is about, as the Privacy page says it; tables that are cut differently may share it.
    `only`: the rows that the Privacy page counts where the table holds the same people several times.
    """

    name: str
    label: str
    cut: str
    whole: str
    inner: str
    only: pl.Expr | None = None


@dataclass(frozen=True, eq=False)
class Cube:
    """A published table that metrics read. Everything that the rest of the house knows about a cube follows from here.

    `read`: the rows that answer what is asked, with a column per dimension; filters need not be applied.
    `dimensions`: names of those that cut or filter it.
    `privacy`: the class of every number that is read from it, but for those of `not_about_people`.
    `counts_people`: columns that count the people on whom its numbers stand; the first one decides whether there are
    enough for a public audience, counted within `within`.
    `not_about_people`: columns of a cube about people that say nothing of anybody.
    `derived`: columns that formulas may use beside those of `schema`, made while reading.
    `source`: code of the public source where the whole cube comes from one.
    `tables`: the published tables in which it hides something.
    """

    name: str
    schema: type[dy.Schema]
    read: Callable[[Asked], pl.LazyFrame]
    dimensions: tuple[str, ...]
    privacy: Privacy
    counts_people: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    not_about_people: tuple[str, ...] = ()
    derived: Mapping[str, type[pl.DataType]] = field(default_factory=dict)
    source: str | None = None
    tables: tuple[ProtectedTable, ...] = ()

    def __post_init__(self) -> None:
        if unknown := set(self.dimensions) - set(DIMENSIONS):
            raise ValueError(f"The cube {self.name} is cut by unknown dimensions: {', '.join(sorted(unknown))}.")
        if unknown := {*self.counts_people, *self.within, *self.not_about_people} - set(self.columns):
            raise ValueError(f"The cube {self.name} has no columns {', '.join(sorted(unknown))}.")
        if self.privacy != "public" and not self.counts_people:
            raise ValueError(f"The cube {self.name} must say which of its columns count people.")

    @property
    def columns(self) -> list[str]:
        """Columns that a formula may read."""
        return [*self.schema.column_names(), *self.derived]

    @property
    def is_known_by_day(self) -> bool:
        """Whether it says by month on which day each change became known, so that any past day can be seen as it was."""
        return "month" in self.dimensions and "known_on" in self.schema.primary_key()

    def privacy_of(self, columns: Iterable[str]) -> Privacy:
        """The class of a number that reads these columns."""
        read = set(columns)
        if self.privacy == "people" and read and read <= set(self.not_about_people):
            return "operational"
        return self.privacy

    def empty(self) -> pl.DataFrame:
        """No rows, with every column that a formula may read."""
        made = [pl.lit(None, kind).alias(name) for name, kind in self.derived.items()]
        return self.schema.create_empty().with_columns(made)
