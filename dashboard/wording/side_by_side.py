"""Scenarios side by side: a row each, with what it changes and what comes of it."""

import numpy as np
import polars as pl

from dashboard.wording import scenario as scenario_words
from dashboard.wording.revenue import goal_name
from queries.revenue.goals import Standing
from queries.revenue.scenario import Compared
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, USD

_RANGE = "Eight of ten simulated outcomes end in this range."
_MIDDLE = "At the end of the period; half of the simulated outcomes are lower."
_LEFT_OUT = "Sections without a stated direct cost are left out."
ENDED = ("revenue", "contribution", "registrations")
NAMELESS = "On screen"
AGAIN = (
    "Each scenario is worked out again for the period, day and field chosen here. So its numbers may differ from those on "
    "the day it was saved."
)
COLUMNS = (
    Column("scenario", "Scenario"),
    Column("changes", "What it changes"),
    Column("chance", "Chance of the goal", CHANCE),
    Column("revenue", "Net tuition revenue", USD.whole, _MIDDLE),
    Column("revenue_low", "Revenue, 80% range", USD.in_short, _RANGE, until="revenue_high"),
    Column("revenue_apart", "Revenue, from no change", USD.whole, "Net tuition revenue less that of no change."),
    Column("contribution", "Contribution", USD.whole, f"{_MIDDLE} {_LEFT_OUT}"),
    Column("contribution_low", "Contribution, 80% range", USD.in_short, _RANGE, until="contribution_high"),
    Column("contribution_apart", "Contribution, from no change", USD.whole, "Contribution less that of no change."),
    Column("registrations", "Net registrations", COUNT, _MIDDLE),
    Column("registrations_low", "Registrations, 80% range", COUNT, _RANGE, until="registrations_high"),
    Column("registrations_apart", "Registrations, from no change", COUNT, "Net registrations less those of no change."),
)


def side_by_side(rows: list[Compared], titles: dict[str, str], scope: Scope) -> Table:
    """A row per scenario in the order given; what no section's cost tells is empty."""
    base = _ends(rows[0])
    values = [
        {"scenario": _name(row), "changes": _changes(row, titles), "chance": row.chance, **_numbers(_ends(row), base)}
        for row in rows
    ]
    texts = dict.fromkeys(("scenario", "changes"), pl.String)
    parts = [part for column in COLUMNS for part in column.parts]
    frame = pl.DataFrame(values, schema={part: texts.get(part, pl.Float64) for part in parts})
    return Table(frame, tuple(_with_goal(column, rows[0].goal) for column in COLUMNS), scope, notes=(AGAIN,))


def _name(row: Compared) -> str:
    if row.is_on_screen:
        return f"{row.name} (on screen)" if row.name else NAMELESS
    return row.name or "No change"


def _changes(row: Compared, titles: dict[str, str]) -> str:
    words = scenario_words.change(row.change, titles)
    return words[0].upper() + words[1:]


def _numbers(ends: dict[str, float | None], base: dict[str, float | None]) -> dict[str, float | None]:
    """The points of a scenario, and how far the middle ones are from those of no change."""
    return ends | {f"{what}_apart": _apart(ends[what], base[what]) for what in ENDED}


def _ends(row: Compared) -> dict[str, float | None]:
    """The 10%, 50% and 90% points of what it comes to, by the names of their columns."""
    ends: dict[str, float | None] = {}
    outcome = row.outcome
    for what, draws in zip(ENDED, (outcome.revenue_usd, outcome.contribution_usd, outcome.registrations), strict=True):
        points = [None] * 3 if draws is None else [_whole(point) for point in np.quantile(draws, [0.1, 0.5, 0.9])]
        ends |= dict(zip((f"{what}_low", what, f"{what}_high"), points, strict=True))
    return ends


def _whole(number: float) -> float:
    return float(round(number))


def _apart(value: float | None, now: float | None) -> float | None:
    return None if value is None or now is None else value - now


def _with_goal(column: Column, goal: Standing | None) -> Column:
    """The column of chances says which goal they are of."""
    if column.name != "chance":
        return column
    if goal is None:
        return Column("chance", column.label, CHANCE, "This choice has no goal that a scenario can move.")
    target = goal.metric.unit.exact(goal.goal.target)
    return Column(
        "chance",
        column.label,
        CHANCE,
        f"How often simulated outcomes reach the goal: {goal_name(goal)}, {target}.",
    )
