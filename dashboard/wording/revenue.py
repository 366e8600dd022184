"""Bridge, goals, margin and scenario in words: sentences and the frames that tables show."""

import polars as pl

from dashboard import wording
from dashboard.wording.counts import agreeing, counted
from dashboard.wording.shares import chance_in_words
from dashboard.wording.year import MOVES, STATUS
from queries.metrics import METRICS
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.change import BASES, STEPS, Bridge
from queries.revenue.goal_record import STATED, Record
from queries.revenue.goal_status import DEFAULT, Rule, status
from queries.revenue.goals import Standing
from queries.revenue.phasing import Goal
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


def against(bridge: Bridge) -> str:
    """What a bridge starts from, within a sentence."""
    return f"the {BASES[bridge.basis].lower()}"


def sentence_of_bridge(bridge: Bridge) -> str:
    """What moved net tuition revenue most, both ways."""
    if not bridge.now_cents and not bridge.before_cents:
        return (
            f"This choice has no revenue on record, nor {'in' if bridge.basis == 'plan' else 'at'} {against(bridge)}."
        )
    change, totals = bridge.now_cents - bridge.before_cents, bridge.totals()
    text = f"Net tuition revenue is {dollars(bridge.now_cents)}, {_apart(change)} {against(bridge)}"
    largest = sorted((n for n in totals if totals[n]), key=lambda n: -abs(totals[n]))[:2]
    moved = [f"{MOVES[n][totals[n] < 0]} ({signed(totals[n])})" for n in largest]
    causes = f"largest cause{agreeing(len(moved), ' is', 's are')}"
    return f"{text}. The {causes} {' and '.join(moved)}." if moved else f"{text}."


def _apart(cents: float) -> str:
    return f"{dollars(abs(cents))} {'more' if cents > 0 else 'less'} than" if cents else "the same as"


def steps(bridge: Bridge) -> pl.DataFrame:
    """The rows of the waterfall: name, start, end (dollars), text and kind."""
    rows, at = (
        [(BASES[bridge.basis], 0, bridge.before_cents, dollars(bridge.before_cents), "total")],
        bridge.before_cents,
    )
    for name, cents in bridge.totals().items():
        rows.append((STEPS[name], at, at + cents, signed(cents), "up" if cents >= 0 else "down"))
        at += cents
    rows.append(("Now", 0, at, dollars(at), "total"))
    frame = pl.DataFrame(rows, schema=["name", "start", "end", "text", "kind"], orient="row")
    return frame.with_columns(pl.col("start", "end") / 100)


def goal_name(standing: Standing) -> str:
    """Metric and scope of a goal in words."""
    whose = goal_scope(standing)
    return f"{standing.metric.label}, {whose if standing.goal.where else whose.lower()}"


def goal_scope(standing: Standing) -> str:
    """What a goal is for, in words."""
    return wording.name(*standing.goal.where[0]) if standing.goal.where else "Whole college"


def sentence_of_goal(standing: Standing) -> str:
    """How likely a goal is, and what it takes."""
    if standing.metric is CONTRIBUTION:
        return _contribution_goal(standing)
    name = goal_name(standing)
    target, stands = (_said(standing, value) for value in (standing.goal.target, standing.actual))
    if standing.goal.is_none and not standing.is_ceiling:
        return f"{name}: {stands} so far. A goal of {target} asks for nothing, so it has no chance to state."
    if standing.goal.is_rate or standing.still_open:
        return _where_it_stands(standing)
    if standing.missing == 0:
        return f"{name}: reached, with {stands} of {target}."
    if standing.days_left == 0:
        return f"{name}: missed by {_said(standing, standing.missing)} of {target}."
    if standing.probability is None:
        return f"{name}: {stands} so far; the goal is {target}.{_takes(standing)}"
    return f"{name}: {chance_in_words(standing.probability)} likely to reach {target}.{_takes(standing)}"


def _where_it_stands(standing: Standing) -> str:
    """Number and goal of a share, and of what waits for outcomes: it is reached or missed once it is final."""
    target = f"{'at most ' if standing.is_ceiling else ''}{_said(standing, standing.goal.target)}"
    if standing.actual is None:
        return f"{goal_name(standing)}: no number yet; the goal is {target}."
    stands = _said(standing, standing.actual)
    if standing.is_final:
        return f"{goal_name(standing)}: {'missed' if standing.missing else 'reached'}, with {stands}; the goal was {target}."
    still_open = f", with {wording.percent(standing.still_open)} still open" if standing.still_open else ""
    return f"{goal_name(standing)}: {stands} so far{still_open}; the goal is {target}."


def _takes(standing: Standing) -> str:
    """What must still come, in all and a week, as a sentence behind another one."""
    if standing.needed is None:
        return " No net price is known yet."
    if standing.metric.unit.is_money and standing.metric is not NET_REVENUE:
        return f" It takes {_said(standing, standing.needed)} more, {_said(standing, _a_week(standing))} a week."
    one, many = NEEDED.get(standing.metric.name, NEEDED[NET_REVENUE.name])
    price = " at the current net price" if standing.metric is NET_REVENUE else ""
    more = counted(standing.needed, f"more {one}", f"more {many}")
    return f" It takes {more}{price}, {COUNT.exact(_a_week(standing))} a week."


