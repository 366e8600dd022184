"""Headers of money that state another unit than dollars, such as percent, thousands or another currency."""

import json
import re

import polars as pl

from data.readers.files import BadFile
from data.readers.mapping import Mapping

CURRENCY = (
    r"\b(cad|eur|gbp|aud|nzd|chf|mxn|jpy|inr|sek|nok|dkk|brl|cop|clp|zar)\b|[€£¥₹]|\b(ca|c|au|a|nz|mx|r)\$|\$ ?(ca|cad|mxn|mx)\b"
    r"|\b(canadian|australian|mexican|euros?|pesos?|pounds? sterling)\b"
)
THOUSANDS = r"\(?\$?0{3}['’]?s?\)|['’]0{3}s?\b|\bthousands?\b|\bin 1,?000s?\b|\bin \$?k\b|\$ ?k\b|\bk ?\$|\(k\)|\bk ?usd\b|\busd ?k\b"
_KINDS = (
    (r"%|\b(percent|percentage|pct)\b", "percent", "US dollars"),
    (THOUSANDS, "thousands", "single US dollars"),
    (r"\bmillions?\b|\(m\)|\$ ?m\b", "millions", "single US dollars"),
    (r"\bcents?\b|\bminor( units?)?\b|\bpence\b|^unit amount$", "cents", "US dollars"),
    (CURRENCY, "another currency", "US dollars"),
)
_RATE = r"\brate\b"
_PART_OF_A_YEAR = r"\b(hourly|hour|weekly|week|monthly|month|quarterly|quarter)\b|/ ?hr\b|\bper hr\b"


def refuse(rows: pl.DataFrame, mapping: Mapping, file: str) -> None:
    """Raise BadFile where a column of dollars is read from one whose header states another unit."""
    for header, ours in mapping.columns.items():
        unit = other(header, ours)
        if unit is not None and unit[0] == "cents":
            if header in mapping.cents:
                continue
            raise BadFile(
                f"{header!r} in {file} says cents, and {ours} holds US dollars. Say `cents = [{json.dumps(header)}]` in a recipe, or make "
                "a column of US dollars with another name, and import the file again."
            )
        if unit is None or (unit[0] == "percent" and rows[header].str.contains("$", literal=True).any()):
            continue
        said, wanted = unit
        raise BadFile(
            f"{header!r} in {file} says {said}, and {ours} holds {wanted}. Make a column of {wanted} with another name "
            "and import the file again."
        )


def other(header: str, ours: str) -> tuple[str, str] | None:
    """The unit that a header states and the unit of our column. None where they are the same."""
    if not (ours.endswith("_usd") or ours == "target"):
        return None
    name = header.lower().replace("_", " ")
    if ours == "earnings_usd" and re.search(_PART_OF_A_YEAR, name):
        return "pay of a part of a year", "pay of a year"
    if ours == "discount_usd" and re.search(_RATE, name):
        return "a rate", "US dollars"
    if ours == "target":
        return ("thousands", "single units") if re.search(THOUSANDS, name) else None
    for pattern, unit, wanted in _KINDS:
        if re.search(pattern, name) and not (pattern is CURRENCY and re.search(r"\busd\b|us\$|\bus dollars?\b", name)):
            return unit, wanted
    return None


def states_other(header: str, ours: str) -> bool:
    """Whether a header is of no column of ours that its words are like: another unit, or a net amount where ours is gross."""
    is_net = ours in ("gross_usd", "price_usd") and re.search(r"\b(net|balance|due)\b", header.lower()) is not None
    return is_net or other(header, ours) is not None
