"""Cube `completion_cells`: what became of those who started, in the cells over which a fair comparison is made."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import completion
from data.cubes.completion_formats import of_offerings
from data.cubes.protected import Protected

TRAITS = ("none", "age_band", "employment", "first_generation", "degree_student")
"""One attribute of the learner at a time, `none` for all learners: all at once would leave a handful in each cell."""
CELL = ("field", "modality", "length_band")
COUNTS = ("started", "completed")


class CompletionCells(Protected):
    """Outcomes that were final at the end of a fiscal year, all cohorts together.

    Protected: they are of those offerings and cohorts alone that `completion` shows, and split by an attribute of those
    groups of a cohort that `completion_groups` shows. So they cannot say anything about what is hidden there.
    """

    trait = dy.Enum(TRAITS, primary_key=True, description="The learner's attribute that splits the cell.")
    field = dy.String(primary_key=True, description="Two-digit CIP of the offering.")
    modality = dy.String(primary_key=True, description="How it is taught; `not_known` where not stated.")
    length_band = dy.String(primary_key=True, description="Band of its length.")
    group = dy.String(primary_key=True, description="Value of the attribute; `all` for the trait `none`.")
    as_of = dy.Date(primary_key=True, description="Last day of the fiscal year at which it is asked for.")
    started = dy.Int64(nullable=True, description="Registrations that started and whose outcome is final.")
    completed = dy.Int64(nullable=True, description="Those of them that completed.")


def whole(shown: pl.DataFrame, offerings: pl.LazyFrame, ends: list[date]) -> pl.DataFrame:
    """Return the rows of the trait `none` at the ends of fiscal years: sums of what the published `completion` shows.

    `shown` is that table. Nothing here is hidden, since anybody can add these sums up.
    """
    pairs = shown_pairs(shown, offerings, ends)
    cells = pairs.group_by(*CELL, "as_of").agg(pl.col(COUNTS).sum()).sort(*CELL, "as_of")
    return cells.with_columns(trait=pl.lit("none"), group=pl.lit("all"), known_on="as_of")


def split(
    tally: pl.DataFrame, offerings: pl.LazyFrame, shown: dict[str, pl.DataFrame], ends: list[date]
) -> pl.DataFrame:
    """Return the unprotected rows of every other trait, of groups with anybody in them.

    `tally` is as from `completion.tally`, with these attributes; `shown` holds the published tables `completion` and
    `completion_groups`. A registration counts where its outcome was final both when the offering was last shown and
    when the group was.
    """
    pairs = shown_pairs(shown["completion"], offerings, ends).drop(COUNTS)
    groups = shown_groups(shown["completion_groups"]).drop(COUNTS).rename({"known_on": "group_known_on"})
    keys = ("trait", *CELL, "group", "as_of")
    parts = [_by_trait(tally, trait, pairs, groups) for trait in TRAITS if trait != "none"]
    return pl.concat(parts).filter(pl.col("started") > 0).group_by(keys).agg(pl.col(COUNTS).sum()).sort(keys)


def shown_groups(shown: pl.DataFrame) -> pl.DataFrame:
    """Return the learner groups of fields and cohorts that `completion_groups` shows, with their counts.

    Columns: field, trait, group, cohort, as_of, known_on, started, completed.
    """
    fields = shown.filter(pl.col("grain") == "field", pl.col("completed").is_not_null())
    trait = pl.col("attribute").cast(pl.String).alias("trait")
    return fields.select(trait, "group", "cohort", "as_of", "known_on", *COUNTS, field="value")


def shown_pairs(shown: pl.DataFrame, offerings: pl.LazyFrame, ends: list[date]) -> pl.DataFrame:
    """Return the offerings and cohorts that `completion` shows, each in its cell, with their counts.

    Columns: cohort, as_of, known_on, started, completed, offering, field, modality, length_band, price_band. None has a
    null count.
    """
    places = of_offerings(offerings.with_columns(field=pl.col("cip_code").str.head(2)), "field").collect()
    is_shown = (pl.col("grain") == "offering") & pl.col("completed").is_not_null() & pl.col("as_of").is_in(ends)
    pairs = shown.filter(is_shown).select("cohort", "as_of", "known_on", *COUNTS, offering="value")
    return pairs.join(places, on="offering")


def _by_trait(tally: pl.DataFrame, trait: str, pairs: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The counts of every shown pair of offering and cohort by one attribute of the learner."""
    changes = completion.changed(tally.rename({trait: "group"}), "offering", "group")
    known_to_both = (
        pairs.join(changes, on=["offering", "cohort"])
        .join(groups.filter(trait=trait), on=["field", "group", "cohort", "as_of"])
        .filter(pl.col("quarter") <= pl.min_horizontal("known_on", "group_known_on"))
    )
    return known_to_both.group_by(*pairs.columns, "trait", "group").agg(pl.col(COUNTS).sum())
