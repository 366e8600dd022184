"""What has changed since last year, in words."""

from dashboard.wording.counts import agreeing
from dashboard.wording.markdown import escaped
from dashboard.wording.shares import chance_in_words, percent
from dashboard.wording.values import value
from queries.answer import Answer
from queries.enrollment.movements import Movement
from queries.semantic.metric import Metric
from queries.semantic.unit import SHARE, USD


def change(metric: Metric, now: float | None, before: float | None) -> str | None:
    """The change from `before` to `now`: rates in points, the rest in percent; None where there is no base.

    From a loss it is an amount, since dividing by one turns the sign around. What rounds to nothing has no sign.
    """
    if now is None or before is None or (before == 0 and metric.unit != SHARE):
        return None
    if metric.unit == SHARE:
        return f"{_signed(100 * (now - before))} points"
    if before < 0:
        return f"{'+' if now > before else ''}{value(metric, now - before, short=True)}"
    relative = 100 * (now / before - 1)
    return f"{relative:+,.0f}%" if abs(relative) >= 100 else f"{_signed(relative)}%"


def direction(change: str, than: str) -> str:
    """A change within a sentence: `up 5.8% from this point last year`, `the same as at …` where it rounds to nothing."""
    if change.startswith("+"):
        return f"up {change[1:]} from {than}"
    return f"down {change[1:]} from {than}" if change.startswith("-") else f"the same as {than}"


def _signed(number: float) -> str:
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def sentence_of_movement(metric: Metric, name: str, movement: Movement, when: str) -> str:
    """A sentence about how one offering or field moved; `when` is the period, as `this year`."""
    now, before = movement.now, movement.before
    latest, earlier = (escaped(value(metric, number, short=True)) for number in (now, before))
    who = f"**{escaped(name)}**"
    if not now:
        if metric.unit == USD:
            return f"{who} has earned nothing {when}. It had earned {earlier} by this point last year."
        return f"{who} has none {when}. It had {earlier} by this point last year."
    if not before:
        return f"{who} is new {when}, with {latest}."
    amount = escaped(value(metric, abs(movement.change), short=True))
    verb = "rose" if now > before else "fell"
    return f"{who} {verb} {amount} ({escaped(change(metric, now, before) or '')}) to {latest}."


def sentence_of_standing(
    metric: Metric, this_year: Answer, last_year: Answer, goal: tuple[float | None, float | None] = (None, None)
) -> str:
    """Where a metric stands against this point last year, and against its goal, from the answers of both years.

    `goal`: the share of the goal that is reached, and the probability of reaching it; None where there is none.
    """
    now, before = this_year.value(metric), last_year.value(metric)
    is_are = agreeing(2 if metric.label.endswith("s") else 1, "is", "are")
    if now is None:
        return f"{metric.label} {is_are} not known for this choice."
    text = change(metric, now, before)
    against = f", {direction(text, 'this point last year')}" if text else ", with no prior year to compare"
    reached, probability = goal
    toward = "" if reached is None else f": {percent(reached)} of the goal"
    if toward and probability is not None:
        toward += f", {chance_in_words(probability)} likely to reach it"
    return f"{metric.label} {is_are} {value(metric, now, short=True)}{against}{toward}."
