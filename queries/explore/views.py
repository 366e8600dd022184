"""Questions that a college has saved under a name in a version of its data, and which of them need a look."""

import json
from dataclasses import asdict, dataclass, replace

import polars as pl

from data.contracts.views import Views
from data.store.store import StoreError, scan_or_empty
from queries.answer import Answer
from queries.explore.answering import answer, asked_scope
from queries.explore.comparing import LAST_YEAR, compared
from queries.explore.question import Question
from queries.revenue import goals
from queries.semantic.metric import Metric
from queries.semantic.scope import OWN_CUTS, Scope, Unanswerable


@dataclass(frozen=True)
class Watch:
    """When a saved question needs a look: `rule` is one of `data.contracts.views.RULES`.

    `chance_under` holds where the chance of the goal is under `low` (0 to 1); `below_last_year` where a number is at least
    `low` (0 to 1) below this point last year; `outside` where it is under `low` or over `high`.
    """

    rule: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class View:
    """One saved question with the form it is shown in, the choice it was saved for and how it is watched."""

    name: str
    question: Question
    form: str
    period: str
    as_of: str
    where: tuple[tuple[str, str], ...] = ()
    is_pinned: bool = False
    watch: Watch | None = None


@dataclass(frozen=True, eq=False)
class Alarm:
    """A view whose rule holds: the metric, and the groups for which it does, the farthest first.

    `keys` are the values of a group, none for all together; `value` is the number and `against` what it was held against.
    """

    view: View
    metric: Metric
    by: tuple[str, ...]
    keys: tuple[tuple, ...]
    value: float
    against: float


def saved(version: str, college: str) -> tuple[View, ...]:
    """Every saved view, sorted by name; none where the version has none."""
    rows = scan_or_empty(version, college, "views", Views).sort("name").collect()
    return tuple(_view(row) for row in rows.to_dicts())


def row_of(view: View) -> dict[str, object]:
    """The view as a row of its contract, but for its name and the day on which it is saved."""
    watch = view.watch or Watch("")
    return {
        "period": view.period,
        "filters": json.dumps(view.where),
        "question": json.dumps(asdict(view.question)),
        "form": view.form,
        "is_pinned": view.is_pinned,
        "rule": watch.rule or None,
        "low": watch.low,
        "high": watch.high,
    }


def _view(row: dict) -> View:
    watch = Watch(row["rule"], row["low"], row["high"]) if row["rule"] else None
    where = tuple((name, value) for name, value in json.loads(row["filters"]))
    question = _question(json.loads(row["question"]))
    return View(
        row["name"], question, row["form"], row["period"], row["as_of"].isoformat(), where, row["is_pinned"], watch
    )


def _question(parts: dict[str, list]) -> Question:
    """A question from its parts as JSON, which has no tuples."""
    only, excluded = (tuple((name, value) for name, value in parts[part]) for part in ("only", "excluded"))
    metrics, rows, columns, compare = (tuple(parts[part]) for part in ("metrics", "rows", "columns", "compare"))
    return Question(metrics, rows, columns, only, excluded, compare)


def alarms(scope: Scope) -> tuple[Alarm, ...]:
    """The saved views whose rule holds in a scope, sorted by name. One that has no answer there raises no alarm."""
    found = []
    for view in saved(scope.version, scope.college):
        try:
            alarm = _alarm(view, replace(scope, where=view.where)) if view.watch else None
        except (Unanswerable, StoreError):
            continue
        found += [alarm] if alarm else []
    return tuple(found)


def _alarm(view: View, scope: Scope) -> Alarm | None:
    question = replace(view.question, metrics=view.question.metrics[:1], compare=())
    (metric,) = question.registered
    assert view.watch is not None
    if view.watch.rule == "chance_under":
        return _of_chance(view, metric, asked_scope(question, scope), view.watch)
    if view.watch.rule == "below_last_year":
        return _of_last_year(view, metric, question, scope, view.watch)
    return _of_bounds(view, metric, answer(question, scope), view.watch)


def _of_chance(view: View, metric: Metric, scope: Scope, watch: Watch) -> Alarm | None:
    if scope.unions or {name for name, _ in scope.where} - {*OWN_CUTS}:
        return None  # a goal is set for the college, a school, a field or an offering
    _, chance = goals.progress(scope, metric.name)
    if chance is None or watch.low is None or chance >= watch.low:
        return None
    return Alarm(view, metric, (), (), chance, watch.low)


def _of_last_year(view: View, metric: Metric, question: Question, scope: Scope, watch: Watch) -> Alarm | None:
    """The groups that are so far below this point last year; what was not known then is not below it."""
    beside = compared(replace(question, compare=(LAST_YEAR,)), scope)
    then = f"{metric.name}_0"
    low = watch.low or 0.0
    below = beside.frame.filter((pl.col(then) > 0) & (pl.col(metric.name) <= (1 - low) * pl.col(then)))
    below = below.sort(pl.col(metric.name) / pl.col(then), maintain_order=True)
    return _first(view, metric, beside.answer, below, below[then])


def _of_bounds(view: View, metric: Metric, now: Answer, watch: Watch) -> Alarm | None:
    """The groups under the lower or over the upper bound, those farthest from it first."""
    number = pl.col(metric.name).cast(pl.Float64)
    under = number < watch.low if watch.low is not None else pl.lit(False)
    over = number > watch.high if watch.high is not None else pl.lit(False)
    bound = pl.when(under).then(pl.lit(watch.low)).otherwise(pl.lit(watch.high)).cast(pl.Float64).alias("bound")
    beyond = now.frame.filter(under | over).with_columns(bound)
    beyond = beyond.sort((number - pl.col("bound")).abs(), descending=True, maintain_order=True)
    return _first(view, metric, now, beyond, beyond["bound"])


def _first(view: View, metric: Metric, now: Answer, rows: pl.DataFrame, against: pl.Series) -> Alarm | None:
    if rows.is_empty():
        return None
    keys = tuple(rows.select(now.by).rows()) if now.by else ()
    return Alarm(view, metric, now.by, keys, float(rows[metric.name][0]), float(against[0]))
