"""An Answer: a frame that still knows its metrics, its scope and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import polars as pl

from queries import protection, published
from queries.cube_rows import rows, unions
from queries.metric import Metric
from queries.metrics import METRICS
from queries.scope import Scope, Unanswerable

HIDDEN = "n_hidden"


@dataclass(frozen=True, eq=False)
class Answer:
    """One column per dimension of `by`, one per metric. Null is unknown, hidden or without a base, never zero."""

    frame: pl.DataFrame
    metrics: tuple[Metric, ...]
    by: tuple[str, ...]
    scope: Scope
    not_applied: tuple[str, ...] = ()
    hidden: int = 0
    is_hidden: pl.Series = field(default_factory=lambda: pl.Series("is_hidden", [], dtype=pl.Boolean))
    """For each row whether something is left out to protect learners; empty where no metric is about people."""

    @property
    def pooled(self) -> tuple[str, ...]:
        """Dimensions over several values of which every number is pooled."""
        return tuple(unions(self.scope))

    def value(self, metric: Metric) -> float | None:
        """The single value of an answer that is not cut. Raises ValueError when it is."""
        if self.by:
            raise ValueError("An answer with a cut has no single value.")
        return self.frame[metric.name][0]


def measure(*metrics: Metric, by: Sequence[str] = (), scope: Scope) -> Answer:
    """Metrics of any cubes side by side, cut by the dimensions of `by` and sorted by them. Raises Unanswerable."""
    by = tuple(by)
    frames, left_out, hidden = [], [], 0
    for cube, wanted in groupby(sorted(metrics, key=lambda m: m.cube), key=lambda m: m.cube):
        if cube == "programs" and published.stands_in(scope):
            cut, ignored = published.cut(tuple(wanted), by, scope)
            frames.append(cut)
            left_out.append(ignored)
            continue
        wanted = tuple(wanted)
        protection.check_audience(wanted, by, scope)
        source, ignored = rows(cube, by, scope, wanted)
        columns = [protection.guarded(m, protection.hidden(source, [m])) for m in wanted]
        if is_about_people := any(m.privacy == "people" for m in wanted):
            is_hidden = protection.hidden(source, wanted)
            columns += [is_hidden.any().alias(f"is_hidden_{cube}"), is_hidden.sum().alias(HIDDEN)]
        cut = (source.group_by(by).agg(columns) if by else source.select(columns)).collect()
        if is_about_people:
            hidden += int(cut[HIDDEN].sum())
        frames.append(cut.drop(HIDDEN, strict=False))
        protection.enough(frames[-1], source, by)
        left_out.append(ignored)
    frame = frames[0]
    for other in frames[1:]:
        frame = frame.join(other, on=by, how="full", coalesce=True, nulls_equal=True) if by else frame.hstack(other)
    frame = frame.sort(by) if by else frame
    marks = [c for c in frame.columns if c.startswith("is_hidden_")]
    left_empty = frame.select(is_hidden=pl.any_horizontal(marks)) if marks else pl.DataFrame({"is_hidden": []})
    frame = frame.select(*by, *(m.name for m in metrics))
    # A filter counts as left out only where no cube of the answer could apply it.
    nowhere = tuple(sorted(set.intersection(*map(set, left_out)))) if left_out else ()
    return Answer(frame, metrics, by, scope, nowhere, hidden, left_empty["is_hidden"].cast(pl.Boolean))


def named(names: str) -> list[Metric]:
    """Metrics by their names, separated by commas. Raises Unanswerable for an unknown one."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in METRICS:
            raise Unanswerable(f"There is no metric {name!r}; `dashboard describe` lists them.")
    if not wanted:
        raise Unanswerable("Name at least one metric; `dashboard describe` lists them.")
    return [METRICS[name] for name in wanted]
