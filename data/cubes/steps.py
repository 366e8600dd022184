"""Cube `steps`: who goes on from one credential to the next, and to a degree."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import completion, terms
from data.seats import is_first

COUNTS = ("completed", "went_on")
KINDS = ("stacked", "degree")


class Steps(dy.Schema):
    """Completions of one offering, and those whose learners went on.

    Protected: they are of those cohorts alone whose completions `completion` shows, so that they add up to what can be
    read there; how many went on is null where it would reveal too few learners.
    """

    kind = dy.Enum(
        KINDS,
        primary_key=True,
        description="`stacked`: to the offering it counts towards; `degree`: study for a degree.",
    )
    from_offering = dy.String(primary_key=True, description="The offering they completed: a key of offerings.")
    to = dy.String(primary_key=True, description="The offering or the degree it counts towards.")
    as_of = dy.Date(primary_key=True, description="Last day of the term at which it is asked for.")
    credit_hours = dy.Float64(nullable=True, description="Semester credit hours granted for it by agreement.")
    completed = dy.Int64(nullable=True, description="Completions of it, as far as `completion` shows them.")
    went_on = dy.Int64(
        nullable=True,
        description="Those of them whose learner had registered for the next since, or studies for a degree here.",
    )
    known_on = dy.Date(description="The day at which the counts were known; older where too few have changed since.")


def build(facts: dict[str, pl.LazyFrame], tally: pl.DataFrame, shown: pl.DataFrame, ends: list[date]) -> pl.DataFrame:
    """The counts at the ends of terms, `went_on` unprotected, from `completion` as it is published (`shown`).

    Facts: seats (see `data.seats`), sections, offerings and articulations; `tally` as from `completion.tally`, with whether
    learners study for a degree. A completion counts once `completion` knows it, and a learner who has completed an
    offering twice counts twice, as there.
    """
    agreed = facts["articulations"].select("from_offering", "to_offering", "degree", "credit_hours")
    keys = ["kind", "from_offering", "to"]
    counts = pl.col("people").sum(), pl.col("credit_hours").max()
    parts = [_stacked(facts, agreed), _to_degrees(tally.lazy(), agreed)]
    went = pl.concat(part.collect() for part in parts).group_by(*keys, "cohort", "quarter", "term").agg(counts)
    pairs = (
        shown.filter(pl.col("grain") == "offering", pl.col("completed").is_not_null(), pl.col("as_of").is_in(ends))
        .filter(pl.col("completed") > 0)
        .select("cohort", "as_of", "known_on", "completed", from_offering="value")
    )
    ways = went.group_by(keys).agg(pl.col("credit_hours").max())
    whole = ways.join(pairs, on="from_offering").group_by(*keys, "credit_hours", "as_of").agg(pl.col("completed").sum())
    is_known = (pl.col("quarter") <= pl.col("known_on")) & (pl.col("term") <= pl.col("as_of"))
    gone = went.join(pairs, on=["from_offering", "cohort"]).filter(is_known).group_by(*keys, "as_of")
    return (
        whole.join(gone.agg(went_on=pl.col("people").sum().cast(pl.Int64)), on=[*keys, "as_of"], how="left")
        # A correction since may have taken a completion away that was published.
        .with_columns(pl.min_horizontal(pl.col("went_on").fill_null(0), "completed"))
        .sort(*keys, "as_of")
    )


def _stacked(facts: dict[str, pl.LazyFrame], agreed: pl.LazyFrame) -> pl.LazyFrame:
    """Completions of an offering that counts towards another (`people`), with the term by which their learners went on."""
    completed = facts["seats"].filter(pl.col("completed_on").is_not_null())
    done = completion.seats(completed, facts["sections"], facts["offerings"])
    offerings = facts["offerings"].select("offering_id", "stacks_into").collect()
    number = {name: place for place, name in enumerate(offerings["offering_id"])}
    # By position of the offering: of the one it counts towards, and whether any counts towards it.
    following = offerings["stacks_into"].replace_strict(number, default=None, return_dtype=pl.UInt32)
    leads_on = pl.lit(offerings["stacks_into"].is_not_null()).gather(pl.col("place"))
    is_next = pl.lit(pl.Series(range(len(number)), dtype=pl.UInt32).is_in(following.drop_nulls().to_list()))
    hours = agreed.filter(pl.col("to_offering").is_not_null()).select(
        "credit_hours", offering="from_offering", to="to_offering"
    )
    began = (
        # Whose first seat it is has gone on from nothing: most seats are left out before anything is joined.
        facts["seats"]
        .filter(~is_first())
        .filter(pl.col("dropped_on").is_null(), is_next.gather(pl.col("offering")))
        .select("learner", next="offering", next_on="registered_on")
    )
    ready = (
        done.filter(leads_on)
        .with_columns(next=pl.lit(following).gather("place"), to=pl.lit(offerings["stacks_into"]).gather("place"))
        .with_row_index("row")
    )
    later = (
        # By learner alone, which both are sorted by.
        ready.select("row", "learner", "next", "registered_on")
        .join(began, on="learner", suffix="_taken")
        .filter(pl.col("next") == pl.col("next_taken"), pl.col("next_on") > pl.col("registered_on"))
        .group_by("row")
        .agg(pl.col("next_on").min())
    )
    by = pl.when(pl.col("next_on").is_not_null()).then(pl.max_horizontal("next_on", "completed_on"))
    told = ready.join(later, on="row", how="left").select("run", "offering", "to", "cohort", "completed_on", by=by)
    # A run is of one offering and cohort: what follows from these comes after counting.
    counted = told.group_by("run", "completed_on", "by").agg(
        pl.col("offering", "to", "cohort").first(), people=pl.len().cast(pl.Int64)
    )
    agreed_for = counted.join(hours, on=["offering", "to"], how="left")
    return agreed_for.select(*_named("stacked"), "people", term=terms.end(pl.col("by")))


def _to_degrees(tally: pl.LazyFrame, agreed: pl.LazyFrame) -> pl.LazyFrame:
    """Completions of an offering that counts towards a degree (`people`), with the term in which a student of one did so."""
    degrees = agreed.filter(pl.col("degree").is_not_null()).select(
        "credit_hours", offering="from_offering", to="degree"
    )
    counted = tally.filter(pl.col("completed").is_not_null()).join(degrees, on="offering")
    is_student = pl.col("degree_student") == "true"
    told = counted.with_columns(completed_on="completed", term=pl.when(is_student).then(terms.end(pl.col("completed"))))
    return told.select(*_named("degree"), "people", "term")


def _named(kind: str) -> list[pl.Expr]:
    named = [
        pl.lit(kind).alias("kind"),
        pl.col("offering").alias("from_offering"),
        pl.col("to", "credit_hours", "cohort"),
    ]
    return [*named, pl.col("completed_on").dt.truncate("1q").alias("quarter")]
