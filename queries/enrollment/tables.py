"""The tables of enrollment: what each column of pacing, the funnel, cancellations and drops holds."""

from itertools import pairwise

import polars as pl

from queries.cubes.funnel import STAGES
from queries.enrollment.section import View
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, CHANCE, COUNT, INDEX, MEAN, SHARE

_PERCENT = SHARE.whole
_BOARD = (
    of_dimension("offering"),
    of_day("starts_on", "Starts"),
    Column("at_risk_cents", "At risk", CENTS.whole, "Expected revenue × chance of not running."),
    Column("chance_to_run", "Chance to run", _PERCENT, "Chance to reach the minimum by the decision day."),
    Column("net", "Net now", COUNT, "Seats taken and not dropped."),
    Column("minimum", "Minimum", COUNT, "Seats it needs to run."),
    Column("capacity", "Seats", COUNT, "Seats that the section has."),
    Column(
        "comparable_low",
        "Past sections by now",
        COUNT,
        "How many seats past sections had taken by now: 80% lie in this range.",
        until="comparable_high",
    ),
    Column("projected", "Projected", MEAN, "Seats expected at the start."),
    Column(
        "projected_low", "80% range", COUNT, "Eight of ten such sections end in this range.", until="projected_high"
    ),
    Column("chance_of_target", "Chance of target", _PERCENT, "Chance to fill the chosen share of seats."),
    Column("needed_per_day", "Needed a day", MEAN, "Seats a day to reach the minimum by the decision day."),
    of_day("decide_by", "Decide by", "Day by which the section is run or canceled."),
    Column("section_id", "Section"),
)
_VIEWS = (
    Column("alignment", "Compared by", dimension="alignment"),
    Column("pace_index", "Pace index", INDEX, "Seats taken, divided by those of past sections by now."),
    Column("projected", "Projected", MEAN, "Seats expected at the start."),
    Column("low", "80% range", MEAN, "Eight of ten such sections end in this range.", until="high"),
    Column("chance_to_run", "Chance to run", CHANCE, "Chance to reach the minimum by the decision day."),
)
_ACCURACY = (
    Column("days_to_start", "Days before start", COUNT),
    Column("sections", "Sections", COUNT, "Sections that have finished."),
    Column("mean_error", "Our error (seats)", INDEX, "How far the projection was off on average."),
    Column("last_run_error", "Last run's final count", INDEX, "How far the last run's final count was off."),
    Column("scaled_error", "Last run scaled", INDEX, "How far the last run, scaled to that day, was off."),
    Column("coverage", "In 80% range", _PERCENT, "Share of final counts inside the range; a good range holds 80%."),
    Column("mean_band", "Range (seats)", MEAN, "Average width of the range."),
)
_RELIABILITY = (
    Column("stated", "Chance to run, predicted", _PERCENT),
    Column("came_true", "Share that ran", _PERCENT),
    Column("statements", "Sections", COUNT),
)
_STAGES = (
    Column("stage", "Stage", dimension="stage"),
    Column("when", "When"),
    Column("reached", "Inquiries", COUNT, "Inquiries that reached the stage or a later one."),
    Column("share", "Of inquiries", _PERCENT),
    Column("yield_share", "Of the prior stage", _PERCENT),
)
_CANCELLATIONS = (
    of_dimension("field"),
    Column("offerings", "Offerings"),
    Column("cancelled", "Canceled", COUNT),
    Column("offered", "Offered", COUNT),
    Column("rate", "Rate", _PERCENT, "Sections canceled, divided by sections offered."),
)
_DROPS = (
    Column("when", "When"),
    Column("at", "Days from start", COUNT, "Below zero is before the start."),
    Column("dropped_share", "Dropped", _PERCENT, "Seats dropped so far, divided by all seats taken."),
    Column("sections", "Sections", COUNT),
)
_CURVES = (Column("run", "Run"), Column("at", "Point", INDEX), Column("net", "Seats taken", COUNT))
_PEOPLE = {"started": "Started, year", "completed": "Completed, year", "returned": "Returned, year"}


def board(frame: pl.DataFrame, scope: Scope) -> Table:
    """The open sections, as the board orders them."""
    return Table(frame, _BOARD, scope, first=("at_risk_cents", "chance_to_run", "net"))


def views(of_section: list[View], scope: Scope) -> Table:
    """One section by each alignment."""
    schema = {"alignment": pl.String} | dict.fromkeys(
        ("pace_index", "projected", "low", "high", "chance_to_run"), pl.Float64
    )
    rows = [(v.alignment, v.pace_index, v.projected, v.low, v.high, v.chance_to_run) for v in of_section]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    first = ("projected", "chance_to_run")
    return Table(frame.with_columns(pl.col("projected").round(1)), _VIEWS, scope, first=first)


def accuracy(frame: pl.DataFrame, scope: Scope) -> Table:
    """How far projections were off, by days before the start."""
    return Table(frame.with_columns(pl.col("mean_band").round(1)), _ACCURACY, scope)


def reliability(frame: pl.DataFrame, scope: Scope) -> Table:
    """Chances that were stated, and the share of sections that ran."""
    named = {"chance": "stated", "ran_share": "came_true", "sections": "statements"}
    return Table(frame.rename(named), _RELIABILITY, scope)


def funnel(frame: pl.DataFrame, outcomes: pl.DataFrame, cut: str, scope: Scope) -> Table:
    """Yields by channel or field, with what became of those who started; a hidden count has its reason beside it."""
    steps = {f"{after}_yield": (before, after) for before, after in pairwise(STAGES)}
    yields = [pl.when(pl.col(a) != 0).then(pl.col(b) / pl.col(a)).alias(name) for name, (a, b) in steps.items()]
    people = outcomes.select("value", *(pl.col(c).cast(pl.Int64) for c in _PEOPLE), is_counted=True)
    notes = [
        pl.when(pl.col("is_counted") & pl.col(c).is_null()).then(pl.lit("hidden")).alias(f"{c}_note") for c in _PEOPLE
    ]
    joined = frame.with_columns(yields).join(people, on="value", how="left", maintain_order="left")
    columns = (
        of_dimension(cut),
        Column("inquiry", "Inquiries", COUNT, "Inquiries made in the period."),
        *(Column(name, _arrow(*pair), _PERCENT, "Share that went on.") for name, pair in steps.items()),
        *(Column(c, label, COUNT, instead=f"{c}_note") for c, label in _PEOPLE.items()),
    )
    first = ("inquiry", "started", "completed", *steps)
    return Table(joined.with_columns(notes).rename({"value": cut}), columns, scope, first=first)


def stages(frame: pl.DataFrame, scope: Scope, note: str) -> Table:
    """Inquiries by stage, now and at the same point last year."""
    return Table(frame, _STAGES, scope, notes=(note,))


def cancellations(frame: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Cancellation rates by field, of established offerings and of those in their first year."""
    return Table(frame, _CANCELLATIONS, scope, notes=notes)


def drops(frame: pl.DataFrame, scope: Scope, note: str) -> Table:
    """Seats given up by day from the start, this period and the year before."""
    return Table(frame, _DROPS, scope, notes=(note,))


def curves(frame: pl.DataFrame, scope: Scope, note: str) -> Table:
    """Seats taken of one section and of comparable past runs, by point."""
    return Table(frame.with_columns(pl.col("at").round(2)), _CURVES, scope, notes=(note,))


def _arrow(before: str, after: str) -> str:
    return f"{before.capitalize()} → {after}"
