"""The tables about people: built, protected together, and put into a version."""

import polars as pl

from data.cubes import completion, completion_formats, completion_groups
from data.protect import PeopleTable, Published, Rules
from data.protect import publish as protected
from data.protect.tables import Tree, minimum
from data.store import Draft

SCHEMAS = {
    "completion": completion.Completion,
    "completion_groups": completion_groups.CompletionGroups,
    "completion_formats": completion_formats.CompletionFormats,
}


def publish(draft: Draft, collection: str) -> None:
    """Put the protected tables about the collection's people, and the report on what they hide."""
    names = ("registrations", "sections", "offerings", "learners")
    registrations, sections, offerings, learners = (draft.facts(collection, name) for name in names)
    if registrations is None or sections is None or offerings is None:
        return
    seats = completion.seats(registrations, sections, offerings)
    tables = {"completion": completion.build(seats), "completion_formats": completion_formats.build(seats, offerings)}
    if learners is not None:
        tables["completion_groups"] = completion_groups.build(seats, learners)
    done = protect(tables, offerings.select("offering_id", pl.col("cip_code").str.head(2)).collect())
    for name, frame in done.frames.items():
        schema = SCHEMAS[name]
        draft.put(collection, "cubes", name, schema.cast(frame.select(schema.column_names())))
    draft.put(collection, "cubes", "protection", done.report)


def protect(tables: dict[str, pl.DataFrame], fields: pl.DataFrame) -> Published:
    """The completion tables protected together. `fields`: offering_id and its field, one row each."""
    place: Tree = {("offering", offering): ("field", field) for offering, field in fields.rows()}
    place |= {("field", field): ("all", "all") for field in fields.to_series(1).unique()}
    declared = {"completion": PeopleTable(tables["completion"], completion.COUNTS, {"place": ("grain", "value")})}
    group: Tree = {}
    if (groups := tables.get("completion_groups")) is not None:
        cuts = {"place": ("grain", "value"), "group": ("attribute", "group")}
        declared["completion_groups"] = PeopleTable(groups, completion.COUNTS, cuts)
        group = dict.fromkeys(groups.select("attribute", "group").unique().rows(), ("all", "all"))
    if (formats := tables.get("completion_formats")) is not None:
        declared["completion_formats"] = PeopleTable(formats, completion.COUNTS, {"group": ("attribute", "group")})
        group |= dict.fromkeys(formats.select("attribute", "group").unique().rows(), ("all", "all"))
    return protected(declared, {"place": place, "group": group}, Rules("started", minimum()))
