"""The funnel: its days and its people, built, protected and put into a version."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from data.cubes import funnel, funnel_outcomes
from data.protect import PeopleTable, Published, Rules, protect_tables, remembered
from data.protect.tables import Tree
from data.reference.least_people import least_people
from data.reference.periods import STANDARD, Calendar
from data.store.store import Draft

PAST = "funnel_outcomes"
"""Under `people`: what the next version must know of this one."""


def publish_inquiries(
    draft: Draft,
    collection: str,
    counts: Mapping[str, pl.DataFrame],
    tally: pl.DataFrame,
    newest: date | None,
    calendar: Calendar = STANDARD,
) -> None:
    """Put the cubes of the collection's inquiries from what was counted of them; without inquiries they are empty.

    `tally`: all seats, as from `completion.tally`. `newest`: the last day of any registration.
    """
    if "funnel" not in counts:
        draft.put(collection, "cubes", "funnel", funnel.Funnel.create_empty())
        draft.put(collection, "cubes", "funnel_outcomes", funnel_outcomes.FunnelOutcomes.create_empty())
        return
    draft.put(collection, "cubes", "funnel", counts["funnel"])
    past = remembered(draft.table(collection, "people", PAST), Rules(least_people(), outcomes_are_final=False))
    unprotected = funnel_outcomes.build(counts["funnel_outcomes"], newest, calendar)
    done = protect(beside_others(unprotected, tally), past)
    outcomes = done.frames["funnel_outcomes"].select(funnel_outcomes.FunnelOutcomes.column_names())
    draft.put(collection, "cubes", "funnel_outcomes", funnel_outcomes.FunnelOutcomes.cast(outcomes))
    draft.put(collection, "people", PAST, done.past)


def beside_others(outcomes: pl.DataFrame, tally: pl.DataFrame) -> pl.DataFrame:
    """The outcomes with `most`, how many of their counts may be shown at most.

    Completion of all years less completions that came by an inquiry is what became of all other seats. Where few of those
    have completed or not, or few have completed since the quarter before, only how many started may be shown.
    """
    minimum, of = least_people(), ["grain", "value", "as_of"]
    text = outcomes.with_columns(pl.col("grain").cast(pl.String))
    asked = text.filter(pl.col("grain") != "channel").group_by(of).agg(pl.col("started", "completed").sum())
    until = {name: pl.col("people").filter(pl.col(name) <= pl.col("as_of")).sum() for name in ("seated", "completed")}
    # Beside every day stand few rows: all of a tally would be tens of millions of them.
    days = tally.group_by("field", "seated", "completed").agg(pl.col("people").sum())
    by_field = days.join(asked.select("as_of").unique(), how="cross").group_by("as_of", value="field").agg(**until)
    whole = by_field.group_by("as_of").agg(pl.col("seated", "completed").sum()).with_columns(value=pl.lit("all"))
    every = pl.concat([by_field, whole.select(by_field.columns)])
    completed = pl.col("completed_right") - pl.col("completed")
    seats = pl.col("seated") - pl.col("started")
    others = asked.join(every, on=["value", "as_of"]).sort(of).select(*of, seats=seats, completed=completed)
    since = pl.col("completed").diff().over("grain", "value").fill_null(0)
    is_few = (pl.col("completed") < minimum) | (pl.col("seats") - pl.col("completed") < minimum)
    is_small = (since != 0) & (since < minimum)
    marked = others.select(*of, is_told=(pl.col("seats") != 0) & (is_few | is_small))
    most = pl.when("is_told").then(1).otherwise(len(funnel_outcomes.COUNTS))
    return text.join(marked, on=of, how="left", maintain_order="left").with_columns(most=most).drop("is_told")


def protect(outcomes: pl.DataFrame, past: pl.DataFrame | None = None) -> Published:
    """The outcomes with every count that would say too much made null. Fields and channels each add up to all.

    Staff are told how many started: stages of the exact funnel add up to it. `outcomes` may have `most`, as from
    `beside_others`.
    """
    values = outcomes.filter(pl.col("grain") != "all").select(pl.col("grain").cast(pl.String), "value").unique().rows()
    tree: Tree = dict.fromkeys(values, ("all", "all"))
    # Who has started and not completed may still complete, and who has completed may still come back.
    rules = Rules(least_people(), outcomes_are_final=False)
    known = outcomes.with_columns(seated="started", settled="started", left=pl.lit(0, pl.Int64))
    table = PeopleTable(
        known,
        funnel_outcomes.COUNTS,
        {"by": ("grain", "value")},
        told=("seated", "settled", "left"),
        most="most" if "most" in outcomes.columns else None,
    )
    return protect_tables({"funnel_outcomes": table}, {"by": tree}, rules, past)
