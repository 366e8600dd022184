"""The tables about people: counted, protected together, and put into a version.

`python -m data.publish.people` protects the default demo college once and keeps the result beside the code, so that a first
start need not wait for the audit. It is used for exactly those counts and for no others.
"""

# Why: decisions 50 and 54.

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl

from data import protect
from data.cubes import (
    completion,
    completion_cells,
    completion_formats,
    completion_groups,
    design_effects,
    fair_comparisons,
    learner_value,
    placement,
    program_work,
    returns,
    section_outcomes,
    steps,
)
from data.protect.tables import Rules
from data.publish import by_section, counting, estimates
from data.publish.by_section import Outcomes
from data.publish.counting import Counted
from data.publish.course import FURTHER, PROTECTED_TWICE, Lane
from data.publish.people_tables import Declared, declared, further, in_shape
from data.reference.least_people import least_people
from data.store.draft import Draft

SCHEMAS = {
    "completion": completion.Completion,
    "completion_groups": completion_groups.CompletionGroups,
    "completion_formats": completion_formats.CompletionFormats,
    "placement": placement.Placement,
    "program_work": program_work.ProgramWork,
    "steps": steps.Steps,
    "returns": returns.Returns,
}
PARTS = ("published", "further")
"""Protected one after the other: the tables of completion, then those that stand on what completion shows."""
Past = Callable[[str, Declared], pl.DataFrame | None]
"""What the version before kept of a part, by the name of the part and its tables."""
BUNDLED = Path(__file__).parents[1] / "bundled"


def publish_people(draft: Draft, collection: str, counted: Counted, lane: Lane | None = None) -> None:
    """Put the protected tables about the collection's people, and the report on what they hide.

    A table that the facts do not allow is empty. `lane` is told how far it is.
    """
    lane = lane or Lane(PROTECTED_TWICE + 1)
    audits = audited(counted, lambda name, part: _past(draft, collection, name, part), lane)
    parts = {name: part for name, (_, part) in audits.items()}
    ends, outcomes = counted.year_ends, by_section.outcomes(counted)
    stand = _stand(draft, collection, parts["published"], ends)
    lane.at(PROTECTED_TWICE, "Comparing like groups of learners")
    rows = _estimates(draft, collection, counted, outcomes, *audits["published"], stand)
    draft.put(collection, "cubes", "fair_comparisons", rows)
    draft.put(collection, "cubes", "design_effects", _effects(draft, collection, counted, outcomes, stand))
    before = {name: draft.table(collection, "cubes", name) for name in ("placement", "steps")}
    for name, frame in _cubes(parts, counted, before).items():
        draft.put(collection, "cubes", name, frame)
    cells = completion_cells.build(parts["published"].frames["completion"], counted.facts["offerings"], ends)
    draft.put(collection, "cubes", "completion_cells", completion_cells.CompletionCells.cast(cells))
    draft.put(collection, "cubes", "learner_value", _value(draft, collection, counted))
    draft.put(collection, "cubes", "protection", _report([part.report for part in parts.values()]))
    for name, part in parts.items():
        draft.put(collection, "people", name, part.past)


def protected(counted: Counted, past: Past) -> dict[str, protect.Published]:
    """Return both parts as they may be seen: completion, and what goes beyond it."""
    return {name: part for name, (_, part) in audited(counted, past).items()}


def audited(counted: Counted, past: Past, lane: Lane | None = None) -> dict[str, tuple[Declared, protect.Published]]:
    """Return both parts as they are declared and as they may be seen: completion, and what goes beyond it.

    The second part counts only people whom the published completion shows. So it says nothing about anybody whom the first
    part hides, and each of both audits is whole by itself.
    """
    parts: dict[str, tuple[Declared, protect.Published]] = {}
    lane = lane or Lane(PROTECTED_TWICE)
    for number, name in enumerate(PARTS):
        part = declared(counted) if name == "published" else further(counted, parts["published"][1].frames)
        rules = Rules(least_people())
        tell = lane.protection(FURTHER * number)
        parts[name] = part, protect.protect_tables(part.tables, part.trees, rules, past(name, part), part.links, tell)
    return parts


