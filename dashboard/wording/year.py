"""The year's goals in words: the finding, a tile of each, the rule behind its status word, and what slipped."""

from dashboard.wording.counts import counted
from dashboard.wording.dates import day, short_day
from dashboard.wording.labels import name
from dashboard.wording.money import cents
from dashboard.wording.shares import chance_in_words, percent
from dashboard.wording.values import value
from queries.metrics.enrollment import HEADCOUNT, NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION
from queries.revenue.change import Bridge
from queries.revenue.goal_status import AT_RISK, BEHIND, MISSED, ON_TRACK, REACHED, Rule
from queries.revenue.slipped import Slip
from queries.revenue.year import PACE_DAYS, YearGoal
from queries.revenue.year_path import Path
from queries.semantic.scope import Scope

STATUS = {
    ON_TRACK: ("green", "On track"),
    AT_RISK: ("orange", "At risk"),
    BEHIND: ("red", "Behind"),
    REACHED: ("green", "Reached"),
    MISSED: ("red", "Missed"),
}
MOVES = {
    "volume": ("more registrations", "fewer registrations"),
    "mix": ("more registrations in higher-priced programs", "more registrations in lower-priced programs"),
    "list_price": ("higher list prices", "lower list prices"),
    "discount": ("smaller discounts", "larger discounts"),
    "refund": ("fewer refunds", "more refunds"),
    "cancelled": ("fewer canceled sections", "more canceled sections"),
    "new": ("new programs", "new programs"),
    "retired": ("programs retired", "programs retired"),
}
"""What an effect of the bridge says where it adds, and where it takes away."""

FORECAST = (
    "The forecast takes the projections of open sections. For sections that are not open yet it takes last year's calendar. It "
    "simulates both 2,000 times. It uses nothing learned after the as-of date, except costs: a section's cost has no date, so "
    "contribution uses the cost stated today. Contribution counts sections that start by the end of the period. Drops after "
    "the start are not forecast."
)
"""How the forecast of a goal is made."""


def badge(status: str) -> str:
    """A status word in its color, as Markdown."""
    color, words = STATUS[status]
    return f":{color}-badge[{words}]"


def sentence_of_rule(rule: Rule) -> str:
    """The rule behind the status words."""
    on_track, behind = percent(rule.on_track_from), percent(rule.behind_below)
    return (
        f"On track: at least {on_track} likely to reach the goal. At risk: {behind} to {on_track}. Behind: less than "
        f"{behind}. Set the rule on the Goals page."
    )


def sentence_of_year(goals: tuple[YearGoal, ...], scope: Scope) -> str:
    """Where net tuition revenue will end, how far from its goal, and how likely that is reached."""
    first = next(one for one in goals if one.metric is NET_REVENUE)
    label, period = first.metric.label, scope.period.label()
    if scope.as_of < scope.period.start:
        return f"{period} has not begun on {day(scope.as_of)}."
    if not first.value and (first.band is None or not first.band[1]):
        return f"This choice has no net tuition revenue in {period}."
    is_over = scope.as_of >= scope.period.end
    end = first.value if is_over or first.band is None else first.band[1]
    verb = "ended" if is_over else "will probably end" if first.band else "is now"
    text = f"{label} {verb} {period} at {_short(first, end)}"
    if not is_over and first.band is None:
        text = f"{label} is {_short(first, end)} so far in {period}"
    if first.standing is None:
        return f"{text}. No goal is set for this choice."
    return f"{text}, {_beside(first, end or 0.0)}{'' if is_over else _likely(first)}."


def _beside(one: YearGoal, end: float) -> str:
    assert one.standing is not None
    target = one.standing.goal.target
    goal = f"the goal of {_short(one, target)}"
    if _short(one, end) == _short(one, target):
        return f"level with {goal}"
    return f"{_short(one, abs(end - target))} {'short of' if end < target else 'above'} {goal}"


def _likely(one: YearGoal) -> str:
    chance = one.standing.probability if one.standing else None
    return "" if chance is None else f": {chance_in_words(chance)} likely to reach it"


def tile(one: YearGoal, scope: Scope, *, others_have: bool = True) -> list[str]:
    """What stands below the number of a tile, a line each. The finding says it where no tile has a goal (`others_have`)."""
    if scope.as_of < scope.period.start:
        return []
    goal = one.standing
    if goal is None:
        expected = one.band[1] if one.band and scope.as_of < scope.period.end else None
        unknown = (
            ["No started section states a direct cost."] if one.metric is CONTRIBUTION and one.value is None else []
        )
        none = ["No goal is set."] if others_have else []
        return [*unknown, *([f"Expected {_short(one, expected)}."] if expected else []), *none]
    target = _short(one, goal.goal.target)
    if goal.days_left == 0 or goal.probability is None:
        return [f"The goal {'was' if goal.days_left == 0 else 'is'} {target}."]
    if goal.missing == 0 and goal.metric is one.metric and one.pace.needed is None and one.pace.now is not None:
        return [f"The goal of {target} is reached."]
    likely = f"{chance_in_words(goal.probability)} likely to reach {target}."
    return [f"{likely[:1].upper()}{likely[1:]}", *_pace(one)]


