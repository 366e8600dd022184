"""The tables about people: counted, protected together, and put into a version.

`python -m data.publish.people` protects the default demo college once and keeps the result beside the code, so that a first
start need not wait for the audit. It is used for exactly those counts and for no others.
"""

# Why: decisions 50 and 54.

from collections.abc import Callable
from pathlib import Path

import polars as pl

from data import protect
from data.cubes import (
    completion,
    completion_cells,
    completion_formats,
    completion_groups,
    learner_value,
    placement,
    returns,
    seats,
    steps,
)
from data.protect.tables import Rules
from data.publish.people_tables import Declared, declared, further, half_ends, tally, year_ends
from data.reference.least_people import least_people
from data.reference.periods import STANDARD, Calendar
from data.store.draft import Draft

SCHEMAS = {
    "completion": completion.Completion,
    "completion_groups": completion_groups.CompletionGroups,
    "completion_formats": completion_formats.CompletionFormats,
    "completion_cells": completion_cells.CompletionCells,
    "placement": placement.Placement,
    "steps": steps.Steps,
    "returns": returns.Returns,
}
FACTS = ("registrations", "sections", "offerings", "learners", "placements", "articulations")
PARTS = ("published", "further")
"""Protected one after the other: the tables of completion, then those that stand on what completion shows."""
Past = Callable[[str, Declared], pl.DataFrame | None]
"""What the version before kept of a part, by the name of the part and its tables."""
BUNDLED = Path(__file__).parents[1] / "bundled"


def publish_people(
    draft: Draft, collection: str, facts: dict[str, pl.LazyFrame], calendar: Calendar = STANDARD
) -> None:
    """Put the protected tables about the collection's people, and the report on what they hide.

    `facts`: those of FACTS that there are, as from `data.cubes.seats.beside`. A table that they do not allow is empty.
    """
    parts = protected(facts, lambda name, part: _past(draft, collection, name, part), calendar)
    for name, frame in _cubes(parts, facts, calendar).items():
        draft.put(collection, "cubes", name, frame)
    draft.put(collection, "cubes", "learner_value", _value(draft, collection, facts, calendar))
    draft.put(collection, "cubes", "protection", _report([part.report for part in parts.values()]))
    for name, part in parts.items():
        draft.put(collection, "people", name, part.past)


def protected(
    facts: dict[str, pl.LazyFrame], past: Past, calendar: Calendar = STANDARD
) -> dict[str, protect.Published]:
    """Return both parts as they may be seen: completion, and what goes beyond it.

    `facts` as from `data.cubes.seats.beside`. The second part counts only people whom the published completion shows.
    So it says nothing about anybody whom the first part hides, and each of both audits is whole by itself.
    """
    parts, counted = {}, tally(facts, calendar)
    for name in PARTS:
        if name == "published":
            part = declared(facts, counted, calendar)
        else:
            part = further(facts, counted, parts["published"].frames, calendar)
        parts[name] = protect.protect_tables(
            part.tables, part.trees, Rules(least_people()), past(name, part), part.links
        )
    return parts


def _report(reports: list[pl.DataFrame]) -> pl.DataFrame:
    """One row for all audits: their counts added, and the narrowest feasible interval of any."""
    least = pl.col("narrowest", "minimum").min()
    return pl.concat(reports).select(pl.exclude("narrowest", "minimum").sum(), least)


def _value(draft: Draft, collection: str, facts: dict[str, pl.LazyFrame], calendar: Calendar) -> pl.DataFrame:
    """The value of learners, as the version before had it where little has changed since."""
    before = draft.table(collection, "cubes", "learner_value")
    now = learner_value.build(facts["seats"], half_ends(facts, calendar), calendar)
    return learner_value.beside_past(now, None if before is None else before.collect())


def _cubes(
    parts: dict[str, protect.Published], facts: dict[str, pl.LazyFrame], calendar: Calendar
) -> dict[str, pl.DataFrame]:
    """The protected frames as cubes; those that the facts do not allow are empty."""
    frames = {name: frame for part in parts.values() for name, frame in part.frames.items()}
    if "completion_cells" in frames:
        whole = completion_cells.whole(frames["completion"], facts["offerings"], year_ends(facts, calendar))
        frames["completion_cells"] = pl.concat([whole, frames["completion_cells"]], how="diagonal")
    by_measure = [frame for name, frame in frames.items() if name.startswith("placement")]
    if by_measure:
        placed = placement.with_completers(pl.concat(by_measure, how="diagonal"), frames["completion"], least_people())
        frames["placement"] = _with_pay(placed, facts, calendar)
    return {
        name: schema.cast(frames[name].select(schema.column_names())) if name in frames else schema.create_empty()
        for name, schema in SCHEMAS.items()
    }


def _with_pay(placed: pl.DataFrame, facts: dict[str, pl.LazyFrame], calendar: Calendar) -> pl.DataFrame:
    """The counts of placement with medians of annual pay beside them, US dollars.

    A median is of the day at which its count was known. It is null where that count is hidden.
    """
    medians = placement.medians(facts, half_ends(facts, calendar), calendar)
    both = placed.join(medians, on=["grain", "value", "cohort", "known_on"], how="left")
    is_pay = (pl.col("measure") == placement.PAY) & pl.col("known").is_not_null()
    return both.with_columns(
        placed=pl.when(pl.col("measure") != placement.PAY).then("placed"),
        median_pay_usd=pl.when(is_pay).then("median_pay_usd"),
    )


def _past(draft: Draft, collection: str, name: str, part: Declared) -> pl.DataFrame | None:
    """What the version before has published of a part, else what is bundled of the default demo."""
    before = draft.table(collection, "people", name)
    return _of_the_demo(name, part) if before is None else protect.remembered(before, Rules(least_people()))


def bundled(name: str) -> Path:
    """Return the file in which a part of the protected demo college is bundled."""
    return BUNDLED / f"demo_people_{name}.parquet"


def _of_the_demo(name: str, part: Declared) -> pl.DataFrame | None:
    """The bundled protection of the default demo, None for any other counts and any other minimum."""
    if not bundled(name).is_file() or least_people() != Rules.minimum:
        return None
    audited = pl.read_parquet(bundled(name))
    counts = protect.rows(part.tables, part.trees)
    return audited if counts.equals(audited.select(counts.columns)) else None


def _bundle() -> None:
    """Protect the default demo without any past, keep it beside the code, and print both reports."""
    from data import demo

    facts = seats.beside({name: frame.lazy() for name, frame in demo.generate().items()})
    for name, part in protected(facts, lambda name, part: None).items():
        part.past.write_parquet(bundled(name))
        print(name, part.report.to_dicts()[0])


if __name__ == "__main__":
    _bundle()
