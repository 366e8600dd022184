"""Numbers from text: currency signs, thousands and decimal commas, never one taken for the other."""

from dataclasses import dataclass, field

import polars as pl

_THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
_WITH_COMMA = r"^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$"
"""A number whose decimals follow a comma, its thousands parted by points or by nothing."""
_DECIMAL_COMMA = r"^[+-]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})$"
_DECIMAL_POINT = r"^[+-]?(\d+|\d{1,3}(,\d{3})+)\.(\d{1,2}|\d{4,})$|^[+-]?0\.\d+$"
_SEVERAL_POINTS = r"^[+-]?\d{1,3}(\.\d{3}){2,}$"
_EITHER_COMMA = r"^[+-]?[1-9]\d{0,2},\d{3}$"
_EITHER_POINT = r"^[+-]?[1-9]\d{0,2}\.\d{3}$"
_THOUSANDS_SIGNS = r"[\s\u00a0\u202f'’]|US\$|(?i:usd)|\$"
OTHER_CURRENCY = r"£|€|¥|₹|₩|(?i)\b(?:gbp|eur|cad|aud|nzd|chf|mxn|jpy|inr|sek|nok|dkk)\b|[ACN]Z?\$"
"""Signs and codes of money that is not US dollars."""


class AmbiguousNumbers(ValueError):
    """A column in which a comma or point may be for thousands or for decimals; the message says where."""


@dataclass(frozen=True)
class Decimals:
    """Whether a value leaves no doubt that decimals follow a comma, or a point."""

    has_comma: bool = False
    has_point: bool = False

    def __add__(self, later: "Decimals") -> "Decimals":
        return Decimals(self.has_comma or later.has_comma, self.has_point or later.has_point)

    @property
    def sign(self) -> str | None:
        """The decimal sign that at least one value leaves no doubt about."""
        return "," if self.has_comma else "." if self.has_point else None


@dataclass(frozen=True)
class Signs:
    """What a column shows of how its numbers are written; the signs of pieces of a column add up to those of the whole.

    `is_plain`: every value is a number as it stands. `outside` leaves values in parentheses out, `all` does not. `comma` and
    `point` are the first values in which the sign may be for thousands or for decimals.
    """

    is_plain: bool = True
    outside: Decimals = field(default_factory=Decimals)
    all: Decimals = field(default_factory=Decimals)
    comma: str | None = None
    point: str | None = None

    def __add__(self, later: "Signs") -> "Signs":
        return Signs(
            self.is_plain and later.is_plain,
            self.outside + later.outside,
            self.all + later.all,
            self.comma or later.comma,
            self.point or later.point,
        )


def signs(column: pl.Series, *, is_semicolon: bool = False) -> Signs:
    """What the column shows of how its numbers are written."""
    is_plain = column.cast(pl.Float64, strict=False).null_count() == column.null_count()
    bare = column if is_plain else column.str.replace_all(_THOUSANDS_SIGNS, "")
    outside = _decimals(bare)
    plain = _without_parentheses(bare)
    every = outside if is_plain else _decimals(plain)
    comma, point = (_first(plain, pattern) if is_semicolon else None for pattern in (_EITHER_COMMA, _EITHER_POINT))
    return Signs(is_plain, outside, every, comma, point)


def _first(column: pl.Series, pattern: str) -> str | None:
    return next(iter(column.filter(column.str.contains(pattern).fill_null(False)).head(1)), None)


def _without_parentheses(bare: pl.Series) -> pl.Series:
    return bare.str.replace(r"^\((.*)\)$", "-$1")


