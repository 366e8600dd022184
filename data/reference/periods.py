"""Calendar of a college: months, quarters and fiscal years, by the names that links and goals use.

A period is written `2026-07` (month), `2026-Q3` (quarter), `FY2026` (fiscal year, named after the calendar year in
which it ends) or as the college names a term, `Fall 2025`. The college says in which month its fiscal year starts; without a word it is July, as at most US public
colleges. Quarters are those of the fiscal year, so that months add up to quarters and these to years. One goes by the
calendar quarter in which it starts: where the year starts in July, October, January or April it is that one.
"""

# Why: decision 118.

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

JULY = 7
Kind = Literal["month", "quarter", "fiscal_year", "term"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "fiscal_year")
"""Kinds by date: every day lies in one of each. A term holds what belongs to its sections, whenever it came."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LENGTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "fiscal_year": 12}


SAME_TERM_DAYS = 45
"""How far from a year apart the same terms of two years may start."""


@dataclass(frozen=True, order=True)
class Term:
    """A term by its name: when registration for it opens, the first and the last day of its sections."""

    name: str
    opens_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True, order=True)
class Calendar:
    """The fiscal years of a college, from the number of the month in which they start, and its terms by their start."""

    starts_in: int = JULY
    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        if self.starts_in not in range(1, 13):
            raise ValueError(f"A fiscal year starts in a month from 1 to 12; {self.starts_in!r} is none.")

    def words(self) -> str:
        """From which month to which a year runs: `July to June`."""
        return f"{MONTHS[self.starts_in - 1]} to {MONTHS[self.starts_in - 2]}"

    def containing(self, day: date, kind: Kind) -> "Period":
        """The period of that kind in which `day` lies; of terms the last one that has begun, else the first."""
        if kind == "term":
            begun = [term for term in self.terms if term.starts_on <= day] or list(self.terms[:1])
            return self.of_term(begun[-1]) if begun else self.containing(day, "quarter")
        if kind not in KINDS:
            raise ValueError(f"A period is one of {', '.join(KINDS)} or a term; {kind!r} is not.")
        length = _LENGTHS[kind]
        shift = (self.starts_in - 1) % length
        number = day.year * 12 + day.month - 1
        start = date_of_number((number - shift) // length * length + shift)
        end = month_end(add_months(start, length - 1))
        return Period(start, end, kind, _name(start, kind), self)

    def of_term(self, term: Term) -> "Period":
        """A term as a period: from the month in which registration opens to that of its last day."""
        return Period(term.opens_on.replace(day=1), month_end(term.ends_on), "term", term.name, self)

    def parse(self, name: str) -> "Period":
        """The period with that name; `FY26` is FY2026. Raises ValueError with a sentence when there is none."""
        for term in self.terms:
            if term.name.casefold() == name.strip().casefold():
                return self.of_term(term)
        name = name.strip().upper()
        if match := re.fullmatch(r"FY ?(?:20)?(\d{2})|FY ?(\d{4})", name):
            year = int(match[2] or f"20{match[1]}")
            return self.containing(date(year - (self.starts_in > 1), self.starts_in, 1), "fiscal_year")
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", name):
            return self.containing(date(int(match[1]), int(match[2]) * 3, 1), "quarter")
        if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", name):
            return self.containing(date(int(match[1]), int(match[2]), 1), "month")
        terms = f" or a term, such as {self.terms[-1].name}" if self.terms else ""
        raise ValueError(f"{name!r} is no period: write FY2026, 2026-Q3 or 2026-07{terms}.")

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
    """A named stretch of whole months, or a term. `start` and `end` are its first and last day, both inside.

    Two are the same by name and days, whatever else their calendars hold: answers are kept by it, and looked up often.
    """

    start: date
    end: date
    kind: Kind
    name: str
    calendar: Calendar = field(default_factory=Calendar, compare=False)

    def previous_year(self) -> "Period":
        """The same period one year earlier; where there was no such term, one that nothing belongs to."""
        if self.kind == "term":
            return self._term_before()
        return self.calendar.containing(date(self.start.year - 1, self.start.month, 1), self.kind)

    def _term_before(self) -> "Period":
        starts = {term.name: term.starts_on for term in self.calendar.terms}
        year_ago = same_day_last_year(starts.get(self.name, self.start))
        near = [t for t in self.calendar.terms if abs((t.starts_on - year_ago).days) <= SAME_TERM_DAYS]
        if near:
            return self.calendar.of_term(min(near, key=lambda term: abs((term.starts_on - year_ago).days)))
        start, end = same_day_last_year(self.start), same_day_last_year(self.end)
        return Period(start, end, "term", f"{self.name} a year earlier", self.calendar)

    @property
    def fiscal_year(self) -> "Period":
        """The fiscal year in which it ends; of a term the one in which it starts."""
        starts = {term.name: term.starts_on for term in self.calendar.terms} if self.kind == "term" else {}
        return self.calendar.containing(starts.get(self.name, self.end), "fiscal_year")

    def label(self) -> str:
        """As it stands on screen: `FY2026`, `Jul–Sep 2026`, `July 2026`, `Fall 2025`."""
        if self.kind in ("fiscal_year", "term"):
            return self.name
        if self.kind == "quarter":
            return f"{self.start:%b}–{self.end:%b %Y}"
        return f"{self.start:%B %Y}"


STANDARD = Calendar()
"""Of academic years, and of a college that has not said otherwise."""


def _name(start: date, kind: Kind) -> str:
    if kind == "month":
        return f"{start:%Y-%m}"
    if kind == "fiscal_year":
        return fiscal_year_name(start)
    return f"{start.year}-Q{(start.month + 2) // 3}"


def fiscal_year_name(first_day: date) -> str:
    """The name of the fiscal year that starts on a day: `FY2026` from July 2025 as from January 2026."""
    return f"FY{add_months(first_day, 11).year}"


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
