"""Dates from text: never guessed where a day could be read in two ways."""

# Why: decisions 44 and 95.

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

MONTH_FIRST, DAY_FIRST = "month/day/year", "day/month/year"
FORMATS = (MONTH_FIRST, DAY_FIRST)
"""What a mapping may say of dates such as 03/04/2025; or a pattern such as %d.%m.%Y."""

_NAMED = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_SPELLED = {"mm/dd/yyyy": MONTH_FIRST, "dd/mm/yyyy": DAY_FIRST, "m/d/y": MONTH_FIRST, "d/m/y": DAY_FIRST}
_NUMERIC = r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T,].*)?$"
_SHORT_YEAR = r"^(\d{1,2}[/.\- ]\d{1,2}[/.\- ])(\d{2})(?:[ T,].*)?$"
_SHORT_NAMED = r"(?i)^(\d{1,2} [a-z]+ |[a-z]+ \d{1,2} )(\d{2})(?: .*)?$"
_COMPACT = r"^((?:19|20)\d{2})(\d{2})(\d{2})$"
"""20250803. Read with the day or month first its last four digits would be no year, so it has one reading."""
_YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$"


_NO_DAY = (
    r"^(0000-00-00|0001-01-01|1753-01-01|1899-12-3[01]|1900-01-0[01]|1970-01-01|(2099|2199|2999|9999)-12-31)([ T]00:00(:00(\.0+)?)?Z?)?$"
    r"|^(0?1[/.]0?1[/.](0001|1753|1900|1970)|12[/.]3[01][/.](1899|2099|2999|9999)|3[01][/.]12[/.](1899|2099|2999|9999))( 0?0:00(:00)?| 12:00:00 AM)?$"
)
_UTC = r"(?i)(z|utc|gmt|[+-]00:?00)$"
_TIME = r"[T ](\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)"
_ON_ONE_DAY = 20
"""Registrations that are not all of one day by chance."""
_SEVERAL = 3
"""Days that are not all before the 13th of a month by chance."""


class AmbiguousDates(ValueError):
    """A column whose days can be read in two ways; the message says how."""


@dataclass(frozen=True)
class Signs:
    """What a column shows of how its days are written; the signs of pieces of a column add up to those of the whole.

    `is_iso`: every value is year, month and day. The others are the first date that must be month first, the first that must
    be day first, and the first that may be either. Of those with the year first: one of them, how many, and whether one is after the
    12th. Of all: the first one, whether there are `several`, and how many cells are filled. Numbers end where more tell no more, so
    that pieces that were read before the last ones need not be read again.
    """

    is_iso: bool = True
    month_first: str | None = None
    day_first: str | None = None
    either: str | None = None
    year_first: str | None = None
    years_first: int = 0
    has_late_day: bool = False
    only: str | None = None
    several: bool = False
    count: int = 0

    def __add__(self, later: "Signs") -> "Signs":
        return Signs(
            self.is_iso and later.is_iso,
            self.month_first or later.month_first,
            self.day_first or later.day_first,
            self.either or later.either,
            self.year_first or later.year_first,
            min(_SEVERAL, self.years_first + later.years_first),
            self.has_late_day or later.has_late_day,
            self.only or later.only,
            self.several or later.several or (None not in (self.only, later.only) and self.only != later.only),
            min(_ON_ONE_DAY, self.count + later.count),
        )

    @property
    def is_one_day(self) -> bool:
        """Whether so many rows hold one day alone that it seems to be the day of the export."""
        return self.only is not None and not self.several and self.count >= _ON_ONE_DAY

    @property
    def are_turned(self) -> bool:
        """Whether all days that could be a month are written with the year first, and all others with the year last.

        A spreadsheet reads 03/08/2025 as a day of its own order and leaves 25/08/2025 as it is.
        """
        is_one_order = (self.month_first is None) != (self.day_first is None) and self.either is None
        return is_one_order and self.years_first >= _SEVERAL and not self.has_late_day

    @property
    def is_open(self) -> bool:
        """Whether there are dates that could be read in two ways, and nothing that settles them."""
        return bool(self.either) and not self.month_first and not self.day_first


@dataclass(frozen=True)
class Faults:
    """Which fault all values have that are no dates. Those of pieces of a column add up to those of the whole."""

    have_short_years: bool = True
    are_day_numbers: bool = True

    def __add__(self, later: "Faults") -> "Faults":
        return Faults(self.have_short_years and later.have_short_years, self.are_day_numbers and later.are_day_numbers)

    @property
    def why(self) -> str:
        """Why the values are no dates, and what can be done where all of them have one fault."""
        reason = "not a day of the calendar between 1900 and 2100"
        if self.have_short_years:
            return f"{reason}: its year has two digits. State the date_format, {' or '.join(FORMATS)}"
        if self.are_day_numbers:
            return f"{reason}: a spreadsheet's number of a day. Format its column as a date and save the file again"
        return reason


def known_format(text: str) -> str | None:
    """One of FORMATS or a pattern with %, None when it is neither."""
    plain = text.strip().lower().replace("-", "/").replace(".", "/")
    if plain in FORMATS:
        return plain
    if plain in _SPELLED:
        return _SPELLED[plain]
    parts = {text[i : i + 2] for i in range(len(text))}
    is_whole = "%d" in parts and parts & {"%m", "%b", "%B"} and parts & {"%Y", "%y"}
    return text.strip() if is_whole else None


