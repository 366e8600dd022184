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


SECTIONS_AT_ONCE = 12_500
"""Sections of which something is worked out at a time."""


def lots(version: str, college: str, about: pl.Expr | None = None) -> list[pl.Expr]:
    """Conditions on `section_id` that part all sections into lots; each section is in one.

    The cubes `sections` and `section_months` lie in the order of ids, so that a lot of them is read without the others.
    `about`: which sections are asked for. Each lot has as many of those, and one that lies before or after all of them
    is in none.
    """
    every, of = sections(version, college), pl.col("section_id")
    asked_for = every if about is None else every.filter(about)
    ids = asked_for.select(first=of.gather_every(SECTIONS_AT_ONCE).implode(), newest=of.max()).collect()
    bounds = ids["first"].explode().drop_nulls().unique().sort().to_list()
    above, below = [of >= bound for bound in bounds], [of < bound for bound in bounds[1:]]
    if not bounds:
        return [pl.lit(about is None)]
    if about is None:
        return [low & high for low, high in zip([pl.lit(True), *above[1:]], [*below, pl.lit(True)], strict=True)]
    return [low & high for low, high in zip(above, [*below, of <= ids["newest"][0]], strict=True)]


def during(version: str, college: str, period: Period) -> pl.Expr | None:
    """Which sections may have a row in a period; None where a version of an older release does not tell."""
    if period.kind == "term":
        return inside(period)
    known = scan(version, college, "sections").collect_schema()
    return pl.col("settled_on") >= period.start if "settled_on" in known else None


def pieces(frame: pl.LazyFrame, of: pl.LazyFrame | None = None) -> list[pl.LazyFrame]:
    """A cube with a row per section, some rows at a time, in the order of its file. No row is read twice.

    `of`: the sections that are asked for, by `section_id`; a piece with none of them is left out, but for one.
    """
    if of is None:
        rows = frame.select(pl.len()).collect().item()
        places = list(range(-(-rows // SECTIONS_AT_ONCE)))
    else:
        ids = frame.select("section_id").with_row_index("place").join(of, on="section_id", how="semi")
        place = (pl.col("place") // SECTIONS_AT_ONCE).unique()
        places = ids.select(place).collect(engine="streaming")["place"].sort().to_list()
    return [frame.slice(place * SECTIONS_AT_ONCE, SECTIONS_AT_ONCE) for place in places or [0]]


def inside(period: Period, month: str = "month") -> pl.Expr:
    """Whether a row belongs to the period: by its `term` to a term, else by the first day of its month."""
    if period.kind == "term":
        return pl.col("term") == period.name
    return pl.col(month).is_between(period.start, period.end)


def named(version: str, college: str) -> tuple[Term, ...]:
    """Every term of the sections in the order in which they start, with its days."""
    parts = [
        piece.group_by("term", "starts_on")
        .agg(pl.col("opens_on").min(), pl.col("ends_on").max(), sections=pl.len())
        .collect()
        for piece in pieces(sections(version, college).select("term", "opens_on", "starts_on", "ends_on"))
    ]
    each = pl.col("starts_on").repeat_by("sections").explode()
    days = (
        pl.concat(parts)
        .group_by("term")
        .agg(pl.col("opens_on").min(), pl.col("starts_on").min(), middle=each.median(), ends_on=pl.col("ends_on").max())
    )
    rows = days.sort("starts_on", "middle", "term").rows(named=True)
    return tuple(Term(row["term"], _opens(row), row["starts_on"], row["ends_on"]) for row in rows)


def _opens(row: dict[str, date]) -> date:
    return max(row["opens_on"], add_months(row["starts_on"], -LONGEST_WINDOW))
