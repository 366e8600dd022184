"""Goals beside each other and beside the college: which name nothing, and which are for one thing."""

import polars as pl

from data.contracts.vocabulary import GOAL_METRICS, GOAL_SHARES, GOALS_BY_YEAR, NARROWER_GOALS
from data.readers.files import issue, no_issues
from data.reference.import_reasons import reason

FOR = ("metric", "scope", "scope_value", "period")
"""What a goal is for; there is one target for each."""


def refused(goals: pl.DataFrame) -> pl.DataFrame:
    """Fatal issues: a metric without goals, a share of over 100%, a goal that names nothing, and goals that contradict each other."""
    unknown = goals.filter(~pl.col("metric").is_in(GOAL_METRICS))
    why = reason("not_a_metric", list=", ".join(GOAL_METRICS))
    is_all = pl.col("scope").cast(pl.String) == "all"
    nothing = goals.filter(is_all == pl.col("scope_value").is_not_null())
    over = goals.filter(pl.col("metric").is_in(GOAL_SHARES) & (pl.col("target") > 1))
    twice = goals.filter(goals.select(FOR).is_duplicated())
    return pl.concat(
        [
            issue(unknown.select("row", value="metric"), "metric", why, is_fatal=True),
            issue(over.select("row", value="target"), "target", "share_over_one", is_fatal=True),
            issue(nothing.select("row", value="scope_value"), "scope_value", "goal_for_nothing", is_fatal=True),
            issue(twice.select("row", value="target"), "target", "two_goals", is_fatal=True),
        ]
    )


def replaced(goals: pl.DataFrame, held: pl.LazyFrame | None) -> pl.DataFrame:
    """Doubts: goals that take the place of a held one of another id."""
    if held is None:
        return no_issues()
    was = held.select(*FOR, was="goal_id").collect()
    again = goals.join(was, on=FOR, nulls_equal=True).filter(pl.col("was") != pl.col("goal_id"))
    return issue(again.select("row", value="was"), "goal_id", "goal_replaced", is_fatal=False)


def not_counted(goals: pl.DataFrame) -> pl.DataFrame:
    """Doubts: goals for a choice or a period by which their metric is not counted."""
    metric, scope = pl.col("metric"), pl.col("scope").cast(pl.String)
    narrower = pl.any_horizontal((metric == name) & ~scope.is_in(scopes) for name, scopes in NARROWER_GOALS.items())
    shorter = metric.is_in(GOALS_BY_YEAR) & ~pl.col("period").str.starts_with("FY")
    return pl.concat(
        [
            issue(goals.filter(narrower).select("row", value="scope"), "scope", "goal_not_cut", is_fatal=False),
            issue(goals.filter(shorter).select("row", value="period"), "period", "goal_by_year", is_fatal=False),
        ]
    )


def choices_unknown(goals: pl.DataFrame, offerings: pl.LazyFrame | None) -> pl.DataFrame:
    """Doubts: goals for a field, school or offering that nothing of the college is of."""
    if offerings is None:
        return no_issues()
    values = {
        "field": pl.col("cip_code").str.head(2),
        "school": pl.col("school"),
        "offering": pl.col("offering_id"),
    }
    issues = [no_issues()]
    for scope, value in values.items():
        held = offerings.select(value.unique()).collect().to_series()
        asked = goals.filter(pl.col("scope").cast(pl.String) == scope, ~pl.col("scope_value").is_in(held.implode()))
        issues.append(issue(asked.select("row", value="scope_value"), "scope_value", "unknown_choice", is_fatal=False))
    return pl.concat(issues)