def estimated(counted: Counted, outcomes: Outcomes | None, part: Declared, done: protect.Published) -> pl.DataFrame:
    """The cube `fair_comparisons` at the newest end of a fiscal year; no rows without learners or before the first end."""
    if "learners" not in counted.facts or outcomes is None:
        return fair_comparisons.FairComparisons.create_empty()
    end = counted.year_ends[-1]
    if (demo := _estimates_of_the_demo(estimates.split(outcomes.strata, end))) is not None:
        return demo
    forms = section_outcomes.forms(counted.facts["offerings"]).collect()
    return estimates.build(outcomes, forms, end, part, done, Rules(least_people()), counted.calendar)


def _stand(draft: Draft, collection: str, done: protect.Published, ends: list[date]) -> bool:
    """Whether the completion of the newest end of a year is as the version before has it.

    What that version has estimated stands as long: a few corrected rows change no estimate, since the difference would be
    about those few.
    """
    before = draft.table(collection, "cubes", "completion")
    if before is None or not ends:
        return False
    whole = pl.col("grain").cast(pl.String) == "all", pl.col("as_of") == ends[-1]
    counts = ("cohort", "started", "completed")
    now = done.frames["completion"].filter(*whole).select(counts).sort("cohort")
    return now.equals(before.filter(*whole).select(counts).sort("cohort").collect())


def _estimates(
    draft: Draft,
    collection: str,
    counted: Counted,
    outcomes: Outcomes | None,
    part: Declared,
    done: protect.Published,
    stand: bool,
) -> pl.DataFrame:
    """The estimates of the version before as far as they stand; the newest year end is added."""
    ends, old = counted.year_ends, draft.table(collection, "cubes", "fair_comparisons")
    if old is None or draft.table(collection, "cubes", "completion") is None or not ends:
        return estimated(counted, outcomes, part, done)
    kept = old.collect()
    if ends[-1] in kept["as_of"] and stand:
        return kept
    return pl.concat([kept.filter(pl.col("as_of") < ends[-1]), estimated(counted, outcomes, part, done)])


def _effects(draft: Draft, collection: str, counted: Counted, outcomes: Outcomes | None, stand: bool) -> pl.DataFrame:
    """The design effects of the version before as far as they stand, else measured anew."""
    old = draft.table(collection, "cubes", "design_effects")
    if outcomes is None:
        return design_effects.DesignEffects.create_empty()
    end = counted.year_ends[-1]
    anew = by_section.effects(counted, outcomes.completed, end)
    if old is None or not stand or end not in (kept := old.collect())["as_of"]:
        return anew
    # What the version before did not measure yet is added.
    added = anew.filter(~pl.col("measure").cast(pl.String).is_in(kept["measure"].cast(pl.String).unique().to_list()))
    return design_effects.DesignEffects.cast(pl.concat([kept.cast(dict(anew.schema)), added])).sort(anew.columns[:3])


def _report(reports: list[pl.DataFrame]) -> pl.DataFrame:
    """One row for all audits: their counts added, and the narrowest feasible interval of any."""
    least = pl.col("narrowest", "minimum").min()
    return pl.concat(reports).select(pl.exclude("narrowest", "minimum").sum(), least)


def _value(draft: Draft, collection: str, counted: Counted) -> pl.DataFrame:
    """The value of learners, as the version before had it where little has changed since."""
    before = draft.table(collection, "cubes", "learner_value")
    now = learner_value.build(counted.tables["learner_value"], counted.half_ends)
    return learner_value.beside_past(now, None if before is None else before.collect())


def _cubes(
    parts: dict[str, protect.Published], counted: Counted, before: dict[str, pl.LazyFrame | None]
) -> dict[str, pl.DataFrame]:
    """The protected frames as cubes; those that the facts do not allow are empty. `before`: cubes of the last version."""
    frames = {name: frame for part in parts.values() for name, frame in part.frames.items()}
    by_measure = [
        frame if "known" in frame.columns else frame.with_columns(known="found")
        for name, frame in frames.items()
        if name.startswith("placement")
    ]
    if by_measure:
        placed = placement.with_completers(pl.concat(by_measure, how="diagonal"), frames["completion"], least_people())
        medians = placement.medians(counted.tables["pay"], counted.half_ends)
        frames["placement"] = with_pay(placed, medians, before["placement"])
    if work := [frame for name, frame in frames.items() if name.startswith("work")]:
        frames["program_work"] = pl.concat(work, how="diagonal")
    if "steps" in frames:
        shown = frames["completion"]
        medians = steps.medians(counted.facts, counted.tables["stacked"], shown, counted.half_ends, counted.calendar)
        frames["steps"] = with_median(frames["steps"], medians, before["steps"])
    return {
        name: schema.cast(frames[name].select(schema.column_names())) if name in frames else schema.create_empty()
        for name, schema in SCHEMAS.items()
    }


