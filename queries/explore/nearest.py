"""What can be asked instead of a question that has no answer: the nearest one that does, tried and not guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.reference.periods import month_end
from data.store.store import StoreError
from queries import college
from queries.explore.comparing import compared
from queries.explore.question import MOST_ROWS, Question
from queries.metrics import METRICS
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.scope import Scope, Unanswerable


@dataclass(frozen=True, eq=False)
class Step:
    """One change to a question that makes it answerable: the question and scope after it, and what was changed.

    `change` is `period`, `as_of` or the name of a part of a question; `before` is what stood there.
    """

    question: Question
    scope: Scope
    change: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Refusal:
    """Why a question has no answer, and the nearest one that has; None where the data answers nothing."""

    reason: str
    step: Step | None


def refusal(question: Question, scope: Scope) -> Refusal | None:
    """Why a question is not answered and what to ask instead; None where it is answered."""
    reason = why_not(question, scope)
    return Refusal(reason, nearest(question, scope)) if reason else None


def why_not(question: Question, scope: Scope) -> str:
    """Why a question is not answered, as a sentence; empty where it is."""
    try:
        compared(question, scope)
    except (Unanswerable, StoreError) as error:
        return str(error)
    return ""


def nearest(question: Question, scope: Scope) -> Step | None:
    """The first change that can be answered, small changes before large ones; None where the data answers nothing."""
    return next((step for step in _steps(question, scope) if not why_not(step.question, step.scope)), None)


def _steps(question: Question, scope: Scope) -> Iterator[Step]:
    """Changes from small to large: one part, the period or day, both, ever fewer parts, and at last any other number."""
    small = [*_simpler(question, scope)]
    yield from small
    times = [*_other_times(scope)]
    for period in times:
        yield _at_time(Step(question, scope, ""), period)
    for period in times:
        for step in small:
            yield _at_time(step, period)
    first = replace(question, metrics=question.metrics[:1])
    for scope_ in (scope, *(step.scope for step in times)):
        bare = Question(first.metrics)
        yield Step(replace(bare, rows=question.by[:1], only=question.only), scope_, "rows", question.by)
        yield Step(replace(bare, rows=question.by[:1]), scope_, "rows", question.by)
        yield Step(bare, scope_, "rows", question.by)
    yield from (Step(Question((name,)), scope, "metrics", question.metrics) for name in METRICS)


def _at_time(step: Step, time: Step) -> Step:
    """A step at another period or day."""
    change, before = (step.change, step.before) if step.change else (time.change, time.before)
    return Step(step.question, time.scope, change, before)


def _simpler(question: Question, scope: Scope) -> Iterator[Step]:
    """The same question with one part less, or one that is coarser."""
    if len(set(question.by)) < len(question.by):
        rows = tuple(dict.fromkeys(question.rows))
        columns = tuple(name for name in question.columns if name not in rows)
        yield Step(replace(question, rows=rows, columns=columns), scope, "columns", question.columns)
    for part in ("rows", "columns"):
        for place, name in enumerate(getattr(question, part)):
            coarser = DIMENSIONS[name].coarser if name in DIMENSIONS else None
            if coarser and coarser not in question.by:
                yield Step(_with(question, part, place, (coarser,)), scope, part, (name,))
    if question.columns and len(question.rows) < MOST_ROWS and not {*question.columns} & {*question.rows}:
        yield Step(replace(question, rows=question.by, columns=()), scope, "columns", question.columns)
    for part in ("compare", "columns", "rows", "excluded", "only", "metrics"):
        held = getattr(question, part)
        for place in reversed(range(len(held))):
            removed = held[place] if isinstance(held[place], tuple) else (held[place],)
            yield Step(_with(question, part, place, ()), scope, part, removed)
    for part in ("compare", "excluded", "only"):
        if len(getattr(question, part)) > 1:
            yield Step(replace(question, **{part: ()}), scope, part)
    if scope.where:
        yield Step(question, replace(scope, where=()), "where")


def _with(question: Question, part: str, place: int, instead: tuple[str, ...]) -> Question:
    held = getattr(question, part)
    return replace(question, **{part: (*held[:place], *instead, *held[place + 1 :])})


def _other_times(scope: Scope) -> Iterator[Step]:
    """The fiscal year in place of a shorter period or term, and the last month's end in place of a day within one."""
    question, year = Question(()), scope.period.fiscal_year
    day = scope.as_of if scope.as_of == month_end(scope.as_of) else _month_end_before(scope)
    first, _ = college.span(scope.version, scope.college)
    day = day if day >= first else scope.as_of
    periods = [] if scope.period == year else [scope.during(year)]
    days = [] if day == scope.as_of else [replace(scope, as_of=day)]
    for other in (*periods, *days, *(replace(one, as_of=day) for one in periods if days)):
        yield Step(question, other, "period" if other.period != scope.period else "as_of")
    before = year.previous_year()
    if before in college.fiscal_years(scope.version, scope.college):
        yield Step(question, replace(scope, period=before, as_of=day), "period")


def _month_end_before(scope: Scope) -> date:
    """The last end of a month before the as-of day."""
    return scope.as_of.replace(day=1) - timedelta(days=1)
