"""Calendar of a college: months, quarters and fiscal years, by the names that links and goals use.

A period is written `2026-07` (month), `2026-Q3` (quarter) or `FY2026` (fiscal year, named after the calendar year in
which it ends). The college says in which month its fiscal year starts; without a word it is July, as at most US public
colleges. Quarters are those of the fiscal year, so that months add up to quarters and these to years. One goes by the
calendar quarter in which it starts: where the year starts in July, October, January or April it is that one.
"""

# Why: decision 118.

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

JULY = 7
Kind = Literal["month", "quarter", "fiscal_year"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LENGTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "fiscal_year": 12}


@dataclass(frozen=True, order=True)
class Calendar:
    """The fiscal years of a college, from the number of the month in which they start."""

    starts_in: int = JULY

    def __post_init__(self) -> None:
        if self.starts_in not in range(1, 13):
            raise ValueError(f"A fiscal year starts in a month from 1 to 12; {self.starts_in!r} is none.")

    def words(self) -> str:
        """From which month to which a year runs: `July to June`."""
        return f"{MONTHS[self.starts_in - 1]} to {MONTHS[self.starts_in - 2]}"

    def containing(self, day: date, kind: Kind) -> "Period":
        """The period of that kind in which `day` lies."""
        if kind not in KINDS:
            raise ValueError(f"A period is one of {', '.join(KINDS)}; {kind!r} is not.")
        length = _LENGTHS[kind]
        shift = (self.starts_in - 1) % length
        number = day.year * 12 + day.month - 1
        start = date_of_number((number - shift) // length * length + shift)
        end = month_end(add_months(start, length - 1))
        return Period(start, end, kind, _name(start, end, kind), self)

    def parse(self, name: str) -> "Period":
        """The period with that name; `FY26` is FY2026. Raises ValueError with a sentence when there is none."""
        name = name.strip().upper()
        if match := re.fullmatch(r"FY ?(?:20)?(\d{2})|FY ?(\d{4})", name):
            year = int(match[2] or f"20{match[1]}")
            return self.containing(date(year - (self.starts_in > 1), self.starts_in, 1), "fiscal_year")
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", name):
            return self.containing(date(int(match[1]), int(match[2]) * 3, 1), "quarter")
        if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name):
            return self.containing(date(int(match[1]), int(match[2]), 1), "month")
        raise ValueError(f"{name!r} is no period: write FY2026, 2026-Q3 or 2026-07.")

    def between(self, first: date, last: date, kind: Kind) -> list["Period"]:
        """Every period of that kind that touches the days from `first` to `last`, in order."""
        periods = [self.containing(first, kind)]
        while periods[-1].end < last:
            periods.append(self.containing(periods[-1].end + timedelta(days=1), kind))
        return periods

    def half_ends(self, first: date, last: date) -> list[date]:
        """Every last day of a half of a fiscal year from `first` to `last`."""
        ends = [q.end for q in self.between(first, last, "quarter")]
        return [end for end in ends if self._ends_half(end) and first <= end <= last]

    def _ends_half(self, end: date) -> bool:
        return (end.month - self.starts_in + 1) % 6 == 0

    def ends_year(self, end: date) -> bool:
        """Whether the month of a day is the last one of a fiscal year."""
        return (end.month - self.starts_in + 1) % 12 == 0


@dataclass(frozen=True, order=True)
class Period:
    """A named stretch of whole months. `start` and `end` are its first and last day, both inside."""

    start: date
    end: date
    kind: Kind
    name: str
    calendar: Calendar = field(default_factory=Calendar)

    def previous_year(self) -> "Period":
        """The same period one year earlier."""
        return self.calendar.containing(date(self.start.year - 1, self.start.month, 1), self.kind)

    @property
    def fiscal_year(self) -> "Period":
        """The fiscal year in which it ends."""
        return self.calendar.containing(self.end, "fiscal_year")

    def label(self) -> str:
        """As it stands on screen: `FY2026`, `Jul–Sep 2026`, `July 2026`."""
        if self.kind == "fiscal_year":
            return self.name
        if self.kind == "quarter":
            return f"{self.start:%b}–{self.end:%b %Y}"
        return f"{self.start:%B %Y}"


STANDARD = Calendar()
"""Of academic years, and of a college that has not said otherwise."""


def _name(start: date, end: date, kind: Kind) -> str:
    if kind == "month":
        return f"{start:%Y-%m}"
    if kind == "fiscal_year":
        return f"FY{end.year}"
    return f"{start.year}-Q{(start.month + 2) // 3}"


def date_of_number(month: int) -> date:
    """First day of the month with that number, counted from the year 0."""
    return date(month // 12, month % 12 + 1, 1)


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """First day of the month that lies `months` after the month of `day`."""
    return date_of_number(day.year * 12 + day.month - 1 + months)


def same_day_last_year(day: date) -> date:
    """The point in time one year earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
