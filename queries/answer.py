"""An Answer: a frame that still knows its metrics, its scope and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import polars as pl
from polars import selectors

from queries.cubes import list_statistics
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics import find_metric
from queries.protection import cells, public_numbers
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import DIMENSIONS, code_of
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable

HIDDEN, _MARK = "n_hidden_", "is_hidden_"


@dataclass(frozen=True, eq=False)
class Answer:
    """One column per dimension of `by`, one per metric. Null is unknown, hidden or without a base, never zero."""

    frame: pl.DataFrame
    metrics: tuple[Metric, ...]
    by: tuple[str, ...]
    scope: Scope
    not_applied: dict[str, tuple[Metric, ...]] = field(default_factory=dict)
    """Each filter of the scope that some metrics do not take, with these metrics: their numbers are not narrowed by it."""
    hidden: int = 0
    is_hidden: pl.Series = field(default_factory=lambda: pl.Series("is_hidden", [], dtype=pl.Boolean))
    """For each row whether something is left out to protect learners; empty where no metric is about people."""

    def not_narrowed_by(self, name: str) -> tuple[Metric, ...]:
        """The metrics that do not take a filter; none where no metric takes it, or all do."""
        ignoring = self.not_applied.get(name, ())
        return ignoring if len(ignoring) < len(self.metrics) else ()

    @property
    def pooled(self) -> tuple[str, ...]:
        """Dimensions over several values of which every number is pooled."""
        return tuple(self.scope.unions)

    def value(self, metric: Metric) -> float | None:
        """The single value of an answer that is not cut. Raises ValueError when it is."""
        if self.by:
            raise ValueError("An answer with several groups has no single value.")
        return self.frame[metric.name][0]


def measure(*metrics: Metric, by: Sequence[str] = (), scope: Scope) -> Answer:
    """Metrics of any cubes side by side, cut by the dimensions of `by` and sorted by them. Raises Unanswerable.

    What is named twice is answered once.
    """
    metrics, by = tuple(dict.fromkeys(metrics)), tuple(dict.fromkeys(by))
    cuts, not_applied = [], {}
    for _, same_cube in groupby(sorted(metrics, key=_cube_name), key=_cube_name):
        group = tuple(same_cube)
        cut, ignored = _cut(group, by, scope)
        cuts.append(cut)
        for name in ignored:
            not_applied[name] = (*not_applied.get(name, ()), *group)
    whole = _side_by_side(cuts, by, scope).collect()  # once: at these sizes a query costs more to start than to run
    marks = [name for name in whole.columns if name.startswith(_MARK)]
    is_hidden = whole.select(pl.any_horizontal(marks)).to_series() if marks else pl.Series([], dtype=pl.Boolean)
    hidden = int(sum(whole[name].sum() for name in whole.columns if name.startswith(HIDDEN)))
    frame = whole.select(*by, *(m.name for m in metrics))
    return Answer(frame, metrics, by, scope, not_applied, hidden, is_hidden.rename("is_hidden"))


def filtered(answer: Answer) -> Answer:
    """The answer itself, where each of its metrics takes every filter. Raises Unanswerable, naming those that do not."""
    if not answer.not_applied:
        return answer
    metrics = tuple(m for m in answer.metrics if any(m in ignoring for ignoring in answer.not_applied.values()))
    labels = " and ".join(m.label if place == 0 else m.label.lower() for place, m in enumerate(metrics))
    left_out = " or ".join(DIMENSIONS[n].label.lower() if n in DIMENSIONS else n for n in sorted(answer.not_applied))
    there = [one.label.lower() for one in DIMENSIONS.values() if all(one.name in m.cube.dimensions for m in metrics)]
    others = f"; filter by {', '.join(there)}" if there else ""
    raise Unanswerable(f"{labels} cannot be filtered by {left_out}{others}.")


def strange(answer: Answer) -> list[tuple[str, str]]:
    """Filters of an answer whose value no row of its choice has: nothing was there, or the value is misspelt."""
    filters = []
    for name, value in answer.scope.where:
        if name in list_statistics.PARAMETERS and list_statistics.stands_in(answer.scope):
            continue  # the programs of such a list are in no cube
        try:
            values = measure(*answer.metrics, by=[name], scope=answer.scope.over_all(name)).frame.select(code_of(name))[
                name
            ]
        except Unanswerable:  # a choice that is no cut, or one with which the others cannot stand
            continue
        if value not in values:
            filters.append((name, value))
    return filters


def _cube_name(metric: Metric) -> str:
    return metric.cube.name


def _cut(metrics: tuple[Metric, ...], by: tuple[str, ...], scope: Scope) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """Metrics of one cube, with a mark and a count of what is hidden where they are about people, and unused filters."""
    cube = metrics[0].cube
    if cube is PROGRAMS_CUBE and list_statistics.stands_in(scope):
        cut, ignored = list_statistics.cut(metrics, by, scope)
        return cut.lazy(), ignored
    public_numbers.check(metrics, by, scope)
    if scope.audience == "public" and any(m.privacy == "operational" for m in metrics):
        return _public(metrics, by, scope), ()
    source, ignored = rows(cube, by, scope, metrics)
    columns = [cells.guarded(m, cells.hidden(source, [m])) for m in metrics]
    if any(m.privacy == "people" for m in metrics):
        is_hidden = cells.hidden(source, metrics)
        columns += [is_hidden.any().alias(_MARK + cube.name), is_hidden.sum().alias(HIDDEN + cube.name)]
    return source.group_by(by).agg(columns) if by else source.select(columns), ignored


def _public(metrics: tuple[Metric, ...], by: tuple[str, ...], scope: Scope) -> pl.LazyFrame:
    """Operational metrics of one cube as a public audience is shown them; rows that hide something are marked."""
    cuts = []
    for metric in metrics:
        frame, missing = public_numbers.cut(metric, by, scope)
        mark, count = f"{_MARK}{metric.name}", f"{HIDDEN}{metric.name}"
        shown = frame.with_columns(pl.lit(value=False).alias(mark), pl.lit(0).alias(count))
        closed = missing.with_columns(pl.lit(value=True).alias(mark), pl.lit(1).alias(count))
        cuts.append(pl.concat([shown, closed], how="diagonal_relaxed").lazy() if by else shown.lazy())
    return _side_by_side(cuts, by, scope)


def _side_by_side(cuts: list[pl.LazyFrame], by: tuple[str, ...], scope: Scope) -> pl.LazyFrame:
    """One row per value of `by` that any cut knows, sorted; the only row of each where nothing is cut."""
    if not by:
        return pl.concat(cuts, how="horizontal")
    if len(cuts) > 1:  # each cube keeps a name in a type of its own
        cuts = [cut.with_columns((selectors.by_name(by) & selectors.enum()).cast(pl.String)) for cut in cuts]
    whole = cuts[0]
    for cut in cuts[1:]:
        whole = whole.join(cut, on=by, how="full", coalesce=True, nulls_equal=True)
    return whole.sort([_in_order(name, scope) for name in by] + [pl.col(name) for name in by])


def _in_order(name: str, scope: Scope) -> pl.Expr:
    """The place of each value of a dimension: terms by their start, others as declared; what has none comes last."""
    order = [term.name for term in scope.period.calendar.terms] if name == "term" else DIMENSIONS[name].order
    if not order:
        return pl.col(name)
    place = {value: place for place, value in enumerate(order)}
    return pl.col(name).cast(pl.String).replace_strict(place, default=len(place), return_dtype=pl.Int64)


def find_metrics(names: str) -> list[Metric]:
    """Return metrics by their names, separated by commas. Raises Unanswerable for an unknown one."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if not wanted:
        raise Unanswerable("Name at least one metric; `dashboard describe` lists them.")
    return [find_metric(name) for name in wanted]
