"""A file made ready for its mapping: rows chosen, people replaced by pseudonyms, account lines summed, keys taken once."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import polars as pl

from data.contracts import TABLES
from data.readers import account_lines
from data.readers.files import Raw
from data.readers.mapping import Mapping

T = TypeVar("T")
_PSEUDONYM = r"^p[0-9a-f]{20}$"


def prepared(raw: Raw, mapping: Mapping, others: Sequence[Raw], key: bytes) -> tuple[Raw, Mapping]:
    """The file with its mapping ready to be tidied, and notes on what was done. Raises BadFile.

    `others` are the other files of the import, in which account lines may stand; `key` makes the pseudonyms.
    """
    raw = chosen(raw, mapping, key)
    if mapping.lines:
        beside = files_of_lines(mapping, raw.rows.columns, others, lambda other: other.rows.columns)
        lined = [of_lines(other, mapping, key) for other in beside]
        raw = account_lines.summed(raw, mapping.lines, lined, mapping.decimal)
    mapping = with_sums(mapping)
    return (_once(raw, mapping) if mapping.one_per_key else raw), mapping


def chosen(raw: Raw, mapping: Mapping, key: bytes) -> Raw:
    """The rows that the mapping takes, with pseudonyms in place of people. Other rows do not change them."""
    return _pseudonymous(_chosen(raw, mapping), mapping.pseudonyms, key)


def files_of_lines(
    mapping: Mapping, headers: Sequence[str], others: Sequence[T], columns: Callable[[T], Sequence[str]]
) -> list[T]:
    """The other files in which the account lines of a file with these headers stand; none where they stand in itself.

    A file that has all that the mapping reads holds registrations of its own, and counts only where nothing else has lines.
    """
    if mapping.lines is None:
        return []
    having = [other for other in others if mapping.lines.stand_in(columns(other))]
    read = {*mapping.inputs()} - {*account_lines.SUMS.values()}
    alone = [other for other in having if not read <= {*columns(other)}]
    return alone or ([] if mapping.lines.stand_in(headers) else having)


def of_lines(other: Raw, mapping: Mapping, key: bytes) -> Raw:
    """A file of account lines with the pseudonyms of the registrations that it belongs to."""
    return _pseudonymous(other, _shared(mapping), key)


def with_sums(mapping: Mapping) -> Mapping:
    """The mapping with the columns that sums of account lines are put into."""
    if mapping.lines is None:
        return mapping
    sums = {theirs: ours for ours, theirs in account_lines.SUMS.items() if ours not in mapping.columns.values()}
    return replace(mapping, columns={**mapping.columns, **sums})


def texts(rows: pl.DataFrame, mapping: Mapping) -> pl.DataFrame:
    """The file's text under our names: their columns as they stand, and the ones that steps make."""
    direct = [pl.col(theirs).alias(ours) for theirs, ours in mapping.columns.items()]
    made = [step.text(mapping.values.get(ours, {})).cast(pl.String).alias(ours) for ours, step in mapping.made.items()]
    # A frame of constants alone would have one row.
    number = pl.int_range(pl.len()).alias("\0row")
    return rows.select(number, *direct, *made).drop("\0row")


def pseudonyms(column: pl.Series, key: bytes) -> pl.Series:
    """The same short code for the same person, whatever the case and blanks; not to be turned back without the key."""

    def code(person: str) -> str:
        return "p" + hmac.new(key, person.strip().lower().encode(), hashlib.sha256).hexdigest()[:20]

    people = column.drop_nulls().unique()
    open_ones = people.filter(~people.str.contains(_PSEUDONYM)).to_list()
    return column.replace(open_ones, [code(person) for person in open_ones])


def _chosen(raw: Raw, mapping: Mapping) -> Raw:
    if mapping.rows is None:
        return raw
    kept = raw.rows.filter(pl.col(mapping.rows.column).is_in(list(mapping.rows.among)))
    note = left_out(mapping, raw.rows.height - kept.height, raw.rows.height)
    return replace(raw, rows=kept, notes=(*raw.notes, *note))


def left_out(mapping: Mapping, left: int, height: int) -> tuple[str, ...]:
    """A note on the rows of a file that a mapping leaves out; none where it takes all."""
    if mapping.rows is None or not left:
        return ()
    return (f"{left:,} of {height:,} rows left out: {mapping.rows.column} is not {' or '.join(mapping.rows.among)}",)


def _pseudonymous(raw: Raw, columns: Sequence[str], key: bytes) -> Raw:
    held = [c for c in columns if c in raw.rows.columns]
    return replace(raw, rows=raw.rows.with_columns(pseudonyms(raw.rows[c], key) for c in held)) if held else raw


def _shared(mapping: Mapping) -> tuple[str, ...]:
    """The columns of the account lines that hold the people of `pseudonyms`."""
    pairs = zip(mapping.lines.by, mapping.lines.of, strict=True) if mapping.lines else ()
    return tuple(of for by, of in pairs if by in mapping.pseudonyms)


AT = "\0at"
"""The place of a row among those of its file."""


def keys_of(ours: pl.DataFrame, table: str) -> list[str]:
    """The columns of its key that a file gives."""
    return [c for c in TABLES[table].primary_key() if c in ours.columns]


def first_of_keys(ours: pl.DataFrame, key: list[str]) -> tuple[pl.Series, int]:
    """Which rows are the first of their key, and how many keys have rows that differ."""
    several = ours.unique(maintain_order=True).group_by(key).len().filter(pl.col("len") > 1).height
    return ours.select(pl.struct(key).is_first_distinct()).to_series(), several


def once_note(table: str, height: int, first: int, several: int) -> str:
    """What was taken of rows of which the first of each key is."""
    note = f"{height:,} rows hold {first:,} {table}; the first row of each is taken"
    return note + f", though the rows of {several:,} of them differ" if several else note


def _once(raw: Raw, mapping: Mapping) -> Raw:
    """The first row of each key of the table, and a note on what else stood under the same key."""
    ours = texts(raw.rows, mapping)
    first, several = first_of_keys(ours, keys_of(ours, mapping.table))
    note = once_note(mapping.table, raw.rows.height, int(first.sum()), several)
    return replace(raw, rows=raw.rows.filter(first), notes=(*raw.notes, note))
