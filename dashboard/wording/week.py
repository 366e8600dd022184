"""Sections that need a decision, in sentences: the advice, why, who depends on the section, and what it adds."""

from datetime import date

import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import short_day
from dashboard.wording.money import cents
from dashboard.wording.shares import chance, share
from queries.enrollment.week import DUE_WITHIN
from queries.semantic.table import Table

ADVICE = {"run": "Run", "cancel": "Cancel", "wait": "Wait", "merge": "Merge", "promote": "Promote"}
NOTHING_DEPENDS = "Nobody else"


def sentence_of_due(table: Table, following: tuple[str, date] | None, titles: dict[str, str]) -> str:
    """How many sections need a decision, by when, and what the advice adds; else when the next one does."""
    frame = table.frame
    if frame.is_empty():
        return _nothing_due(following, titles)
    many = frame.height
    text = f"{counted(many, 'section')} {agreeing(many, 'needs', 'need')} a decision {_by(frame, table.scope.as_of)}"
    worth = total_worth(frame)
    if worth is None:
        return f"{text}."
    verb = "adds" if worth >= 0 else "costs"
    return f"{text}. Following the advice {verb} {cents(abs(worth))} of contribution."


def total_worth(frame: pl.DataFrame) -> float | None:
    """What following all advice adds, US cents; a merger counts once. None where no cost is known."""
    known = frame.drop_nulls("worth_cents")
    return None if known.is_empty() else float(known["worth_cents"].sum())


def _nothing_due(following: tuple[str, date] | None, titles: dict[str, str]) -> str:
    text = f"No section needs a decision in the next {DUE_WITHIN.days} days"
    if following is None:
        return f"{text}."
    offering, day = following
    return f"{text}; the next is {titles.get(offering, offering)} on {short_day(day)}."


def _by(frame: pl.DataFrame, as_of: date) -> str:
    """The last decision day, and how many are past theirs."""
    last = max(frame["decide_by"])
    past = int((frame["decide_by"] < as_of).sum())
    if past == frame.height:
        return f"now: {agreeing(past, 'its decision day is', 'their decision days are')} past"
    late = f", {past} of them now" if past else ""
    return f"by {short_day(last)}{late}"


def why(row: dict, as_of: date) -> str:
    """The reason for the advice in about eight words."""
    return _REASONS[row["advice"]](row, as_of)


def _why_run(row: dict, as_of: date) -> str:
    del as_of
    if row["is_bound"]:
        return f"It must run; {_result(row['run_cents'])}"
    if row["run_cents"] is None:
        return f"{chance(row['chance_to_run'])} likely to reach its minimum"
    return f"{_seats(row['projected'])} expected; {_result(row['run_cents'])}"


def _why_cancel(row: dict, as_of: date) -> str:
    del as_of
    if row["run_cents"] is None:
        return f"Only {chance(row['chance_to_run'])} likely to reach its minimum"
    even = "no number pays" if row["break_even"] is None else f"{row['break_even']} pay"
    return f"{_seats(row['projected'])} expected, {even}; {_result(row['run_cents'])}"


def _why_wait(row: dict, as_of: date) -> str:
    until = short_day(row["decide_by"])
    if row["run_cents"] is None:
        return f"{row['net']} of {row['minimum']} seats taken; decide on {until}"
    return f"{row['net']} of {row['minimum']} seats now; we know more on {until}"


def _why_merge(row: dict, as_of: date) -> str:
    del as_of
    which = "Close this one" if row["closes"] else "Keep this one"
    return f"{which}; together about {_seats(row['merged_seats'])}"


def _why_promote(row: dict, as_of: date) -> str:
    del as_of
    return f"{cents(row['promotion_cents'])} of promotion wins the seats it lacks"


_REASONS = {
    "run": _why_run,
    "cancel": _why_cancel,
    "wait": _why_wait,
    "merge": _why_merge,
    "promote": _why_promote,
}


def _seats(seats: float) -> str:
    return counted(round(seats), "seat")


def _result(value: float | None) -> str:
    """What running brings against canceling, as the end of a sentence."""
    if value is None:
        return "its cost is not known"
    return f"running {'earns' if value >= 0 else 'loses'} {cents(abs(value))}"


def adds(row: dict) -> str:
    """What following the advice adds, with its sign; where a merger counts with the other section, that."""
    if row["worth_cents"] is None:
        return "Cost not known"
    if row["advice"] == "merge" and not row["is_counted"]:
        return f"Counted with {row['merge_with']}"
    return f"{'-' if row['worth_cents'] < 0 else '+'}{cents(abs(row['worth_cents']))}"


def record(row: dict) -> str:
    """The chance to run with what became of past sections that had about the same."""
    text = chance(row["chance_to_run"])
    if row["came_true"] is None:
        return f"{text}; no record yet"
    return f"{text}; {share(row['came_true'])} of {row['came_true_sections']:,} such sections ran"


def depends(row: dict, titles: dict[str, str]) -> str:
    """Who depends on the section, those first for whom it must run."""
    parts = [_DEPENDS[one["kind"]](one, titles) for one in row["dependents"]]
    return "; ".join(dict.fromkeys(parts)) or NOTHING_DEPENDS


def _title(one: dict, titles: dict[str, str]) -> str:
    return titles.get(one["what"], one["what"])


_DEPENDS = {
    "commitment": lambda one, titles: one["what"],
    "last_run": lambda one, titles: f"Last run before it retires on {short_day(one['until'])}",
    "come_from": lambda one, titles: f"{counted(one['learners'], 'learner')} now in {_title(one, titles)}",
    "counts_toward": lambda one, titles: f"Counts toward {_title(one, titles)}",
    "partner": lambda one, titles: f"Partner: {one['what']}",
}
