"""The tables about people: built, protected together, and put into a version.

`python -m data.people` protects the default demo college once and keeps the result beside the code, so that a first
start need not wait for the audit. It is used for exactly those counts and for no others.
"""

from pathlib import Path

import polars as pl

from data import protect
from data.cubes import completion, completion_formats, completion_groups, open_sections
from data.draft import Draft
from data.protect.tables import PeopleTable, Rules, Tree, minimum

SCHEMAS = {
    "completion": completion.Completion,
    "completion_groups": completion_groups.CompletionGroups,
    "completion_formats": completion_formats.CompletionFormats,
}
DEMO = Path(__file__).parent / "bundled" / "demo_people.parquet"


def publish(draft: Draft, collection: str) -> None:
    """Put the protected tables about the collection's people, and the report on what they hide."""
    names = ("registrations", "sections", "offerings", "learners")
    registrations, sections, offerings, learners = (draft.facts(collection, name) for name in names)
    if registrations is None or sections is None or offerings is None:
        return
    tables, trees = declared(registrations, sections, offerings, learners)
    past = _past(draft, collection, tables, trees)
    done = protect.publish(tables, trees, Rules(minimum()), past)
    for name, frame in done.frames.items():
        schema = SCHEMAS[name]
        draft.put(collection, "cubes", name, schema.cast(frame.select(schema.column_names())))
    draft.put(collection, "cubes", "protection", done.report)
    draft.put(collection, "people", "published", done.past)


def _past(draft: Draft, collection: str, tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> pl.DataFrame | None:
    """What the version before has published, None where there is none or it went by another minimum."""
    before, report = (draft.table(collection, *at) for at in (("people", "published"), ("cubes", "protection")))
    if before is None or report is None:
        return _of_the_demo(tables, trees)
    return before.collect() if report.collect()["minimum"][0] == minimum() else None


def declared(
    registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame, learners: pl.LazyFrame | None
) -> tuple[dict[str, PeopleTable], dict[str, Tree]]:
    """Every table about people as it is before protection, and how their groups lie within each other."""
    seats, places = completion.seats(registrations, sections, offerings), _places(offerings)
    frames = {"completion": completion.build(seats), "completion_formats": completion_formats.build(seats, offerings)}
    cuts = {"completion": {"place": ("grain", "value")}, "completion_formats": {"place": ("attribute", "group")}}
    groups: Tree = {}
    if learners is not None:
        frames["completion_groups"] = completion_groups.build(seats, learners)
        cuts["completion_groups"] = {"place": ("grain", "value"), "group": ("attribute", "group")}
        groups = dict.fromkeys(frames["completion_groups"].select("attribute", "group").unique().rows(), protect.ROOT)
    tables = {
        name: PeopleTable(
            open_sections.beside(frame, sections, _memberships(places), cuts[name]["place"]),
            completion.COUNTS,
            cuts[name],
        )
        for name, frame in frames.items()
    }
    return tables, {"place": places, "group": groups}


def _places(offerings: pl.LazyFrame) -> Tree:
    """Every offering in its field and in each of its formats, all of which partition the college."""
    found = completion_formats.of_offerings(offerings.with_columns(field=pl.col("cip_code").str.head(2)), "field")
    tree: Tree = {}
    for row in found.collect().to_dicts():
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


def _of_the_demo(tables: dict[str, PeopleTable], trees: dict[str, Tree]) -> pl.DataFrame | None:
    """What is known to be safe of the default demo, None for any other counts and any other minimum."""
    if not DEMO.is_file() or minimum() != Rules.minimum:
        return None
    known = pl.read_parquet(DEMO)
    return known if protect.rows(tables, trees).equals(known.drop("shown", "narrowest")) else None


def _keep() -> None:
    from data import demo

    facts = {name: frame.lazy() for name, frame in demo.generate().items()}
    names = ("registrations", "sections", "offerings", "learners")
    done = protect.publish(*declared(*(facts[name] for name in names)), Rules())
    done.past.write_parquet(DEMO)
    print(done.report.to_dicts()[0])


if __name__ == "__main__":
    _keep()
