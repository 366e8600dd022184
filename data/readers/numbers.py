"""Numbers from text: currency signs, thousands and decimal commas, never one taken for the other."""

import polars as pl

_THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
_POINT_THOUSANDS = r"^[+-]?\d{1,3}(\.\d{3})*,\d+$"
_DECIMAL_COMMA = r"^[+-]?(\d+|\d{1,3}(\.\d{3})+),(\d{1,2}|\d{4,})$"
_EITHER = r"^[+-]?[1-9]\d{0,2},\d{3}$"


class AmbiguousNumbers(ValueError):
    """A column in which a comma may be for thousands or for decimals; the message says where."""


def read(column: pl.Series, decimal: str | None = None, *, is_semicolon: bool = False) -> pl.Series:
    """The numbers as Float64; null where a value is none. Raises AmbiguousNumbers.

    A comma is for decimals where `decimal` says so or a value such as 12,50 shows it. Where only values such as 1,200
    stand in a file separated by semicolons, neither is certain.
    """
    numbers = column.cast(pl.Float64, strict=False)
    if numbers.null_count() == column.null_count():
        return _finite(numbers)
    plain = column.str.replace_all(r"[$€£\s\u00a0]|(?i:usd)", "").str.replace(r"^\((.*)\)$", "-$1")
    decimal = decimal or _decimal(plain, is_semicolon=is_semicolon)
    text = pl.col("text")
    if decimal == ",":
        fits = text.str.contains(_POINT_THOUSANDS) | ~text.str.contains(r"[.,]")
        read = pl.when(fits).then(text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
    else:
        read = pl.when(text.str.contains(_THOUSANDS)).then(text.str.replace_all(",", "", literal=True)).otherwise(text)
    return _finite(pl.DataFrame({"text": plain}).select(read.cast(pl.Float64, strict=False)).to_series())


def _finite(numbers: pl.Series) -> pl.Series:
    return numbers.zip_with(numbers.is_finite().fill_null(False), pl.Series([None], dtype=pl.Float64))


def _decimal(column: pl.Series, *, is_semicolon: bool) -> str:
    if column.str.contains(_DECIMAL_COMMA).any():
        return ","
    either = column.filter(column.str.contains(_EITHER).fill_null(False))
    if is_semicolon and either.len() and not column.str.contains(r",\d{3}\.|,\d{3},").any():
        raise AmbiguousNumbers(f"numbers such as {either[0]}, in which the comma may be for thousands or for decimals")
    return "."
