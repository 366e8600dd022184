"""The way from inquiry to return, in sentences."""

import polars as pl

from data.cubes.funnel import STAGES
from data.reference.periods import containing
from queries.semantic.scope import Scope


def sentence_of_funnel(now: pl.DataFrame, before: pl.DataFrame) -> str:
    """One sentence on inquiries and where most are lost, against the same point last year."""
    count, last = now["reached"][0], before["reached"][0]
    if not count:
        return "No inquiry of this choice is on record. Import inquiries to see how they become registrations."
    registered = now.filter(pl.col("stage") == "registered").row(0, named=True)
    text = f"{count:,} {'inquiry' if count == 1 else 'inquiries'}, {100 * registered['share']:.0f}% of them registered by now"
    if last:
        share = before.filter(pl.col("stage") == "registered")["share"][0]
        text += f" ({100 * share:.0f}% at the same point last year, of {last:,})"
    if registered["share"] == 1:
        return f"{text}."
    lost = now.filter(pl.col("stage").is_in(STAGES[1:4])).sort("yield_share", nulls_last=True).row(0, named=True)
    earlier = STAGES[STAGES.index(lost["stage"]) - 1]
    return f"{text}. The lowest yield is from {earlier} to {lost['stage']}: {100 * lost['yield_share']:.0f}%."


def note(scope: Scope, outcomes: pl.DataFrame) -> str:
    """What the columns about people are of, and that small counts are hidden."""
    year = containing(scope.period.end, "fiscal_year").name
    known = outcomes["known_on"].to_list()
    when = (
        f"as known on {known[0]:%b} {known[0].day}, {known[0].year} or before"
        if known
        else "of which nothing is known yet"
    )
    return (
        f"Started, completed and returned are of all inquiries of {year}, {when}, without the filters above. Counts that "
        "would say too much about few people are hidden to protect learners. Returned: registered again after completing."
    )
