"""Sections with their term, and what of them lies in a period: that of a term is what belongs to its sections."""

# Why: decision 123.

from datetime import date

import polars as pl

from data.cubes import terms
from data.cubes.bands import NOT_KNOWN
from data.reference.periods import Period, Term, add_months
from data.store.store import scan

LONGEST_WINDOW = 12
"""Months before the first start of a term from which its registrations are drawn."""


def sections(version: str, college: str) -> pl.LazyFrame:
    """The sections cube with all its columns: in one of an older release no campus is known, and terms follow from the first day."""
    frame = scan(version, college, "sections")
    held = frame.collect_schema()
    later = {"term": terms.by_start(), "tags": pl.lit(None, pl.String)}
    later |= dict.fromkeys(("campus", "meeting_days", "time_of_day"), pl.lit(NOT_KNOWN))
    return frame.with_columns(**{name: value for name, value in later.items() if name not in held})


SECTIONS_AT_ONCE = 100_000
"""Sections of which something is worked out at a time. Their cubes lie in the order of their ids, so that a lot is read alone."""


def lots(version: str, college: str) -> list[pl.Expr]:
    """Conditions on `section_id` that part all sections into lots; each section is in one."""
    first = (
        scan(version, college, "sections")
        .select(pl.col("section_id").sort().gather_every(SECTIONS_AT_ONCE))
        .collect()["section_id"]
        .to_list()
    )
    of = pl.col("section_id")
    bounds = zip(first, [*first[1:], None], strict=True)
    conditions = [of >= low if high is None else (of >= low) & (of < high) for low, high in bounds]
    return conditions if len(conditions) > 1 else [pl.lit(True)]


def inside(period: Period, month: str = "month") -> pl.Expr:
    """Whether a row belongs to the period: by its `term` to a term, else by the first day of its month."""
    if period.kind == "term":
        return pl.col("term") == period.name
    return pl.col(month).is_between(period.start, period.end)


def named(version: str, college: str) -> tuple[Term, ...]:
    """Every term of the sections in the order in which they start, with its days."""
    days = (
        sections(version, college)
        .group_by("term")
        .agg(
            pl.col("opens_on").min(),
            pl.col("starts_on").min(),
            middle=pl.col("starts_on").median(),
            ends_on=pl.col("ends_on").max(),
        )
    )
    rows = days.sort("starts_on", "middle", "term").collect().rows(named=True)
    return tuple(Term(row["term"], _opens(row), row["starts_on"], row["ends_on"]) for row in rows)


def _opens(row: dict[str, date]) -> date:
    return max(row["opens_on"], add_months(row["starts_on"], -LONGEST_WINDOW))
