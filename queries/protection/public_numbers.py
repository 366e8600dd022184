"""What a public audience is told of a college's daily work: few numbers, each said once and never again differently.

A quarter is shown as it was known on its last day, whatever becomes known later. A fiscal year is the sum of its
quarters. So no two days, and no year less its quarters, tell a change of few people. Fields of few are hidden together
with as many others as it takes, so that the total less the fields that are shown leaves each of them open.
"""

# Why: decision 147.

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import polars as pl

from data.reference.least_people import least_people
from data.reference.periods import Period
from data.store.store import scan
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable

CUTS = frozenset({"field", "quarter"})
"""Cuts of operational numbers that a public audience may ask for."""
WIDTH = 3
"""The least range, in people, in which a hidden number must stay."""


def _stage(name: str) -> pl.Expr:
    return pl.col("reached").filter(pl.col("stage").cast(pl.String) == name).sum()


@dataclass(frozen=True, eq=False)
class Shown:
    """How a metric is shown: as quarters that add up to the year, as quarters and years each by itself, or as years alone.

    `counts` are the people that it tells of, nested: whoever is counted in one is counted in those before it.
    """

    spans: Literal["quarters", "both", "years"]
    counts: tuple[pl.Expr, ...]


_SEATS = Shown("quarters", (pl.col("net_registrations").sum(),))
_STARTED = Shown("quarters", (pl.col("started").sum(),))
METRICS = {
    "net_registrations": _SEATS,
    "net_revenue": _SEATS,
    "fill_rate": _STARTED,
    "fill_rate_offered": _STARTED,
    "headcount": Shown("both", (pl.col("learners").sum(),)),
    "inquiries": Shown("years", (_stage("inquiry"),)),
    "inquiry_to_registered_yield": Shown("years", (_stage("inquiry"), _stage("registered"))),
}
"""Operational metrics that a public audience may ask for; drops, refunds and all else that is the difference of two is not among them."""


def check(metrics: Iterable[Metric], by: tuple[str, ...], scope: Scope) -> None:
    """Raises Unanswerable where a public audience asks for an operational number that it is not shown."""
    asked = [metric for metric in metrics if metric.privacy == "operational"]
    if scope.audience != "public" or not asked:
        return
    if too_fine := sorted({*by, *(name for name, _ in scope.where)} - CUTS):
        words = " and ".join(DIMENSIONS[name].label.lower() if name in DIMENSIONS else name for name in too_fine)
        raise Unanswerable(f"For a public audience registrations and money are not shown by {words}; ask by field.")
    if others := [metric.label for metric in asked if metric.name not in METRICS]:
        raise Unanswerable(f"For a public audience {' and '.join(others)} is not shown. Ask for {', '.join(METRICS)}.")
    if scope.period.kind not in ("quarter", "fiscal_year"):
        raise Unanswerable(
            f"For a public audience registrations and money are not shown by {scope.period.kind}; ask for a fiscal year or "
            "a quarter."
        )
    if scope.as_of != scope.period.calendar.containing(scope.as_of, "quarter").end:
        raise Unanswerable("For a public audience registrations and money are shown as of the end of a quarter only.")
    for metric in asked:
        _spans(metric, by, scope)


