"""Whether every number in a sentence stands in the results that the sentence was made of.

A number is supported where a result holds it, as it is printed: `$10.10M` by 10,098,112.50, `35%` by 0.3468. A change,
a share or a difference is supported by two numbers of one result row or record. Names are left out: digits that stand in
a title, a code or a date of the results are no numbers of their own.
"""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import polars as pl

_TOKEN = re.compile(r"(?<![\w.])[-+]?\$?(\d[\d,]*\.?\d*)\s?(%|[KMB]\b)?")
_SCALES = {"%": 0.01, "K": 1e3, "M": 1e6, "B": 1e9}
_FEW = 400
"""Numbers up to which pairs are looked at."""
_SMALL = 2
"""Counts up to which a sentence may say a number that it states itself, as in `1 of 2`."""


@dataclasses.dataclass(frozen=True)
class Token:
    """A number as printed: its size, and how far off the result may be."""

    text: str
    size: float
    tolerance: float


def unsupported(sentence: str, results: Any) -> list[str]:
    """The numbers of a sentence that no result holds, as printed; empty where all are held."""
    numbers, words = set(), set()
    for value in _values(results):
        (words if isinstance(value, str) else numbers).add(value)
    tokens = [token for token in _tokens(sentence) if not _is_named(token, words)]
    return [token.text for token in tokens if not _is_held(token, numbers)]


def _tokens(sentence: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(sentence):
        digits = match[1].rstrip(".,")
        scale = _SCALES.get(match[2] or "", 1.0)
        places = len(digits.partition(".")[2])
        size = float(digits.replace(",", ""))
        yield Token(match[0].strip(), size * scale, 0.5000001 * 10.0**-places * scale)


def _is_named(token: Token, words: set[str]) -> bool:
    digits = re.sub(r"[^\d.]", "", token.text).strip(".")
    return any(re.search(rf"(?<!\d){re.escape(digits)}(?!\d)", word) for word in words)


def _is_held(token: Token, numbers: set[float]) -> bool:
    if token.size <= _SMALL and token.tolerance > 0.1 and token.tolerance < 1:
        return True
    sizes = [abs(number) for number in numbers]
    if any(_is_near(token, size * factor) for size in sizes for factor in (1, 0.01, 100)):
        return True
    if len(sizes) > _FEW:
        return False
    return any(_is_near(token, size) for one, other in combinations(sizes, 2) for size in _of_two(one, other))


def _of_two(one: float, other: float) -> Iterator[float]:
    """What a sentence says of two numbers: difference, sum, share, change and ratio."""
    difference = abs(one - other)
    yield from (difference, one + other, difference / 100)
    for part, whole in ((one, other), (other, one)):
        if whole:
            yield from (part / whole, abs(part / whole - 1))


def _is_near(token: Token, size: float) -> bool:
    return abs(abs(size) - token.size) <= token.tolerance


def _values(result: Any) -> Iterator[float | str]:
    """Every number and every text of a result, days as text."""
    if result is None or isinstance(result, bool):
        return
    if isinstance(result, int | float):
        yield float(result)
    elif isinstance(result, str):
        yield result
    elif isinstance(result, date):
        yield f"{result:%B} {result.day}, {result.year} {result:%m}"
    elif isinstance(result, pl.DataFrame):
        yield float(result.height)
        for column in result.iter_columns():
            yield from _values(column.to_list())
            if column.dtype.is_numeric() and len(column):
                yield float(column.sum())
    elif isinstance(result, dict):
        yield float(len(result))
        for key, value in result.items():
            yield from _values(key)
            yield from _values(value)
    elif isinstance(result, list | tuple | set | frozenset):
        yield float(len(result))
        for item in result:
            yield from _values(item)
    elif dataclasses.is_dataclass(result) and not isinstance(result, type):
        for field in dataclasses.fields(result):
            yield from _values(getattr(result, field.name))
