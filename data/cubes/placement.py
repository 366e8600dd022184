"""Cube `placement`: what is known about work and pay of those who completed."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import fiscal, half_years
from data.cubes.protected import Protected
from data.reference.periods import STANDARD, Calendar

COUNTS = ("found", "known", "placed")
PAY_COUNTS = ("found", "known")
PAY = "pay"
UNTOLD = 0.05
"""Share of completers that hidden cohorts may come to."""
MEASURES = {"employed_q2": "employed_q2", "in_field_180": "employed_in_field_180d", PAY: "earnings_usd"}


class Placement(Protected):
    """Completers of one fiscal year, all or of one field, and how many of them work.

    Protected: a count that would reveal too few learners is null. Whoever completed in a half year is counted at the end of
    the next one. `completers` is read off the published cube `completion`, so that it cannot say more than that.
    """

    measure = dy.Enum(tuple(MEASURES), primary_key=True, description="What counts as placed, or that pay is known.")
    grain = dy.Enum(("all", "field"), primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP); `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which they completed.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    completers = dy.Int64(
        nullable=True,
        description="Completed by the end of the half year before, as far as `completion` shows it; null where it shows too little.",
    )
    found = dy.Int64(nullable=True, description="Completers with a row of placement facts.")
    known = dy.Int64(nullable=True, description="Those of them for whom the measure is known.")
    placed = dy.Int64(nullable=True, description="Those of them that are placed; null for pay.")
    median_pay_usd = dy.Float64(
        nullable=True, description="Median annual pay of those for whom it is known, to the hundred; null but for pay."
    )


def count(facts: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """Completions with placement facts by field and day: how many were `found`, and of each measure known and placed.

    Facts: `placed` as from `data.cubes.seats`, and offerings. It adds up over parts of the completions.
    """
    counts = (
        pl.len().alias("found"),
        *(pl.col(column).count().alias(f"{measure}_known") for measure, column in MEASURES.items()),
        *(pl.col(column).sum().alias(f"{measure}_placed") for measure, column in MEASURES.items() if measure != PAY),
    )
    by_day = with_places(facts["placed"], facts["offerings"]).group_by("field", "completed_on")
    return by_day.agg(column.cast(pl.Int64) for column in counts).collect()


def build(counted: pl.DataFrame, ends: list[date], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Return the unprotected counts at the `ends` of half years, by measure, grain, value and cohort.

    `counted` as from `count`. No count is null; `placed` is 0 for pay.
    """
    by_day = dated(counted, "completed_on", calendar)
    return pl.concat(
        _counted(by_day.with_columns(grain=pl.lit(grain), value=value), measure, ends)
        for measure in MEASURES
        for grain, value in (("all", pl.lit("all")), ("field", pl.col("field")))
    ).sort("measure", "grain", "value", "cohort", "as_of")


def dated(counted: pl.DataFrame, day: str, calendar: Calendar) -> pl.DataFrame:
    """The counts with the cohort of a `day` and the half year at whose end they are told.

    That is the next one: half a year is what every measure needs.
    """
    half = fiscal.half_end(fiscal.half_end(pl.col(day), calendar).dt.offset_by("1d"), calendar)
    return counted.with_columns(cohort=fiscal.start(pl.col(day), calendar), half=half)


