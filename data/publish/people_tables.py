"""Every table about people as it is before protection, how their groups lie within each other, and how they hang together."""

# Why: decision 75.

from dataclasses import dataclass
from datetime import date

import polars as pl

from data import protect
from data.cubes import (
    completion,
    completion_formats,
    completion_groups,
    open_sections,
    placement,
    program_work,
    returns,
    steps,
)
from data.protect.tables import Link, PeopleTable, Tree
from data.publish.counting import Counted
from data.publish.people_links import within
from data.reference.periods import Calendar

RECIPIENTS = "recipients"
"""The tree of those who received Pell and all others."""


@dataclass(frozen=True, eq=False)
class Declared:
    """The tables that are protected together, with their trees and links: what `protect.protect_tables` takes."""

    tables: dict[str, PeopleTable]
    trees: dict[str, Tree]
    links: list[Link]


def declared(counted: Counted) -> Declared:
    """Return the tables of completion: by place, by format, and by learner group where there are learners."""
    places = _places(counted.facts["offerings"])
    tables = _of_seats(counted, places)
    return Declared(tables, _trees(tables, places), [])


def further(counted: Counted, shown: dict[str, pl.DataFrame]) -> Declared:
    """Return the tables beyond completion: placement, work by program, steps and returns, as the facts allow.

    `shown`: the tables of `declared` as they are published. The others count only people whom these show, so that they
    can say nothing about anybody whom these hide.
    """
    facts, counts, ends = counted.facts, counted.tables, counted.half_ends
    tables = {}
    if "placed" in counts:
        tables |= _placed(counts["placed"], shown["completion"], ends, counted.calendar)
        tables |= _work(counts["worked"], shown["completion"], ends, counted.calendar)
    if {"learners", "articulations"} <= facts.keys():
        frame = steps.build(facts, counts["tally"], counts["stacked"], shown["completion"], ends, counted.calendar)
        keys = ("kind", "from_offering", "to")
        tables["steps"] = PeopleTable(frame, steps.COUNTS, {}, keys, people="steps", open=1)
    came_back = returns.build(counts["returns"], ends)
    tables["returns"] = PeopleTable(
        came_back, returns.COUNTS, {"place": ("stratum", "value")}, ("month_from",), people="firsts"
    )
    places = _places(facts["offerings"]) if any(name.startswith("work") for name in tables) else {}
    return Declared(tables, _trees(tables, _fields_alone(places)), within(tables))


def _of_seats(counted: Counted, places: Tree) -> dict[str, PeopleTable]:
    facts, tally, calendar = counted.facts, counted.tables["tally"], counted.calendar
    newest = counted.span.last("completed")
    frames = {
        "completion": completion.build(tally, newest, calendar),
        "completion_formats": completion_formats.build(tally, facts["offerings"], newest, calendar),
    }
    cuts = {"completion": {"place": ("grain", "value")}, "completion_formats": {"place": ("attribute", "group")}}
    if "learners" in facts:
        frames["completion_groups"] = completion_groups.build(tally, newest, calendar)
        cuts["completion_groups"] = {"place": ("grain", "value"), "group": ("attribute", "group")}
    beside = {
        name: open_sections.beside(frame, facts["sections"], _memberships(places), cuts[name]["place"], calendar)
        for name, frame in frames.items()
    }
    # Staff see all seats and drops with their days, but not whose they are.
    return {
        name: PeopleTable(
            frame,
            completion.COUNTS,
            cuts[name],
            told=None if name == "completion_groups" else completion.STAFF,
            nobody="is_nobody" if name == "completion_groups" else None,
        )
        for name, frame in beside.items()
    }


def _placed(counted: pl.DataFrame, shown: pl.DataFrame, ends: list[date], calendar: Calendar) -> dict[str, PeopleTable]:
    """A table per measure. A count is shown only where completion shows that at least as many have completed.

    Where a measure is known of everybody found, as in a survey of those who answered, `known` would say nothing more and
    is left out: its part of nobody would hide the whole table.
    """
    frame = placement.build(counted, ends, calendar)
    is_covered = pl.col("found") <= placement.completed_at_least(frame, shown)
    frame = frame.with_columns(most=pl.when(is_covered).then(len(placement.COUNTS)).otherwise(0))
    tables = {}
    for measure in placement.MEASURES:
        mine = frame.filter(measure=measure)
        counts = placement.PAY_COUNTS if measure == placement.PAY else placement.COUNTS
        is_complete = mine["found"].equals(mine["known"])
        if is_complete:
            mine, counts = mine.drop("known"), tuple(count for count in counts if count != "known")
        tables[f"placement_{measure}"] = PeopleTable(
            mine,
            counts,
            {"place": ("grain", "value")},
            people=_completers_of(measure, is_complete=is_complete),
            most="most",
        )
    return tables


def _completers_of(measure: str, *, is_complete: bool) -> str:
    return f"completers: {measure}{', all known' if is_complete else ''}"