def _pace(one: YearGoal) -> list[str]:
    if one.pace.needed is None or one.pace.now is None:
        return []
    then = "" if one.pace.last_year is None else f", last year {_short(one, one.pace.last_year)}"
    return [f"Needs {_short(one, one.pace.needed)} a week; now {_short(one, one.pace.now)}{then}."]


def help_of_tile(one: YearGoal, scope: Scope) -> str:
    """The definition of a tile's metric, and over which weeks its paces are."""
    text = one.metric.definition
    if one.pace.now is None or scope.as_of >= scope.period.end:
        return text
    who = "learners" if one.metric is HEADCOUNT else "net of drops"
    text += f" “Now” is the weekly average of the {PACE_DAYS // 7} weeks to {day(scope.as_of)}, {who}; “last year” is that of the same weeks."
    if one.pace.ahead is not None:
        text += f" Last year brought {_short(one, one.pace.ahead)} a week from here to {short_day(scope.period.end)}."
    return text


def sentence_of_plan(path: Path) -> str:
    """Why a metric may be ahead of its plan and yet unlikely to reach the goal, or the other way round; else nothing."""
    year, left = path.year, path.left
    chance = year.standing.probability if year.standing else None
    if left is None or chance is None or path.phased is None or year.value is None or path.as_of >= path.period.end:
        return ""
    apart = year.value - path.phased
    where = "ahead of" if apart > 0 else "behind"
    chance = round(chance, 2)  # as it is shown
    falls_short = chance < 0.5 and apart > 0 > left[1] - left[0]
    joined = "but only" if falls_short else "and yet" if (apart > 0) != (chance >= 0.5) else "and"
    planned, expected = (_short(year, amount) for amount in left)
    return (
        f"{_short(year, abs(apart))} {where} the plan {joined} {chance_in_words(chance)} likely to reach the goal: "
        f"from here on the plan expects {planned}, the forecast {expected}."
    )


NOTHING_BEFORE = "No revenue is on record for this point last year."
NOTHING_MOVED = "Nothing has changed for this choice. Choose another period or field."


def quiet(*, has_goals: bool) -> str:
    """That neither a section nor a goal asks for anything; of goals only where there are any."""
    return f"No section needs a decision soon{', and no goal slipped' if has_goals else ''}."


def moves(bridge: Bridge, titles: dict[str, str], most: int = 4) -> list[tuple[str, str]]:
    """The largest effects of a bridge: the amount with its sign, and what it stands for."""
    totals = {effect: amount for effect, amount in bridge.totals().items() if amount}
    largest = sorted(totals, key=lambda effect: -abs(totals[effect]))[:most]
    return [(signed(totals[effect]), _move(bridge, effect, totals[effect], titles)) for effect in largest]


def _move(bridge: Bridge, effect: str, amount: int, titles: dict[str, str]) -> str:
    words = MOVES[effect][amount < 0]
    if effect not in ("new", "retired"):
        return words
    rows = bridge.offerings.filter(bridge.offerings[effect] * (1 if amount > 0 else -1) > 0)
    if rows.is_empty():
        return words
    top = rows.sort(rows[effect].abs(), descending=True).row(0, named=True)["offering"]
    more = f" and {rows.height - 1} more" if rows.height > 1 else ""
    return f"{words}: {titles.get(top, top)}{more}"


def signed(amount_cents: float) -> str:
    """Cents as dollars with their sign."""
    return f"{'+' if amount_cents > 0 else ''}{cents(amount_cents)}"


def sentence_of_slips(slips: tuple[Slip, ...], most: int) -> str:
    """How many goals became less likely within a week, where so many of them follow at most."""
    return f"{counted(len(slips), 'goal')} slipped since last week{', most of all' if len(slips) > most else ''}:"


def slip(slipped: Slip) -> tuple[str, str]:
    """A goal that became less likely within a week, then its chances."""
    goal = slipped.standing.goal
    whose = f", {name(*goal.where[0])}" if goal.where else ""
    was, now = chance_in_words(slipped.before), chance_in_words(slipped.chance)
    return f"{slipped.standing.metric.label}{whose}:", f"{was} → {now} likely"


def _short(one: YearGoal, number: float | None) -> str:
    return value(one.metric, number, short=True)
