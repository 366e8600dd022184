"""The tables of outcomes beyond completion: built, protected and put into a version."""

from datetime import date

import polars as pl

from data.contracts import FACTS
from data.cubes import completion, completion_cells, completion_formats, learner_value, placement, returns, steps
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
    by_field = facts["offerings"].with_columns(field=pl.col("cip_code").str.slice(0, 2))
    counted = completion_cells.build(seats, facts["offerings"], facts["learners"], last_term_end(newest))
    shown = draft.table(collection, "cubes", "completion")
    put = {
        "completion_cells": spared(
            cells(counted),
            shown.filter(pl.col("grain") == "offering").collect() if shown is not None else None,
            completion_formats.of_offerings(by_field, "field").collect(),
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


def spared(frame: pl.DataFrame, shown: pl.DataFrame | None, formats: pl.DataFrame) -> pl.DataFrame:
    """Published cells, null too where a cell less its shown offerings would give others away, and one more beside it.

    `shown`: the offerings of the completion table as they are published; `formats`: a row per offering with its field.
    A cell is hidden in every trait, since its groups add up to it.
    """
    if shown is None:
        return frame
    cell = list(completion_cells.CELL)
    pieces = shown.filter(pl.col("as_of") == frame["as_of"].max())
    pieces = pieces.join(formats, left_on="value", right_on="offering")
    whole = _left_over(frame.filter(pl.col("trait") == "none"), pieces, cell)
    seen = pl.col("safe") & pl.col("completed").is_not_null()
    # The field's total is published: a single hidden cell would be what the others leave of it.
    alone = (~seen).sum().over("field") == 1
    smallest = pl.col("started").rank("ordinal").over("field", seen) == 1
    kept = whole.filter(seen, ~(alone & smallest)).select(cell)
    marked = frame.join(kept.with_columns(kept=pl.lit(True)), on=cell, how="left")
    counts = [pl.when("kept").then(pl.col(c)).alias(c) for c in completion_cells.COUNTS]
    return marked.with_columns(counts).select(frame.columns)


def _left_over(frame: pl.DataFrame, pieces: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The frame with `safe`: what a row leaves over without its shown pieces is nobody, or enough people of several."""
    known = pl.col("completed").is_not_null() & (pl.col("known_on") == pl.col("as_of"))
    seen = pieces.group_by(keys).agg(
        pieces_hidden=(~known).sum(),
        seen_started=pl.col("started").filter(known).sum(),
        seen_completed=pl.col("completed").filter(known).sum(),
    )
    joined = frame.join(seen, on=keys, how="left")
    completed = pl.col("completed") - pl.col("seen_completed").fill_null(0)
    rest = pl.col("started") - pl.col("seen_started").fill_null(0) - completed
    enough = (pl.col("pieces_hidden") > 1) & (completed >= minimum()) & (rest >= minimum())
    return joined.with_columns(safe=((completed == 0) & (rest == 0) | enough).fill_null(False))


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