def with_places(rows: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.LazyFrame:
    """The rows of an offering of the facts, with its id and its field in place of its position."""
    names = offerings.select("offering_id", field=pl.col("cip_code").str.slice(0, 2)).collect()
    of = {name: pl.lit(names[column]).gather(pl.col("offering")) for name, column in _PLACES.items()}
    return rows.filter(pl.col("offering").is_not_null()).with_columns(**of)


_PLACES = {"offering": "offering_id", "field": "field"}


def _counted(by_day: pl.DataFrame, measure: str, ends: list[date]) -> pl.DataFrame:
    placed = pl.lit(0) if measure == PAY else pl.col(f"{measure}_placed").sum()
    changes = by_day.group_by("grain", "value", "cohort", "half").agg(
        found=pl.col("found").sum(), known=pl.col(f"{measure}_known").sum(), placed=placed
    )
    counted = half_years.known_at(changes, ("grain", "value", "cohort"), COUNTS, ends)
    return counted.with_columns(measure=pl.lit(measure))


def completed_at_least(placed: pl.DataFrame, shown: pl.DataFrame) -> pl.Series:
    """Return for every row of `placed` how many the published cube `completion` (`shown`) tells to have completed.

    That is what the completions of all cohorts grew by in the year. They never fall with time. Of a cohort that is
    hidden, or that stands as it was earlier, none are taken to have come since.
    """
    keys = ["grain", "value", "cohort", "as_of"]
    is_exact = pl.col("completed").is_not_null() & (pl.col("known_on") == pl.col("as_of"))
    sides = _sides(placed, shown.with_columns(exact=pl.when(is_exact).then("completed")))
    last = sides["last"].select(*keys, "section_cohort", last=pl.col("completed").fill_null(0))
    first = sides["first"].select(*keys, "section_cohort", pl.col("exact").alias("first"), is_there=pl.lit(True))
    both = last.join(first, on=[*keys, "section_cohort"], how="left")
    since = pl.when("is_there").then(pl.col("last") - pl.col("first")).otherwise("last").clip(0).fill_null(0)
    least = both.group_by(keys).agg(least=since.sum())
    in_text = placed.with_columns(pl.col("grain").cast(pl.String))
    return in_text.join(least, on=keys, how="left", maintain_order="left")["least"].fill_null(0)


def with_completers(placed: pl.DataFrame, shown: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """Return `placed` with `completers`: what the completions of all cohorts grew by in the year, in the cube `shown`.

    Cohorts that this published cube hides are not counted. Null where they could come to more than a twentieth, where
    the number is below `minimum`, and where it is smaller than a count beside it.
    """
    keys = ["grain", "value", "cohort", "as_of"]
    grown = [
        side.group_by(keys).agg(pl.col("completed").sum().alias(day), pl.col("completed").null_count().alias(f"{day}_hidden"))
        for day, side in _sides(placed, shown).items()
    ]  # fmt: skip
    both = grown[0].join(grown[1], on=keys, how="left").with_columns(pl.col("first", "first_hidden").fill_null(0))
    base, pieces = pl.col("last") - pl.col("first"), pl.col("last_hidden") + pl.col("first_hidden")
    enough = (pieces * minimum <= UNTOLD * base) & (base >= minimum)
    completers = both.select(*keys, completers=pl.when(enough).then(base))
    beside = placed.with_columns(pl.col("grain").cast(pl.String)).join(completers, on=keys, how="left")
    # Shown numbers only: where they contradict each other too little is shown.
    fits = pl.col("completers") >= pl.max_horizontal("found", "known")
    return beside.with_columns(completers=pl.when(fits).then("completers"))


def _sides(placed: pl.DataFrame, shown: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows of `completion` at the `last` day up to which a row of `placed` counts, and at the day before its `first`."""
    ends = {end: half_years.before(end) for end in placed["as_of"].unique()}
    year = placed.select("grain", "value", "cohort", "as_of").unique().with_columns(
        pl.col("grain").cast(pl.String),
        last=pl.min_horizontal(
            pl.col("as_of").replace_strict(ends, return_dtype=pl.Date),
            pl.col("cohort").dt.offset_by("1y").dt.offset_by("-1d"),
        ),
        first=pl.col("cohort").dt.offset_by("-1d"),
    )  # fmt: skip
    published = shown.with_columns(pl.col("grain").cast(pl.String)).rename({"cohort": "section_cohort", "as_of": "at"})
    return {
        day: year.join(published, left_on=["grain", "value", day], right_on=["grain", "value", "at"])
        for day in ("last", "first")
    }


def count_pay(facts: dict[str, pl.LazyFrame], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Completions whose annual pay is known (`n`) by field, cohort, pay and `half`, the half year's last day.

    Facts as for `count`. People earn alike, so that this is a small table; it adds up over parts of the completions.
    """
    done = pl.col("completed_on")
    by_pay = (
        with_places(facts["placed"], facts["offerings"])
        .filter(pl.col("earnings_usd").is_not_null())
        .group_by("field", "earnings_usd", cohort=fiscal.start(done, calendar), half=fiscal.half_end(done, calendar))
    )
    return by_pay.agg(n=pl.len().cast(pl.Int64)).sort("field", "cohort", "half", "earnings_usd").collect()


def medians(pay: pl.DataFrame, ends: list[date]) -> pl.DataFrame:
    """Return the median annual pay, US dollars to the hundred, by grain, value, cohort and `known_on`.

    Over completers whose pay is counted as known at that end of a half year; no rows where there are none. `pay` as from
    `count_pay`.
    """
    parts = [
        _medians(pay.filter(pl.col("half") <= half_years.before(end)), value).select(
            "cohort", "value", "median_pay_usd", pl.lit(grain).alias("grain"), pl.lit(end).alias("known_on")
        )
        for end in ends
        for grain, value in (("all", pl.lit("all")), ("field", pl.col("field")))
    ]
    names = ("cohort", "value", "median_pay_usd", "grain", "known_on")
    none = pl.DataFrame(schema=dict(zip(names, (pl.Date, pl.String, pl.Float64, pl.String, pl.Date), strict=True)))
    return pl.concat([none, *parts])


def _medians(pay: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """The median of pays that are there `n` times each, by cohort and value."""
    group = ("cohort", "value")
    by_pay = pay.group_by("cohort", "earnings_usd", value=value).agg(pl.col("n").sum()).sort(*group, "earnings_usd")
    until, total = pl.col("n").cum_sum().over(group), pl.col("n").sum().over(group)
    # Of an even number the mean of the two in the middle; of an odd one both are the same.
    middle = by_pay.with_columns(until=until, total=total).group_by(group, maintain_order=True).agg(
        low=pl.col("earnings_usd").filter(pl.col("until") >= (pl.col("total") + 1) // 2).first(),
        high=pl.col("earnings_usd").filter(pl.col("until") >= pl.col("total") // 2 + 1).first(),
    )  # fmt: skip
    return middle.with_columns(median_pay_usd=((pl.col("low") + pl.col("high")) / 2 / 100).round(0) * 100)
