"""What each number of a question stands beside: an earlier time, the plan by now, or another value of a dimension."""

from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from data.reference import periods
from data.reference.periods import Period, month_end
from queries import college
from queries.answer import Answer
from queries.cubes.enrollment import ENROLLMENT_CUBE
from queries.explore import timing
from queries.explore.answer_table import table_of
from queries.explore.answering import answer, asked_scope
from queries.explore.bases import SUFFIX
from queries.explore.question import Question
from queries.revenue import phasing
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import OWN_CUTS, Scope, Unanswerable
from queries.semantic.unit import SHARE

PREVIOUS, LAST_YEAR, PLAN = "previous", "last_year", "plan"
KINDS = (LAST_YEAR, PREVIOUS, PLAN)
"""What a number may stand beside; any other is a value, as `field=52`."""
MOST_ACROSS = 24
"""Values that columns may have."""


@dataclass(frozen=True, eq=False)
class Compared:
    """An answer with what its numbers stand beside.

    `frame` has the columns of the answer, `<metric>_note` where a number is hidden, and for each comparison
    `<metric>_<place>` with `_n`, `_note`, `_change` and `_percent` behind it; `<place>` is its place in the question.
    """

    question: Question
    answer: Answer
    frame: pl.DataFrame

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics that were asked for, without the counts behind them."""
        return tuple(m for m in self.answer.metrics if m.name in self.question.metrics)


def compared(question: Question, scope: Scope) -> Compared:
    """The answer to a question beside everything that it is compared with. Raises Unanswerable."""
    now = answer(question, scope)
    for name in question.columns:
        if (across := now.frame[name].n_unique()) > MOST_ACROSS:
            raise Unanswerable(f"{DIMENSIONS[name].label} has {across} values, too many for columns. Put it in rows.")
    frame = table_of(now).frame
    for place, kind in enumerate(question.compare):
        frame = _joined(frame, _beside(kind, question, scope, now), place, now)
    return Compared(question, now, _in_order(frame, now))


def _joined(frame: pl.DataFrame, then: pl.DataFrame, place: int, now: Answer) -> pl.DataFrame:
    """The rows with what stands beside them; a row that was there only then is kept, its number now is not known."""
    by = [name for name in now.by if name in then.columns]
    then = then.rename({name: _beside_name(name, place) for name in then.columns if name not in by})
    if not by:
        whole = frame.join(then, how="cross") if then.height else frame
    else:
        typed = then.with_columns(pl.col(name).cast(frame.schema[name]) for name in by)
        how = "full" if len(by) == len(now.by) else "left"
        whole = frame.join(typed, on=by, how=how, coalesce=True, nulls_equal=True)
    return whole.with_columns(one for metric in now.metrics for one in _changes(metric, place, whole))


def _beside_name(name: str, place: int) -> str:
    for ending in (f"{SUFFIX}_note", SUFFIX, "_note"):
        if name.endswith(ending):
            return f"{name.removesuffix(ending)}_{place}{ending}"
    return f"{name}_{place}"


def _changes(metric: Metric, place: int, whole: pl.DataFrame) -> list[pl.Expr]:
    """The change of a metric, and in percent where its base is more than nothing; counts behind rates have none."""
    column = f"{metric.name}_{place}"
    if column not in whole.columns:
        return []
    now, then = pl.col(metric.name).cast(pl.Float64), pl.col(column).cast(pl.Float64)
    change = (now - then).alias(f"{column}_change")
    percent = pl.when(then > 0).then(now / then - 1).alias(f"{column}_percent")
    return [change] if metric.unit == SHARE else [change, percent]


def _beside(kind: str, question: Question, scope: Scope, now: Answer) -> pl.DataFrame:
    """The numbers of one comparison by the dimensions of the question. Raises Unanswerable."""
    alone = replace(question, compare=())
    if kind == PLAN:
        return _plan(alone, scope, now)
    if "=" in kind:
        return _of_value(kind, alone, scope)
    then = _earlier(kind, scope)
    first, _ = college.span(scope.version, scope.college)
    if not _is_of_years(question) and min(then.period.end, then.as_of) < first:
        raise Unanswerable(f"There is no data for {then.period.label()} to compare with.")
    return _shifted(alone, scope, then)


def _is_of_years(question: Question) -> bool:
    return all(metric.cube.name in timing.BY_ACADEMIC_YEAR for metric in question.registered)


def _earlier(kind: str, scope: Scope) -> Scope:
    """The scope of an earlier time, as much of it known as is known of the period now."""
    if kind == LAST_YEAR:
        return scope.last_year()
    if kind != PREVIOUS:
        raise Unanswerable(f"Numbers are compared with {', '.join(KINDS)} or a value such as field=52, not {kind!r}.")
    if scope.period.kind == "fiscal_year":
        return scope.last_year()
    before = _period_before(scope.period)
    if scope.period.kind == "term":
        return replace(scope, period=before, as_of=scope.as_of - (scope.period.start - before.start))
    day = periods.add_months(scope.as_of, -_months(before, scope.period))
    is_end = scope.as_of == month_end(scope.as_of)
    last = month_end(day)
    return replace(
        scope, period=before, as_of=last if is_end else min(day.replace(day=1) + timedelta(scope.as_of.day - 1), last)
    )


def _period_before(period: Period) -> Period:
    if period.kind != "term":
        return period.calendar.containing(period.start - timedelta(days=1), period.kind)
    names = [term.name for term in period.calendar.terms]
    place = names.index(period.name) if period.name in names else 0
    if not place:
        raise Unanswerable(f"No term on record comes before {period.name}.")
    return period.calendar.of_term(period.calendar.terms[place - 1])


def _months(before: Period, now: Period) -> int:
    return (now.start.year - before.start.year) * 12 + now.start.month - before.start.month


def _shifted(question: Question, scope: Scope, then: Scope) -> pl.DataFrame:
    """The numbers of an earlier time under the months, quarters, terms and years of now."""
    if _is_of_years(question):
        return _year_before(question, scope)
    frame = table_of(answer(question, then)).frame
    months = _months(then.period, scope.period)
    moved = [pl.col(name).dt.offset_by(f"{months}mo") for name in ("month", "quarter") if name in question.by]
    if "term" in question.by:
        if months != 12:
            raise Unanswerable("Terms are compared with the same term of last year. Choose a fiscal year.")
        names = {
            of.previous_year().name: of.name for of in map(scope.period.calendar.of_term, scope.period.calendar.terms)
        }
        moved.append(pl.col("term").replace(names))
    return frame.with_columns(moved)


def _year_before(question: Question, scope: Scope) -> pl.DataFrame:
    """Awards of the academic year before."""
    if "year" in question.by:
        frame = table_of(answer(question, scope)).frame
        return frame.with_columns(pl.col("year") + 1)
    year = dict(asked_scope(question, scope).where).get("year")
    if year is None:
        raise Unanswerable("These numbers are changes between years already. Compare awards or certificates.")
    only = (*(pair for pair in question.only if pair[0] != "year"), ("year", str(int(year) - 1)))
    return table_of(answer(replace(question, only=only), scope)).frame


def _of_value(value: str, question: Question, scope: Scope) -> pl.DataFrame:
    """The numbers of one value of a dimension, by the other dimensions."""
    name, _, code = value.partition("=")
    other = replace(
        question,
        rows=tuple(one for one in question.rows if one != name),
        columns=tuple(one for one in question.columns if one != name),
        only=(*(pair for pair in question.only if pair[0] != name), (name, code)),
        excluded=tuple(pair for pair in question.excluded if pair[0] != name),
    )
    return table_of(answer(other, scope)).frame


def _plan(question: Question, scope: Scope, now: Answer) -> pl.DataFrame:
    """What the goals of the period ask for by the as-of day, by one dimension that goals have or by month."""
    asked = asked_scope(question, scope)
    if len(question.by) > 1 or {*question.by} - {*OWN_CUTS, "month"}:
        raise Unanswerable(
            "Goals are set for the college, a school, a field or an offering, by month. Group by one of them."
        )
    if asked.unions or {name for name, _ in asked.where} - {*OWN_CUTS}:
        raise Unanswerable(
            "Goals are set for the college, a school, a field or an offering. Take away the other filters."
        )
    frame = now.frame.select(question.by) if question.by else pl.DataFrame({"": [0]})
    planned = {m.name: _planned(m, question, asked, frame) for m in question.registered}
    if all(value is None for values in planned.values() for value in values):
        raise Unanswerable(
            f"No goal is set for this in {scope.period.label()}. The Goals page shows the goals that are."
        )
    columns = [pl.Series(name, values, dtype=pl.Float64) for name, values in planned.items()]
    return frame.with_columns(columns).select(*question.by, *planned)


def _planned(metric: Metric, question: Question, scope: Scope, frame: pl.DataFrame) -> list[float | None]:
    """A goal by each row of a frame; by month only of what is counted in the month in which a seat is taken."""
    if question.by == ("month",):
        return _by_month(metric.name, scope, frame) if metric.cube is ENROLLMENT_CUBE else [None] * frame.height
    if not question.by:
        return [_by_now(metric.name, scope)]
    (name,) = question.by
    return [None if code is None else _by_now(metric.name, scope.narrowed(**{name: str(code)})) for code in frame[name]]


def _by_now(metric: str, scope: Scope) -> float | None:
    goal = phasing.goal_for(scope, metric)
    if goal is None:
        return None
    return phasing.asked_by(goal, [min(scope.as_of, scope.period.end)], scope)[0]


def _by_month(metric: str, scope: Scope, frame: pl.DataFrame) -> list[float | None]:
    goal = phasing.goal_for(scope, metric)
    if goal is None:
        return [None] * frame.height
    spans = [(month, min(month_end(month), scope.as_of)) for month in frame["month"]]
    return [*phasing.asked_in(goal, spans, scope)]


def _in_order(frame: pl.DataFrame, now: Answer) -> pl.DataFrame:
    """The rows sorted as those of an answer: terms by their start."""
    if not now.by:
        return frame
    place = {term.name: place for place, term in enumerate(now.scope.period.calendar.terms)}
    keys = [
        pl.col(name).replace_strict(place, default=len(place), return_dtype=pl.Int64)
        if name == "term" and place
        else pl.col(name)
        for name in now.by
    ]
    return frame.sort(keys, maintain_order=True)
