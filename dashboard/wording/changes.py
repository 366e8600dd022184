"""What has changed since last year, in words."""

from dashboard.wording.counts import agreeing
from dashboard.wording.shares import chance_in_words, percent
from dashboard.wording.values import value
from queries.answer import Answer
from queries.semantic.metric import Metric
from queries.semantic.unit import SHARE


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
    if not now and not before:
        return f"This choice has no {metric.label.lower()} in {this_year.scope.period.label()}, nor in the prior year."
    text = change(metric, now, before)
    against = f", {direction(text, 'this point last year')}" if text else ", with no prior year to compare"
    reached, probability = goal
    toward = "" if reached is None else f": {percent(reached)} of the goal"
    if toward and probability is not None:
        toward += f", {chance_in_words(probability)} likely to reach it"
    return f"{metric.label} {is_are} {value(metric, now, short=True)}{against}{toward}."
