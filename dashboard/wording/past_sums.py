"""How often the ranges of past forecasts held the sum that came, in words and as rows of a chart."""

from itertools import pairwise
from typing import Literal

import polars as pl

from dashboard import wording
from dashboard.wording.counts import counted
from queries.forecasting.ages import Ages
from queries.forecasting.outlook import Outlook, PastSum
from queries.semantic.unit import USD

TITLE = "How often past ranges held"
_SCHEMA = {
    "name": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "text": pl.String,
    "state": pl.String,
}


def sentence(outlook: Outlook) -> str:
    """How many past sums fell inside their range, beside how many should have; empty before one has come due."""
    record, level = outlook.record, outlook.series.level
    if not record.past:
        return ""
    over = counted(outlook.ahead.height, outlook.frequency)
    sums = counted(record.sums, "past sum")
    text = f"{record.sum_hits} of {sums} over {over} fell inside the {level}% range given before"
    overlap = " They overlap, so they count for fewer." if _overlap(record.past) else ""
    return f"{text}; about {level * record.sums / 100:.0f} should.{overlap}"


def by_age(ages: Ages | None) -> str:
    """What past sums changed by against the year before, and how much of it came from new offerings; empty without a record."""
    if ages is None:
        return ""
    over = "one past forecast" if ages.sums == 1 else f"{ages.sums} past forecasts"
    came, expected = (_against(share) for share in (ages.change, ages.expected))
    old, young, new = (f"{100 * share:+.1f}".replace("-", "−") for share in (ages.old, ages.young, ages.new))
    gone = f"{100 * ages.later / (1 + ages.change):.1f}%"
    return (
        f"In {over} the next 12 months brought {came} than the 12 before; {expected} was expected. Of that change in "
        f"percentage points, {new} came from offerings in their first year, {young} from those in their second and third, "
        f"{old} from older ones. Offerings that did not exist at the time brought {gone} of what came."
    )


def _against(share: float) -> str:
    return f"{100 * abs(share):.1f}% {'more' if share >= 0 else 'less'}"


def _overlap(past: tuple[PastSum, ...]) -> bool:
    """Whether two sums share a period."""
    return any(later.first <= earlier.last for earlier, later in pairwise(past))


def axis(outlook: Outlook) -> Literal["usd", "count"]:
    """The axis of the chart: only money and counts are summed."""
    return "usd" if outlook.metric.unit == USD else "count"


def rows(outlook: Outlook) -> pl.DataFrame:
    """Rows of the interval chart, newest first."""
    newest_first = sorted(outlook.record.past, key=lambda one: one.first, reverse=True)
    return pl.DataFrame([_row(outlook, one) for one in newest_first], schema=_SCHEMA, orient="row")


def _row(outlook: Outlook, past: PastSum) -> tuple:
    first, last = (wording.period(day, outlook.frequency) for day in (past.first, past.last))
    name = first if past.first == past.last else f"{first} to {last}"
    text = wording.value(outlook.metric, past.actual, short=True)
    return name, past.actual, past.low, past.high, text, "closed" if past.is_inside else "open"
