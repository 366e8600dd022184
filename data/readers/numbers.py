"""Numbers from text: currency signs, thousands and decimal commas, never one taken for the other."""

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


def read(column: pl.Series, decimal: str | None = None, *, is_semicolon: bool = False) -> pl.Series:
    """The numbers as Float64; null where a value is none, or an amount in another currency. Raises AmbiguousNumbers.

    A comma is for decimals where `decimal` says so or a value such as 12,50 shows it. Where only values such as 1,200
    or 1.200 stand in a file separated by semicolons, neither is certain.
    """
    numbers = column.cast(pl.Float64, strict=False)
    is_plain = numbers.null_count() == column.null_count()
    # A file with decimal points parts its cells by commas; only other files can mean thousands by a point.
    if is_plain and decimal != "," and not (is_semicolon and decimal is None):
        return _finite(numbers)
    plain = column.str.replace_all(_THOUSANDS_SIGNS, "").str.replace(r"^\((.*)\)$", "-$1")
    decimal = decimal or _decimal(plain, is_semicolon=is_semicolon)
    text = pl.col("text")
    if decimal == ",":
        bare = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
        read = pl.when(text.str.contains(_WITH_COMMA)).then(bare)
    else:
        read = pl.when(text.str.contains(_THOUSANDS)).then(text.str.replace_all(",", "", literal=True)).otherwise(text)
    return _finite(pl.DataFrame({"text": plain}).select(read.cast(pl.Float64, strict=False)).to_series())


def decimal_of(column: pl.Series) -> str:
    """`,` where the values show a decimal comma, else `.`; signs of currency and thousands do not count."""
    return _shown(column.str.replace_all(_THOUSANDS_SIGNS, "")) or "."


def may_be_thousands(column: pl.Series, *, is_settled: bool) -> pl.Series:
    """Which values such as 1.495 may have a point for thousands: none where the decimal `is_settled` or another value shows it."""
    near = ((column.str.len_bytes() >= 5) & (column.str.slice(-4, 1) == ".")).fill_null(False)
    if is_settled or not near.any():
        return near & (not is_settled)
    plain = column.str.replace_all(_THOUSANDS_SIGNS, "")
    if _shown(plain):
        return pl.repeat(False, column.len(), eager=True)
    return plain.str.contains(_EITHER_POINT).fill_null(False)


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


def _shown(column: pl.Series) -> str | None:
    """The decimal sign that at least one value leaves no doubt about."""
    if column.str.contains(_DECIMAL_COMMA).any() or column.str.contains(_SEVERAL_POINTS).any():
        return ","
    if column.str.contains(_DECIMAL_POINT).any() or column.str.contains(r",\d{3}\.|,\d{3},").any():
        return "."
    return None


def _decimal(column: pl.Series, *, is_semicolon: bool) -> str:
    shown = _shown(column)
    if shown or not is_semicolon:
        return shown or "."
    for pattern, sign in ((_EITHER_COMMA, "comma"), (_EITHER_POINT, "point")):
        either = column.filter(column.str.contains(pattern).fill_null(False))
        if either.len():
            raise AmbiguousNumbers(
                f"numbers such as {either[0]}, in which the {sign} may be for thousands or for decimals"
            )
    return "."
