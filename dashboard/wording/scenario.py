"""A scenario in words: what it moves, each goal's chance, what is not in, and what a saved one changes."""

import numpy as np
import polars as pl

from dashboard import wording
from dashboard.wording.revenue import dollars, goal_scope, signed
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.revenue.goals import Standing
from queries.revenue.scenario import Change, Outcome


def sentence_of_scenario(name: str, before: Outcome, after: Outcome) -> str:
    """What the change does to the middle of the forecast."""
    middle = [float(np.median(o.revenue_usd)) for o in (before, after)]
    comes = "came" if np.ptp(before.revenue_usd) == 0 else "is expected to come"  # draws of a past period are all alike
    if np.array_equal(before.revenue_usd, after.revenue_usd):
        text = f"Net tuition revenue of the period {comes} to {dollars(100 * middle[1])}; "
        text += "what is set above does not move it"
    else:
        title = f"{name}: net" if name else "Net"
        text = f"{title} tuition revenue of the period would come to {dollars(100 * middle[1])}, "
        text += f"{signed(100 * (middle[1] - middle[0]))} against no change"
    if before.contribution_usd is None or after.contribution_usd is None:
        return f"{text}. No section states a direct cost, so contribution is not known."
    left = [float(np.median(o.contribution_usd)) for o in (before, after) if o.contribution_usd is not None]
    if np.array_equal(before.revenue_usd, after.revenue_usd) and left[0] == left[1]:
        return (
            f"The period {comes} to {dollars(100 * middle[1])} net tuition revenue and to "
            f"{dollars(100 * left[1])} contribution; what is set above moves neither."
        )
    moved = f", {signed(100 * (left[1] - left[0]))}" if left[0] != left[1] else ""
    return f"{text}; contribution to {dollars(100 * left[1])}{moved}."


def sums(before: Outcome, after: Outcome) -> pl.DataFrame:
    """Revenue, contribution and registrations at the end of the period: 10%, 50% and 90% of the draws."""
    rows = []
    for words, draws in (
        ("Net tuition revenue", [o.revenue_usd for o in (before, after)]),
        ("Contribution", [o.contribution_usd for o in (before, after)]),
        ("Net registrations", [o.registrations for o in (before, after)]),
    ):
        for label, values in zip(("As things are", "With the change"), draws, strict=True):
            rows.append((words, label, *_three(values, is_money=words != "Net registrations")))
    return pl.DataFrame(
        rows, schema=dict.fromkeys(["What", "When", "Low (10%)", "Middle", "High (90%)"], pl.String), orient="row"
    )


def _three(values: np.ndarray | None, *, is_money: bool) -> list[str]:
    if values is None:
        return [wording.NOTHING] * 3
    points = np.quantile(values, [0.1, 0.5, 0.9])
    return [dollars(100 * v) if is_money else wording.value(NET_REGISTRATIONS, v) for v in points]


def gaps(after: Outcome) -> list[str]:
    """What contribution does not hold, a sentence each."""
    said = []
    if after.uncosted and after.contribution_usd is not None:
        said.append(
            f"Direct cost is not stated for {after.uncosted:,} of {after.sections:,} sections that may still start in the "
            "period; contribution is of the others."
        )
    if not after.is_launch_costed:
        said.append("The cost of the launched offering is not known, so it is in revenue and not in contribution.")
    return said


def goals(rows: list[tuple[Standing, float | None, float | None]]) -> pl.DataFrame:
    """Each goal's chance as things are and with the change."""
    return pl.DataFrame(
        [
            (
                goal_scope(s),
                s.metric.label,
                wording.value(s.metric, s.goal.target, short=True),
                wording.chance(before),
                wording.chance(after),
            )
            for s, before, after in rows
        ],
        schema=dict.fromkeys(["For", "Goal", "Target", "Chance now", "Chance with the change"], pl.String),
        orient="row",
    )


def change(what: Change, titles: dict[str, str]) -> str:
    """What is different, in a few words."""
    parts = [
        f"{label} {100 * value:+.0f}{unit}"
        for label, value, unit in (
            ("list price", what.price, "%"),
            ("further registrations", what.volume, "%"),
            ("discount rate", what.discount, " points"),
        )
        if value
    ]
    if what.retired:
        parts.append(f"no more registrations for {titles.get(what.retired, what.retired)}")
    if what.launched_seats:
        parts.append(f"{what.launched_seats:,} seats launched at {dollars(100 * what.launched_price_usd)}")
    return ", ".join(parts) or "nothing changed"