def in_shape(past: pl.DataFrame, tables: dict[str, PeopleTable]) -> pl.DataFrame:
    """The past of the version before, with placement in the counts that the tables have now: with `known` or without.

    What was shown then stays what was shown, also where a college's first unknown answer comes later.
    """
    people = pl.col("of").str.split("|").list.first()
    for measure in placement.MEASURES:
        now = tables.get(f"placement_{measure}")
        if now is None:
            continue
        is_complete = "known" not in now.counts
        before, after = (_completers_of(measure, is_complete=it) for it in (not is_complete, is_complete))
        found, known, placed = (pl.col(name) for name in ("count_0", "count_1", "count_2"))
        if is_complete:
            counts = {
                "count_1": placed,
                "count_2": pl.lit(0, pl.Int64),
                "shown": pl.col("shown") - (pl.col("shown") > 1),
            }
        else:
            counts = {"count_1": found, "count_2": known, "shown": pl.col("shown") + (pl.col("shown") > 0)}
        width = pl.lit(len(now.counts), pl.UInt8)
        reshaped = {name: expr.cast(past.schema[name]) for name, expr in (counts | {"width": width}).items()}
        is_other = people == before
        past = past.with_columns(
            *(pl.when(is_other).then(expr).otherwise(pl.col(name)).alias(name) for name, expr in reshaped.items()),
            of=pl.when(is_other).then(pl.lit(after) + pl.col("of").str.slice(len(before))).otherwise("of"),
        )
    return past


def _work(counted: pl.DataFrame, shown: pl.DataFrame, ends: list[date], calendar: Calendar) -> dict[str, PeopleTable]:
    """The tables of `program_work`, shown as far as completion shows that many people.

    Those who left are held against those whom completion shows not to have completed.
    """
    frame = program_work.build(counted, ends, calendar)
    is_left, is_all = pl.col("ended") == program_work.LEFT, pl.col("recipients") == program_work.ALL
    rest = shown.with_columns(completed=pl.col("started") - pl.col("completed"))
    width = len(program_work.COUNTS) if program_work.states_occupations(counted) else 2
    place, group = {"place": ("grain", "value")}, {"group": ("group", "recipients")}
    named = frame.with_columns(group=pl.lit(RECIPIENTS))
    parts = {
        "work_completed": (named.filter(~is_left, is_all), shown, width, place, "completers of programs"),
        "work_recipients": (named.filter(~is_left, ~is_all), shown, width, place | group, "completers of programs"),
        "work_left": (named.filter(is_left), rest, 2, place, "leavers"),
    }
    return {
        name: PeopleTable(
            mine.with_columns(
                # What a table does not count stands in none of its rows.
                *(pl.lit(None, pl.Int64).alias(count) for count in program_work.COUNTS[width:]),
                most=pl.when(pl.col("known") <= placement.completed_at_least(mine, base)).then(width).otherwise(0),
            ),
            program_work.COUNTS[:width],
            cuts,
            people=people,
            most="most",
        )
        for name, (mine, base, width, cuts, people) in parts.items()
        if mine.height
    }


def _fields_alone(places: Tree) -> Tree:
    """Every offering in its field: work is published by no format."""
    return {
        child: tuple(node for node in (above if isinstance(above[0], tuple) else (above,)) if node[0] == "field")
        for child, above in places.items()
        if child[0] == "offering"
    }


def _trees(tables: dict[str, PeopleTable], places: Tree) -> dict[str, Tree]:
    """The trees that the tables are cut by; groups that no tree of `places` or cells holds lie under the root."""
    groups: Tree = {}
    if "completion_groups" in tables:
        of_all = tables["completion_groups"].frame.select("attribute", "group").unique().rows()
        groups |= dict.fromkeys(of_all, protect.ROOT)
    if "work_recipients" in tables:
        groups |= dict.fromkeys([(RECIPIENTS, who) for who in program_work.RECIPIENTS[1:]], protect.ROOT)
    nodes = set(places)
    for name, table in tables.items():
        if name == "returns" or name.startswith(("placement", "work")):
            nodes |= set(table.frame.select(table.cuts["place"]).unique().rows())
    more: Tree = dict.fromkeys(sorted(nodes - {protect.ROOT}), protect.ROOT)
    return {"place": more | places, "group": groups}


def _formats(offerings: pl.LazyFrame) -> pl.DataFrame:
    """A row per offering with its field and formats."""
    with_field = offerings.with_columns(field=pl.col("cip_code").str.head(2))
    return completion_formats.of_offerings(with_field, "field").collect()


def _places(offerings: pl.LazyFrame) -> Tree:
    """Every offering in its field and in each of its formats, all of which partition the college."""
    tree: Tree = {}
    for row in _formats(offerings).to_dicts():
        above = tuple((kind, str(value)) for kind, value in row.items() if kind != "offering")
        tree[("offering", row["offering"])] = above
        tree |= dict.fromkeys(above, protect.ROOT)
    return tree


def _memberships(places: Tree) -> pl.LazyFrame:
    """Every offering with every group of offerings that it lies in, itself and the college included."""
    rows = [
        (node[1], *group)
        for node, above in places.items()
        if node[0] == "offering"
        for group in (node, *above, protect.ROOT)
    ]
    return pl.LazyFrame(rows, schema=dict.fromkeys(("offering_id", "kind", "value"), pl.String), orient="row")
