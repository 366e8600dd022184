"""A scenario in words: its effect, the chance of each goal, what is left out, and what it changes."""

import numpy as np
import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.revenue import dollars, goal_scope, signed
from queries.revenue.goals import Standing
from queries.revenue.scenario import Change, Outcome
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, USD


def sentence_of_scenario(name: str, before: Outcome, after: Outcome, period: str, what: Change | None = None) -> str:
    """What the change does to expected revenue and contribution, with what it assumes of demand where the price changes."""
    price = "" if what is None or not what.price else f" {_assumption(what.lost_per_tenth)}"
    revenue = [float(np.median(o.revenue_usd)) for o in (before, after)]
    is_same = np.array_equal(before.revenue_usd, after.revenue_usd)
    is_over = np.ptp(before.revenue_usd) == 0  # every draw of a past period is the same
    title = f"{name}: expected" if name and not is_same else "Expected"
    first = "Actual" if is_over else title
    text = f"{first} for {period}: {dollars(100 * revenue[1])} net tuition revenue"
    if not is_same:
        text += f" ({signed(100 * (revenue[1] - revenue[0]))} from no change)"
    if before.contribution_usd is None or after.contribution_usd is None:
        return f"{text}. No section states a direct cost, so contribution is not known.{price}"
    kept = [float(np.median(o.contribution_usd)) for o in (before, after) if o.contribution_usd is not None]
    apart = f" ({signed(100 * (kept[1] - kept[0]))})" if kept[0] != kept[1] else ""
    text += f" and {dollars(100 * kept[1])} contribution{apart}.{price}"
    return text if apart or not is_same else f"{text} Change a setting above to see its effect."


def _assumption(lost_per_tenth: float) -> str:
    if not lost_per_tenth:
        return "Assumed: a new price changes no demand."
    return f"Assumed: a 10% higher price loses {100 * lost_per_tenth:.3g}% of new registrations."


_SUMS = (
    Column("what", "What"),
    Column("when", "When"),
    Column("low", "Low (10th percentile)", USD.in_short, "One simulated outcome in ten is lower.", unit_of="unit"),
    Column("middle", "Middle", USD.in_short, "Half of the simulated outcomes are lower.", unit_of="unit"),
    Column("high", "High (90th percentile)", USD.in_short, "One simulated outcome in ten is higher.", unit_of="unit"),
)


def sums(before: Outcome, after: Outcome, scope: Scope) -> Table:
    """Revenue, contribution and registrations at the end of the period: 10th, 50th and 90th percentile."""
    rows = []
    for words, unit, draws in (
        ("Net tuition revenue", USD, [o.revenue_usd for o in (before, after)]),
        ("Contribution", USD, [o.contribution_usd for o in (before, after)]),
        ("Net registrations", COUNT, [o.registrations for o in (before, after)]),
    ):
        for label, values in zip(("No change", "With the change"), draws, strict=True):
            points = [None] * 3 if values is None else np.quantile(values, [0.1, 0.5, 0.9]).tolist()
            rows.append((words, label, *points, unit.name))
    texts = dict.fromkeys(("what", "when", "unit"), pl.String)
    schema = {name: texts.get(name, pl.Float64) for name in ("what", "when", "low", "middle", "high", "unit")}
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), _SUMS, scope, first=("middle",))


def gaps(after: Outcome) -> list[str]:
    """What contribution leaves out, a sentence each."""
    sentences = []
    if after.uncosted and after.contribution_usd is not None:
        sentences.append(
            f"{after.uncosted:,} of {counted(after.sections, 'section')} that may still start in the period "
            f"{agreeing(after.uncosted, 'states', 'state')} no direct cost. Contribution leaves "
            f"{agreeing(after.uncosted, 'it', 'them')} out."
        )
    if not after.is_launch_costed:
        sentences.append(
            "The cost of the launched offering is not known, so revenue counts it and contribution does not."
        )
    return sentences


_GOALS = (
    Column("for", "For"),
    Column("goal", "Goal"),
    Column("target", "Target", USD.in_short, "The goal for the end of the period.", unit_of="unit"),
    Column("before", "Chance now", CHANCE, "How often simulated outcomes reach the goal now."),
    Column("after", "Chance with the change", CHANCE, "How often they reach it with the change."),
)


def goals(rows: list[tuple[Standing, float | None, float | None]], scope: Scope) -> Table:
    """The chance of each goal, now and with the change."""
    texts = dict.fromkeys(("for", "goal", "unit"), pl.String)
    schema = {name: texts.get(name, pl.Float64) for name in ("for", "goal", "target", "before", "after", "unit")}
    values = [(goal_scope(s), s.metric.label, s.goal.target, *chances, s.metric.unit.name) for s, *chances in rows]
    return Table(pl.DataFrame(values, schema=schema, orient="row"), _GOALS, scope, first=("goal", "after", "before"))


def change(what: Change, titles: dict[str, str]) -> str:
    """What is different, in a few words."""
    parts = [
        f"{label} {100 * value:+.0f}{unit}"
        for label, value, unit in (
            ("list price", what.price, f"%{_assumed(what)}"),
            ("new registrations", what.volume, "%"),
            ("discount rate", what.discount, f" {agreeing(abs(100 * what.discount), 'point', 'points')}"),
        )
        if value
    ]
    if what.retired:
        parts.append(f"no new registrations for {titles.get(what.retired, what.retired)}")
    if what.launched_seats:
        parts.append(f"{counted(what.launched_seats, 'seat')} launched at {dollars(100 * what.launched_price_usd)}")
    return ", ".join(parts) or "nothing changed"


def _assumed(what: Change) -> str:
    """What is assumed of demand, behind a price; nothing where demand is assumed not to answer."""
    return f" (10% more loses {100 * what.lost_per_tenth:.3g}% of seats)" if what.lost_per_tenth else ""
