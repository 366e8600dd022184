"""The tables of outcomes beyond completion: built, protected and put into a version."""

from datetime import date

import polars as pl

from data.contracts import FACTS
from data.cubes import completion, completion_cells, learner_value, placement, returns, steps
from data.protect import PeopleTable, Rules
from data.protect import publish as protected
from data.protect.tables import Tree, minimum
from data.store import Draft

NEEDED = ("registrations", "sections", "offerings")


def publish(draft: Draft, collection: str) -> None:
    """Put every table that the collection's facts allow. Without its seats there is none."""
    held = {name: draft.facts(collection, name) for name in FACTS}
    if any(held[name] is None for name in NEEDED):
        return
    facts = {n: FACTS[n].create_empty().lazy() if frame is None else frame for n, frame in held.items()}
    seats = completion.seats(*(facts[name] for name in NEEDED))
    newest = (
        facts["registrations"].select(pl.max_horizontal(pl.col("registered_on", "completed_on").max())).collect().item()
    )
    if newest is None:
        return
    put = {
        "completion_cells": cells(
            completion_cells.build(seats, facts["offerings"], facts["learners"], last_term_end(newest))
        ),
        "placement": placed(placement.build(facts, newest)),
        "steps": stepped(steps.build(facts)),
        "returns": returns.build(*(facts[name] for name in NEEDED)),
        "learner_value": learner_value.build(facts["registrations"]),
    }
    for name, frame in put.items():
        draft.put(collection, "cubes", name, frame)


def last_term_end(day: date) -> date:
    """The newest last day of June or December up to `day`."""
    ends = [date(day.year - 1, 12, 31), date(day.year, 6, 30), date(day.year, 12, 31)]
    return max(end for end in ends if end <= day)


def cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The cells with small counts null. A cell's groups add up to the cell, and the cells to their field."""
    named = frame.with_columns(
        pool=pl.lit("all"),
        key=pl.concat_str(
            *completion_cells.CELL, pl.when(pl.col("trait") != "none").then("group"), separator="|", ignore_nulls=True
        ),
    )
    whole = named.filter(pl.col("trait") == "none")
    fields = (
        whole.group_by("pool", "as_of", key="field")
        .agg(pl.col(completion_cells.COUNTS).sum())
        .with_columns(trait=pl.lit("field"))
    )
    tree: Tree = {
        (t, key): ("none", key.rpartition("|")[0]) for t, key in named.select("trait", "key").rows() if t != "none"
    }
    tree |= {("none", key): ("field", key.split("|")[0]) for key in whole["key"]}
    declare = {"cut": ("trait", "key")}
    tables = {
        name: PeopleTable(table, completion_cells.COUNTS, declare, ("pool",))
        for name, table in (("cells", named), ("fields", fields))
    }
    done = protected(tables, {"cut": tree}, Rules(minimum())).frames["cells"]
    schema = completion_cells.CompletionCells
    return schema.validate(done.select(schema.column_names()), cast=True)


def placed(frame: pl.DataFrame) -> pl.DataFrame:
    """Placement with small counts null; pay stands only where its people may be counted."""
    tree: Tree = {("field", field): ("all", "all") for field in frame.filter(grain="field")["value"].unique()}
    table = PeopleTable(frame, placement.COUNTS, {"place": ("grain", "value")}, ("measure", "cohort"))
    done = protected({"placement": table}, {"place": tree}, Rules(minimum())).frames["placement"]
    seen = pl.col("known").is_not_null()
    done = done.with_columns(pl.when(seen).then(pl.col(c)).alias(c) for c in ("paid", "median_pay_usd"))
    return placement.Placement.validate(done.select(placement.Placement.column_names()), cast=True)


def stepped(frame: pl.DataFrame) -> pl.DataFrame:
    """Steps with small counts null. Learners of several offerings are never added, so every step stands alone."""
    named = frame.with_columns(key=pl.concat_str("from_offering", "to", separator="|"), pool=pl.lit("all"))
    tree: Tree = dict.fromkeys(named.select("kind", "key").rows(), ("all", "all"))
    table = PeopleTable(named, steps.COUNTS, {"step": ("kind", "key")}, ("pool",))
    done = protected({"steps": table}, {"step": tree}, Rules(minimum())).frames["steps"]
    return steps.Steps.validate(done.select(steps.Steps.column_names()), cast=True)
