"""The sentence at the head of each outcome page."""

import polars as pl

from queries.outcomes import fair
from queries.outcomes.lifecycle import ReturnRates


def sentence_of_completion(cohorts: pl.DataFrame) -> str:
    """The newest final cohort against the one before, and how much of the running one is open."""
    known = cohorts.drop_nulls("share")
    final = known.filter(~known["is_open"])
    if final.is_empty():
        if known.is_empty() and _hides(cohorts, "started"):
            return "Completion is hidden for this choice to protect learners."
        return "No cohort's outcomes are final for this choice."
    now = final.row(-1, named=True)
    text = f"Of {now['started']:,} who started and whose outcome is final, {_percent(now['share'])} completed in {_year(now)}"
    if final.height > 1:
        before = final.row(-2, named=True)
        points = round(100 * (now["share"] - before["share"]), 1)
        text += f", {points:+.1f} points against {_year(before)}" if points else f", as in {_year(before)}"
    running = known.filter("is_open")
    if not running.is_empty():
        last = running.row(-1, named=True)
        text += f"; {_year(last)} is not final, {_percent(last['open_share'])} of its sections are open"
    return f"{text}."


def sentence_of_gap(found: fair.Gap, one: str, other: str) -> str:
    """What adjusting does to a gap, and on how much of it that rests; `one` and `other` are the groups' names in words."""
    if found.raw is None:
        return "One of the two groups has no published outcomes for this choice."
    raw = (
        f"{one} completes {abs(100 * found.raw[0]):.1f} points {_side(found.raw[0])} than {other.lower()} as it stands"
    )
    if found.modeled is None or found.standardized is None:
        return f"{raw}; nothing alike is seen in both, so nothing can be adjusted."
    adjusted = found.modeled
    if adjusted[1] <= 0 <= adjusted[2]:
        return f"{raw}; with the same mix the difference is within chance. {_rests_on(found)}"
    turned = "turns around to" if found.raw[0] * adjusted[0] < 0 else "is"
    points = f"{abs(100 * adjusted[0]):.1f} points {_side(adjusted[0])}"
    return f"{raw}; with the same mix the difference {turned} {points}. {_rests_on(found)}"


def _rests_on(found: fair.Gap) -> str:
    """How much an adjusted gap is about: the cells in which both groups can be seen."""
    rest = "; it says nothing about the rest" if found.covered < 1 else ""
    return f"{_percent(found.covered)} of their {found.people:,} registrations can be compared so{rest}."


def sentence_of_returns(returns: ReturnRates) -> str:
    """How many one-off learners came back within a year, and where credentials stack."""
    if returns.share is None and returns.is_hidden:
        return f"How many learners of this choice are back within {returns.months} months is hidden to protect them."
    if returns.share is None:
        return (
            "How many come back is published at the ends of terms, once enough learners were followed for a year: there "
            "is nothing for this choice at this as-of date. Choose a later one, or another field."
        )
    text = (
        f"{_percent(returns.share)} of learners are back within {returns.months} months of their first registration; "
        f"{_percent(1 - returns.share)} are not"
    )
    if returns.stacking is not None and returns.other is not None:
        text += ". Over all fields, where" if returns.is_one_field else ". Where"
        text += (
            f" the first class counts towards another credential it is {_percent(returns.stacking)}, "
            f"else {_percent(returns.other)}"
        )
    return f"{text}."


def sentence_of_placement(frame: pl.DataFrame) -> str:
    """The newest cohort's employment with its coverage."""
    known = frame.drop_nulls("share") if not frame.is_empty() else frame
    if known.is_empty() and _hides(frame, "known"):
        return "Work after completing is hidden for this choice to protect learners."
    if known.is_empty():
        return "Nothing is known about work after completing for this choice."
    now = known.row(-1, named=True)
    return (
        f"Of those who completed in {_year(now)} and are known of, {_percent(now['share'])} were employed in the second "
        f"quarter after; that is known of {_percent(now['coverage'])} of them, {now['known']:,} people."
    )


def _hides(frame: pl.DataFrame, base: str) -> bool:
    """Whether shares are missing for another reason than that nobody stands below them."""
    return base in frame.columns and frame[base].ne(0).fill_null(True).any()


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _year(row: dict) -> str:
    return f"FY{row['cohort'].year + 1}"


def _side(gap: float) -> str:
    return "more" if gap > 0 else "less"
