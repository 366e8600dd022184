"""The decisions that were taken on sections, and what became of them."""

import polars as pl

from data.contracts.decisions import Decisions
from data.store.store import scan_or_empty
from queries.cubes import section_totals, sections
from queries.cubes.commitments import commitments
from queries.enrollment import week
from queries.enrollment.week import Assumed
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import CENTS, CHANCE, COUNT, MEAN, MOMENT

OPEN_ENDED = ("wait", "promote")
"""Decisions after which the section needs another one on its decision day."""
BECAME = {"scheduled": "still_open", "held": "ran", "cancelled": "canceled"}
_LOG = (
    Column("decided_at", "Decided", MOMENT, "Time of the decision, in UTC."),
    of_dimension("offering"),
    of_day("starts_on", "Starts"),
    Column("decision", "Decision", dimension="decision"),
    Column("advice", "Advice", dimension="decision"),
    Column("became", "What became of it", dimension="became"),
    Column("seats", "Seats", COUNT, "Seats held at the start of the section; before it, those taken by now."),
    Column("value_cents", "Expected", CENTS.whole, "Contribution expected of the decision, against canceling then."),
    Column(
        "brought_cents", "Brought", CENTS.whole, "Contribution against canceling the section; empty before its start."
    ),
    Column("note", "Note"),
    Column("decided_by", "By", definition="Who was signed in; empty where nobody was."),
    Column("section_id", "Section"),
    Column("merge_with", "Merged with"),
    Column("chance_to_run", "Chance then", CHANCE, "Chance to run when it was decided."),
    Column("projected", "Projected then", MEAN, "Seats that were expected at the start when it was decided."),
)


def taken(version: str, college: str) -> pl.DataFrame:
    """All decisions that a version holds, as in their contract, oldest first; no rows where there are none."""
    return scan_or_empty(version, college, "decisions", Decisions).sort("decided_at", "section_id").collect()


def log(scope: Scope) -> Table:
    """Every decision taken by the as-of date, newest first, with what had become of its section by then."""
    by_then = _of_scope(taken(scope.version, scope.college), scope)
    frame = by_then.join(_outcomes(scope, by_then["section_id"]), on="section_id", how="left", maintain_order="left")
    is_moot = pl.col("decision").cast(pl.String).is_in(["taken_back"]) | ~_is_latest()
    return Table(
        frame.with_columns(is_standing=~is_moot).sort("decided_at", "section_id", descending=[True, False]),
        _LOG,
        scope,
        has_period=False,
    )


def standing(scope: Scope) -> pl.DataFrame:
    """The decisions that hold on the as-of date: the latest on each section, unless it was taken back or its day has come."""
    latest = _of_scope(taken(scope.version, scope.college), scope).filter(_is_latest())
    is_due_again = pl.col("decision").cast(pl.String).is_in(OPEN_ENDED) & (pl.col("decide_by") <= scope.as_of)
    return latest.filter(pl.col("decision").cast(pl.String) != "taken_back", ~is_due_again)


def undecided(scope: Scope, assumed: Assumed = Assumed()) -> Table:  # noqa: B008  a frozen value
    """The sections that need a decision (see `queries.enrollment.week.due`) and have none that holds."""
    due = week.due(scope, assumed)
    return due.with_frame(due.frame.join(standing(scope), on="section_id", how="anti", maintain_order="left"))


def _is_latest() -> pl.Expr:
    return pl.col("decided_at") == pl.col("decided_at").max().over("section_id")


def _of_scope(frame: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Decisions by numbers of the as-of date or before, on sections inside the scope's filters."""
    by_then = frame.filter(pl.col("as_of") <= scope.as_of)
    if not scope.own or by_then.is_empty():
        return by_then
    runs = sections.at(scope.version, scope.college, scope.as_of).filter(_is_one_of(by_then["section_id"]))
    inside = sections.filtered(runs, scope)
    return by_then.join(inside.select("section_id").collect(), on="section_id", how="semi", maintain_order="left")


def _is_one_of(ids: pl.Series) -> pl.Expr:
    """Whether a row is of one of these sections. A large cube is read by it without the others, as it is not by a join."""
    return pl.col("section_id").is_in(ids.unique().implode()) if ids.len() else pl.lit(False)


def _outcomes(scope: Scope, ids: pl.Series) -> pl.DataFrame:
    """What each section of `ids` is on the as-of date, its seats and what it has brought against canceling it, US cents."""
    runs = sections.at(scope.version, scope.college, scope.as_of).filter(_is_one_of(ids))
    money = (
        section_totals.as_known(scope.version, scope.college, scope.as_of)
        .filter(_is_one_of(ids))
        .group_by("section_id")
        .agg(
            net=pl.col("net_registrations").sum(),
            net_cents=(pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")).sum(),
        )
    )
    seats = pl.col("net").fill_null(0)
    avoided = pl.col("direct_cost_cents") - pl.col("committed_cost_cents").fill_null(0)
    ran = pl.col("net_cents").fill_null(0) - seats * pl.col("variable_cost_cents").fill_null(0) - avoided
    status = pl.col("status").cast(pl.String)
    brought = pl.when(status == "held").then(ran).when(status == "cancelled").then(0)
    return (
        runs.join(money, on="section_id", how="left")
        .join(commitments(scope.version, scope.college), on="section_id", how="left")
        .select(
            "section_id",
            became=status.replace_strict(BECAME, return_dtype=pl.String),
            seats=pl.coalesce("started", seats),
            brought_cents=brought.cast(pl.Int64),
        )
        .collect()
    )
