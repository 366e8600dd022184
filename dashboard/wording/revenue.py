"""Bridge, goals, margin and scenario in words: sentences and the frames that tables show."""

from collections.abc import Iterable
from decimal import Decimal

import polars as pl

from dashboard import wording
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.change import Bridge
from queries.revenue.goals import Standing

STEPS = {
    "volume": "Volume",
    "mix": "Mix",
    "list_price": "List price",
    "discount": "Discounts",
    "refund": "Refunds",
    "cancelled": "Cancelled sections",
    "new": "New offerings",
    "retired": "Retired offerings",
}
BASES = {"last_year": "Same point last year", "plan": "Plan to date"}
DEFINITIONS = (
    "Volume: seats taken over all offerings that sold seats in both periods. Mix: each offering's share of those seats.",
    "List price, discount rate and refund rate: of each offering, seat by seat. Cancelled sections: the share of what was "
    "charged that went back because the college cancelled.",
    "New: no seat then. Retired: no seat now, which early in a period may mean not yet.",
    "Each cause gets the mean of its effect over every order in which the causes could have changed (Shapley), rounded "
    "so that nothing is left over. With a field chosen, volume and mix are those within the field.",
    "A plan names one sum: its mix, prices and rates are last year's, with seats scaled until the sum is reached.",
)


def dollars(cents: float, *, short: bool = True) -> str:
    """Cents as dollars."""
    return wording.value(NET_REVENUE, cents / 100, short=short)


def signed(cents: float, *, short: bool = True) -> str:
    """Cents as dollars with their sign."""
    return ("+" if cents > 0 else "") + dollars(cents, short=short)


def against(found: Bridge) -> str:
    """What a bridge starts from, within a sentence."""
    return f"the {BASES[found.basis].lower()}"


def sentence_of_bridge(found: Bridge) -> str:
    """What moved net revenue most, both ways."""
    if not found.now_cents and not found.before_cents:
        return (
            f"No revenue is on record for this choice, nor {'in' if found.basis == 'plan' else 'at'} {against(found)}."
        )
    change, totals = found.now_cents - found.before_cents, found.totals()
    text = f"Net tuition revenue is {dollars(found.now_cents)}, {signed(change)} against {against(found)}"
    up, down = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
    moved = [f"{STEPS[n].lower()} ({signed(totals[n])})" for n in (up, down) if totals[n]]
    return f"{text}; most came from {' and '.join(dict.fromkeys(moved))}." if moved else f"{text}."


def steps(found: Bridge) -> pl.DataFrame:
    """The rows of the waterfall: name, start, end (dollars), text and kind."""
    rows, at = [(BASES[found.basis], 0, found.before_cents, dollars(found.before_cents), "total")], found.before_cents
    for name, cents in found.totals().items():
        rows.append((STEPS[name], at, at + cents, signed(cents), "up" if cents >= 0 else "down"))
        at += cents
    rows.append(("Now", 0, at, dollars(at), "total"))
    frame = pl.DataFrame(rows, schema=["name", "start", "end", "text", "kind"], orient="row")
    return frame.with_columns(pl.col("start", "end") / 100)


def bridge_table(frame: pl.DataFrame, first: str, names: dict[str, str]) -> pl.DataFrame:
    """Rows of the bridge in words and US dollars, the largest change first; `first` is the column that names them."""
    frame = frame.sort((pl.col("now_cents") - pl.col("before_cents")).abs(), descending=True, maintain_order=True)
    label = pl.Series(
        wording.label(first), [names.get(str(v)) or wording.name(first, v) for v in frame[first]], pl.String
    )
    headings = {"before_cents": "Before", **STEPS, "now_cents": "Now"}
    return pl.DataFrame([label, *(_exact(frame[c]).alias(words) for c, words in headings.items())])


def bridge_steps_table(found: Bridge) -> pl.DataFrame:
    """The waterfall's twin."""
    rows = {BASES[found.basis]: found.before_cents} | {STEPS[n]: c for n, c in found.totals().items()}
    rows |= {"Now": found.now_cents, "Not explained": found.residual_cents}
    return pl.DataFrame({"Step": list(rows), "US dollars": _exact(rows.values())})


