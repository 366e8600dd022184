"""New learners and what bringing them cost, by channel: the published cells, and what they lack."""

from datetime import date

import polars as pl

from data.cubes.funnel import UNKNOWN
from data.cubes.new_learners import NewLearners
from data.store.store import holds, scan_or_empty
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope


def cells(scope: Scope, has_channels: bool, kind: str) -> pl.LazyFrame:
    """Cells of the periods of that kind in the scope's, by channel or for all; `period` is named after the kind.

    Each at the newest quarter end up to the as-of date, so that nothing learned later is in. The scope's filters are not
    applied. A version that was published before there was this cube has none. There are none by term.
    """
    frame = scan_or_empty(scope.version, scope.college, "new_learners", NewLearners)
    grain = "channel" if has_channels else "all"
    known = frame.filter(
        pl.col("grain").cast(pl.String) == grain,
        pl.col("period_kind").cast(pl.String) == kind,
        pl.col("as_of") <= scope.as_of,
        pl.col("period").is_between(scope.period.start, scope.period.end),
    )
    newest = pl.col("as_of") == pl.col("as_of").max().over("period")
    return known.filter(newest).rename({"value": grain, "period": kind})


def is_published(scope: Scope) -> bool:
    """Whether the version counts new learners; those of an older release do not."""
    return holds(scope.version, scope.college, "new_learners")


def known_on(scope: Scope) -> date | None:
    """The last quarter end inside the period and up to the as-of date; None where there is none yet."""
    return cells(scope, False, scope.period.kind).select(pl.col("as_of").max()).collect().item()


def without_cost(scope: Scope) -> list[str]:
    """Channels in use for which the cost of some month of the period is not stated, sorted."""
    rows = cells(scope, True, scope.period.kind).filter(~pl.col("is_costed"), pl.col("channel") != UNKNOWN)
    return rows.select(pl.col("channel").sort()).collect().to_series().to_list()


def unattributed(scope: Scope) -> int | None:
    """New learners without a channel on record; None where that is hidden, 0 where there are none."""
    rows = cells(scope, True, scope.period.kind).filter(pl.col("channel") == UNKNOWN).collect()
    return 0 if rows.is_empty() else rows["new_learners"][0]


def _read(asked: Asked) -> pl.LazyFrame:
    asked.scope.check_dated("New learners are")
    return cells(asked.scope, "channel" in asked.dimensions, asked.one_kind("New learners are"))


NEW_LEARNERS_CUBE = Cube(
    name="new_learners",
    schema=NewLearners,
    read=_read,
    dimensions=("month", "quarter", "channel"),
    privacy="people",
    counts_people=("new_learners",),
    not_about_people=("marketing_cost_cents", "is_costed", "costed_cents"),
)
