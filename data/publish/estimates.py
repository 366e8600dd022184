"""Estimates made behind the fence: of a secret sample of learners, audited beside the tables that are published."""

# Why: decisions 128 and 131.

from datetime import date

import numpy as np
import polars as pl

from data import protect
from data.cubes.fair_comparisons import (
    ALL_YEARS,
    AUDIT,
    CLOSE,
    COMPARISONS,
    FEW,
    SHOWN,
    WIDE,
    Comparison,
    FairComparisons,
)
from data.cubes.fair_estimates import NUMBERS, estimate
from data.cubes.section_outcomes import ALL, COUNTS, FORM
from data.protect.samples import Sample
from data.protect.tables import Link, PeopleTable, Rules
from data.protect.told import told
from data.publish.by_section import Outcomes
from data.publish.people_tables import Declared
from data.reference.periods import STANDARD, Calendar

STRATA = "strata"
LEAST = 5_000
"""People of whom it is known whether they completed. Of fewer the audit takes minutes and leaves little to estimate from."""
SPLIT = ("trait", "group", *FORM)
"""The smallest cells that estimates of all years are made of: learners of one kind in offerings of one form."""
YEARLY = ("cohort", "field", "modality", "age_band")
"""Those of a single year. Of single years only modalities are compared: what is small is told apart too easily."""


def build(
    outcomes: Outcomes,
    forms: pl.DataFrame,
    end: date,
    part: Declared,
    done: protect.Published,
    rules: Rules,
    calendar: Calendar = STANDARD,
) -> pl.DataFrame:
    """The cube `fair_comparisons` as known at `end`.

    `forms` as from `section_outcomes`; `part` and `done`: completion before and
    after protection.
    """
    years = closed_years(done.frames["completion"], end, calendar)
    if outcomes.strata.filter(trait=ALL)["n"].sum() >= LEAST:
        whole, yearly = safe(outcomes.strata, forms, end, list(years.values()), part, done, rules)
    else:
        whole, yearly = (_no_strata(by) for by in (SPLIT, YEARLY))
    lines = []
    for comparison in COMPARISONS:
        by_trait = outcomes.sets.filter(trait=comparison.trait).drop("trait").rename({"group": comparison.trait})
        mine = by_trait.filter(pl.col(comparison.by).cast(pl.String).is_in([comparison.one, comparison.other]))
        key = {"by": comparison.by, "one": comparison.one, "other": comparison.other, "as_of": end}
        same = whole.filter(trait=comparison.trait).drop("trait").rename({"group": comparison.trait})
        rows = _of(mine, same)
        for mix, strata in ((WIDE, comparison.wide), (CLOSE, comparison.close)):
            if strata is not None:
                found = _line(rows, mine, comparison, strata, rules.minimum)
                lines.append(key | {"mix": mix, "years": ALL_YEARS} | found)
        for name, cohort in years.items() if comparison.by == "modality" else ():
            of_year = mine.filter(cohort=cohort)
            found = _line(_of(of_year, yearly), of_year, comparison, comparison.wide, rules.minimum)
            lines.append(key | {"mix": WIDE, "years": name} | found)
    schema = dict(FairComparisons.create_empty().schema)
    frame = pl.DataFrame(lines, schema=None if lines else schema, infer_schema_length=None)
    return FairComparisons.cast(frame.select(FairComparisons.column_names()).sort(FairComparisons.primary_key()))


def _no_strata(by: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict.fromkeys(by, pl.String) | {"n": pl.Int64, "k": pl.Int64})


def _of(rows: pl.DataFrame, strata: pl.DataFrame) -> pl.DataFrame:
    """The rows that lie in some strata."""
    on = [name for name in strata.columns if name not in ("n", "k")]
    texts = rows.with_columns(pl.col(name).cast(strata.schema[name]) for name in on)
    return texts.join(strata, on=on, how="semi")


def _line(
    rows: pl.DataFrame, every: pl.DataFrame, comparison: Comparison, strata: tuple[str, ...], minimum: int
) -> dict:
    """The numbers of a row, or why there are none: `every` are the rows as they would be without the audit."""
    found = estimate(rows, comparison, strata, minimum)
    if found is not None:
        return found | {"state": SHOWN}
    is_enough = estimate(every, comparison, strata, minimum) is not None
    return dict.fromkeys(NUMBERS) | {"state": AUDIT if is_enough else FEW}


def closed_years(completion: pl.DataFrame, end: date, calendar: Calendar = STANDARD) -> dict[str, date]:
    """Fiscal years of which no section is open any more at `end`: name and first day."""
    whole = completion.filter(pl.col("grain") == "all", pl.col("as_of") == end, pl.col("open_share") == 0)
    return {calendar.containing(cohort, "fiscal_year").name: cohort for cohort in whole["cohort"].sort()}


