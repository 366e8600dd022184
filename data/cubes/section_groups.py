"""Cube `section_groups`: the sections that are alike in all that seats are cut by together with the channel and the day."""

import dataframely as dy
import polars as pl

from data.cubes import meetings, terms

ALIKE = ("offering_id", "term", "start_month", "campus", "tags")
"""What the sections of one group share."""


class SectionGroups(dy.Schema):
    """Sections of one offering that are alike, so that their seats are kept together in the cube `channel_days`."""

    group = dy.UInt32(primary_key=True, description="The group, by a number of this version.")
    offering_id = dy.String(description="The offering that is run.")
    term = dy.String(description="Term as the college names it, or as it follows from the first day of instruction.")
    start_month = dy.Date(description="First day of the month in which the sections start.")
    campus = dy.String(description="Where they meet; `not_known` where that is not stated.")
    tags = dy.String(nullable=True, description="The college's own labels of them, separated by semicolons.")


def of_sections(sections: pl.LazyFrame) -> pl.DataFrame:
    """One row per section, in their order: what it shares with those of its group, and the number of the group."""
    start_month = pl.col("starts_on").dt.truncate("1mo")
    alike = sections.select(
        "offering_id", "tags", term=terms.named(), start_month=start_month, campus=meetings.campus()
    ).collect()
    numbers = alike.select(pl.struct(ALIKE).rank("dense").cast(pl.UInt32) - 1).to_series()
    return alike.with_columns(group=numbers)


def build(grouped: pl.DataFrame) -> pl.DataFrame:
    """The cube from the sections with their groups."""
    return SectionGroups.cast(grouped.unique("group").select(SectionGroups.column_names()).sort("group"))
