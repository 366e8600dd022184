"""What was taken, dropped and charged in each section by month of registration, as known on a day.

Most months of a section have long been settled: what is known of them on the day is what is known today. Of the others
alone the days are read, so that a college of a million sections is answered from its months.
"""

# Why: decision 160.

from datetime import date

import polars as pl

from data.caches import kept
from data.cubes import section_months
from data.cubes.section_months import CHANGES
from data.store.store import MissingData, scan


def as_known(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """One row per section and month of registration of which anything was known by the day: the sums of its changes."""
    settled = _months(version, college).filter(pl.col("last_known_on") <= as_of)
    return pl.concat([settled.select("section_id", "month", *CHANGES), _unsettled(version, college, as_of).lazy()])


def of_these(sections: pl.LazyFrame) -> pl.Expr:
    """Which rows are of these sections: a condition that the file's own ids are held against, and no other column is read for."""
    return pl.col("section_id").is_in(sections.select("section_id").collect()["section_id"].implode())


@kept("unsettled")
def _unsettled(version: str, college: str, as_of: date) -> pl.DataFrame:
    """The rows whose numbers on the day are not those of today."""
    changed_later = (pl.col("first_known_on") <= as_of) & (pl.col("last_known_on") > as_of)
    keys = _months(version, college).filter(changed_later).select("section_id", "month").collect()
    if keys.is_empty():  # on the newest day; a range without ends would have all days read
        return keys.with_columns(pl.lit(0, pl.Int64).alias(name) for name in CHANGES)
    # The file is sorted by month: all but a few of its groups of rows are passed over.
    days = scan(version, college, "section_days").filter(
        pl.col("month").is_between(keys["month"].min(), keys["month"].max()), pl.col("known_on") <= as_of
    )
    held = days.join(keys.lazy(), on=["section_id", "month"], how="semi").group_by("section_id", "month")
    return held.agg(pl.col(*CHANGES).sum()).collect(engine="streaming")


def _months(version: str, college: str) -> pl.LazyFrame:
    try:
        return scan(version, college, "section_months")
    except MissingData:  # a version of an older release
        return _summed(version, college).lazy()


@kept("section_months")
def _summed(version: str, college: str) -> pl.DataFrame:
    return section_months.build(scan(version, college, "section_days"))
