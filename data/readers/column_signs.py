"""What the columns of a file show of how it is written. A column is read in one way, which only the whole of it can tell.

Signs of pieces of a file add up to those of the whole, so that a file that is read in pieces is read as one that is not.
"""

from dataclasses import dataclass, field
from typing import Protocol, Self, TypeVar

import polars as pl

from data.readers import dates, numbers
from data.readers.unread_signs import Unread
from data.reference.import_reasons import Reason, reason

_AS_DECIMAL = r"^[1-9]\d*\.0+$"
_OTHER_DECIMAL = r"^\d+\.\d*[1-9]\d*$"
_IN_POWERS = r"(?i)^\d\.\d+E\+?\d+$|^\dE\+\d+$"
_LONG, _FIFTEEN_DIGITS = r"^[1-9]\d{15,}$", r"^\d{15}0+$"
_SEVERAL = 5
"""Ids that do not all end in zero by chance."""


class _Adds(Protocol):
    def __add__(self, later: Self, /) -> Self: ...


_Kind = TypeVar("_Kind", bound=_Adds)


@dataclass(frozen=True)
class Ids:
    """Whether ids such as 1001.0 are there, and others such as 1001.5; how many have 16 digits, and whether one needs them."""

    has_whole: bool = False
    has_other: bool = False
    long: int = 0
    has_long_exact: bool = False

    def __add__(self, later: "Ids") -> "Ids":
        return Ids(
            self.has_whole or later.has_whole,
            self.has_other or later.has_other,
            min(_SEVERAL, self.long + later.long),
            self.has_long_exact or later.has_long_exact,
        )

    @property
    def are_rounded(self) -> bool:
        """Whether all ids of 16 digits and more end in zeros, since a spreadsheet keeps 15 digits."""
        return self.long >= _SEVERAL and not self.has_long_exact

    @property
    def are_shortened(self) -> bool:
        """Whether 1001.0 is the 1001 that a spreadsheet made a decimal of."""
        return self.has_whole and not self.has_other


def of_ids(text: pl.Series) -> Ids:
    """What ids show."""
    is_long = text.str.contains(_LONG).fill_null(False)
    long = min(_SEVERAL, int(is_long.sum()))
    has_exact = bool(long and not text.filter(is_long).str.contains(_FIFTEEN_DIGITS).all())
    if not text.str.contains(".", literal=True).any():
        return Ids(long=long, has_long_exact=has_exact)
    has_whole, has_other = (bool(text.str.contains(kind).any()) for kind in (_AS_DECIMAL, _OTHER_DECIMAL))
    return Ids(has_whole, has_other, long, has_exact)


def rounded(text: pl.Series, shown: Ids) -> pl.Series:
    """Which ids a spreadsheet has rounded: 1.23E+11, and those of 16 digits where all of them end in zeros."""
    is_rounded = text.str.contains(_IN_POWERS).fill_null(False)
    return is_rounded | text.str.contains(_LONG).fill_null(False) if shown.are_rounded else is_rounded


def whole_ids(text: pl.Series, shown: Ids) -> tuple[pl.Series, pl.Series | None]:
    """Ids such as 1001.0 as the 1001 that they were, and which they are; as they stand where the column has others such as 1001.5."""
    if not shown.are_shortened:
        return text, None
    shortened = text.str.contains(_AS_DECIMAL).fill_null(False)
    return text.zip_with(~shortened, text.str.replace(r"\.0+$", "")), shortened


@dataclass(frozen=True)
class Signs:
    """By our column: days as they stand in the file (`given`) and with words translated, numbers, and ids; by header what is `unread`."""

    given: dict[str, dates.Signs] = field(default_factory=dict)
    days: dict[str, dates.Signs] = field(default_factory=dict)
    amounts: dict[str, numbers.Signs] = field(default_factory=dict)
    ids: dict[str, Ids] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)

    def __add__(self, later: "Signs") -> "Signs":
        return Signs(
            _added(self.given, later.given),
            _added(self.days, later.days),
            _added(self.amounts, later.amounts),
            _added(self.ids, later.ids),
            self.unread + later.unread,
        )


@dataclass(frozen=True)
class Faults:
    """By our column, what is wrong with all values together that could not be read: days, and money of other countries."""

    days: dict[str, dates.Faults] = field(default_factory=dict)
    currencies: dict[str, str] = field(default_factory=dict)

    def __add__(self, later: "Faults") -> "Faults":
        return Faults(_added(self.days, later.days), later.currencies | self.currencies)

    def reason(self, column: str, dtype: pl.DataType) -> Reason:
        """Why values of a column of days or numbers could not be read."""
        if isinstance(dtype, pl.Date):
            return reason("not_a_day", why=self.days.get(column, dates.Faults()).why)
        if sign := self.currencies.get(column):
            return reason("other_currency", sign=sign)
        return reason("not_a_whole_number" if dtype.is_integer() else "not_a_number")


def _added(first: dict[str, _Kind], later: dict[str, _Kind]) -> dict[str, _Kind]:
    both = {column: first[column] + later[column] for column in first if column in later}
    return first | later | both
