"""The tables about people: protected together, and put into a version.

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
Past = Callable[[str, Declared], pl.DataFrame | None]
BUNDLED = Path(__file__).parents[1] / "bundled"


def publish(draft: Draft, collection: str, facts: dict[str, pl.LazyFrame], calendar: Calendar = STANDARD) -> None:
    """Put the protected tables about the collection's people, and the report on what they hide.

    `facts`: those of FACTS that there are, as from `data.cubes.seats.beside`.
    """
    done = protected(facts, lambda name, part: _past(draft, collection, name, part), calendar)
    for name, frame in _cubes(done, facts, calendar).items():
        draft.put(collection, "cubes", name, frame)
    draft.put(collection, "cubes", "learner_value", _value(draft, collection, facts, calendar))
    draft.put(collection, "cubes", "protection", _report([one.report for one in done.values()]))
    for name, one in done.items():
        draft.put(collection, "people", name, one.past)


def protected(
    facts: dict[str, pl.LazyFrame], past: Past, calendar: Calendar = STANDARD
) -> dict[str, protect.Published]:
    """First completion, then what goes beyond it, of those people alone whom the published completion shows.

    `facts` as from `data.cubes.seats.beside`.
    So the second part says nothing about whom the first one hides, and each of both audits is whole by itself.
    """
    done, counted = {}, tally(facts, calendar)
    for name in PARTS:
        if name == "published":
            part = declared(facts, counted, calendar)
        else:
            part = further(facts, counted, done["published"].frames, calendar)
        done[name] = protect.publish(part.tables, part.trees, Rules(least_people()), past(name, part), part.links)
    return done


def _report(reports: list[pl.DataFrame]) -> pl.DataFrame:
    """One row for all audits: counts added, the narrowest range of any."""
    both = pl.concat(reports)
    least = pl.col("narrowest", "minimum").min()
    return both.select(pl.exclude("narrowest", "minimum").sum(), least)


def _value(draft: Draft, collection: str, facts: dict[str, pl.LazyFrame], calendar: Calendar) -> pl.DataFrame:
    before = draft.table(collection, "cubes", "learner_value")
    now = learner_value.build(facts["seats"], half_ends(facts, calendar), calendar)
    return learner_value.beside_past(now, None if before is None else before.collect())


def _cubes(
    done: dict[str, protect.Published], facts: dict[str, pl.LazyFrame], calendar: Calendar
) -> dict[str, pl.DataFrame]:
    """The protected frames as cubes, those that the facts do not allow empty."""
    found = {name: frame for one in done.values() for name, frame in one.frames.items()}
    if "completion_cells" in found:
        whole = completion_cells.whole(found["completion"], facts["offerings"], year_ends(facts, calendar))
        found["completion_cells"] = pl.concat([whole, found["completion_cells"]], how="diagonal")
    placed = [frame for name, frame in found.items() if name.startswith("placement")]
    if placed:
        counted = placement.with_completers(pl.concat(placed, how="diagonal"), found["completion"], least_people())
        found["placement"] = _with_pay(counted, facts, calendar)
    return {
        name: schema.cast(found[name].select(schema.column_names())) if name in found else schema.create_empty()
        for name, schema in SCHEMAS.items()
    }


def _with_pay(placed: pl.DataFrame, facts: dict[str, pl.LazyFrame], calendar: Calendar) -> pl.DataFrame:
    """Medians of pay beside the counts, of the day at which those were known, and only where they may be seen."""
    medians = placement.medians(facts, half_ends(facts, calendar), calendar)
    both = placed.join(medians, on=["grain", "value", "cohort", "known_on"], how="left")
    is_pay = (pl.col("measure") == placement.PAY) & pl.col("known").is_not_null()
    return both.with_columns(
        placed=pl.when(pl.col("measure") != placement.PAY).then("placed"),
        median_pay_usd=pl.when(is_pay).then("median_pay_usd"),
    )


def _past(draft: Draft, collection: str, name: str, part: Declared) -> pl.DataFrame | None:
    """What the version before has published, else what is known of the default demo."""
    before = draft.table(collection, "people", name)
    return _of_the_demo(name, part) if before is None else protect.remembered(before, Rules(least_people()))


def bundled(name: str) -> Path:
    """Where the protected demo college is kept."""
    return BUNDLED / f"demo_people_{name}.parquet"


def _of_the_demo(name: str, part: Declared) -> pl.DataFrame | None:
    """What is known to be safe of the default demo, None for any other counts and any other minimum."""
    if not bundled(name).is_file() or least_people() != Rules.minimum:
        return None
    known = pl.read_parquet(bundled(name))
    counts = protect.rows(part.tables, part.trees)
    return known if counts.equals(known.select(counts.columns)) else None


def _keep() -> None:
    from data import demo

    facts = seats.beside({name: frame.lazy() for name, frame in demo.generate().items()})
    for name, one in protected(facts, lambda name, part: None).items():
        one.past.write_parquet(bundled(name))
        print(name, one.report.to_dicts()[0])


if __name__ == "__main__":
    _keep()
