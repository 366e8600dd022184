"""A question answered from the registry: the same measures as everywhere, with the count behind each rate beside it."""

from dataclasses import replace

from data.store.store import MissingData
from queries.answer import Answer, filtered, measure
from queries.cubes import list_statistics
from queries.explore import timing, values
from queries.explore.bases import BASES
from queries.explore.months import every_month
from queries.explore.question import Pairs, Question
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable

NEWEST_ALWAYS = timing.BY_DAY | timing.BY_ACADEMIC_YEAR
"""Cubes that are shown as they are newest, whatever the period of the page."""


def answer(question: Question, scope: Scope) -> Answer:
    """Every metric of a question by its rows and columns, with a column `<name>_n` for the count behind each rate.

    Raises Unanswerable, also where the data of an older release has no such table.
    """
    question.check()
    metrics = question.registered
    asked = asked_scope(question, scope)
    behind = () if list_statistics.stands_in(asked) else tuple(BASES[m.name] for m in metrics if m.name in BASES)
    try:
        measured = filtered(measure(*metrics, *behind, by=question.by, scope=asked))
    except MissingData:
        raise Unanswerable(
            "This version of the data has no such numbers; the next import or demo makes them."
        ) from None
    return every_month(measured)


def asked_scope(question: Question, scope: Scope) -> Scope:
    """The scope with the values that a question keeps, and the period that its metrics follow. Raises Unanswerable."""
    metrics, narrowed = question.registered, kept_scope(question, scope)
    return timing.settled(metrics, question.by, narrowed, is_stated=follows_period(metrics))


def kept_scope(question: Question, scope: Scope) -> Scope:
    """The scope with every value that is kept, those that are left out taken away. Raises Unanswerable."""
    kept = {name for name, _ in question.only}
    where = tuple(pair for pair in framing(question, scope) if pair[0] not in kept)
    asked = replace(scope, where=tuple(sorted({*where, *question.only})))
    return _without(question, asked)


def framing(question: Question, scope: Scope) -> Pairs:
    """The filters of the page that at least one of the metrics takes; the others stand over pages of their own."""
    taken = {name for metric in question.registered for name in metric.cube.dimensions}
    return tuple(pair for pair in scope.where if pair[0] in taken)


def follows_period(metrics: tuple[Metric, ...]) -> bool:
    """Whether any metric is of a period; the others are of the as-of day, or of the newest academic year."""
    return not all(metric.cube.name in NEWEST_ALWAYS for metric in metrics)


def _without(question: Question, asked: Scope) -> Scope:
    """The scope in which the values that are left out are no longer among those that are kept. Raises Unanswerable."""
    for name in dict.fromkeys(name for name, _ in question.excluded):
        _check_known(name)
        left_out = {value for one, value in question.excluded if one == name}
        kept = [value for one, value in asked.where if one == name] or values.known(question.registered, name, asked)
        left = [(name, value) for value in kept if value not in left_out]
        if not left:
            raise Unanswerable(f"Every {DIMENSIONS[name].label.lower()} is left out; leave out fewer.")
        asked = replace(asked, where=tuple(sorted({*asked.over_all(name).where, *left})))
    return asked


def _check_known(name: str) -> None:
    if name not in DIMENSIONS:
        raise Unanswerable(f"There is no dimension {name!r}; there are {', '.join(DIMENSIONS)}.")
