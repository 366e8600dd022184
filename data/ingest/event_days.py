"""Days of events beside the dates of their section and the day of the import: which cannot be, and which to check.

The rules: no registration or inquiry is from after the day of the import, nor more than three years from its section. What lies
more than a term outside its section, or says what will happen, is taken and should be checked.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from data.cubes.known_days import TERM, YEAR
from data.readers.files import issue, no_issues

YEARS = timedelta(days=3 * 366)
FIRST_YEAR = 1980
_AHEAD = timedelta(days=5 * 366)


@dataclass(frozen=True)
class _Rule:
    """Rows for which `wrong` holds have a reason at `column`. Fatal: their row is quarantined."""

    column: str
    code: str
    wrong: pl.Expr
    is_fatal: bool = False


def check(table: str, good: pl.DataFrame, sections: pl.LazyFrame | None, today: date) -> pl.DataFrame:
    """Issues of the rows of a table, the fatal ones and the doubts."""
    rows = good.lazy()
    if table == "registrations":
        if sections is None:
            return no_issues()
        rows = rows.join(sections.select("section_id", "opens_on", "starts_on", "ends_on"), on="section_id", how="left")
    asked = rules(table, today)
    if not asked:
        return no_issues()
    flags = {f"flag {n}": rule.wrong.fill_null(False) for n, rule in enumerate(asked)}
    columns = {rule.column for rule in asked}
    wrong = rows.select("row", *columns, **flags).filter(pl.any_horizontal(*flags)).collect()
    issues = [
        issue(wrong.filter(flag).select("row", value=rule.column), rule.column, rule.code, is_fatal=rule.is_fatal)
        for flag, rule in zip(flags, asked, strict=True)
        if wrong.height
    ]
    return pl.concat([no_issues(), *issues])


def rules(table: str, today: date) -> list[_Rule]:
    """What is looked at in the rows of a table."""
    # A file may come from a place where it is tomorrow already.
    after = pl.lit(today + timedelta(days=1))
    if table == "registrations":
        return _registration_rules(after)
    if table == "sections":
        return [
            _Rule("starts_on", "years_ahead", pl.col("starts_on") > after + _AHEAD, True),
            _Rule("opens_on", "years_back", pl.col("opens_on").dt.year() < FIRST_YEAR, True),
            _Rule("ends_on", "long_section", pl.col("ends_on") - pl.col("starts_on") > YEARS),
            _Rule("decided_on", "after_import_day", pl.col("decided_on") > after),
        ]
    if table == "inquiries":
        return [
            _Rule("inquired_on", "after_import", pl.col("inquired_on") > after, True),
            _Rule("inquired_on", "years_back", pl.col("inquired_on").dt.year() < FIRST_YEAR, True),
            *(_Rule(c, "after_import_day", pl.col(c) > after) for c in ("contacted_on", "applied_on", "registered_on")),
        ]
    if table == "learners":
        return [_Rule("first_seen_on", "after_import_day", pl.col("first_seen_on") > after)]
    if table == "marketing_costs":
        return [_Rule("month", "years_ahead", pl.col("month") > after + _AHEAD, True)]
    return []


def _registration_rules(after: pl.Expr) -> list[_Rule]:
    day, opens, ends = pl.col("registered_on"), pl.col("opens_on"), pl.col("ends_on")
    is_far = (day < opens - YEARS) | (day > ends + YEARS)
    is_near = ~is_far & (day <= after)
    return [
        _Rule("registered_on", "after_import", day > after, True),
        _Rule("registered_on", "years_from_section", is_far & (day <= after), True),
        _Rule("registered_on", "long_after_section", is_near & (day > ends + TERM)),
        _Rule("registered_on", "long_before_section", is_near & (day < opens - TERM)),
        _Rule("dropped_on", "year_after_section", pl.col("dropped_on").is_between(ends + YEAR, after, closed="right")),
        _Rule(
            "completed_on", "year_after_section", pl.col("completed_on").is_between(ends + YEAR, after, closed="right")
        ),
        _Rule("completed_on", "completed_before_start", pl.col("completed_on") < pl.col("starts_on")),
        *(_Rule(c, "after_import_day", pl.col(c) > after) for c in ("dropped_on", "paid_on", "completed_on")),
    ]
