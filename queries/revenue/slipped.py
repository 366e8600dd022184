"""Goals that became less likely within a week."""

from dataclasses import dataclass, replace
from datetime import timedelta

from queries.revenue.goal_status import rule, status
from queries.revenue.goals import Standing, standings
from queries.semantic.scope import Scope

WEEK = timedelta(days=7)
FALL = 0.05
"""A chance that fell by so much has slipped; less is within the error of two simulations."""


@dataclass(frozen=True, eq=False)
class Slip:
    """A goal with its chance a week before and its words then and now."""

    standing: Standing
    chance: float
    before: float
    status: str
    was: str


def slipped(scope: Scope) -> tuple[Slip, ...]:
    """The goals of the scope whose chance fell by five points or more in the week to the as-of date, largest fall first.

    None where the period had not begun a week before, or is over.
    """
    then = replace(scope, as_of=scope.as_of - WEEK)
    if then.as_of < scope.period.start or scope.as_of >= scope.period.end:
        return ()
    by = rule(scope.version, scope.college)
    before = {s.goal.goal_id: s for s in standings(then)}
    pairs = [(now, before[now.goal.goal_id]) for now in standings(scope) if now.goal.goal_id in before]
    falls = [_slip(now, was, status(now, by), status(was, by)) for now, was in pairs]
    return tuple(sorted((s for s in falls if s is not None), key=lambda s: s.chance - s.before))


def _slip(now: Standing, was: Standing, word: str | None, word_then: str | None) -> Slip | None:
    chance, before = now.probability, was.probability
    if chance is None or before is None or word is None or word_then is None or before - chance < FALL:
        return None
    return Slip(now, chance, before, word, word_then)
