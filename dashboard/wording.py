"""A value as text and a change as a sentence."""

import math
from datetime import date

from queries.dimensions import DIMENSIONS, FIELDS
from queries.metric import Metric

VALUES = {
    "public_2yr": "Public two-year college",
    "public_4yr": "Public university",
    "private_nonprofit": "Private nonprofit college",
    "private_forprofit_college": "For-profit college",
    "offerings": "The college's own catalogue and its known competitors",
    "texas": "Texas statewide training provider list",
    "institution": "Institutions",
    "alternative": "Alternative providers",
    "in_person": "In person",
    "not_known": "Not known",
    "walk_in": "Walk-in",
}
ALIGNMENTS = {
    "days_to_start": "Days to the start",
    "days_since_opening": "Days since opening",
    "window_share": "Share of the window",
}
"""What makes two sections be at the same point of their way."""
SECTORS = {
    "0": "Administrative unit",
    "1": "Public four-year",
    "2": "Private nonprofit four-year",
    "3": "For-profit four-year",
    "4": "Public two-year",
    "5": "Private nonprofit two-year",
    "6": "For-profit two-year",
    "7": "Public under two years",
    "8": "Private nonprofit under two years",
    "9": "For-profit under two years",
    "99": "Sector not known",
}
"""IPEDS sectors in plain words."""
NOTHING = "–"


def value(metric: Metric, number: float | None, *, short: bool = False) -> str:
    """A number as it stands on screen; short on tiles and in sentences, exact in tables."""
    if number is None or math.isnan(number):
        return NOTHING
    if metric.unit == "usd":
        return _dollars(number, short)
    if metric.unit == "share":
        return f"{100 * number:.1f}%"
    if metric.unit == "count":
        return f"{number:,.0f}"
    if metric.unit == "index":
        return f"{number:,.2f}"
    return f"{number:,.1f} {metric.unit}"


def change(metric: Metric, now: float | None, before: float | None) -> str | None:
    """The change from `before` to `now`: rates in points, the rest in percent. None where there is no base."""
    if now is None or before is None or (before == 0 and metric.unit != "share"):
        return None
    if metric.unit == "share":
        return f"{100 * (now - before):+.1f} points"
    return f"{100 * (now / before - 1):+.1f}%"


def moved(metric: Metric, name: str, now: float, before: float) -> str:
    """A sentence about one movement."""
    direction = "up" if now > before else "down"
    amount = value(metric, abs(now - before), short=True)
    relative = f" ({change(metric, now, before)})" if before else " (new)"
    return f"{name} is {direction} {amount}{relative}, at {value(metric, now, short=True)}."


def standing(metric: Metric, now: float | None, before: float | None) -> str:
    """A sentence about where a metric stands against the same point last year."""
    if now is None:
        return f"{metric.label} is not known for this choice."
    text = change(metric, now, before)
    against = f", {text} against the same point last year" if text else ", with no year before to compare"
    return f"{metric.label} stands at {value(metric, now, short=True)}{against}."


def name(dimension: str, key: object) -> str:
    """A dimension's value as it stands on screen."""
    if key is None:
        return "Not known"
    text = str(key)
    if dimension == "field":
        return FIELDS.get(text, f"CIP {text}")
    if dimension == "sector":
        return SECTORS.get(text, "Sector not known")
    return VALUES.get(text, text.replace("_", " ").capitalize() if text.islower() else text)


def label(dimension: str) -> str:
    """A dimension as it stands over a filter or column."""
    return DIMENSIONS[dimension].label


def plural(dimension: str) -> str:
    """A dimension's label for several of its values, within a sentence."""
    label = DIMENSIONS[dimension].label.lower()
    return f"{label[:-1]}ies" if label.endswith("y") else f"{label}s"


def day(when: date) -> str:
    """A day as it stands on screen: `Mar 31, 2026`."""
    return f"{when:%b} {when.day}, {when.year}"


def number(value: float | None) -> str:
    """A count or a mean of counts, without a metric: whole numbers as they are, others to a tenth."""
    if value is None or math.isnan(value):
        return NOTHING
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def cents(value: float | None) -> str:
    """US cents as dollars, short where large."""
    return NOTHING if value is None else _dollars(value / 100, short=True)


def share(value: float | None) -> str:
    """A share as a whole percentage, without a metric."""
    return NOTHING if value is None or math.isnan(value) else f"{100 * value:.0f}%"


def escaped(text: str) -> str:
    """A name from data as plain text where Markdown is drawn."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#+!|$:~" else c for c in text)


def _dollars(number: float, short: bool) -> str:
    sign, size = ("-" if number < 0 else ""), abs(number)
    if short and size >= 1e6:
        return f"{sign}${size / 1e6:,.2f}M"
    if short and size >= 1e4:
        return f"{sign}${size / 1e3:,.0f}K"
    return f"{sign}${size:,.2f}" if size < 1000 else f"{sign}${size:,.0f}"
