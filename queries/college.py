"""What a college's data holds beside its numbers: its days and years, fields, offerings, goals and events."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import polars as pl

from data.caches import kept
from data.contracts import Goals
from data.contracts.shape import as_contract
from data.cubes import fiscal
from data.reference.periods import STANDARD, Calendar, Period
from data.store.store import MissingData, inside, scan
from queries.cubes import section_terms
from queries.semantic.scope import OWN_CUTS, Scope


def span(version: str, college: str) -> tuple[date, date]:
    """First and newest day of which anything is known."""
    with suppress(MissingData):  # a version of an older release has no such cube
        known = scan(version, college, "known_days").select("first", "newest").collect()
        if known.height:
            return known.row(0)
    first, last = (
        scan(version, college, "enrollment")
        .select(pl.col("known_on").min().alias("first"), pl.col("known_on").max().alias("last"))
        .collect()
        .row(0)
    )
    return first, last


def newest_day(version: str, college: str) -> date:
    """The newest day of which anything is known."""
    return span(version, college)[1] or date.min + timedelta(days=1)


def calendar(version: str, college: str) -> Calendar:
    """The months in which the fiscal years of the college run, and the terms of its sections."""
    fiscal_years, named = STANDARD, ()
    with suppress(MissingData):
        fiscal_years = fiscal.calendar(scan(version, college, "providers"))
        named = section_terms.named(version, college)
    return replace(fiscal_years, terms=named)


def fiscal_years(version: str, college: str) -> list[Period]:
    """Fiscal years that the data touches, newest first."""
    return calendar(version, college).between(*span(version, college), "fiscal_year")[::-1]


def own_fields(version: str, college: str) -> list[str]:
    """Two-digit CIP codes of the college's own offerings, sorted; of the part that is shown those that are wholly in it."""
    ours = scan(version, college, "programs").filter("is_ours").select(pl.col("field").unique().sort())
    shown = inside(version, college)
    return [field for field in ours.collect()["field"] if shown is None or field in shown.field]


def fields(version: str, college: str) -> list[str]:
    """Two-digit CIP codes: those of the college's own offerings, then the others in which anybody awards; both sorted."""
    own = own_fields(version, college)
    awarded = scan(version, "market", "awards").select(pl.col("cip4").str.head(2).unique().sort())
    return [*own, *(field for field in awarded.collect()["cip4"] if field not in own)]


@kept("college_goals")
def goals(version: str, college: str) -> pl.DataFrame:
    """Goals of the college, as in the contract; no rows where it has none."""
    return as_contract(scan(version, college, "goals"), Goals).collect()


def events(version: str, college: str) -> pl.DataFrame:
    """Events of the college, as in the contract."""
    return scan(version, college, "events").collect()


def events_in(scope: Scope) -> pl.DataFrame:
    """Events of the period known at the as-of date that concern the scope, in order: on_date, text."""
    where = dict(scope.where)
    concerns = pl.col("scope").cast(pl.String) == "all"
    for grain in OWN_CUTS:
        is_grain = pl.col("scope").cast(pl.String) == grain
        concerns |= is_grain & (pl.col("scope_value") == where[grain]) if grain in where else is_grain
    last = min(scope.period.end, scope.as_of)
    happened = events(scope.version, scope.college).filter(
        pl.col("on_date").is_between(scope.period.start, last), concerns
    )
    return happened.sort("on_date", "text").select("on_date", "text")


def titles(version: str, college: str) -> dict[str, str]:
    """Title by offering_id, the college's own and its competitors'."""
    return dict(scan(version, college, "offerings").select("offering_id", "title").collect().rows())


def goal_choices(version: str, college: str) -> list[tuple[str, str]]:
    """What a goal can be for beside the whole college, as scope and code: schools, fields and offerings of its own."""
    own = scan(version, college, "programs").filter("is_ours").collect()
    kinds = {"school": own["school"], "field": own["field"], "offering": own["program_id"]}
    return [(kind, code) for kind, codes in kinds.items() for code in codes.drop_nulls().unique().sort()]


def offerings_of(scope: Scope, field: str) -> list[str]:
    """Ids of the offerings of a field, the college's own and its competitors'."""
    mine = scan(scope.version, scope.college, "offerings").filter(pl.col("cip_code").str.slice(0, 2) == field)
    return mine.select("offering_id").collect()["offering_id"].to_list()


def target(metric: str, scope: Scope) -> float | None:
    """The goal set for a metric in the period of a scope, for all or for the one field or school it is cut to.

    None for contribution once the period is over: it then grows with sections that start later, which no goal counts.
    """
    if metric == "contribution" and scope.as_of > scope.period.end:
        return None
    if len(scope.own) > 1:
        return None
    grain, value = scope.own[0] if scope.own else ("all", None)
    found = goals(scope.version, scope.college).filter(metric=metric, period=scope.period.name, scope=grain)
    targets = found.filter(pl.col("scope_value") == value) if scope.own else found
    return None if targets.is_empty() else targets["target"][0]
