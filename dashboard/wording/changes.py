"""What has changed since last year, in words."""

from dashboard.wording.markdown import escaped
from dashboard.wording.values import value
from queries.enrollment.movements import Movement
from queries.semantic.metric import Metric


def change(metric: Metric, now: float | None, before: float | None) -> str | None:
    """The change from `before` to `now`: rates in points, the rest in percent; None where there is no base.

    From a loss it is an amount, since dividing by one turns the sign around. What rounds to nothing has no sign.
    """
    if now is None or before is None or (before == 0 and metric.unit != "share"):
        return None
    if metric.unit == "share":
        return f"{_signed(100 * (now - before))} points"
    if before < 0:
        return f"{'+' if now > before else ''}{value(metric, now - before, short=True)}"
    relative = 100 * (now / before - 1)
    return f"{relative:+,.0f}%" if abs(relative) >= 100 else f"{_signed(relative)}%"


def _signed(number: float) -> str:
    return f"{number:+.1f}" if round(number, 1) else "0.0"


def sentence_of_movement(metric: Metric, name: str, movement: Movement) -> str:
    """A sentence about one movement."""
    now, before = movement.now, movement.before
    amount = value(metric, abs(movement.change), short=True)
    if not now:
        return f"**{escaped(name)}** has none now, down from {escaped(value(metric, before, short=True))}."
    relative = f" ({escaped(change(metric, now, before) or '')})" if before else " (new)"
    direction = "up" if now > before else "down"
    return (
        f"**{escaped(name)}** is {direction} {escaped(amount)}{relative}, at {escaped(value(metric, now, short=True))}."
    )


def sentence_of_standing(metric: Metric, now: float | None, before: float | None) -> str:
    """A sentence about where a metric stands against the same point last year."""
    if now is None:
        return f"{metric.label} {'are' if metric.label.endswith('s') else 'is'} not known for this choice."
    text = change(metric, now, before)
    against = f", {text} against the same point last year" if text else ", with no year before to compare"
    stands = "stand" if metric.label.endswith("s") else "stands"
    return f"{metric.label} {stands} at {value(metric, now, short=True)}{against}."
