"""Cube `steps`: who goes on from one credential to the next, and to a degree."""

from datetime import date

import dataframely as dy
import polars as pl

from data.contracts.articulations import RECOMMENDED
from data.cubes import completion, fiscal
from data.cubes.protected import Protected
from data.cubes.returns import MONTH_DAYS
from data.cubes.seats import is_first
from data.reference.periods import STANDARD, Calendar

COUNTS = ("completed", "went_on")
KINDS = ("stacked", "degree")


class Steps(Protected):
    """Completions of one offering, and those whose learners went on.

    Protected: they are of those cohorts alone whose completions `completion` shows, so that they add up to what can be
    read there; how many went on is null where it would reveal too few learners.
    """

    kind = dy.Enum(
        KINDS,
        primary_key=True,
        description="`stacked`: to the offering it counts toward; `degree`: study for a degree.",
    )
    from_offering = dy.String(primary_key=True, description="The offering they completed: a key of offerings.")
    to = dy.String(primary_key=True, description="The offering or the degree it counts toward.")
    as_of = dy.Date(primary_key=True, description="Last day of the half year at which it is asked for.")
    credit_hours = dy.Float64(nullable=True, description="Semester credit hours granted for it by agreement.")
    completed = dy.Int64(nullable=True, description="Completions of it, as far as `completion` shows them.")
    went_on = dy.Int64(
        nullable=True,
        description="Those of them whose learner had registered for the next since, or studies for a degree here.",
    )
    median_months = dy.Int64(
        nullable=True,
        description="Median whole months from completing to registering for the next; null toward a degree and where hidden.",
    )


def build(
    facts: dict[str, pl.LazyFrame],
    tally: pl.DataFrame,
    stacked: pl.DataFrame,
    shown: pl.DataFrame,
    ends: list[date],
    calendar: Calendar = STANDARD,
) -> pl.DataFrame:
    """The counts at the ends of half years, `went_on` unprotected, from `completion` as it is published (`shown`).

    Facts: sections, offerings and articulations; `tally` as from `completion.tally`, with whether learners study for a
    degree; `stacked` as from `count`. A completion counts once `completion` knows it, and a learner who has completed an
    offering twice counts twice, as there.
    """
    ways = _ways(facts["articulations"].collect(), facts["offerings"].collect())
    keys = ["kind", "from_offering", "to"]
    went = pl.concat(
        [_stacked(stacked, facts, calendar).drop("months"), _to_degrees(tally, ways, calendar)], how="diagonal"
    )
    pairs = _pairs(shown, ends)
    whole = ways.join(pairs, on="from_offering").group_by(*keys, "credit_hours", "as_of").agg(pl.col("completed").sum())
    gone = _gone(went, pairs).group_by(*keys, "as_of")
    return (
        whole.join(gone.agg(went_on=pl.col("people").sum().cast(pl.Int64)), on=[*keys, "as_of"], how="left")
        # A correction since may have taken a completion away that was published.
        .with_columns(pl.min_horizontal(pl.col("went_on").fill_null(0), "completed"))
        .sort(*keys, "as_of")
    )