def cut(metric: Metric, by: tuple[str, ...], scope: Scope) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A metric as the public is shown it, cut by `by`; and the cells that are hidden, with the columns of `by`.

    Raises Unanswerable where the choice as a whole is hidden.
    """
    known, has_fields = METRICS[metric.name], "field" in {*by, *dict(scope.where)}
    chosen = [value for name, value in scope.where if name == "field"]
    if known.spans == "both" and len(chosen) > 1:
        raise Unanswerable(
            f"{metric.label} is of one field at a time: a learner may be in several and would count twice."
        )
    parts, hidden = [], []
    for at in _moments(metric, by, scope):
        inner = tuple(dict.fromkeys((*by, *(("field",) if has_fields else ()))))
        frame = rows(metric.cube, inner, at.over_all("field"))[0].collect()
        if has_fields:
            closed = _closed(known, frame, at)
            frame = frame.with_columns(pl.col("field").cast(pl.String)).filter(~pl.col("field").is_in(list(closed)))
            if chosen:
                frame = frame.filter(pl.col("field").is_in(chosen))
                closed = {*chosen} - {*frame["field"]}
            hidden += [(field, at.period.start) for field in sorted(closed)]
        elif _is_few(_counts(known, frame)):
            raise Unanswerable(_few(scope))
        parts.append(frame)
    if hidden and "field" not in by:
        raise Unanswerable(_few(scope))
    missing = pl.DataFrame(hidden, {"field": pl.String, "quarter": pl.Date}, orient="row").select(by).unique()
    source = pl.concat(parts, how="diagonal_relaxed").with_columns(
        pl.col("field").cast(pl.String) if has_fields else []
    )
    if hidden:
        source = source.join(missing, on=by, how="anti")
    frame = source.group_by(by).agg(metric.formula.alias(metric.name)) if by else source.select(metric.formula.alias(metric.name))  # fmt: skip
    return frame, missing


def closed(counts: dict[str, tuple[int, ...]], minimum: int) -> set[str]:
    """The groups to hide of a whole whose total is shown: those of few, and the smallest others until each stays open.

    `counts`: the people of each group, nested. A group of nobody is hidden like one of few.
    """
    few = {name for name, held in counts.items() if _is_few(held, minimum)}
    chosen = set(few)
    others = sorted(counts.keys() - few, key=lambda name: (counts[name], name))
    while chosen and others and not _are_open([_apart(counts[name]) for name in sorted(chosen)], minimum):
        chosen.add(others.pop(0))
    return chosen


def _are_open(groups: list[tuple[int, ...]], minimum: int) -> bool:
    """Whether the sum of hidden groups leaves each of them in a range, though anybody knows which are of few."""
    for numbers in zip(*groups, strict=True):
        total = sum(numbers)
        low = [0 if n < minimum else minimum for n in numbers]
        high = [minimum - 1 if n < minimum else total for n in numbers]
        for at in range(len(numbers)):
            most = min(high[at], total - sum(low) + low[at])
            least = max(low[at], total - sum(high) + high[at])
            if most - least < WIDTH:
                return False
    return True


def _apart(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Nested counts, and what is in one and not in the next."""
    return (*counts, *(more - less for more, less in pairwise(counts)))


def _is_few(counts: tuple[int, ...], minimum: int | None = None) -> bool:
    """Whether any count, or any part of one, is of few people or of nobody."""
    return min(_apart(counts)) < (least_people() if minimum is None else minimum)


def _closed(known: Shown, frame: pl.DataFrame, at: Scope) -> set[str]:
    """The fields that are hidden at one moment, of all that the college taught then."""
    numbers = [count.alias(f"{place}") for place, count in enumerate(known.counts)]
    by_field = frame.group_by(pl.col("field").cast(pl.String)).agg(numbers).rows()
    counts = {field: (0,) * len(known.counts) for field in _taught(at)} | {
        field: tuple(held) for field, *held in by_field
    }
    return closed(counts, least_people())


def _counts(known: Shown, frame: pl.DataFrame) -> tuple[int, ...]:
    return frame.select(count.alias(f"{place}") for place, count in enumerate(known.counts)).row(0)


def _taught(at: Scope) -> list[str]:
    """The fields of the offerings that were on offer in a period."""
    launched, retired = pl.col("launched_on"), pl.col("retired_on")
    offered = scan(at.version, at.college, "offerings").filter(
        launched.is_null() | (launched <= at.period.end), retired.is_null() | (retired >= at.period.start)
    )
    own = scan(at.version, at.college, "programs").filter("is_ours").select(offering_id="program_id")
    fields = offered.join(own, on="offering_id", how="semi").select(pl.col("cip_code").str.head(2).unique().sort())
    return fields.collect()["cip_code"].to_list()


def _moments(metric: Metric, by: tuple[str, ...], scope: Scope) -> Iterator[Scope]:
    """The scope at each moment that it is made of: a period that is over, as it was known on its last day."""
    for period in _spans(metric, by, scope):
        yield replace(scope, period=period, as_of=period.end)


def _spans(metric: Metric, by: tuple[str, ...], scope: Scope) -> list[Period]:
    """The periods that an answer is made of. Raises Unanswerable where none is over."""
    how, period = METRICS[metric.name].spans, scope.period
    if how == "years" and period.kind != "fiscal_year":
        raise Unanswerable(f"For a public audience {metric.label} is shown by fiscal year only.")
    is_by_quarter = how == "quarters" or (how == "both" and "quarter" in by)
    spans = period.calendar.between(period.start, period.end, "quarter") if is_by_quarter else [period]
    over = [span for span in spans if span.end <= scope.as_of]
    if not over:
        raise Unanswerable(f"For a public audience {metric.label} of {period.label()} is shown once it is over.")
    return over


def _few(scope: Scope) -> str:
    what = "This choice" if scope.where else "This period"
    return (
        f"{what} has fewer than {least_people()} registrations, learners or inquiries, or would give such a group away; a public "
        "audience sees larger groups only."
    )
