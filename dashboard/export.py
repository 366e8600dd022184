"""A Table as a CSV file: plain numbers first, then what they are, a line each that begins with #."""

import re

import polars as pl

from dashboard import cells
from dashboard.passport import Passport
from dashboard.wording import markdown
from data.reference.spreadsheet import FORMULA, neutralised
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import UNITS, Unit

BOM = "\ufeff"
"""Says UTF-8 at the beginning of a file, without which a spreadsheet takes a dash for three odd letters."""


def csv(passport: Passport) -> str:
    """The table as CSV: plain numbers, names beside codes, an empty cell for what is not known, then the facts.

    A line of facts is `#`, the term or column and the text. A program that skips lines which begin with # reads the
    table alone; a spreadsheet shows the facts below it.
    """
    table = passport.table
    plain_columns = columns(table)
    units = {_name(c): c for c in table.columns if c.unit.is_number}
    lines = [*(_unit_line(name, column) for name, column in units.items())]
    lines += [_line(fact.term, fact.text) for fact in passport.facts if not fact.column]
    return f"{neutralised(plain_columns).write_csv()}#\n{''.join(lines)}"


def columns(table: Table) -> pl.DataFrame:
    """The columns of a file: plain numbers, names beside codes, and what is shown as part of another column by itself."""
    by_name = {plain.name: plain for column in table.columns for plain in _plain_columns(table, column)}
    return pl.DataFrame([*by_name.values()])


def file(passport: Passport) -> str:
    """The same as a file that a spreadsheet opens."""
    return f"{BOM}{csv(passport)}"


def slug(title: str) -> str:
    """A title as the name of a file, without its ending."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def plain(values: pl.Series, unit: Unit) -> pl.Series:
    """Numbers as a file keeps them: dollars to the cent, whole numbers without a point, all else to the unit's digits."""
    if not unit.is_number or not values.dtype.is_numeric():
        return values
    if unit.is_money:
        exact = values.cast(pl.Float64) / unit.divisor if unit.divisor != 1 else values.cast(pl.Float64)
        return exact.fill_nan(None).round(unit.digits).cast(pl.Decimal(38, unit.digits))
    if values.dtype.is_integer():
        return values
    rounded = (values.cast(pl.Float64) / unit.divisor).fill_nan(None).round(unit.digits)
    is_whole = unit.decimals == 0 and unit.factor == 1 and (rounded.drop_nulls() == rounded.drop_nulls().round()).all()
    return rounded.cast(pl.Int64) if is_whole else rounded


def _plain_columns(table: Table, column: Column) -> list[pl.Series]:
    """A column as those of a file: its numbers, names beside codes, and the columns that are shown as part of it."""
    values = table.frame[column.name]
    if column.unit_of:
        units = [UNITS.get(name or "", column.unit) for name in table.frame[column.unit_of]]
        kept = [None if v is None else round(v, unit.digits) for v, unit in zip(values, units, strict=True)]
        columns = [pl.Series(column.name, kept, dtype=pl.Float64)]
    else:
        columns = [plain(values, column.unit).alias(_name(column))]
    if column.dimension:
        columns += _names_beside(values, column.dimension, table.scope)
    if column.until:
        columns.append(plain(table.frame[column.until], column.unit).alias(_in_dollars(column.until, column.unit)))
    return [*columns, *(table.frame[part] for part in (column.instead, column.unit_of) if part)]


def _names_beside(codes: pl.Series, dimension: str, scope: Scope) -> list[pl.Series]:
    """The names of codes as a column beside them; none where they are the codes."""
    names = cells.names(codes, dimension, scope)
    words = [None if code is None else name for code, name in zip(codes, names, strict=True)]
    if words == [None if code is None else str(code) for code in codes]:
        return []
    return [pl.Series(f"{codes.name}_name", words, dtype=pl.String)]


def _name(column: Column) -> str:
    return _in_dollars(column.name, column.unit)


def _in_dollars(name: str, unit: Unit) -> str:
    """The name of a column in a file, where cents are dollars."""
    return f"{name.removesuffix('_cents')}_usd" if unit.divisor != 1 else name


def _unit_line(name: str, column: Column) -> str:
    """What a column holds: its unit with the digits that are kept, and its definition."""
    unit = "each row's own unit" if column.unit_of else column.unit.file_words or column.unit.words
    digits = (
        ", to the cent" if column.unit.is_money else f", to {column.unit.digits} decimals" if column.unit.digits else ""
    )
    return _line(name, f"{column.label} ({unit}{digits}). {column.definition}".strip())


def _line(term: str, text: str) -> str:
    return f"#,{_cell(term)},{_cell(text)}\n"


def _cell(text: str) -> str:
    """A text without marks of Markdown as one quoted cell that is no formula."""
    bare = markdown.plain(text).replace('"', '""').replace("\n", " ")
    return f'"\'{bare}"' if re.match(FORMULA, bare) else f'"{bare}"'
