"""Both sides field by field, and each kind of alternative provider beside the college's own programs."""

from dataclasses import replace

import polars as pl

from queries.answer import measure
from queries.cubes import list_statistics
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.offerings import MEDIAN_HOURS, MEDIAN_PRICE, MEDIAN_WEEKS, PROGRAMS
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import SIDES
from queries.strategy.versus_view import ALL, ALTERNATIVE, MARKETS, View, cube, in_place, listed, own_programs


def by_field(view: View) -> pl.DataFrame:
    """A row per field, most people first: field, people, and of each measure one column a side (`price_institution` …).

    Null where a side has no number in the field.
    """
    parts = []
    every = replace(view, scope=view.scope.over_all("field"))
    for side in SIDES:
        parts += [_prices_by_field(every, side), *_results_by_field(every, side)]
    frame = parts[0]
    for part in parts[1:]:
        frame = frame.join(part, on="field", how="full", coalesce=True)
    size = pl.sum_horizontal(pl.col(f"people_{side}").fill_null(0) for side in SIDES)
    return frame.with_columns(people=size).sort("people", "field", descending=[True, False])


def beside_kinds(view: View) -> pl.DataFrame:
    """Each kind of alternative in each field beside our own programs there, most programs first.

    provider_type, field, programs, price, weeks, hours, our_programs, our_price, our_weeks, our_hours. Only fields in
    which the college has programs.
    """
    wanted = (PROGRAMS, MEDIAN_PRICE, MEDIAN_WEEKS, MEDIAN_HOURS)
    short = ("programs", "price", "weeks", "hours")
    asked = listed(view).narrowed(side=ALTERNATIVE)
    if view.alternative != ALL:
        asked = asked.narrowed(provider_type=view.alternative)
    theirs = measure(*wanted, by=["provider_type", "field"], scope=asked).frame.drop_nulls("provider_type")
    theirs = theirs.rename(dict(zip((m.name for m in wanted), short, strict=True)))
    mine = (
        own_programs(view)
        .group_by("field")
        .agg(m.formula.alias(f"our_{s}") for m, s in zip(wanted, short, strict=True))
    )
    both = theirs.join(mine.collect(), on="field").with_columns(pl.col("provider_type").cast(pl.String))
    return both.filter(pl.col("programs") > 0).sort(
        "programs", "provider_type", "field", descending=[True, False, False]
    )


def _prices_by_field(view: View, side: str) -> pl.DataFrame:
    scope = listed(view).narrowed(side=side)
    if view.kind(side) != ALL:
        scope = scope.narrowed(provider_type=view.kind(side))
    if list_statistics.stands_in(scope):
        frame = measure(MEDIAN_PRICE, by=["field"], scope=scope).frame
    else:
        source, _ = rows(PROGRAMS_CUBE, ("field",), scope)
        frame = (
            source.filter(~pl.col("is_ours"))
            .group_by("field")
            .agg(MEDIAN_PRICE.formula.alias("median_price"))
            .collect()
        )
    return frame.drop_nulls().rename({"median_price": f"price_{side}"})


def _results_by_field(view: View, side: str) -> list[pl.DataFrame]:
    """People, value and employment of one side by field."""
    empty = pl.DataFrame(schema={"field": pl.String})
    mine = (pl.col("side") == side) & (pl.col("provider_type") == view.kind(side)) & (pl.col("field") != ALL)
    people, work = (in_place(view, cube(view, name)) for name in ("provider_people", "provider_work"))
    if people.is_empty() or work.is_empty():
        return [
            empty.with_columns(pl.lit(None, pl.Float64).alias(f"{m}_{side}") for m in ("people", "value", "employed"))
        ]
    worth = pl.when(pl.col("priced_people") > 0).then("value_usd")
    code = MARKETS[view.market].employment[0][1]
    return [
        people.filter(mine).select(
            "field", pl.col("people").cast(pl.Float64).alias(f"people_{side}"), worth.alias(f"value_{side}")
        ),
        work.filter(mine, pl.col("definition").cast(pl.String) == code).select(
            "field", pl.col("value").alias(f"employed_{side}")
        ),
    ]
