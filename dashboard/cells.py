"""The cells of a Table in words, and its columns as numbers that the browser's grid says the same way."""

from collections import Counter
from collections.abc import Sequence

import polars as pl

from dashboard import wording
from dashboard.ask import recall
from queries import college as colleges
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import MISSING, MONTH, QUARTER, UNITS, Unit
from queries.strategy import institutions

INSTEAD = {
    "hidden": wording.HIDDEN,
    "low": "5% or less",
    "high": "95% or more",
    "none_final": "Nothing final yet",
    "not_followed": "No later figure",
    "not_stated": "Not stated",
    "not_known": "Not known",
    "noncredit": "Noncredit",
}
"""What stands in place of a number, by the code of the reason."""
DIGITS = 6
"""Decimals of a number that the browser gets: more than any format shows, fewer than show that it was added in binary."""


def in_words(table: Table) -> pl.DataFrame:
    """The table as text under its headings; days, months and quarters stay days."""
    return pl.DataFrame([words(table, column).alias(column.label) for column in table.columns])


def words(table: Table, column: Column) -> pl.Series:
    """The cells of one column as text; days stay days."""
    values = table.frame[column.name]
    if values.dtype.is_temporal():
        return values
    if not column.unit.is_number:
        return pl.Series(column.name, _names(table, column), dtype=pl.String)
    units = [column.unit] * len(values)
    if column.unit_of:
        units = [_unit(column.unit, name) for name in table.frame[column.unit_of]]
    texts = [unit.exact(value) for unit, value in zip(units, values, strict=True)]
    if column.until:
        texts = [_range(*row) for row in zip(units, texts, table.frame[column.until], strict=True)]
    if column.instead:
        codes = table.frame[column.instead]
        texts = [text if code is None else INSTEAD.get(code, code) for text, code in zip(texts, codes, strict=True)]
    return pl.Series(column.name, texts, dtype=pl.String)


def printed(table: Table, column: Column) -> list[str]:
    """The cells of one column as they stand on paper: days, months and quarters in words too."""
    values = words(table, column)
    if not values.dtype.is_temporal():
        return [MISSING if value is None else str(value) for value in values]
    kind = {MONTH: "month", QUARTER: "quarter"}.get(column.unit)
    return [MISSING if day is None else wording.period(day, kind) if kind else wording.day(day) for day in values]


def names(values: Sequence[object] | pl.Series, dimension: str, scope: Scope) -> list[str]:
    """The values of a dimension as they stand on screen: offerings by their titles, institutions by their names.

    Offerings that share a title are told apart by their codes.
    """
    titles: dict[str, str] = {}
    if dimension == "offering":
        titles = recall(colleges.titles, scope.version, scope.college)
    elif dimension == "institution":
        titles = recall(institutions.names, scope.version)
    shown = [titles.get(str(v)) or wording.name(dimension, v) for v in values]
    times = Counter(dict(zip(map(str, values), shown, strict=True)).values()) if titles else {}
    return [f"{text} ({v})" if times.get(text, 1) > 1 else text for v, text in zip(values, shown, strict=True)]


def as_numbers(table: Table, column: Column) -> tuple[pl.Series, str, int] | None:
    """A column as numbers with the browser's format and its decimals; None where a cell is no plain number."""
    unit = column.unit
    if not unit.is_number or column.until or column.unit_of:
        return None
    if column.instead and table.frame[column.instead].count():
        return None
    with_value = table.frame[column.name].drop_nulls()
    if unit.is_chance and not with_value.is_between(0.05, 0.95).all():
        return None
    if unit.is_money and (unit.is_signed or unit.is_short):
        return None  # no format of the browser has a plus before the dollar, or an M behind the number
    exact = table.frame[column.name]
    if exact.dtype.is_integer() and unit.factor == unit.divisor:
        return exact, _format(unit, 0, has_negative=False), 0
    values = (exact.cast(pl.Float64) * unit.factor / unit.divisor).round(DIGITS).fill_nan(None)
    places = _places(unit, values.drop_nulls())
    has_negative = bool((values < 0).any())
    return _rounded(values, places), _format(unit, places, has_negative=has_negative), places


def _rounded(values: pl.Series, places: int) -> pl.Series:
    """The numbers rounded as words are: the browser would round 12.5 up, and a sentence beside it says 12."""
    return pl.Series(values.name, [None if v is None else round(v, places) for v in values], dtype=pl.Float64)


def _unit(declared: Unit, name: str | None) -> Unit:
    """The unit of one row, said short where the column is."""
    unit = UNITS.get(name or "", declared)
    return unit.in_short if declared.is_short else unit


def _names(table: Table, column: Column) -> list[str]:
    values = table.frame[column.name]
    if column.dimension:
        return names(values, column.dimension, table.scope)
    return [MISSING if value is None else str(value) for value in values]


def _range(unit: Unit, low: str, high: float | None) -> str:
    return MISSING if high is None or low == MISSING else f"{low} to {unit.exact(high)}"


def _places(unit: Unit, numbers: pl.Series) -> int:
    """Decimals of the column: as many as any of its numbers needs, and those of all where they have the same."""
    each = {unit.places(value) for value in numbers}
    if len(each) == 1:
        return each.pop()
    return max(each, default=0) if (numbers != numbers.round()).any() else 0


def _format(unit: Unit, places: int, *, has_negative: bool) -> str:
    """The browser's format; its own one for dollars is the only one with a sign before the dollar."""
    if unit.is_money and has_negative:
        return "dollar"
    plus = "+" if unit.is_signed else ""
    return f"{unit.prefix}%{plus},.{places}f{unit.suffix.replace('%', '%%')}"
