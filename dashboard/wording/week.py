"""Sections that need a decision, in sentences: the advice, why, who depends on the section, and what it adds."""

from dataclasses import replace
from datetime import date

import polars as pl

from dashboard.wording.counts import agreeing, counted, listed
from dashboard.wording.dates import short_day
from dashboard.wording.labels import name
from dashboard.wording.money import cents
from dashboard.wording.shares import chance, share
from queries.cubes.board import LIKELY
from queries.enrollment.advice import WORTH_IT_CENTS
from queries.enrollment.mergers import MERGE_WITHIN
from queries.enrollment.week import DUE_WITHIN
from queries.semantic.column import Column
from queries.semantic.table import Table

NOTHING_DEPENDS = "Nobody else depends on it"
FIRST = ("offering", "advice", "worth_cents", "why", "depends")
"""The columns of a decision that a meeting needs most."""
NO_DECISION = "No decision has been saved for this choice by this date."
_COLORS = {"run": "green", "cancel": "red", "wait": "gray", "merge": "blue", "promote": "violet"}
RULE = (
    f"A section needs a decision when two things hold. Its decision day is past or at most {DUE_WITHIN.days} days ahead. And it is "
    f"less than {share(LIKELY)} likely to run, or would cost more than it brings. The decision day is the usual day before the "
    "start on which this college has canceled sections. We estimate what running, waiting, merging and promoting would "
    "contribute, each compared with canceling today. Canceling gives up tuition and avoids cost. Money that is already spent "
    "counts in neither. The advice is the choice with the highest contribution. We advise to wait, merge or promote only where "
    f"that adds at least {cents(WORTH_IT_CENTS)}. Two sections of an offering can merge if they start within {MERGE_WITHIN.days} days of each other. "
    "One of them must be likely to have seats for everybody. We never advise to cancel a promised section, or the last one "
    "before an offering retires. Without a direct cost or price, the chance to run decides and no contribution is shown."
)
"""How the advice is made."""


def sentence_of_due(
    table: Table, following: Table, titles: dict[str, str], without_minimum: Table | None = None
) -> str:
    """How many sections need a decision, by when, and what the advice adds; else when the next one does.

    And how many open sections cannot be judged since they state no minimum.
    """
    text = _nothing_due(following, titles) if table.frame.is_empty() else _due(table)
    many = 0 if without_minimum is None else without_minimum.frame.height
    if not many:
        return text
    state, they_are = agreeing(many, "states", "state"), agreeing(many, "it is", "they are")
    return (
        f"{text} {counted(many, 'open section')} {state} no minimum, so {they_are} on no list here: import sections with "
        "the column “minimum” on the Data page."
    )


def _due(table: Table) -> str:
    frame = table.frame
    many = frame.height
    text = f"{counted(many, 'section')} {agreeing(many, 'needs', 'need')} a decision {_by(frame, table.scope.as_of)}"
    worth = total_worth(frame)
    if worth is None:
        return f"{text}."
    verb = "adds" if worth >= 0 else "costs"
    return f"{text}. Following the advice {verb} {cents(abs(worth))} of contribution."


def total_worth(frame: pl.DataFrame) -> float | None:
    """What following all advice adds, US cents; a merger counts once. None where no cost is known."""
    with_worth = frame.drop_nulls("worth_cents")
    return None if with_worth.is_empty() else float(with_worth["worth_cents"].sum())


def _nothing_due(following: Table, titles: dict[str, str]) -> str:
    text = f"No section needs a decision in the next {DUE_WITHIN.days} days"
    for offering, day in following.frame.select("offering", "decide_by").rows():
        return f"{text}; the next is {titles.get(offering, offering)} on {short_day(day)}."
    return f"{text}."


def _by(frame: pl.DataFrame, as_of: date) -> str:
    """The last decision day, and how many are past theirs."""
    last = max(frame["decide_by"])
    past = int((frame["decide_by"] < as_of).sum())
    if past == frame.height:
        return f"now: {agreeing(past, 'its decision day is', 'their decision days are')} past"
    late = f", {past} of them now" if past else ""
    return f"by {short_day(last)}{late}"


def why(row: dict) -> str:
    """The reason for the advice in about eight words."""
    return _REASONS[row["advice"]](row)


def _why_run(row: dict) -> str:
    if row["is_bound"]:
        return f"It must run; {_result(row['run_cents'])}"
    if row["run_cents"] is None:
        return f"{chance(row['chance_to_run'])} likely to reach its minimum"
    return f"{_seats(row['projected'])} expected; {_result(row['run_cents'])}"


