"""The sentence at the head of each outcome page."""

import polars as pl

from dashboard.wording.counts import agreeing, counted
from data.reference.periods import fiscal_year_name
from queries.outcomes.lifecycle import ReturnRates


def sentence_of_completion(cohorts: pl.DataFrame) -> str:
    """The completion of the newest final year against the year before, and how much of the running one is open."""
    with_share = cohorts.drop_nulls("share")
    final = with_share.filter(~with_share["is_open"])
    if final.is_empty():
        if with_share.is_empty() and _hides(cohorts, "started"):
            return "Completion is hidden for this choice to protect learners."
        return "This choice has no year with final outcomes yet."
    now = final.row(-1, named=True)
    text = (
        f"{_percent(now['share'])} of the {counted(now['started'], 'registration')} with a final outcome "
        f"{agreeing(now['started'], 'was', 'were')} completed in {_year(now)}"
    )
    if final.height > 1:
        before = final.row(-2, named=True)
        points = round(100 * (now["share"] - before["share"]), 1)
        way = "up" if points > 0 else "down"
        text += f", {way} {abs(points):.1f} points from {_year(before)}" if points else f", as in {_year(before)}"
    running = with_share.filter("is_open")
    if not running.is_empty():
        last = running.row(-1, named=True)
        text += f". {_year(last)} is not final: {_percent(last['open_share'])} of its sections are still open"
    return f"{text}."


def sentence_of_returns(returns: ReturnRates) -> str:
    """How many one-off learners came back within a year, and where credentials stack."""
    if returns.share is None and returns.is_hidden:
        return f"The share of learners who came back within {returns.months} months is hidden to protect them."
    if returns.share is None:
        return (
            "Nothing is published for this choice on this as-of date. Returning learners are published at the ends of "
            "terms, once enough of them have been followed for a year. Choose a later date, or another field."
        )
    text = (
        f"{_percent(returns.share)} of learners came back within {returns.months} months of their first registration; "
        f"{_percent(1 - returns.share)} did not"
    )
    if returns.stacking is not None and returns.other is not None:
        text += ". Over all fields, where" if returns.is_one_field else ". Where"
        text += (
            f" the first class counts toward another credential, {_percent(returns.stacking)} came back; elsewhere "
            f"{_percent(returns.other)} did"
        )
    return f"{text}."


def sentence_of_placement(frame: pl.DataFrame) -> str:
    """How many of the newest completers were employed, and of how many that is known."""
    with_share = frame.drop_nulls("share") if not frame.is_empty() else frame
    if with_share.is_empty() and _hides(frame, "known"):
        return "Employment is hidden for this choice to protect learners."
    if with_share.is_empty():
        return "This choice has no employment on record."
    now = with_share.row(-1, named=True)
    return (
        f"{_percent(now['share'])} of the {now['known']:,} {_year(now)} completers with known employment had a job in the "
        f"second quarter after completing. Employment is known for {_percent(now['coverage'])} of completers."
    )


def _hides(frame: pl.DataFrame, base: str) -> bool:
    """Whether shares are missing for another reason than that nobody stands below them."""
    return base in frame.columns and frame[base].ne(0).fill_null(True).any()


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _year(row: dict) -> str:
    return fiscal_year_name(row["cohort"])
