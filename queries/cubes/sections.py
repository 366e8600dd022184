"""Sections as they were known on a day: which were scheduled, held or canceled, and how full they were."""

from datetime import date

import polars as pl

from data.caches import kept
from data.cubes.section_curves import DAYS_AFTER_START
from data.cubes.sections import Sections
from data.reference.colleges import College
from data.reference.periods import Period
from data.store.store import scan
from queries.cubes import attributes, section_terms
from queries.semantic.cube import Asked, Cube
from queries.semantic.dimensions import code_of
from queries.semantic.metric import ratio
from queries.semantic.scope import Scope

HEALTHY_CANCELLATION = {"repeat": (0.10, 0.14), "new": (0.20, 0.50)}
"""Shares of sections that continuing-education units cancel in good health; offerings in their first year are new."""
STATUSES = pl.Enum(("scheduled", "held", "cancelled"))


def at(version: str, college: str, as_of: date) -> pl.LazyFrame:
    """The sections cube as known at the end of a day, with `status` (`scheduled`, `held`, `cancelled`).

    A section is canceled from the day on which that was decided, else held from its first day on. Decisions and
    counts of the days after are empty.
    """
    started = pl.col("starts_on") <= as_of
    counts = ("started", "paid_before_start", "paid_and_started")
    return section_terms.sections(version, college).with_columns(
        pl.when(pl.col("decided_on") <= as_of)
        .then(pl.lit("cancelled", STATUSES))
        .when(started)
        .then(pl.lit("held", STATUSES))
        .otherwise(pl.lit("scheduled", STATUSES))
        .alias("status"),
        pl.when(pl.col("decided_on") <= as_of).then(pl.col("decided_on")).alias("decided_on"),
        *(pl.when(started).then(pl.col(c)).alias(c) for c in counts),
    )


def filtered(frame: pl.LazyFrame, scope: Scope) -> pl.LazyFrame:
    """Sections inside the scope's filters on what the college does itself."""
    for name, value in scope.where:
        if name in ("field", "school", "modality", "offering"):
            frame = frame.filter(code_of("offering_id" if name == "offering" else name) == value)
    return frame


def decided(scope: Scope) -> pl.LazyFrame:
    """Sections due to start in the scope's period by its as-of date, held or canceled; filters not applied.

    One that was canceled early counts only once it should have started, as those that were not.
    """
    return at(scope.version, scope.college, scope.as_of).filter(
        pl.col("starts_on") <= scope.as_of, section_terms.inside(scope.period, "starts_on")
    )


def cancellations(scope: Scope) -> pl.DataFrame:
    """Canceled and offered sections by field and whether the offering was in its first year (`kind`: new, repeat)."""
    launched = scan(scope.version, scope.college, "offerings").select("offering_id", "launched_on")
    is_new = (pl.col("starts_on") - pl.col("launched_on")).dt.total_days() <= 365
    frame = filtered(decided(scope), scope).join(launched, on="offering_id")
    kind = pl.when(is_new).then(pl.lit("new")).otherwise(pl.lit("repeat"))
    cancelled = pl.col("decided_on").is_not_null().sum().cast(pl.Int64)
    counted = frame.group_by("field", kind.alias("kind")).agg(cancelled=cancelled, offered=pl.len().cast(pl.Int64))
    return counted.with_columns(rate=ratio(pl.col("cancelled"), pl.col("offered"))).sort("field", "kind").collect()


def drop_curve(scope: Scope) -> pl.DataFrame:
    """Share of the seats ever taken that had been given up, by day from the start (`at`, negative before it).

    Over held sections due to start in the period; a day after the as-of date says nothing of a section.
    """
    by_offering = _curves(scope.version, scope.college, scope.period, scope.as_of)
    inside = filtered(by_offering.lazy(), scope).group_by("at").agg(pl.col("net", "gross", "sections").sum())
    share = ratio(pl.col("gross") - pl.col("net"), pl.col("gross"))
    return inside.with_columns(dropped_share=share).sort("at").collect()


@kept("drop_curves")
def _curves(version: str, college: College, period: Period, as_of: date) -> pl.DataFrame:
    """Seats held and ever taken in held sections of the period, and how many these are, by offering and day from the start."""
    alike = ["offering_id", "field", "school", "modality"]
    held = decided(Scope(version, college, period, as_of)).filter(pl.col("status") == "held")
    runs = held.select("section_id", *alike, "opens_on", "starts_on").collect()
    # A number stands for what they share: as text it would be repeated on each of millions of days.
    groups = runs.select(alike).unique().with_row_index("group")
    numbered = runs.join(groups, on=alike, nulls_equal=True).drop(alike).lazy()
    parts = [
        _along(numbered, curves, as_of)
        .group_by("group", "at")
        .agg(pl.col("net", "gross").cast(pl.Int64).sum(), sections=pl.len().cast(pl.Int64))
        .collect()
        for curves in section_terms.pieces(scan(version, college, "section_curves"), numbered.select("section_id"))
    ]
    summed = pl.concat(parts).group_by("group", "at").agg(pl.col("net", "gross", "sections").sum())
    return summed.join(groups, on="group").drop("group")


def _along(held: pl.LazyFrame, curves: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """A row per section (its `group`) and day from its start (`at`, from 60 days before it) on which its seats are known."""
    days = pl.min_horizontal(pl.lit(as_of), pl.col("starts_on") + pl.duration(days=DAYS_AFTER_START))
    known = (days - pl.col("opens_on")).dt.total_days() + 1
    window = (pl.col("starts_on") - pl.col("opens_on")).dt.total_days()
    return (
        held.with_columns(known=known, window=window)
        .join(curves.select("section_id", "net", "gross"), on="section_id")
        .with_columns(
            pl.col("net", "gross").list.head(pl.col("known")),
            day=pl.int_ranges(0, pl.min_horizontal("known", pl.col("net").list.len())),
        )
        .select("group", "window", "net", "gross", "day")
        .explode("net", "gross", "day")
        .with_columns(at=pl.col("day") - pl.col("window"))
        .filter(pl.col("at") >= -60)
    )


FEWEST_TO_JUDGE = 10
"""Sections of which one more or less moves a rate by at most ten points."""


def _read(asked: Asked) -> pl.LazyFrame:
    due = decided(asked.scope).rename({"offering_id": "offering"})
    held = ("term", "campus", *attributes.MEETINGS, "field", "school", "modality")
    return attributes.beside(due, asked.dimensions, asked.scope, held)


SECTIONS_CUBE = Cube(
    name="sections",
    schema=Sections,
    read=_read,
    dimensions=("offering", *attributes.SECTION, *attributes.OFFERING),
    privacy="operational",
    counts_people=("started",),
)
