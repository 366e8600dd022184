"""Every table about people as it is before protection, how their groups lie within each other, and how they hang together."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data import protect
from data.cubes import (
    completion,
    completion_cells,
    completion_formats,
    completion_groups,
    open_sections,
    placement,
    returns,
    steps,
    terms,
)
from data.people_links import across, within
from data.periods import FISCAL_YEAR_STARTS_IN
from data.protect.tables import Link, PeopleTable, Tree

NEEDED = ("registrations", "sections", "offerings")
ALL = "all"


@dataclass(frozen=True, eq=False)
class Declared:
    """What one protection takes: see `protect.publish`."""

    tables: dict[str, PeopleTable]
    trees: dict[str, Tree]
    links: list[Link]


def declared(facts: dict[str, pl.LazyFrame]) -> Declared:
    """Completion by place, format and learner group; `registrations`, `sections` and `offerings` are needed."""
    places = _places(facts["offerings"])
    tables = _of_seats(facts, places)
    return Declared(tables, _trees(tables, places), [])


def further(facts: dict[str, pl.LazyFrame]) -> Declared:
    """What goes beyond completion: cells of a fair comparison, placement, steps and returns, as far as the facts go."""
    ends = term_ends(facts)
    tables = {}
    if "learners" in facts:
        years = [end for end in ends if end.month < FISCAL_YEAR_STARTS_IN]
        tables["completion_cells"] = cells = _cells(facts, years)
        tables["fields"] = _fields_of(cells)
    if "placements" in facts:
        tables |= _placed(facts, ends)
    if {"learners", "articulations"} <= facts.keys():
        tables["steps"] = _steps(facts, ends)
    tables["returns"] = PeopleTable(
        returns.build(facts, ends), returns.COUNTS, {"place": ("stratum", "value")}, ("month_from",), people="firsts"
    )
    return Declared(tables, _trees(tables, {}), within(tables))


def ties(main: dict[str, PeopleTable], more: dict[str, PeopleTable], facts: dict[str, pl.LazyFrame]) -> list[Link]:
    """How the counts of `further` hang together with those of `declared`."""
    return across(main | more, _formats(facts["offerings"]))


def term_ends(facts: dict[str, pl.LazyFrame]) -> list[date]:
    """The ends of terms at which tables are published: all that the registrations reach."""
    days = facts["registrations"].select(
        first=pl.col("registered_on").min(), last=pl.max_horizontal(pl.col("registered_on", "completed_on").max())
    )
    first, last = days.collect().row(0)
    return [] if first is None else terms.ends(first, last)


def _of_seats(facts: dict[str, pl.LazyFrame], places: Tree) -> dict[str, PeopleTable]:
    seats = completion.seats(*(facts[name] for name in NEEDED))
    frames = {
        "completion": completion.build(seats),
        "completion_formats": completion_formats.build(seats, facts["offerings"]),
    }
    cuts = {"completion": {"place": ("grain", "value")}, "completion_formats": {"place": ("attribute", "group")}}
    if "learners" in facts:
        frames["completion_groups"] = completion_groups.build(seats, facts["learners"])
        cuts["completion_groups"] = {"place": ("grain", "value"), "group": ("attribute", "group")}
    return {
        name: PeopleTable(
            open_sections.beside(frame, facts["sections"], _memberships(places), cuts[name]["place"]),
            completion.COUNTS,
            cuts[name],
        )
        for name, frame in frames.items()
    }


def _cells(facts: dict[str, pl.LazyFrame], ends: list[date]) -> PeopleTable:
    seats = completion.seats(*(facts[name] for name in NEEDED))
    frame = completion_cells.build(seats, facts["offerings"], facts["learners"], ends).with_columns(
        kind=pl.lit("cell"),
        cell=pl.concat_str(completion_cells.CELL, separator="|"),
        split=pl.when(pl.col("trait") == "none").then(pl.lit(ALL)).otherwise("trait"),
    )
    cuts = {"place": ("kind", "cell"), "group": ("split", "group")}
    return PeopleTable(frame, completion_cells.COUNTS, cuts, (), people="seats of all cohorts")


def _fields_of(cells: PeopleTable) -> PeopleTable:
    """What the cells of a field add up to: no cube of its own, but anybody can read it off completion."""
    whole = cells.frame.filter(trait="none").with_columns(kind=pl.lit("cell field"))
    summed = whole.group_by("kind", "field", "as_of").agg(pl.col(completion_cells.COUNTS).sum())
    return PeopleTable(summed, completion_cells.COUNTS, {"place": ("kind", "field")}, (), people=cells.people)


def _placed(facts: dict[str, pl.LazyFrame], ends: list[date]) -> dict[str, PeopleTable]:
    """A table per measure."""
    frame = placement.build(facts, ends)
    return {
        f"placement_{measure}": PeopleTable(
            frame.filter(measure=measure),
            placement.PAY_COUNTS if measure == placement.PAY else placement.COUNTS,
            {"place": ("grain", "value")},
            people=f"completers: {measure}",
        )
        for measure in placement.MEASURES
    }


def _steps(facts: dict[str, pl.LazyFrame], ends: list[date]) -> PeopleTable:
    return PeopleTable(steps.build(facts, ends), steps.COUNTS, {}, ("kind", "from_offering", "to"), people="steps")


def _trees(tables: dict[str, PeopleTable], places: Tree) -> dict[str, Tree]:
    groups: Tree = {}
    for name, columns in (("completion_groups", ("attribute", "group")), ("completion_cells", ("split", "group"))):
        if name in tables:
            groups |= dict.fromkeys(tables[name].frame.select(columns).unique().rows(), protect.ROOT)
    groups.pop(protect.ROOT, None)
    found = set(places)
    for name, table in tables.items():
        if name == "returns" or name.startswith("placement"):
            found |= set(table.frame.select(table.cuts["place"]).unique().rows())
    cells = tables["completion_cells"].frame["cell"].unique() if "completion_cells" in tables else []
    inside: Tree = {("cell", cell): ("cell field", cell.split("|")[0]) for cell in cells}
    more: Tree = dict.fromkeys(sorted(found - {protect.ROOT}), protect.ROOT)
    return {"place": more | inside | places, "group": groups}


def _formats(offerings: pl.LazyFrame) -> pl.DataFrame:
    """A row per offering with its field and formats."""
    named = offerings.with_columns(field=pl.col("cip_code").str.head(2))
    return completion_formats.of_offerings(named, "field").collect()


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
