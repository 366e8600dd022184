"""Cube `completion`: what became of those who started, at the end of each quarter."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import fiscal, packed
from data.cubes.bands import NOT_KNOWN
from data.cubes.protected import ProtectedSplit
from data.reference.periods import STANDARD, Calendar

GRAINS = ("all", "field", "offering")
COUNTS = ("started", "completed")
STAFF = ("seated", "settled", "left")
"""What staff know of a place, a cohort and a day: the seats of sections begun, those of them whose outcome is final for all they
know (the time to complete is over, or the seat was given up), and those given up after the start."""
WINDOW = 1.5
"""Time to complete, in lengths of the section; who has not completed by then counts as not completed."""


class Completion(ProtectedSplit):
    """Learners' outcomes by fiscal year in which the section ended, as known at the end of a quarter.

    Protected: a count that would reveal too few learners is null and says so.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The field (two-digit CIP) or offering; `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which the section ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the quarter at which it is asked for.")
    started = dy.Int64(
        nullable=True,
        description="Registrations in held sections, not dropped before the start, whose outcome is final.",
    )
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    open_share = dy.Float64(
        description="Share of the cohort's sections begun by then whose time to complete is not over; of the row's offerings.",
    )


def seats(seats: pl.LazyFrame, held: pl.LazyFrame) -> pl.LazyFrame:
    """One row per registration that started: learner, registered_on, offering, section, field, cohort, run and days.

    `seats` and `learner` are as from `data.cubes.seats`, `place` and `section` are positions of the offering and section. `held` and its `run` are as from the function of that name. `seated_on` is the start, `final_on` the day on
    which the outcome became known, `completed_on` that day where it was completed: each is the earlier one of those that
    follow. `is_left`: the seat was given up and not completed. None is before the first day of the cohort: that nobody has finished early in a cohort that has not begun
    could be worked out from sums over all cohorts.
    """
    own = held.collect()
    of = {column: pl.lit(own[column]).gather(pl.col("section")) for column in own.columns}
    # Known on completing, on leaving, at the end for those who failed, and for those still open when time is up.
    final_on = pl.coalesce(
        "completed_on", "dropped_on", pl.when(pl.col("outcome") == "failed").then(of["ends_on"]), of["open_until"]
    )
    is_there = pl.col("dropped_on").is_null() | (pl.col("dropped_on") >= of["starts_on"])
    return (
        seats.filter(of["run"].is_not_null(), is_there)
        .with_columns(final_on=pl.max_horizontal(final_on, of["seated_on"]))
        .select(
            "learner",
            "registered_on",
            of["offering"],
            pl.col("offering").alias("place"),
            "section",
            of["field"],
            of["cohort"],
            of["run"],
            of["seated_on"],
            "final_on",
            completed_on=pl.when(pl.col("completed_on").is_not_null()).then("final_on"),
            is_left=pl.col("completed_on").is_null() & pl.col("dropped_on").is_not_null(),
        )
    )


def held(sections: pl.LazyFrame, offerings: pl.LazyFrame, calendar: Calendar) -> pl.DataFrame:
    """One row per section, in their order: names and days, all null where it was not held or is of no offering.

    `run` numbers the offerings, cohorts and quarters of the start and of the end of the time to complete.
    """
    cohort, length = fiscal.start(pl.col("ends_on"), calendar), pl.col("ends_on") - pl.col("starts_on")
    rows = (
        sections.with_row_index("section")
        .filter(pl.col("status") == "held")
        .join(offerings.select("offering_id", field=pl.col("cip_code").str.slice(0, 2)), on="offering_id")
        .select(
            "section",
            "field",
            "starts_on",
            "ends_on",
            offering="offering_id",
            cohort=cohort,
            seated_on=pl.max_horizontal("starts_on", cohort),
            open_until=(pl.col("ends_on") + length * (WINDOW - 1)).cast(pl.Date),
        )
        .with_columns(
            run=pl.struct(
                "offering",
                "cohort",
                fiscal.quarter(pl.col("seated_on"), calendar),
                fiscal.quarter(pl.col("open_until"), calendar).alias("until"),
            )
            .rank("dense")
            .cast(pl.UInt64)
        )
    )
    every = sections.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias("section"))
    return every.join(rows, on="section", how="left", maintain_order="left").drop("section").collect()


def runs(held: pl.LazyFrame, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """One row per `run` of `held`: its offering, field and cohort, and the quarters in which it was `seated` and is `over`, as numbers."""
    days = {"seated": "seated_on", "over": "open_until"}
    quarters = {name: fiscal.quarter(pl.col(day), calendar) for name, day in days.items()}
    own = held.drop_nulls("run").unique("run")
    return own.select("run", "offering", "field", "cohort", **quarters).collect()


QUARTERS = packed.MONTHS
"""More than there are quarters."""
ENDS = 3
"""Not completed, completed, and left before the end."""
NOBODY = pl.LazyFrame(schema={"learner_id": pl.String})


def tally(
    facts: dict[str, pl.LazyFrame], attributes: tuple[str, ...] = (), calendar: Calendar = STANDARD
) -> pl.DataFrame:
    """Seats counted once, so that no table goes through all of them again: `people` by all that any of the tables asks for.

    That is offering, field, cohort, the learner's attributes (`not_known` where not stated) and the quarters, as their
    last days, in which they were `seated`, the outcome was final (`started`), they `completed` or `left`, and in which
    anybody knows that the outcome is final (`settled`); null where never.
    It adds up over parts of the learners. Facts: seats (see `data.cubes.seats`), `held` (see the function), and learners where
    attributes are asked for.
    """
    known, words = traits(facts["learners"] if attributes else NOBODY, attributes)
    not_known = 1 + (words.select(pl.col("trait").max()).item() or 0)
    # One number to count by takes a third of the time of four columns.
    quarter = fiscal.quarter(pl.col("final_on"), calendar)
    ended = pl.when(pl.col("completed_on").is_not_null()).then(1).otherwise(pl.when("is_left").then(2).otherwise(0))
    run = (pl.col("run") * QUARTERS + quarter) * ENDS + ended.cast(pl.UInt64)
    begun = seats(facts["seats"], facts["held"])
    started = begun.select("learner", key=run)
    counted = (
        with_traits(started, known.lazy())
        .group_by(key=pl.col("key") * (not_known + 1) + pl.col("trait").fill_null(not_known))
        .agg(people=pl.len().cast(pl.Int64))
        .select(
            "people",
            trait=pl.col("key") % (not_known + 1),
            ended=pl.col("key") // (not_known + 1) % ENDS,
            started=(pl.col("key") // (not_known + 1) // ENDS % QUARTERS).cast(pl.Int32),
            run=pl.col("key") // (not_known + 1) // ENDS // QUARTERS,
        )
        .collect()
    )
    counted = counted.join(runs(facts["held"], calendar), on="run").join(words, on="trait", how="left")
    days = ("seated", "started", "completed", "left", "settled")
    ends = [fiscal.quarter_end(pl.col(name), calendar).alias(name) for name in days]
    left = pl.when(pl.col("ended") == 2).then("started")
    told = counted.with_columns(
        completed=pl.when(pl.col("ended") == 1).then("started"), left=left, settled=pl.min_horizontal(left, "over")
    ).with_columns(*ends, *(pl.col(attribute).fill_null(NOT_KNOWN) for attribute in attributes))
    return told.select("offering", "field", "cohort", *attributes, *days, "people")


def with_traits(started: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of `learner` and `key` as `key` and the `trait` of the learner, null where she is not known; both sorted by learner.

    Merged, since a join of tens of millions takes several times as long.
    """
    # Of equal learners those of the left come first.
    both = known.with_columns(key=pl.lit(None, pl.UInt64)).merge_sorted(
        started.with_columns(trait=pl.lit(None, pl.UInt32)).select("learner", "trait", "key"),
        "learner",
        maintain_order=True,
    )
    is_of_known = pl.when(pl.col("key").is_null()).then(pl.col("learner")).forward_fill() == pl.col("learner")
    trait = pl.when(is_of_known).then(pl.col("trait").forward_fill()).cast(pl.UInt64)
    return both.select("key", trait=trait).filter(pl.col("key").is_not_null())


def traits(learners: pl.LazyFrame, attributes: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row per learner, sorted: `learner` as in `data.cubes.seats` and `trait`, a number for all attributes together.

    And a row per trait with the attributes in words, null where not stated.
    """
    values = {attribute: _values(learners, attribute) for attribute in attributes}
    trait, rest, words = pl.lit(0, pl.UInt32), pl.col("trait"), {}
    for attribute, known in values.items():
        trait = trait * (len(known) + 1) + _numbered(learners, attribute, known).fill_null(len(known))
    for attribute, known in reversed(values.items()):
        words[attribute] = pl.lit(pl.Series([*known, None], dtype=pl.String)).gather(rest % (len(known) + 1))
        rest = rest // (len(known) + 1)
    of = learners.select(learner=pl.col("learner_id").hash(), trait=trait).sort("learner").collect()
    return of, of.select(pl.col("trait").unique()).with_columns(**words).cast({"trait": pl.UInt64})


def _values(learners: pl.LazyFrame, attribute: str) -> list[str]:
    """Every value that an attribute may have, in words."""
    kind = learners.collect_schema()[attribute]
    if isinstance(kind, pl.Enum):
        return kind.categories.to_list()
    if kind == pl.Boolean:
        return ["false", "true"]
    return learners.select(pl.col(attribute).drop_nulls().unique().sort()).collect().to_series().to_list()


def _numbered(learners: pl.LazyFrame, attribute: str, values: list[str]) -> pl.Expr:
    """The place of an attribute among its values, null where not stated."""
    if learners.collect_schema()[attribute] == pl.Boolean:
        return pl.col(attribute).cast(pl.UInt32)
    return pl.col(attribute).cast(pl.Enum(values)).to_physical().cast(pl.UInt32)


def build(tally: pl.DataFrame, newest: date | None, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The unprotected counts by grain, cohort and quarter end, beside STAFF. `tally` as from the function of that name.

    `newest`: the last day of any registration or completion.
    """
    changes = changed(tally, newest, "offering", "field", counts=(*COUNTS, *STAFF))
    values = {"all": pl.lit("all"), "field": pl.col("field"), "offering": pl.col("offering")}
    return pl.concat(
        at_quarter_ends(changes.with_columns(grain=pl.lit(grain), value=value), ("grain", "value"), calendar)
        for grain, value in values.items()
    )


def changed(
    tally: pl.DataFrame, newest: date | None, *groups: str, counts: tuple[str, ...] = ("seated", *COUNTS)
) -> pl.DataFrame:
    """How many were seated, final and completed (`counts`) by groups, cohort and quarter (`quarter`: its last day).

    A quarter that is not over on the `newest` day has no end to be known at.
    """
    counted = [
        tally.lazy()
        .filter(pl.col(count) <= pl.lit(newest, pl.Date))
        .group_by(*groups, "cohort", pl.col(count).alias("quarter"))
        .agg(pl.col("people").sum().alias(count))
        for count in counts
    ]
    every = pl.concat(counted, how="diagonal").group_by(*groups, "cohort", "quarter")
    return every.agg(pl.col(counts).sum()).collect()


def at_quarter_ends(changes: pl.DataFrame, groups: tuple[str, ...], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The counts by groups and cohort at every quarter end from the first quarter of the data to its last.

    With what the `changes` hold of STAFF, if they hold all of it.
    """
    keys, more = [*groups, "cohort"], STAFF if set(STAFF) <= set(changes.columns) else ()
    counts = list(dict.fromkeys(("seated", *COUNTS, *more)))
    if changes.is_empty():
        return changes.select(*keys, pl.col("quarter").alias("as_of"), *COUNTS, *more)
    first, last = changes["quarter"].min(), changes["quarter"].max()
    ends = pl.DataFrame({"as_of": [q.end for q in calendar.between(first, last, "quarter")]})  # type: ignore
    summed = changes.group_by(*keys, "quarter").agg(pl.col(counts).sum())
    every = summed.select(keys).unique().join(ends, how="cross")
    known = every.join(summed, left_on=[*keys, "as_of"], right_on=[*keys, "quarter"], how="left")
    return (
        known.sort(*keys, "as_of")
        .with_columns(pl.col(counts).fill_null(0).cum_sum().over(keys))
        # From the first seat on a row stands there, also while no outcome is final: a row tells nothing of outcomes.
        .filter(pl.col("seated") > 0)
        .select(*keys, "as_of", *COUNTS, *more)
    )