def with_median(went: pl.DataFrame, medians: pl.DataFrame, before: pl.LazyFrame | None = None) -> pl.DataFrame:
    """The counts of `steps` with median months beside them, of the day at which each count was known.

    Null where the count is hidden. One that the version `before` showed stays as long as its count, as a median of pay does.
    """
    of = ["kind", "from_offering", "to", "known_on"]
    named = went.with_columns(pl.col("kind").cast(pl.String))
    both = named.join(medians, on=of, how="left")
    if before is not None and "median_months" in before.collect_schema():
        rows = before.drop_nulls("median_months").with_columns(pl.col("kind").cast(pl.String))
        shown = rows.select(*of, "went_on", stays="median_months").unique([*of, "went_on"]).collect()
        both = both.join(shown, on=[*of, "went_on"], how="left").with_columns(
            median_months=pl.coalesce("stays", "median_months")
        )
    return both.with_columns(median_months=pl.when(pl.col("went_on").is_not_null()).then("median_months"))


def with_pay(placed: pl.DataFrame, medians: pl.DataFrame, before: pl.LazyFrame | None = None) -> pl.DataFrame:
    """The counts of placement with medians of annual pay beside them, US dollars.

    A median is of the day at which its count was known. It is null where that count is hidden. One that the version `before`
    showed stays as long as its count: one corrected learner would move it, and the count stands as it was.
    """
    of = ["grain", "value", "cohort", "known_on"]
    both = placed.join(medians, on=of, how="left")
    if before is not None:
        shown = before.drop_nulls("median_pay_usd").select(*of, "known", stays="median_pay_usd").unique([*of, "known"])
        held = shown.collect().cast({name: placed.schema[name] for name in (*of, "known")})
        both = both.join(held, on=[*of, "known"], how="left").with_columns(
            median_pay_usd=pl.coalesce("stays", "median_pay_usd")
        )
    is_pay = (pl.col("measure") == placement.PAY) & pl.col("known").is_not_null()
    return both.with_columns(
        placed=pl.when(pl.col("measure") != placement.PAY).then("placed"),
        median_pay_usd=pl.when(is_pay).then("median_pay_usd"),
    )


def _past(draft: Draft, collection: str, name: str, part: Declared) -> pl.DataFrame | None:
    """What the version before has published of a part, else what is bundled of the default demo."""
    before = draft.table(collection, "people", name)
    if before is None:
        return _of_the_demo(name, part)
    past = protect.remembered(before, Rules(least_people()))
    return None if past is None else in_shape(past, part.tables)


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


def _estimates_of_the_demo(strata: pl.DataFrame) -> pl.DataFrame | None:
    """The estimates of the default demo, None for any other counts and any other minimum."""
    kept, rows = bundled("strata"), bundled("estimates")
    if not (kept.is_file() and rows.is_file()) or least_people() != Rules.minimum:
        return None
    return pl.read_parquet(rows) if strata.equals(pl.read_parquet(kept)) else None


def _bundle() -> None:
    """Protect the default demo without any past, keep it beside the code, and print what came of it."""
    from data import demo

    for name in ("strata", "estimates"):
        bundled(name).unlink(missing_ok=True)
    counted = counting.people({name: frame.lazy() for name, frame in demo.generate().items()})
    audits = audited(counted, lambda name, part: None)
    for name, (_, part) in audits.items():
        part.past.write_parquet(bundled(name))
        print(name, part.report.to_dicts()[0])
    outcomes = by_section.outcomes(counted)
    assert outcomes is not None
    rows = estimated(counted, outcomes, *audits["published"])
    estimates.split(outcomes.strata, counted.year_ends[-1]).write_parquet(bundled("strata"))
    rows.write_parquet(bundled("estimates"))
    print("estimates", dict(rows.group_by("state").len().rows()))


if __name__ == "__main__":
    _bundle()
