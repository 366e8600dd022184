"""Days, months and quarters in words."""

from datetime import date

from data.cubes import terms
from data.reference.periods import Calendar


def day(when: date) -> str:
    """A day as it stands on screen: `Mar 31, 2026`."""
    return f"{when:%b} {when.day}, {when.year}"


def period(first: date, kind: str) -> str:
    """A month or quarter by its first day, as it stands in a sentence: `January 2026`, `Q1 2026`."""
    return f"{first:%B %Y}" if kind == "month" else f"Q{(first.month + 2) // 3} {first.year}"


def periods_of(calendar: Calendar) -> str:
    """From when to when fiscal years and quarters run: `A fiscal year runs from July to June; Q1 is January to March.`

    Where sections have terms, what a term counts, too.
    """
    first = calendar.parse("2026-Q1")
    text = f"A fiscal year runs from {calendar.words()}; Q1 is {first.start:%B} to {first.end:%B}."
    if not calendar.terms:
        return text
    return f"{text} A term counts all registrations of its sections, whenever they were made. {terms.RULE}"


def short_day(when: date) -> str:
    """A day of the near future or past: `Mar 31`."""
    return f"{when:%b} {when.day}"


def edition(newest: date | int) -> str:
    """How new public numbers are: `newest 2023` (academic year), `newest Mar 20, 2024` (change on a list)."""
    return f"newest {day(newest) if isinstance(newest, date) else newest}"