def _why_cancel(row: dict) -> str:
    if row["run_cents"] is None:
        return f"Only {chance(row['chance_to_run'])} likely to reach its minimum"
    even = "no number breaks even" if row["break_even"] is None else f"{row['break_even']} break even"
    return f"{_seats(row['projected'])} expected, {even}; {_result(row['run_cents'])}"


def _why_wait(row: dict) -> str:
    until = short_day(row["decide_by"])
    if row["run_cents"] is None:
        return f"{row['net']} of {row['minimum']} seats taken; decide on {until}"
    return f"{row['net']} of {row['minimum']} seats now; we know more on {until}"


def _why_merge(row: dict) -> str:
    how = f"Move its learners to {row['merge_with']}" if row["closes"] else f"Keep it and close {row['merge_with']}"
    return f"{how}; together about {_seats(row['merged_seats'])}"


def _why_promote(row: dict) -> str:
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
    """What running brings compared with canceling, as the end of a sentence."""
    if value is None:
        return "its cost is not known"
    first, second = ("running", "canceling") if value >= 0 else ("canceling", "running")
    return f"{first} beats {second} by {cents(abs(value))}"


def adds(row: dict) -> str:
    """What following the advice adds, with its sign; where a merger counts with the other section, that."""
    if row["advice"] == "merge" and not row["is_counted"]:
        return f"Counted with {row['merge_with']}"
    if row["worth_cents"] is None:
        return "Cost not known"
    return f"{'-' if row['worth_cents'] < 0 else '+'}{cents(abs(row['worth_cents']))} if followed"


def about(row: dict) -> str:
    """When a section starts, its code, and its seats: taken, needed and expected by the decision day."""
    text = f"Starts {short_day(row['starts_on'])}, {row['section_id']}. {row['net']} of {row['minimum']} needed seats taken"
    if row["wait_cents"] is None or row["by_decision"] is None:
        return f"{text}."
    return f"{text}; {row['by_decision']:.0f} likely by {short_day(row['decide_by'])}."


def record(row: dict) -> str:
    """The chance to run with what became of past sections that had about the same."""
    text = f"{chance(row['chance_to_run'])} likely to run"
    if row["came_true"] is None:
        return f"{text}; no record yet"
    return f"{text}; {share(row['came_true'])} of {row['came_true_sections']:,} past sections with a similar chance ran"


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


def show_all(many: int) -> str:
    """The words beside the switch that shows every section."""
    return f"Show all {counted(many, 'section')}, and not only those to decide first"


def pill(choice: str) -> str:
    """A choice as Markdown: its color and its word."""
    return f":{_COLORS[choice]}-badge[{name('decision', choice)}]"


def value_of(row: dict, choice: str) -> float | None:
    """What a choice is expected to contribute against canceling, US cents; a merger counts with the section that is kept."""
    if choice == "cancel":
        return 0.0
    if choice == "merge":
        return 0.0 if row["closes"] else row["together_cents"]
    return row[f"{choice}_cents"]


def in_words(table: Table, titles: dict[str, str]) -> Table:
    """The same table with why and who depends on each section in words."""
    rows = table.frame.to_dicts()
    words = {
        "why": pl.Series([why(row) for row in rows], dtype=pl.String),
        "depends": pl.Series([depends(row, titles) for row in rows], dtype=pl.String),
    }
    columns = [*table.columns]
    columns.insert(5, Column("why", "Why"))
    columns.insert(8, Column("depends", "Who depends on it"))
    return replace(table, frame=table.frame.with_columns(**words), columns=tuple(columns), first=FIRST)


def saved(many: int, version: str) -> str:
    """That decisions were saved, and as what."""
    return f"Saved {counted(many, 'decision')} as version {version}."


def sentence_of_log(log: Table) -> str:
    """How often the advice was followed, and what became of the sections that were decided."""
    frame = log.frame.filter("is_standing")
    if frame.is_empty():
        return ""
    followed = int((frame["decision"].cast(pl.String) == frame["advice"].cast(pl.String)).sum())
    text = f"{followed:,} of {counted(frame.height, 'decision')} followed the advice"
    became = dict(frame["became"].value_counts().rows())
    parts = [
        f"{became[code]:,} {agreeing(became[code], *forms)}" for code, forms in _BECAME.items() if became.get(code)
    ]
    text = f"{text}. Of these sections, {listed(parts)}."
    ran = frame.filter(became="ran").drop_nulls(["value_cents", "brought_cents"])
    if ran.is_empty():
        return text
    brought, expected = (cents(float(ran[column].sum())) for column in ("brought_cents", "value_cents"))
    return f"{text} Those that ran brought {brought} of contribution; {expected} was expected."


_BECAME = {
    "ran": ("ran", "ran"),
    "canceled": ("was canceled", "were canceled"),
    "still_open": ("is still open", "are still open"),
}
