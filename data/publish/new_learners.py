"""New learners by channel: counted, protected, put beside what the channels cost, and put into a version."""

from datetime import date

import polars as pl

from data.cubes import new_learners
from data.protect import PeopleTable, Published, Rules, protect_tables, remembered
from data.protect.tables import Node, Tree
from data.reference.least_people import least_people
from data.reference.periods import STANDARD, Calendar
from data.store.store import Draft

PAST = "new_learners"
"""Under `people`: what the next version must know of this one."""


def publish_new_learners(
    draft: Draft, collection: str, counted: pl.DataFrame, newest: date | None, calendar: Calendar = STANDARD
) -> None:
    """Put the cube from what was counted (see `data.cubes.new_learners`); `newest`: the last day of any registration."""
    costs = draft.facts(collection, "marketing_costs")
    past = remembered(draft.table(collection, "people", PAST), Rules(least_people()))
    done = protect(new_learners.build(counted, newest, calendar), past, calendar)
    shown = new_learners.beside_costs(done.frames["new_learners"], costs, calendar)
    draft.put(collection, "cubes", "new_learners", shown)
    draft.put(collection, "people", PAST, done.past)


def protect(counts: pl.DataFrame, past: pl.DataFrame | None = None, calendar: Calendar = STANDARD) -> Published:
    """The counts with every one that would say too much made null.

    Channels add up to all, months to their quarter, and the quarters until a day to the year until that day. Staff see by
    channel how many seats were kept: where nearly all are of new learners, that tells how many these are.
    """
    kind, day = pl.col("period_kind").cast(pl.String), pl.col("period").cast(pl.String)
    is_year = kind == "fiscal_year"
    named = counts.with_columns(
        span=kind,
        span_value=pl.when(is_year).then(pl.col("as_of").cast(pl.String)).otherwise(day),
        # No count changes once it is known: all of a year stand side by side at one time.
        at="cohort",
    )
    channels: Tree = {("channel", v): ("all", "all") for v in named.filter(grain="channel")["value"].unique().sort()}
    cuts = {"channel": ("grain", "value"), "span": ("span", "span_value")}
    table = PeopleTable(named, new_learners.COUNTS, cuts, time="at", told=new_learners.STAFF)
    trees = {"channel": channels, "span": _spans(counts, calendar)}
    return protect_tables({"new_learners": table}, trees, Rules(least_people()), past)


def _spans(counts: pl.DataFrame, calendar: Calendar) -> Tree:
    """Every month in its quarter, and every quarter in its fiscal year as it was at each later quarter's end."""
    of = {
        kind: counts.filter(period_kind=kind).select("cohort", "period", "as_of").unique()
        for kind in new_learners.KINDS
    }
    tree: Tree = {
        ("month", str(month)): ("quarter", str(calendar.containing(month, "quarter").start))
        for month in of["month"]["period"].sort()
    }
    for cohort, quarter, end in of["quarter"].sort("period").rows():
        later = of["fiscal_year"].filter(pl.col("cohort") == cohort, pl.col("as_of") >= end)["as_of"].sort()
        years: tuple[Node, ...] = tuple(("fiscal_year", str(day)) for day in later)
        tree[("quarter", str(quarter))] = years
    return tree