def read(
    column: pl.Series, decimal: str | None = None, *, is_semicolon: bool = False, shown: Signs | None = None
) -> pl.Series:
    """The numbers as Float64; null where a value is none, or an amount in another currency. Raises AmbiguousNumbers.

    A comma is for decimals where `decimal` says so or a value such as 12,50 shows it. Where only values such as 1,200
    or 1.200 stand in a file separated by semicolons, neither is certain. `shown` are the signs of the whole where the column
    is a piece.
    """
    numbers = column.cast(pl.Float64, strict=False)
    is_plain = numbers.null_count() == column.null_count() if shown is None else shown.is_plain
    # A file with decimal points parts its cells by commas; only other files can mean thousands by a point.
    if is_plain and decimal != "," and not (is_semicolon and decimal is None):
        return _finite(numbers)
    plain = _without_parentheses(column.str.replace_all(_THOUSANDS_SIGNS, ""))
    if decimal is None:
        decimal = _decimal(shown or signs(column, is_semicolon=is_semicolon), is_semicolon=is_semicolon)
    text = pl.col("text")
    if decimal == ",":
        bare = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        read = pl.when(text.str.contains(_WITH_COMMA)).then(bare)
    else:
        read = pl.when(text.str.contains(_THOUSANDS)).then(text.str.replace_all(",", "", literal=True)).otherwise(text)
    return _finite(pl.DataFrame({"text": plain}).select(read.cast(pl.Float64, strict=False)).to_series())


def may_be_thousands(column: pl.Series, shown: Signs, *, is_settled: bool) -> pl.Series:
    """Which values such as 1.495 may have a point for thousands: none where the decimal `is_settled` or another value shows it.

    Where decimals follow a comma, 1,495 may have one for thousands all the same.
    """
    sign, pattern = (",", _EITHER_COMMA) if shown.outside.sign == "," else (".", _EITHER_POINT)
    near = ((column.str.len_bytes() >= 5) & (column.str.slice(-4, 1) == sign)).fill_null(False)
    if is_settled or not near.any():
        return near & (not is_settled)
    if shown.outside.sign == ".":
        return pl.repeat(False, column.len(), eager=True)
    return column.str.replace_all(_THOUSANDS_SIGNS, "").str.contains(pattern).fill_null(False)


def currency(column: pl.Series) -> str | None:
    """The first sign of another currency than US dollars in the column."""
    return next(iter(column.str.extract(f"({OTHER_CURRENCY})").drop_nulls()), None)


def to_cents(amounts: pl.Series) -> pl.Series:
    """Amounts rounded to whole cents, half a cent away from zero: the one rule of the whole program.

    1.005 is stored as a little less; six further decimals tell it from what is less indeed.
    """
    return (amounts * 100).round(6).round(0, mode="half_away_from_zero") / 100


def _finite(numbers: pl.Series) -> pl.Series:
    return numbers.zip_with(numbers.is_finite().fill_null(False), pl.Series([None], dtype=pl.Float64))


def _decimals(column: pl.Series) -> Decimals:
    has_comma, has_point = (column.str.contains(sign, literal=True).any() for sign in (",", "."))
    # Without a comma, only a value with several points could show that decimals follow one.
    is_comma = has_comma and column.str.contains(_DECIMAL_COMMA).any()
    is_comma = is_comma or (has_point and column.str.contains(_SEVERAL_POINTS).any())
    is_point = has_point and (_any(column, _DECIMAL_POINT) or _any(column, r",\d{3}\."))
    is_point = is_point or (has_comma and column.str.contains(r",\d{3},").any())
    return Decimals(bool(is_comma), bool(is_point))


def _any(column: pl.Series, pattern: str) -> bool:
    """Whether any value matches; where many do, a few values tell."""
    return bool(column.head(1_000).str.contains(pattern).any() or column.str.contains(pattern).any())


def _decimal(shown: Signs, *, is_semicolon: bool) -> str:
    if shown.all.sign or not is_semicolon:
        return shown.all.sign or "."
    for either, sign in ((shown.comma, "comma"), (shown.point, "point")):
        if either:
            raise AmbiguousNumbers(
                f"numbers such as {either}, in which the {sign} may be for thousands or for decimals"
            )
    return "."
