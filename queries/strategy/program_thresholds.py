"""The college's degrees under state laws on few graduates. What is hidden or not stated is not known, never below."""

import polars as pl

from data.reference.program_thresholds import Rule
from data.store.store import scan
from queries.outcomes import completion as outcomes
from queries.semantic.column import Column, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, MEAN

ASSOCIATE_HOURS, BACHELOR_HOURS = 60, 120
"""Semester credit hours from which a degree is one of four years, or one of two; fewer say nothing of its level."""
BELOW, MET, NOT_KNOWN = "below", "at_least", "not_known"
_COLUMNS = (
    of_dimension("offering"),
    Column("law", "Law"),
    Column("level", "Level", dimension="level", definition="By its credit hours, from 60 an associate and from 120 a bachelor's degree."),
    Column("graduates", "Graduates a year", MEAN, "Completions a year on average over the newest final fiscal years; empty where one is hidden or missing."),
    Column("limit", "Limit", COUNT, "Graduates a year below which the law applies."),
    Column("stands", "Stands", dimension="threshold"),
)  # fmt: skip
_SCHEMA = {
    "offering": pl.String, "law": pl.String, "level": pl.String, "graduates": pl.Float64, "limit": pl.Float64,
    "stands": pl.String,
}  # fmt: skip


def state(scope: Scope) -> str | None:
    """The state in which the college is, by its own provider; None where it does not say."""
    home = scan(scope.version, scope.college, "providers").filter("is_home").select("state").collect()
    return home["state"].to_list()[0] if home.height else None


def degrees(scope: Scope, laws: tuple[Rule, ...]) -> Table:
    """A row per open degree of the college and law that has a limit for its level, or whose level is not known."""
    own = scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id")
    catalog = scan(scope.version, scope.college, "offerings").join(own, on="offering_id").filter(
        pl.col("credential_type").cast(pl.String) == "degree",
        (pl.col("launched_on") <= scope.as_of).fill_null(True),
        (pl.col("retired_on") >= scope.as_of).fill_null(True),
    )  # fmt: skip
    held = catalog.with_columns(field=pl.col("cip_code").str.slice(0, 2), offering=pl.col("offering_id"))
    for name, value in scope.own:
        held = held.filter(pl.col(name) == value)
    rows = held.select("offering", "credit_hours").sort("offering").collect().rows()
    by_year = _completed(scope, max((law.years for law in laws), default=0)) if rows else []
    made = [_row(code, _level(hours), law, by_year) for code, hours in rows for law in laws]
    return Table(
        pl.DataFrame([row for row in made if row is not None], schema=_SCHEMA), _COLUMNS, scope, has_period=False
    )


def _row(code: str, level: str | None, law: Rule, by_year: list[dict[str, int | None]]) -> dict | None:
    limit = law.limit(level)
    if level is not None and limit is None:
        return None
    counts = [year.get(code) for year in by_year[: law.years]]
    known = [count for count in counts if count is not None]
    graduates = sum(known) / law.years if len(known) == law.years else None
    stands = NOT_KNOWN if graduates is None or limit is None else BELOW if graduates < limit else MET
    return {
        "offering": code,
        "law": law.name,
        "level": level,
        "graduates": graduates,
        "limit": limit,
        "stands": stands,
    }


def _level(credit_hours: float | None) -> str | None:
    if credit_hours is None or credit_hours < ASSOCIATE_HOURS:
        return None
    return "bachelor" if credit_hours >= BACHELOR_HOURS else "associate"


def _completed(scope: Scope, years: int) -> list[dict[str, int | None]]:
    """Completions by offering in each of the newest final fiscal years, newest first; None where they are hidden."""
    return [
        dict(outcomes.completion_by(outcomes.of_cohort(scope, year), "offering").select("value", "completed").rows())
        for year in outcomes.final_years(scope)[:years]
    ]
