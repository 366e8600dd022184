"""The tables of outcomes: what each column of completion, placement, returns, steps and comparisons holds."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from queries.semantic.column import Column, of_day
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, CREDITS, POINTS, SECONDS, SHARE, USD

_INTERVAL = Column(
    "low", "95% range", SHARE, "The 95% range (Wilson), wider where sections differ by more than chance.", until="high"
)
_INTERVAL_BESIDE = replace(
    _INTERVAL, definition="The 95% range (Wilson). Ours allows for sections that differ; others count people alone."
)
_NAME = Column("name", "Number")
_COMPLETION = (
    Column(
        "value", "Completion", SHARE, "Registrations completed, divided by those with a final outcome.", instead="note"
    ),
    _INTERVAL,
    Column("started", "Started", COUNT, "Registrations that started and have a final outcome."),
    Column("open_share", "Sections open", SHARE, "Sections whose time to complete is still running."),
)
_BESIDE = (
    Column("label", "Number"),
    Column("value", "Value", SHARE),
    _INTERVAL_BESIDE,
    Column("n", "n", COUNT, "Number of people behind the share.", instead="note"),
    Column("period", "Period"),
    Column("against", "Compared with ours"),
)
_PLACEMENT = (
    Column("name", "Group"),
    Column("value", "Share", SHARE, "Share of completers with a known answer."),
    _INTERVAL,
    Column("known", "Known", COUNT, "Completers with a known answer."),
    Column("coverage", "Coverage of completers", SHARE, "Completers with a known answer, divided by all completers."),
)
_PLACEMENT_ELSEWHERE = (
    Column("label", "Number"),
    Column("value", "Value", SHARE, unit_of="unit"),
    Column("n", "n", COUNT, "Number of people behind the share."),
    Column("period", "Period"),
    Column("against", "Compared with"),
    Column("badge", "Comparable?"),
)
_CURVE = (
    Column("name", "Group"),
    Column("months", "Months", COUNT, "Months since the first registration."),
    Column("value", "Share", SHARE, "Learners with a second registration by then."),
    Column("low", "95% range", SHARE, "The 95% range (Greenwood).", until="high"),
    Column("at_risk", "Followed", COUNT, "Learners followed that long."),
)
_VALUE = (
    Column("name", "Cohort"),
    Column("months", "Months", COUNT, "Months since the first registration."),
    Column("value", "Value", USD.whole, "Net tuition of all kept registrations so far, per learner."),
    Column("learners", "Learners", COUNT),
)
_STEPS = (
    Column("from_offering", "Completed"),
    Column("to", "Counts toward"),
    Column("credit_hours", "Credit hours", CREDITS),
    Column("completed", "Completions", COUNT, instead="completed_note"),
    Column("went_on", "Went on", COUNT, instead="went_on_note"),
    Column("share", "Share", SHARE, "Learners who went on, divided by completions."),
)
_AGREEMENTS = (
    Column("title", "Credential"),
    Column("provider", "Of"),
    Column("to", "Counts toward"),
    Column("credit_hours", "Credit hours", CREDITS),
    of_day("effective_on", "Since"),
)
_GAPS = (
    Column("name", "Gap"),
    Column("value", "Value", POINTS, "Share of the first group less share of the second."),
    Column("low", "95% range", POINTS, "The 95% range.", until="high"),
)
_AUDIT = (Column("what", "What"), Column("value", "Value", COUNT, unit_of="unit"))
_CUTS = (
    Column("what", "What"),
    Column("cut", "Grouped by"),
    Column("cells", "Groups", COUNT),
    Column("shown", "Shown", COUNT),
    Column("older", "Shown as of an earlier date", COUNT),
    Column("only_n", "Only the count", COUNT),
    Column("n_hidden", "Hidden", COUNT),
)
AUDIT_UNITS = {True: SECONDS.name, False: COUNT.name}
"""Unit of a number of the audit, by whether it is a time."""


def completion(points: pl.DataFrame, label: str, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Completion of groups, which `label` names, with the reason beside each share that is not shown."""
    return Table(points, (Column("name", label), *_COMPLETION), scope, notes=notes)


def beside_home(rows: pl.DataFrame, scope: Scope) -> Table:
    """Our completion and those that others publish."""
    return Table(rows, _BESIDE, scope)


def placement(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Placement of groups with what it divides by."""
    return Table(points, _PLACEMENT, scope, notes=notes)


def placement_elsewhere(rows: pl.DataFrame, scope: Scope) -> Table:
    """What others publish on work and pay, each in its own unit."""
    return Table(rows, _PLACEMENT_ELSEWHERE, scope)


def curve(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Shares back by months since the first registration."""
    return Table(points, _CURVE, scope, notes=notes)


def back_by_field(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """The share back by field, with the reason beside each that is hidden."""
    columns = (Column("name", "Field"), Column("value", "Share", SHARE, instead="note"), _CURVE[3])
    return Table(points, columns, scope, notes=notes)


def value(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Net tuition per learner by cohort and months."""
    return Table(points, _VALUE, scope, notes=notes)


def steps(frame: pl.DataFrame, scope: Scope) -> Table:
    """From one credential to the next, hidden counts with their reason; no columns where the frame has none."""
    if not frame.columns:
        return Table(frame, (), scope)
    hidden = [
        pl.when(pl.col(count).is_null()).then(pl.lit("hidden")).alias(f"{count}_note")
        for count in ("completed", "went_on")
    ]
    return Table(frame.with_columns(hidden), _STEPS, scope, first=("to", "share", "completed"))


def agreements(frame: pl.DataFrame, scope: Scope) -> Table:
    """Agreements by which the credentials of others count here; no columns where the frame has none."""
    return Table(frame, _AGREEMENTS if frame.columns else (), scope)


def numbers(points: pl.DataFrame, label: str, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Numbers under a definition, each in its own unit, with the ends of its interval."""
    columns = (
        Column("name", label),
        Column("value", "Value", SHARE, unit_of="unit"),
        replace(_INTERVAL_BESIDE, unit_of="unit"),
    )
    return Table(points, columns, scope, notes=notes)


def bounds(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """The lowest and the highest that a number can be on a common basis."""
    return Table(points, (_NAME, Column("low", "Bounds", SHARE, until="high")), scope, notes=notes)


def gaps(points: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Differences of shares with their intervals."""
    return Table(points, _GAPS, scope, notes=notes)


def by_stratum(frame: pl.DataFrame, labels: Sequence[str], scope: Scope) -> Table:
    """Completion of both groups within each stratum. `labels` are those of the stratum and of both groups."""
    within, one, other = labels
    columns = (
        Column("name", within),
        Column("one", one, SHARE),
        Column("other", other, SHARE),
        Column("n_one", f"{one}, n", COUNT),
        Column("n_other", f"{other}, n", COUNT),
    )
    return Table(frame, columns, scope)


def audit(frame: pl.DataFrame, scope: Scope) -> Table:
    """The audit of a version, a number each."""
    return Table(frame, _AUDIT, scope)


def cuts(frame: pl.DataFrame, scope: Scope) -> Table:
    """How many groups of every cut are shown, in part, as known earlier or hidden."""
    return Table(frame, _CUTS, scope, first=("cut", "shown", "n_hidden"))


def matrix(frame: pl.DataFrame, scope: Scope) -> Table:
    """The badges of all definitions: a column each."""
    return Table(frame, tuple(Column(name, name) for name in frame.columns), scope)
