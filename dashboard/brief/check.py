"""Whether every number in a sentence stands in the results that the sentence was made of.

A number is supported where a result holds it, as it is printed: `$10.10M` by 10,098,112.50, `35%` by 0.3468. A change,
a share or a difference is supported by two numbers of one result row or record. Names are left out: digits that stand in
a title, a code or a date of the results are no numbers of their own.
"""

import contextlib
import dataclasses
import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

import polars as pl

_TOKEN = re.compile(r"(?<![\w.])[-+]?\$?(\d[\d,]*\.?\d*)\s?(%|[KMB]\b)?")
_END = re.compile(r"\bbetween (?:\S+ and )?$")
_SCALES = {"%": 0.01, "K": 1e3, "M": 1e6, "B": 1e9}
_FEW = 60
"""Numbers up to which pairs of a whole result are looked at; of more, those of each row and record."""
_FEW_GROUPS = 12
"""Names of a column up to which sums by them are looked at."""
_STATED = 2
"""A sentence may say whole numbers up to this of its own, as in `two of them` or `1 year`."""


@dataclasses.dataclass(frozen=True)
class Token:
    """A number as printed: its size, and how far off the result may be."""

    text: str
    size: float
    tolerance: float


def unsupported(sentence: str, results: Any) -> list[str]:
    """The numbers of a sentence that no result holds, as printed; empty where all are held."""
    texts, records = set[str](), list[set[float]]()
    whole = _read(results, texts, records)
    tokens = [token for token in _tokens(sentence) if not _is_named(token, texts)]
    open_tokens = [token for token in tokens if not _is_held(token, whole.union(*records))]
    groups = [group for group in (whole, *records) if 1 < len(group) <= _FEW]
    return [token.text for token in open_tokens if not any(_is_of_two(token, group) for group in groups)]


def _tokens(sentence: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(sentence):
        digits = match[1].rstrip(".,")
        scale = _SCALES.get(match[2] or "", 1.0)
        places = len(digits.partition(".")[2])
        size = float(digits.replace(",", ""))
        step = _step(sentence[: match.start()], size, places)
        yield Token(match[0].strip(), size * scale, 0.5000001 * step * scale)


def _step(before: str, size: float, places: int) -> float:
    """How finely a number is printed: `about` to three digits, the ends of a range as the whole numbers around it."""
    if before.endswith("about ") and size >= 100:
        return max(10.0 ** (math.floor(math.log10(size)) - 2), 10.0**-places)
    if not places and _END.search(before):
        return 2.0
    return 10.0**-places


def _is_named(token: Token, texts: set[str]) -> bool:
    if re.fullmatch(r"(19|20)\d\d\.?", token.text):
        return True  # a year
    digits = re.sub(r"[^\d.]", "", token.text).strip(".")
    return any(re.search(rf"(?<!\d){re.escape(digits)}(?!\d)", text) for text in texts)


def _is_held(token: Token, numbers: set[float]) -> bool:
    if token.size <= _STATED and token.size == round(token.size) and "." not in token.text:
        return True
    shares = {1 - number for number in numbers if 0 < number < 1}  # what is left of a whole
    return any(_is_near(token, number * factor) for number in numbers | shares for factor in (1, 0.01, 100))


def _is_of_two(token: Token, numbers: set[float]) -> bool:
    return any(_is_near(token, size) for one, other in combinations(numbers, 2) for size in _of_two(one, other))


def _of_two(one: float, other: float) -> Iterator[float]:
    """What a sentence says of two numbers: difference, sum, share, change and ratio."""
    difference = abs(one - other)
    yield from (difference, one + other, difference / 100)
    for part, whole in ((one, other), (other, one)):
        if whole:
            yield from (part / whole, abs(part / whole - 1))


def _is_near(token: Token, size: float) -> bool:
    return abs(abs(size) - token.size) <= token.tolerance


def _read(result: Any, texts: set[str], records: list[set[float]]) -> set[float]:
    """The numbers of a result that stand by themselves. Its texts and the numbers of its rows and records are added."""
    if result is None or isinstance(result, bool):
        return set()
    if isinstance(result, int | float):
        return {float(result)}
    if isinstance(result, str):
        texts.add(result)
        return set()
    if isinstance(result, date):
        texts.add(f"{result:%B} {result.day}, {result.year} {result:%m}")
        return set()
    frame = getattr(result, "frame", result)
    if isinstance(frame, pl.DataFrame):
        return _read_frame(frame, texts, records)
    if isinstance(result, dict):
        return {float(len(result))} | _read([*result.keys(), *result.values()], texts, records)
    if isinstance(result, list | tuple | set | frozenset):
        return {float(len(result))}.union(*(_read(item, texts, records) for item in result))
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        numbers = set[float]().union(*(_read(value, texts, records) for value in _parts(result)))
        records.append(numbers)
        return numbers
    return set()


def _parts(record: Any) -> Iterator[Any]:
    """The fields of a record, and what it works out of them; a part that cannot be worked out holds nothing."""
    worked_out = [name for name, part in vars(type(record)).items() if isinstance(part, property | cached_property)]
    for name in (*(field.name for field in dataclasses.fields(record)), *worked_out):
        with contextlib.suppress(ValueError, TypeError, ZeroDivisionError, LookupError):
            part = getattr(record, name)
            if name not in worked_out or isinstance(part, int | float | tuple):
                yield part


def _read_frame(frame: pl.DataFrame, texts: set[str], records: list[set[float]]) -> set[float]:
    """The height and sums of a frame; each row is a record, and each column of a small one."""
    sums = {float(column.sum()) for column in frame.iter_columns() if column.dtype.is_numeric() and len(column)}
    for row in frame.iter_rows():
        records.append(_read(list(row), texts, records))
    if frame.height <= _FEW:
        records += [_read(column.to_list(), texts, records) for column in frame.iter_columns()]
    return sums | {float(frame.height)} | _of_groups(frame, records)


def _of_groups(frame: pl.DataFrame, records: list[set[float]]) -> set[float]:
    """What a sentence counts and adds up: the positive and the negative of each column, sums by a
    few names, and what the first rows leave of a sum.
    """
    numbers = [column.name for column in frame.iter_columns() if column.dtype.is_numeric()]
    sums_of_groups = set[float]()
    for name in numbers:
        for part in (frame[name].filter(frame[name] > 0), frame[name].filter(frame[name] < 0)):
            sums_of_groups |= {float(len(part)), float(part.sum())}
        sums_of_groups |= {float(frame[name][place:].sum()) for place in range(1, min(frame.height, _FEW_GROUPS))}
    names = [c.name for c in frame.iter_columns() if not c.dtype.is_numeric() and not c.dtype.is_nested()]
    for name in names:
        if numbers and 1 < frame[name].n_unique() <= _FEW_GROUPS:
            sums = frame.group_by(name).agg(pl.col(numbers).sum(), count=pl.len()).drop(name)
            records += [{float(value) for value in row if value is not None} for row in sums.rows()]
    return sums_of_groups
