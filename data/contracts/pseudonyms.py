"""What a key must not be: something that names a person outside the college's own files."""

import polars as pl

_NATIONAL_IDS = r"^(\d{3}[- ]?\d{2}[- ]?\d{4}|\d{3}[- ]\d{3}[- ]\d{3})$"
"""United States social security numbers, also without their dashes, and Canadian social insurance numbers."""
_WITH_SIGNS = r"^(\d{3}[- ]\d{2}[- ]\d{4}|\d{3}[- ]\d{3}[- ]\d{3})$"
_BARE = r"^(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])(?:0[1-9]|[1-9]\d)(?:\d{3}[1-9]|\d{2}[1-9]0|\d[1-9]00|[1-9]000)$"
"""Nine digits that can be a social security number: no part of it is zero, and it starts neither with 666 nor with 9."""
_NAME = r"^\p{Lu}[\p{L}'’.-]*\p{Ll}(, ?| )(\p{Lu}[\p{L}'’.-]* )*\p{Lu}[\p{L}'’-]*\.?$"

KEYS_OF_PEOPLE = ("learner_id", "registration_id", "inquiry_id")
"""Keys of one person each; others, such as those of sections, may be made of words."""
_COUNTED_ON = 20
"""Numbers of nine digits this close to each other are counted on, not drawn: a key of a system and of nobody."""


def identifies(column: pl.Expr) -> pl.Expr:
    """Whether the id of a learner looks like an e-mail address or a national id."""
    return column.str.contains("@", literal=True) | column.str.contains(_NATIONAL_IDS)


def is_marked(column: pl.Expr) -> pl.Expr:
    """Whether another key looks like an e-mail address or, by its signs, a national id."""
    return column.str.contains("@", literal=True) | column.str.contains(_WITH_SIGNS)


def is_bare(column: pl.Expr) -> pl.Expr:
    """Whether another key is nine digits that can be a national id, or a system's own number (`is_counter`)."""
    return column.str.contains(_BARE)


def is_counter(numbers: int, lowest: int, highest: int) -> bool:
    """Whether so many keys of nine digits follow each other as the numbers of a system do."""
    return numbers >= 10 and highest - lowest < _COUNTED_ON * numbers


def is_name(column: pl.Expr) -> pl.Expr:
    """Whether an id reads as the first and last name of a person."""
    return column.str.contains(_NAME)