def section_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Sections of one offering in words and US dollars."""
    money = {
        "gross_cents": "List price charged",
        "discount_cents": "Discounts",
        "refund_cents": "Refunds",
        "net_cents": "Net",
    }
    years = [{"before": "Year before", "now": "This year"}[y] for y in frame["year"]]
    return pl.DataFrame(
        {
            "Year": years,
            "Section": frame["section_id"],
            "Starts": frame["starts_on"],
            "State": [str(s).capitalize() for s in frame["state"]],
            "Seats taken": frame["gross_registrations"],
            "Seats held": frame["net_registrations"],
        }
        | {words: _exact(frame[c]) for c, words in money.items()}
    )


def goal_name(found: Standing) -> str:
    """Metric and scope of a goal in words."""
    whose = goal_scope(found)
    return f"{found.metric.label}, {whose if found.goal.where else whose.lower()}"


def goal_scope(found: Standing) -> str:
    """What a goal is for, in words."""
    return wording.name(*found.goal.where[0]) if found.goal.where else "Whole college"


def sentence_of_goal(found: Standing) -> str:
    """Likelihood, target and what it takes."""
    if found.metric is CONTRIBUTION:
        return _contribution_goal(found)
    target = wording.value(found.metric, found.goal.target, short=True)
    if found.goal.is_none:
        stands = wording.value(found.metric, found.actual, short=True)
        return (
            f"{goal_name(found)}: a goal of {target} asks for nothing, so no chance is stated; it stands at {stands}."
        )
    if found.missing == 0:
        return f"{goal_name(found)}: reached; {wording.value(found.metric, found.actual, short=True)} of {target}."
    if found.days_left == 0:
        return f"{goal_name(found)}: missed by {wording.value(found.metric, found.missing, short=True)} of {target}."
    likely = (
        "no forecast for this metric of"
        if found.probability is None
        else f"{wording.chance(found.probability)} likely to reach"
    )
    text = f"{goal_name(found)}: {likely} {target}"
    if found.registrations_needed is None:
        return f"{text}; no net price is known yet."
    kind = "learners" if found.metric.name == "headcount" else "registrations"
    price = " at the current net price" if found.metric is NET_REVENUE else ""
    return f"{text}; needs {found.registrations_needed:,} more {kind}{price}, {needed(found)} a week."


def _contribution_goal(found: Standing) -> str:
    """Likelihood, target, what is left so far and what is still to come; what lacks a cost is said."""
    target, left, missing = (
        wording.value(found.metric, v, short=True) for v in (found.goal.target, found.actual, found.missing)
    )
    name, end = goal_name(found), wording.day(found.goal.period.end)
    reach = f"reach {target}" if found.goal.target else "break even"
    if found.actual is None and found.finals is None:
        if not found.uncosted:
            return f"{name}: no section of the period has started, so there is nothing to say of {target} yet."
        return (
            f"{name}: no direct cost is stated for its {found.sections:,} sections, so neither where it stands nor how "
            f"likely {target} is can be told. Import direct_cost_usd with the sections."
        )
    if found.actual is not None and found.missing == 0:
        text = f"{name}: reached; {left} of {target}"
    elif found.days_left == 0:
        text = f"{name}: missed by {missing} of {target} at the end of the period"
    else:
        so_far = f"{left} is left by sections that have started" if found.actual is not None else "none has started yet"
        text = f"{name}: {wording.chance(found.probability)} likely to {reach}; {so_far}, {missing} must come from those that start by {end}"
    if found.uncosted:
        text += f". Direct cost is not stated for {found.uncosted:,} of {found.sections:,} sections, which are not in"
    return f"{text}."


def needed(found: Standing) -> str:
    """Registrations (learners, for headcount) that it takes per week until the end of the period."""
    if found.missing == 0 or found.days_left == 0 or found.registrations_needed is None:
        return wording.NOTHING
    return f"{found.registrations_needed / max(found.days_left / 7, 1):,.0f}"


def record_table(frame: pl.DataFrame) -> pl.DataFrame:
    """The diagram's twin: a row per tenth of probability."""
    return pl.DataFrame(
        {
            "Stated": [f"{100 * v:.0f}%" for v in frame["stated"]],
            "Came true": [f"{100 * v:.0f}%" for v in frame["came_true"]],
            "Statements": frame["statements"],
        }
    )


def goals_table(found: list[Standing]) -> pl.DataFrame:
    """Every goal with its numbers."""
    rows: list[tuple[str, ...]] = []
    for s in found:
        low, middle, high = s.band or (None, None, None)
        words = [wording.value(s.metric, v, short=True) for v in (s.goal.target, s.actual, s.phased, middle, low, high)]
        rows.append(
            (
                goal_scope(s),
                s.metric.label,
                *words,
                wording.chance(s.probability),
                needed(s),
                s.goal.owner or wording.NOTHING,
            )
        )
    columns = [
        "For",
        "Goal",
        "Target",
        "Actual to date",
        "Phased to date",
        "Forecast",
        "Low (10%)",
        "High (90%)",
        "Chance",
        "Needed a week",
        "Owner",
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def sentence_of_goal_record(said: pl.DataFrame, scores: tuple[float, float] | None) -> str:
    """How good the probabilities have been."""
    if scores is None:
        return "There is no finished fiscal year with a year before it, so there is no record yet."
    better = "better" if scores[0] < scores[1] else "no better"
    return (
        f"Over {said.height:,} statements at {said['as_of'].n_unique()} past month ends the mean squared error is "
        f"{scores[0]:.3f} (0 is perfect), {better} than always stating how often each threshold was reached ({scores[1]:.3f})."
    )


def _exact(cents: Iterable[int]) -> pl.Series:
    """Cents as exact US dollars, which tables show whole and files to the cent."""
    return pl.Series([Decimal(c) / 100 for c in cents], dtype=pl.Decimal(38, 2))
