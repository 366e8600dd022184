"""The way from inquiry to return, in sentences."""

import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import day
from dashboard.wording.shares import share
from data.cubes.funnel import STAGES
from queries.semantic.scope import Scope


def is_empty(now: pl.DataFrame) -> bool:
    """Whether a choice has no inquiry, so that its page has nothing to show but that."""
    return not now["reached"][0]


NO_INQUIRY = "No inquiry of this choice is on record."


def sentence_of_funnel(now: pl.DataFrame, before: pl.DataFrame) -> str:
    """How many inquiries registered, against the same point last year, and which step loses most."""
    count, last = now["reached"][0], before["reached"][0]
    if is_empty(now):
        return "This choice has no inquiries on record. Import inquiries to see how they become registrations."
    registered = now.filter(pl.col("stage") == "registered").row(0, named=True)
    have = agreeing(registered["reached"], "has", "have")
    text = f"{registered['reached']:,} of {counted(count, 'inquiry', 'inquiries')} {have} registered"
    text += f" ({share(registered['share'])})"
    if last:
        earlier_share = before.filter(pl.col("stage") == "registered")["share"][0]
        text += f"; at this point last year {share(earlier_share)} of {last:,} had"
    if registered["share"] == 1:
        return f"{text}."
    lost = now.filter(pl.col("stage").is_in(STAGES[1:4])).sort("yield_share", nulls_last=True).row(0, named=True)
    earlier = STAGES[STAGES.index(lost["stage"]) - 1]
    return f"{text}. The lowest yield is from {earlier} to {lost['stage']}: {share(lost['yield_share'])}."


def note(scope: Scope, outcomes: pl.DataFrame) -> str:
    """Which inquiries the columns about people count, and that small counts are hidden."""
    year = scope.period.fiscal_year.name
    known_days = outcomes["known_on"].to_list()
    when = f"as of {day(known_days[0])} or earlier" if known_days else "with nothing published yet"
    return (
        f"Started, completed and returned count all inquiries of {year}, {when}; the filters above do not apply. Small "
        "counts are hidden to protect learners. Returned means registered again after completing."
    )