def medians(
    facts: dict[str, pl.LazyFrame],
    stacked: pl.DataFrame,
    shown: pl.DataFrame,
    ends: list[date],
    calendar: Calendar = STANDARD,
) -> pl.DataFrame:
    """The median whole months from completing to registering for the next, by `from_offering`, `to` and `known_on`.

    Over those who went on as `build` counts them at that end of a half year; of an even number the shorter of the two in the
    middle. Arguments as for `build`.
    """
    keys = ["from_offering", "to", "as_of"]
    went = _gone(_stacked(stacked, facts, calendar), _pairs(shown, ends)).group_by(*keys, "months")
    by_months = went.agg(pl.col("people").sum()).sort(*keys, "months")
    until, total = pl.col("people").cum_sum().over(keys), pl.col("people").sum().over(keys)
    middle = by_months.filter(until >= (total + 1) // 2).group_by(keys, maintain_order=True).first()
    return middle.select(
        "from_offering", "to", pl.lit("stacked").alias("kind"), known_on="as_of", median_months="months"
    )


def _pairs(shown: pl.DataFrame, ends: list[date]) -> pl.DataFrame:
    """Completions of offerings by cohort at the `ends`, as far as `completion` shows them, and when they were known."""
    is_shown = pl.col("completed").is_not_null() & (pl.col("completed") > 0)
    rows = shown.filter(pl.col("grain") == "offering", is_shown, pl.col("as_of").is_in(ends))
    return rows.select("cohort", "as_of", "known_on", "completed", from_offering="value")


def _gone(went: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Those who had gone on at each of the days, of the completions that are shown."""
    is_known = (pl.col("quarter") <= pl.col("known_on")) & (pl.col("half") <= pl.col("as_of"))
    return went.join(pairs, on=["from_offering", "cohort"]).filter(is_known)


def _ways(agreed: pl.DataFrame, offerings: pl.DataFrame) -> pl.DataFrame:
    """One row per way on: kind, from_offering, to and the credit hours granted, null where nothing is agreed.

    What is only recommended is no way on, and who studies at another institution is not known.
    """
    is_agreed = (pl.col("agreement_state").cast(pl.String) != RECOMMENDED).fill_null(value=True)
    is_here = pl.col("receiving_institution").is_null()
    agreed = agreed.filter(is_agreed, is_here, pl.col("from_offering").is_not_null())
    degrees = agreed.filter(pl.col("degree").is_not_null()).select("from_offering", "credit_hours", to="degree")
    hours = agreed.filter(pl.col("to_offering").is_not_null()).select("from_offering", "credit_hours", to="to_offering")
    stacked = offerings.filter(pl.col("stacks_into").is_not_null()).select(
        from_offering="offering_id", to="stacks_into"
    )
    both = pl.concat(
        [
            degrees.with_columns(kind=pl.lit("degree")),
            stacked.join(hours, on=["from_offering", "to"], how="left").with_columns(kind=pl.lit("stacked")),
        ],
        how="diagonal",
    )
    return both.group_by("kind", "from_offering", "to").agg(pl.col("credit_hours").max())


def count(facts: dict[str, pl.LazyFrame], calendar: Calendar = STANDARD) -> pl.DataFrame:
    """Completions of an offering that counts toward another whose learners took that one later.

    `people` by `run` (see `completion.seats`), `quarter` of the completion (its first day), `half` by whose end they had
    gone on, and `months` in between. Facts: seats (see `data.cubes.seats`), `held` (see `data.cubes.completion`) and offerings. It adds up over parts of the learners.
    """
    offerings = facts["offerings"].select("offering_id", "stacks_into").collect()
    number = {name: place for place, name in enumerate(offerings["offering_id"])}
    # By position of the offering: of the one it counts toward, and whether any counts toward it.
    following = offerings["stacks_into"].replace_strict(number, default=None, return_dtype=pl.UInt32)
    is_next = pl.lit(pl.Series(range(len(number)), dtype=pl.UInt32).is_in(following.drop_nulls().to_list()))
    began = (
        # Whose first seat it is has gone on from nothing: most seats are left out before anything is joined.
        facts["seats"]
        .filter(~is_first())
        .filter(pl.col("dropped_on").is_null(), is_next.gather(pl.col("offering")))
        .select("learner", taken="offering", next_on="registered_on")
    )
    completed = facts["seats"].filter(pl.col("completed_on").is_not_null())
    gone = (
        completion.seats(completed, facts["held"])
        .select("learner", "run", "registered_on", "completed_on", next=pl.lit(following).gather(pl.col("place")))
        .filter(pl.col("next").is_not_null())
        .with_row_index("row")
        # By learner alone, which both are sorted by.
        .join(began, on="learner")
        .filter(pl.col("next") == pl.col("taken"), pl.col("next_on") > pl.col("registered_on"))
        .group_by("row")
        .agg(pl.col("run", "completed_on").first(), pl.col("next_on").min())
    )
    by = pl.max_horizontal("next_on", "completed_on")
    quarter, half = _quarter("completed_on", calendar), fiscal.half_end(by, calendar)
    months = ((by - pl.col("completed_on")).dt.total_days() / MONTH_DAYS).floor().cast(pl.Int64)
    by_time = gone.group_by("run", quarter=quarter, half=half, months=months)
    return by_time.agg(people=pl.len().cast(pl.Int64)).collect()


def _stacked(counted: pl.DataFrame, facts: dict[str, pl.LazyFrame], calendar: Calendar) -> pl.DataFrame:
    """Completions whose learners took the next offering later: `people` by way, cohort, quarter and half year."""
    to = facts["offerings"].select("stacks_into", offering="offering_id")
    held = completion.held(facts["sections"], facts["offerings"], calendar).lazy()
    runs = completion.runs(held, calendar).lazy().join(to, on="offering")
    return counted.lazy().join(runs, on="run").select(*_counted_as("stacked", "stacks_into"), "months").collect()


def _to_degrees(tally: pl.DataFrame, ways: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """Completions, by students of a degree, of an offering that counts toward one: `people` as from `_stacked`."""
    went = tally.filter(pl.col("completed").is_not_null(), degree_student="true")
    half = fiscal.half_end(pl.col("completed"), calendar)
    went = went.with_columns(quarter=_quarter("completed", calendar), half=half)
    degrees = ways.filter(kind="degree").select("to", offering="from_offering")
    return went.join(degrees, on="offering").select(*_counted_as("degree", "to"))


def _quarter(day: str, calendar: Calendar) -> pl.Expr:
    return fiscal.quarter_start(fiscal.quarter(pl.col(day), calendar), calendar)


def _counted_as(kind: str, to: str) -> list[pl.Expr]:
    counted = pl.col("cohort", "quarter", "half"), pl.col("people").cast(pl.Int64)
    return [pl.lit(kind).alias("kind"), pl.col("offering").alias("from_offering"), pl.col(to).alias("to"), *counted]