def read(column: pl.Series, stated: str | None = None, shown: Signs | None = None) -> pl.Series:
    """The dates; null where a value is none, or not between 1900 and 2100. Raises AmbiguousDates.

    Year first is understood everywhere, also without marks as in 20250803. Of numeric dates with the year last the whole column must leave one reading,
    unless `stated` names it; a named month such as AUG needs no order. A stated order or a named month also reads years of
    two digits, as 2000 and later. `shown` are the signs of the whole where the column is a piece.
    """
    dates = _iso(column)
    if dates.null_count() > column.null_count() or (shown is not None and not shown.is_iso):
        dates = _careful(column, stated, shown)
    believable = dates.dt.year().is_between(1900, 2100)
    return dates.zip_with(believable.fill_null(False), pl.Series([None], dtype=pl.Date))


def _iso(column: pl.Series) -> pl.Series:
    return column.str.to_date("%Y-%m-%d", strict=False)


def _careful(column: pl.Series, stated: str | None, shown: Signs | None) -> pl.Series:
    if stated and stated not in FORMATS:
        return column.str.to_date(stated, strict=False)
    order = stated or _order(signs(column) if shown is None else shown)
    if stated:
        column = column.str.replace(_SHORT_YEAR, "${1}20${2}")
    first, second = (2, 1) if order == DAY_FIRST else (1, 2)
    with_month_name = pl.col("text").str.replace_all(r"[,\-./]", " ").str.replace_all(r"\s+", " ")
    with_month_name = with_month_name.str.replace(_SHORT_NAMED, "${1}20${2}")
    with_month_name = with_month_name.str.extract(r"(?i)^([a-z]+ \d{1,2} \d{4}|\d{1,2} [a-z]+ \d{4})")
    readings = [
        _date(_YEAR_FIRST, (1, 2, 3)),
        _date(_COMPACT, (1, 2, 3)),
        _date(_NUMERIC, (3, first, second)),
        *(with_month_name.str.to_date(pattern, strict=False) for pattern in _NAMED),
    ]
    return pl.DataFrame({"text": column}).select(pl.coalesce(readings)).to_series()


def _date(pattern: str, groups: tuple[int, int, int]) -> pl.Expr:
    parts = [pl.col("text").str.extract(pattern, group) for group in groups]
    padded = [parts[0], *(part.str.zfill(2) for part in parts[1:])]
    return pl.concat_str(padded, separator="-").str.to_date("%Y-%m-%d", strict=False)


def faults(column: pl.Series) -> Faults:
    """What is wrong with the values that `read` left null."""
    return Faults(
        bool(column.str.contains(_SHORT_YEAR).all()), bool(column.str.contains(r"^[1-9]\d{4}(\.\d+)?$").all())
    )


def shared_order(columns: Iterable[Signs]) -> str | None:
    """The one order that the columns of a file leave together, since one system writes one order; None where they do not."""
    left = {*FORMATS}
    for column in columns:
        left -= ({DAY_FIRST} if column.month_first else set()) | ({MONTH_FIRST} if column.day_first else set())
    return left.pop() if len(left) == 1 else None


def _order(shown: Signs) -> str:
    if shown.day_first and shown.month_first:
        raise AmbiguousDates(f"both {shown.month_first} and {shown.day_first}, which no one order can read")
    if shown.is_open:
        raise AmbiguousDates(f"dates such as {shown.either}, which can be read in two ways")
    return DAY_FIRST if shown.day_first else MONTH_FIRST


def signs(column: pl.Series) -> Signs:
    """What the column shows of how its days are written."""
    iso = _iso(column)
    if iso.null_count() == column.null_count():
        has_late_day = bool((iso.dt.day() > 12).any())
        first = next(iter(column.drop_nulls()), None)
        ahead = Signs(year_first=first, years_first=min(_SEVERAL, iso.count()), has_late_day=has_late_day)
        return replace(ahead, **_on_one_day(column))
    numbers = pl.DataFrame({"text": column}).select(
        "text", *(pl.col("text").str.extract(_NUMERIC, i).cast(pl.Int64).alias(f"n{i}") for i in (1, 2))
    )
    n1, n2 = pl.col("n1"), pl.col("n2")
    kinds = ((n2 > 12) & (n1 <= 12), (n1 > 12) & (n2 <= 12), (n1 <= 12) & (n2 <= 12) & (n1 != n2))
    month_first, day_first, either = (next(iter(numbers.filter(kind)["text"]), None) for kind in kinds)
    ahead = column.filter(column.str.contains(_YEAR_FIRST).fill_null(False))
    is_late = ahead.str.extract(_YEAR_FIRST, 3).cast(pl.Int64) > 12
    first, many = next(iter(ahead), None), min(_SEVERAL, len(ahead))
    written = Signs(False, month_first, day_first, either, first, many, bool(is_late.any()))
    return replace(written, **_on_one_day(column.str.head(10)))


def _on_one_day(column: pl.Series) -> dict[str, Any]:
    filled = column.drop_nulls()
    first = next(iter(filled), None)
    return {
        "only": first,
        "several": first is not None and bool((filled != first).any()),
        "count": min(_ON_ONE_DAY, filled.len()),
    }


def stand_for_none(column: pl.Series) -> pl.Series:
    """Which days are those that systems write for no day, such as 1900-01-01 or 9999-12-31."""
    return column.str.contains(_NO_DAY).fill_null(False)


def early_in_utc(column: pl.Series, days: pl.Series, header: str) -> pl.Series:
    """Which times are in UTC and within the first four hours of a month: all over the United States it was the month before."""
    is_utc = column.str.contains(_UTC).fill_null(False)
    if re.search(r"(?i)\b(utc|gmt|zulu)\b", header):
        is_utc = column.is_not_null()
    if not is_utc.any():
        return is_utc
    hour, rest = column.str.extract(_TIME, 1).cast(pl.Int64), column.str.extract(_TIME, 2)
    is_early = (hour < 4) & ~((hour == 0) & rest.str.contains(r"^[:0.]*$"))
    return is_utc & (days.dt.day() == 1).fill_null(False) & is_early.fill_null(False)
