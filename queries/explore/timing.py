"""How a metric follows the period that is asked for: all of it, its fiscal year, its academic year, or a day alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.reference.periods import JULY, STANDARD, Period
from queries.outcomes.cohort_years import is_unknown
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import market

BY_DAY = frozenset({"programs", "pacing"})
"""Cubes that say what is there on the as-of day, whatever the period."""
BY_ACADEMIC_YEAR = frozenset({"awards"})
"""Cubes whose years are added to nothing: a year runs from July to June, as a standard fiscal year of that name does."""


def settled(metrics: Sequence[Metric], by: Sequence[str], scope: Scope, *, is_stated: bool) -> Scope:
    """The scope whose period the metrics follow; `is_stated` where the asker named the period. Raises Unanswerable.

    Awards are of one academic year: that of the stated period, else the newest, unless they are cut by year.
    """
    if is_stated:
        _check(metrics, scope)
    awards = [m for m in metrics if m.cube.name in BY_ACADEMIC_YEAR]
    if not awards or "year" in dict(scope.where) or ("year" in by and not is_stated):
        return scope
    if any(_compares_years(m) for m in awards):
        return scope
    newest = market.newest_year(scope.version)
    year = scope.period.end.year if is_stated else newest
    settled_scope = scope.narrowed(year=str(year))
    return settled_scope.during(_academic_year(year, scope)) if len(awards) == len(metrics) else settled_scope


def follows_no_period(metrics: Iterable[Metric]) -> bool:
    """Whether every one of the metrics says what is there on the as-of day, whatever the period."""
    return all(m.cube.name in BY_DAY for m in metrics)


def fiscal_year(scope: Scope) -> str:
    """Name of the fiscal year in which the scope's period ends."""
    return scope.period.fiscal_year.name


def _check(metrics: Iterable[Metric], scope: Scope) -> None:
    """Raises Unanswerable where a stated period is one that a metric does not follow."""
    for metric in metrics:
        if metric.cube.name in BY_DAY:
            raise Unanswerable(
                f"{metric.label} has no period: it is counted on the as-of day. Leave out the period, and name a day."
            )
        if scope.period.kind == "term" and "term" not in metric.cube.dimensions:
            scope.check_dated(f"{metric.label} is")
        if is_unknown(metric, scope):
            raise Unanswerable(f"{metric.label} is published by fiscal year; ask for {fiscal_year(scope)}.")
        if metric.cube.name in BY_ACADEMIC_YEAR:
            _check_academic_year(metric, scope)


def _academic_year(year: int, scope: Scope) -> Period:
    """The academic year as a period, under another name than the college's fiscal year where that is another one."""
    period = STANDARD.parse(f"FY{year}")
    return period if scope.period.calendar.starts_in == JULY else replace(period, name=f"academic year {year}")


def _check_academic_year(metric: Metric, scope: Scope) -> None:
    held = market.years(scope.version)
    if scope.period.calendar.starts_in != JULY:
        raise Unanswerable(
            f"{metric.label} is counted by academic year, July to June, and fiscal years of this college run from "
            f"{scope.period.calendar.words()}. Leave out the period, and ask by year or with year={held[-1]}."
        )
    there = f"FY{held[0]} to FY{held[-1]}"
    if scope.period.kind != "fiscal_year":
        raise Unanswerable(f"{metric.label} is counted by academic year, July to June; ask for one of {there}.")
    if scope.period.end.year not in held:
        raise Unanswerable(f"{scope.period.name} is not in the data of {metric.label.lower()}; ask for one of {there}.")
    if _compares_years(metric) and scope.period.end.year != held[-1]:
        raise Unanswerable(f"{metric.label} is growth to the newest year, FY{held[-1]}; leave out the period.")


def _compares_years(metric: Metric) -> bool:
    return "years_ago" in metric.formula.meta.root_names()
