"""Calendar of a college: months, quarters and fiscal years, by the names that links and goals use.

A period is written `2026-07` (month), `2026-Q3` (calendar quarter) or `FY2026` (fiscal year, named after the
calendar year in which it ends). The fiscal year starts in July, as at most US public colleges.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

FISCAL_YEAR_STARTS_IN = 7
Kind = Literal["month", "quarter", "fiscal_year"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, order=True)
class Period:
    """A named stretch of whole months. `start` and `end` are its first and last day, both inside."""

    start: date
    end: date
    kind: Kind
    name: str

    def previous_year(self) -> "Period":
        """The same period one year earlier."""
        return containing(date(self.start.year - 1, self.start.month, 1), self.kind)

    def label(self) -> str:
        """As it stands on screen: `FY2026`, `Jul–Sep 2026`, `July 2026`."""
        if self.kind == "fiscal_year":
            return self.name
        if self.kind == "quarter":
            return f"{self.start:%b}–{self.end:%b %Y}"
        return f"{self.start:%B %Y}"


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """First day of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def same_day_last_year(day: date) -> date:
    """The point in time one year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def containing(day: date, kind: Kind) -> Period:
    """The period of that kind in which `day` lies."""
    if kind == "month":
        start = day.replace(day=1)
        return Period(start, month_end(start), kind, f"{start:%Y-%m}")
    if kind == "quarter":
        start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        return Period(start, month_end(add_months(start, 2)), kind, f"{start.year}-Q{(start.month + 2) // 3}")
    if kind == "fiscal_year":
        year = day.year if day.month < FISCAL_YEAR_STARTS_IN else day.year + 1
        start = date(year - 1, FISCAL_YEAR_STARTS_IN, 1)
        return Period(start, month_end(add_months(start, 11)), kind, f"FY{year}")
    raise ValueError(f"A period is one of {', '.join(KINDS)}; {kind!r} is not.")


def parse(name: str) -> Period:
    """The period with that name; `FY26` is FY2026. Raises ValueError with a sentence when there is none."""
    name = name.strip().upper()
    if match := re.fullmatch(r"FY ?(?:20)?(\d{2})|FY ?(\d{4})", name):
        year = int(match[2] or f"20{match[1]}")
        return containing(date(year - 1, FISCAL_YEAR_STARTS_IN, 1), "fiscal_year")
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", name):
        return containing(date(int(match[1]), int(match[2]) * 3, 1), "quarter")
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name):
        return containing(date(int(match[1]), int(match[2]), 1), "month")
    raise ValueError(f"{name!r} is no period: write FY2026, 2026-Q3 or 2026-07.")


def between(first: date, last: date, kind: Kind) -> list[Period]:
    """Every period of that kind that touches the days from `first` to `last`, in order."""
    periods = [containing(first, kind)]
    while periods[-1].end < last:
        periods.append(containing(periods[-1].end + timedelta(days=1), kind))
    return periods