NEEDED = {
    "net_revenue": ("registration", "registrations"),
    "headcount": ("learner", "learners"),
    "inquiries": ("inquiry", "inquiries"),
    "new_learners": ("new learner", "new learners"),
    "sections_offered": ("section", "sections"),
    "completions": ("completion", "completions"),
}
"""What must still come for a goal, one and several; registrations where nothing else is said."""


def _said(standing: Standing, value: float | None) -> str:
    return wording.value(standing.metric, value, short=True)


def unanswered(goals: list[tuple[Goal, str]]) -> list[str]:
    """A sentence for each goal that stands beside no number, with the reason."""
    return [
        f"The goal for {METRICS[goal.metric].label.lower()}"
        f"{f', {wording.name(*goal.where[0])},' if goal.where else ''} stands beside no number. {reason}"
        for goal, reason in goals
    ]


def _contribution_goal(standing: Standing) -> str:
    """How likely a contribution goal is, what started sections contribute, and what is still to come."""
    target, left, missing = (
        wording.value(standing.metric, v, short=True) for v in (standing.goal.target, standing.actual, standing.missing)
    )
    name, end = goal_name(standing), wording.day(standing.goal.period.end)
    uncosted, sections = standing.unstated
    reach = f"reach {target}" if standing.goal.target else "break even"
    if standing.actual is None and standing.finals is None:
        if not uncosted:
            return f"{name}: no section of the period has started, so we can't say anything about {target} yet."
        return (
            f"{name}: its {counted(sections, 'section')} {agreeing(sections, 'states', 'state')} no direct "
            f"cost, so we can't say how likely {target} is. Import direct_cost_usd with the sections."
        )
    if standing.actual is not None and standing.missing == 0:
        text = f"{name}: reached, with {left} of {target}"
    elif standing.days_left == 0:
        text = f"{name}: missed by {missing} of {target} at the end of the period"
    else:
        so_far = f"Started sections contribute {left}" if standing.actual is not None else "No section has started yet"
        likely = wording.NOTHING if standing.probability is None else chance_in_words(standing.probability)
        text = f"{name}: {likely} likely to {reach}. {so_far}; those that start by {end} must add {missing}"
    if uncosted:
        state = agreeing(uncosted, "states", "state")
        text += f". {uncosted:,} of {counted(sections, 'section')} {state} no direct cost and are left out"
    return f"{text}."


def _a_week(standing: Standing) -> float | None:
    if standing.missing == 0 or standing.days_left == 0 or standing.needed is None:
        return None
    return standing.needed / max(standing.days_left / 7, 1)


_GOALS = (
    Column("for", "For"),
    Column("goal", "Goal"),
    Column("status", "Status", definition="By its chance, as the rule below says."),
    Column("target", "Target", USD.in_short, "The goal for the end of the period.", unit_of="unit"),
    Column("actual", "Actual to date", USD.in_short, "What is there on the as-of date.", unit_of="unit"),
    Column(
        "phased",
        "Phased to date",
        USD.in_short,
        "What the goal asks for by the as-of date, spread over the months as the goal says; a share as a whole.",
        unit_of="unit",
    ),
    Column("middle", "Forecast", USD.in_short, "The middle of the simulated outcomes.", unit_of="unit"),
    Column("low", "Low (10th percentile)", USD.in_short, "One simulated outcome in ten is lower.", unit_of="unit"),
    Column("high", "High (90th percentile)", USD.in_short, "One simulated outcome in ten is higher.", unit_of="unit"),
    Column("chance", "Chance", CHANCE, "How often simulated outcomes reach the goal."),
    Column(
        "needed",
        "Needed a week",
        COUNT,
        "What must come each week until the end of the period: registrations for net tuition revenue, else what the goal counts.",
        unit_of="needed_unit",
    ),
    Column("owner", "Owner"),
    Column("note", "Note"),
)


def goals_table(standings: list[Standing], scope: Scope, rule: Rule = DEFAULT) -> Table:
    """Every goal with its status by the rule and its numbers, each in the unit of its metric."""
    rows = []
    for s in standings:
        low, middle, high = s.band or (None, None, None)
        values = (s.goal.target, s.actual, s.phased, middle, low, high)
        rows.append(
            (
                goal_scope(s),
                s.metric.label,
                _status(s, rule),
                *values,
                s.probability,
                _a_week(s),
                s.goal.owner,
                s.goal.note,
                s.metric.unit.name,
                USD.name if s.metric.unit.is_money and s.metric is not NET_REVENUE else COUNT.name,
            )
        )
    units = ("unit", "needed_unit")
    texts = dict.fromkeys(("for", "goal", "status", "owner", "note", *units), pl.String)
    names = [*(column.name for column in _GOALS), *units]
    schema = {name: texts.get(name, pl.Float64) for name in names}
    first = ("goal", "chance", "status", "target", "actual", "middle", "needed", "owner")
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), _GOALS, scope, first=first)


def _status(standing: Standing, rule: Rule) -> str | None:
    word = status(standing, rule)
    return STATUS[word][1] if word else None


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
        f"{better} than stating the average rate each time ({record.errors[1]:.3f}). These predictions are about only "
        f"{counted(record.outcomes, 'outcome')}, each a fiscal year of the college or of one field, so luck moves the dots."
    )