def safe(
    outcomes: pl.DataFrame,
    forms: pl.DataFrame,
    end: date,
    cohorts: list[date],
    part: Declared,
    done: protect.Published,
    rules: Rules,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The strata that estimates may be made of: of all years by SPLIT, and of single years by YEARLY.

    `outcomes`: the strata of `by_section.Outcomes`.
    """
    strata = split(outcomes, end)
    cuts = {"place": ("kind", "form"), "group": ("trait", "group")}
    table = PeopleTable(strata, COUNTS, cuts, ("cohort",), people=STRATA, most="most")
    named = forms.select("offering", "field", form=_form())
    links = [_links(strata, part.tables, named)]
    cells, _, where = protect.gather(part.tables | {STRATA: table}, part.trees, done.past, rules, links)
    hidden = cells.closed & (np.arange(cells.counts.shape[1]) >= cells.shown[:, None])
    is_own = np.zeros(cells.size, dtype=bool)
    is_own[where[STRATA]] = True
    placed = strata.with_columns(cell=pl.Series(where[STRATA]))
    of_years = placed.filter(pl.col("trait") == "age_band", pl.col("cohort").is_in(cohorts))
    said = [(placed, list(SPLIT)), (of_years.rename({"group": "age_band"}), list(YEARLY))]
    sums = [rows.group_by(by, maintain_order=True).agg(pl.col("n", "k").sum()) for rows, by in said]
    sample = _sample(said, sums)
    out = protect.unsafe(cells, hidden, rules, sample, is_own, told(cells, part.tables, where))
    return sums[0].filter(~out[: sums[0].height]), sums[1].filter(~out[sums[0].height :])


def _sample(said: list[tuple[pl.DataFrame, list[str]]], sums: list[pl.DataFrame]) -> Sample:
    starts = (0, sums[0].height)
    places = [
        rows.join(strata.with_row_index("place", start), on=by, how="left", maintain_order="left").select(
            "cell", "place"
        )
        for (rows, by), strata, start in zip(said, sums, starts, strict=True)
    ]
    every = pl.concat(places)
    counts = pl.concat([strata.select("n", "k") for strata in sums]).to_numpy()
    return Sample(every["cell"].to_numpy(), every["place"].to_numpy().astype(np.int64), counts)


def _form() -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in FORM], separator="|")


def split(outcomes: pl.DataFrame, end: date) -> pl.DataFrame:
    """The unknowns of the audit: each cohort by form of the offering and one attribute of the learner."""
    by_trait = outcomes.filter(pl.col("trait") != ALL).group_by("cohort", *FORM, "group", "trait")
    summed = by_trait.agg(pl.col(*COUNTS, "n", "k").sum()).with_columns(pl.col(FORM).cast(pl.String))
    named = summed.select(pl.exclude("trait"), "trait").with_columns(
        form=_form(), kind=pl.lit("form"), as_of=pl.lit(end), most=pl.lit(0)
    )
    return named.sort("cohort", "form", "trait", "group")


def _links(strata: pl.DataFrame, tables: dict[str, PeopleTable], forms: pl.DataFrame) -> Link:
    """Every form is made of its offerings, and every learner group of a field of its cells in that field."""
    rows, end = strata.with_row_index("row"), strata["as_of"][0]
    of_form = pl.concat_str(pl.lit("form"), "cohort", "form", "trait", separator="|")
    of_group = pl.concat_str(pl.lit("group"), "cohort", "field", "trait", "group", separator="|")
    offered = _at(tables["completion"], end, "offering").rename({"value": "offering"}).join(forms, on="offering")
    by_trait = offered.join(strata.select("trait").unique(), how="cross")
    grouped = _at(tables["completion_groups"], end, "field").filter(~pl.col("is_nobody"))
    grouped = grouped.rename({"value": "field", "attribute": "trait"})
    sides = [
        _terms(rows, STRATA, of_form, 1),
        _terms(by_trait, "completion", of_form, -1),
        _terms(rows, STRATA, of_group, 1),
        _terms(grouped, "completion_groups", of_group, -1),
    ]
    return Link(pl.concat(sides), splits=True)


def _at(table: PeopleTable, end: date, grain: str) -> pl.DataFrame:
    """Rows of a table of completion at one day and grain, with their places in it."""
    return table.frame.with_row_index("row").filter(pl.col("as_of") == end, pl.col("grain").cast(pl.String) == grain)


def _terms(rows: pl.DataFrame, table: str, link: pl.Expr, factor: int) -> pl.DataFrame:
    return pl.concat(
        rows.select(
            link=link + f"|{count}",
            table=pl.lit(table),
            row=pl.col("row").cast(pl.Int64),
            count=pl.lit(count),
            factor=pl.lit(factor, pl.Int64),
        )
        for count in COUNTS
    )
