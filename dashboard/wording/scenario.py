"""A scenario in words: its effect, the chance of each goal, what is left out, and what a saved one changes."""

import numpy as np
import polars as pl

from dashboard import wording
from dashboard.wording.counts import agreeing, counted
from dashboard.wording.revenue import dollars, goal_scope, signed
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.revenue.goals import Standing
from queries.revenue.scenario import Change, Outcome


def sentence_of_scenario(name: str, before: Outcome, after: Outcome, period: str) -> str:
    """What the change does to expected revenue and contribution."""
    revenue = [float(np.median(o.revenue_usd)) for o in (before, after)]
    is_same = np.array_equal(before.revenue_usd, after.revenue_usd)
    is_over = np.ptp(before.revenue_usd) == 0  # every draw of a past period is the same
    title = f"{name}: expected" if name and not is_same else "Expected"
    first = "Actual" if is_over else title
    text = f"{first} for {period}: {dollars(100 * revenue[1])} net tuition revenue"
    if not is_same:
        text += f" ({signed(100 * (revenue[1] - revenue[0]))} from no change)"
    if before.contribution_usd is None or after.contribution_usd is None:
        return f"{text}. No section states a direct cost, so contribution is not known."
    kept = [float(np.median(o.contribution_usd)) for o in (before, after) if o.contribution_usd is not None]
    apart = f" ({signed(100 * (kept[1] - kept[0]))})" if kept[0] != kept[1] else ""
    text += f" and {dollars(100 * kept[1])} contribution{apart}."
    return text if apart or not is_same else f"{text} Change a setting above to see its effect."


def sums(before: Outcome, after: Outcome) -> pl.DataFrame:
    """Revenue, contribution and registrations at the end of the period: 10th, 50th and 90th percentile."""
    rows = []
    for words, draws in (
        ("Net tuition revenue", [o.revenue_usd for o in (before, after)]),
        ("Contribution", [o.contribution_usd for o in (before, after)]),
        ("Net registrations", [o.registrations for o in (before, after)]),
    ):
        for label, values in zip(("No change", "With the change"), draws, strict=True):
            rows.append((words, label, *_three(values, is_money=words != "Net registrations")))
    return pl.DataFrame(
        rows,
        schema=dict.fromkeys(["What", "When", "Low (10th percentile)", "Middle", "High (90th percentile)"], pl.String),
        orient="row",
    )


def _three(values: np.ndarray | None, *, is_money: bool) -> list[str]:
    if values is None:
        return [wording.NOTHING] * 3
    points = np.quantile(values, [0.1, 0.5, 0.9])
    return [dollars(100 * v) if is_money else wording.value(NET_REGISTRATIONS, v) for v in points]


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


def goals(rows: list[tuple[Standing, float | None, float | None]]) -> pl.DataFrame:
    """The chance of each goal, now and with the change."""
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
            ("new registrations", what.volume, "%"),
            ("discount rate", what.discount, " points"),
        )
        if value
    ]
    if what.retired:
        parts.append(f"no new registrations for {titles.get(what.retired, what.retired)}")
    if what.launched_seats:
        parts.append(f"{counted(what.launched_seats, 'seat')} launched at {dollars(100 * what.launched_price_usd)}")
    return ", ".join(parts) or "nothing changed"
