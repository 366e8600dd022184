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
    newest: date | None,
    calendar: Calendar = STANDARD,
) -> None:
    """Put the cubes of the collection's inquiries from what was counted of them; without inquiries they are empty.

    `newest`: the last day of any registration.
    """
    if "funnel" not in counts:
        draft.put(collection, "cubes", "funnel", funnel.Funnel.create_empty())
        draft.put(collection, "cubes", "funnel_outcomes", funnel_outcomes.FunnelOutcomes.create_empty())
        return
    draft.put(collection, "cubes", "funnel", counts["funnel"])
    past = remembered(draft.table(collection, "people", PAST), Rules(least_people(), outcomes_are_final=False))
    done = protect(funnel_outcomes.build(counts["funnel_outcomes"], newest, calendar), past)
    outcomes = done.frames["funnel_outcomes"].select(funnel_outcomes.FunnelOutcomes.column_names())
    draft.put(collection, "cubes", "funnel_outcomes", funnel_outcomes.FunnelOutcomes.cast(outcomes))
    draft.put(collection, "people", PAST, done.past)


def protect(outcomes: pl.DataFrame, past: pl.DataFrame | None = None) -> Published:
    """The outcomes with every count that would say too much made null. Fields and channels each add up to all."""
    values = outcomes.filter(pl.col("grain") != "all").select(pl.col("grain").cast(pl.String), "value").unique().rows()
    tree: Tree = dict.fromkeys(values, ("all", "all"))
    # Who has started and not completed may still complete, and who has completed may still come back.
    rules = Rules(least_people(), outcomes_are_final=False)
    table = PeopleTable(outcomes, funnel_outcomes.COUNTS, {"by": ("grain", "value")})
    return protect_tables({"funnel_outcomes": table}, {"by": tree}, rules, past)
