"""Bridge, goals, margin and scenario in words: sentences and the frames that tables show."""

import polars as pl

from dashboard import wording
from dashboard.wording.counts import agreeing, counted
from dashboard.wording.shares import chance_in_words
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.change import BASES, STEPS, Bridge
from queries.revenue.goal_record import STATED, Record
from queries.revenue.goals import Standing
from queries.semantic.column import Column
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CHANCE, COUNT, USD

DEFINITIONS = (
    "Volume: seats taken in all offerings that sold seats in both periods. Mix: each offering's share of those seats.",
    "List price, discounts and refunds: the rates of each offering, per seat. Canceled sections: the share of tuition "
    "charged that was refunded because the college canceled.",
    "New offerings sold no seat last year. Retired offerings have sold no seat this year; early in a period they may still.",
    "Each cause gets its average effect over every order in which the causes could have changed (Shapley values), rounded "
    "so that nothing is left over. With a field chosen, volume and mix are within that field.",
    "A plan is one sum. It takes last year's mix, prices and rates, and scales seats until the sum is reached.",
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
    """What moved net tuition revenue most, both ways."""
    if not found.now_cents and not found.before_cents:
        return f"This choice has no revenue on record, nor {'in' if found.basis == 'plan' else 'at'} {against(found)}."
    change, totals = found.now_cents - found.before_cents, found.totals()
    text = f"Net tuition revenue is {dollars(found.now_cents)}, {_apart(change)} {against(found)}"
    largest = sorted((n for n in totals if totals[n]), key=lambda n: -abs(totals[n]))[:2]
    moved = [f"{STEPS[n].lower()} ({signed(totals[n])})" for n in largest]
    return f"{text}. Most came from {' and '.join(dict.fromkeys(moved))}." if moved else f"{text}."


def _apart(cents: float) -> str:
    return f"{dollars(abs(cents))} {'more' if cents > 0 else 'less'} than" if cents else "the same as"


def steps(found: Bridge) -> pl.DataFrame:
    """The rows of the waterfall: name, start, end (dollars), text and kind."""
    rows, at = [(BASES[found.basis], 0, found.before_cents, dollars(found.before_cents), "total")], found.before_cents
    for name, cents in found.totals().items():
        rows.append((STEPS[name], at, at + cents, signed(cents), "up" if cents >= 0 else "down"))
        at += cents
    rows.append(("Now", 0, at, dollars(at), "total"))
    frame = pl.DataFrame(rows, schema=["name", "start", "end", "text", "kind"], orient="row")
    return frame.with_columns(pl.col("start", "end") / 100)


def goal_name(found: Standing) -> str:
    """Metric and scope of a goal in words."""
    whose = goal_scope(found)
    return f"{found.metric.label}, {whose if found.goal.where else whose.lower()}"


def goal_scope(found: Standing) -> str:
    """What a goal is for, in words."""
    return wording.name(*found.goal.where[0]) if found.goal.where else "Whole college"


def sentence_of_goal(found: Standing) -> str:
    """How likely a goal is, and what it takes."""
    if found.metric is CONTRIBUTION:
        return _contribution_goal(found)
    target = wording.value(found.metric, found.goal.target, short=True)
    if found.goal.is_none:
        stands = wording.value(found.metric, found.actual, short=True)
        return (
            f"{goal_name(found)}: {stands} so far. A goal of {target} asks for nothing, so it has no chance to state."
        )
    if found.missing == 0:
        return f"{goal_name(found)}: reached, with {wording.value(found.metric, found.actual, short=True)} of {target}."
    if found.days_left == 0:
        return f"{goal_name(found)}: missed by {wording.value(found.metric, found.missing, short=True)} of {target}."
    likely = (
        f"the goal is {target}, and this metric has no forecast"
        if found.probability is None
        else f"{chance_in_words(found.probability)} likely to reach {target}"
    )
    text = f"{goal_name(found)}: {likely}"
    if found.registrations_needed is None:
        return f"{text}. No net price is known yet."
    kind = "learner" if found.metric.name == "headcount" else "registration"
    price = " at the current net price" if found.metric is NET_REVENUE else ""
    return f"{text}. It takes {counted(found.registrations_needed, f'more {kind}')}{price}, {needed(found)} a week."


def _contribution_goal(found: Standing) -> str:
    """How likely a contribution goal is, what started sections contribute, and what is still to come."""
    target, left, missing = (
        wording.value(found.metric, v, short=True) for v in (found.goal.target, found.actual, found.missing)
    )
    name, end = goal_name(found), wording.day(found.goal.period.end)
    reach = f"reach {target}" if found.goal.target else "break even"
    if found.actual is None and found.finals is None:
        if not found.uncosted:
            return f"{name}: no section of the period has started, so we can't say anything about {target} yet."
        return (
            f"{name}: its {counted(found.sections, 'section')} {agreeing(found.sections, 'states', 'state')} no direct "
            f"cost, so we can't say how likely {target} is. Import direct_cost_usd with the sections."
        )
    if found.actual is not None and found.missing == 0:
        text = f"{name}: reached, with {left} of {target}"
    elif found.days_left == 0:
        text = f"{name}: missed by {missing} of {target} at the end of the period"
    else:
        so_far = f"Started sections contribute {left}" if found.actual is not None else "No section has started yet"
        likely = wording.NOTHING if found.probability is None else chance_in_words(found.probability)
        text = f"{name}: {likely} likely to {reach}. {so_far}; those that start by {end} must add {missing}"
    if found.uncosted:
        state = agreeing(found.uncosted, "states", "state")
        text += f". {found.uncosted:,} of {counted(found.sections, 'section')} {state} no direct cost and are left out"
    return f"{text}."


def needed(found: Standing) -> str:
    """Registrations (learners, for headcount) that it takes per week until the end of the period."""
    return COUNT.exact(_a_week(found))


def _a_week(found: Standing) -> float | None:
    if found.missing == 0 or found.days_left == 0 or found.registrations_needed is None:
        return None
    return found.registrations_needed / max(found.days_left / 7, 1)


_GOALS = (
    Column("for", "For"),
    Column("goal", "Goal"),
    Column("target", "Target", USD.in_short, "The goal for the end of the period.", unit_of="unit"),
    Column("actual", "Actual to date", USD.in_short, "What is there on the as-of date.", unit_of="unit"),
    Column(
        "phased",
        "Phased to date",
        USD.in_short,
        "What the goal asks for by the as-of date, as last year came in.",
        unit_of="unit",
    ),
    Column("middle", "Forecast", USD.in_short, "The middle of the simulated outcomes.", unit_of="unit"),
    Column("low", "Low (10th percentile)", USD.in_short, "One simulated outcome in ten is lower.", unit_of="unit"),
    Column("high", "High (90th percentile)", USD.in_short, "One simulated outcome in ten is higher.", unit_of="unit"),
    Column("chance", "Chance", CHANCE, "How often simulated outcomes reach the goal."),
    Column("needed", "Needed a week", COUNT, "Registrations, or learners, each week until the end of the period."),
    Column("owner", "Owner"),
)


def goals_table(found: list[Standing], scope: Scope) -> Table:
    """Every goal with its numbers, each in the unit of its metric."""
    rows = []
    for s in found:
        low, middle, high = s.band or (None, None, None)
        values = (s.goal.target, s.actual, s.phased, middle, low, high)
        rows.append((goal_scope(s), s.metric.label, *values, s.probability, _a_week(s), s.goal.owner, s.metric.unit))
    texts = dict.fromkeys(("for", "goal", "owner", "unit"), pl.String)
    names = [*(column.name for column in _GOALS), "unit"]
    schema = {name: texts.get(name, pl.Float64) for name in names}
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), _GOALS, scope)


def sentence_of_goal_record(record: Record) -> str:
    """How often past predictions came true."""
    if record.errors is None:
        return "There is no record yet: it needs a finished fiscal year with a prior year."
    better = "better" if record.errors[0] < record.errors[1] else "no better"
    first = f"In {record.predictions:,} past predictions, "
    if record.reached is None:
        first += f"made at {record.month_ends} month ends, "
    else:
        reached = round(20 * record.reached) * 5
        first += f"goals given a {100 * STATED:.0f}% chance were reached about {reached}% of the time. "
    return (
        f"{first}{'T' if record.reached is not None else 't'}he mean squared error is {record.errors[0]:.3f} (0 is perfect), "
        f"{better} than stating the average rate each time ({record.errors[1]:.3f})."
    )
