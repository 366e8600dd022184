"""Goals of one period replaced by what was typed in, checked as an import is, as a new version."""

import polars as pl

from data.contracts import Goals
from data.store import Store, Version


class BadGoals(ValueError):
    """What was typed in is no goal, as a sentence."""


def replace(store: Store, collection: str, period: str, rows: pl.DataFrame) -> Version:
    """Keep `rows` (the contract's columns without goal_id and period) as the goals of the period.

    Other periods stay. Raises BadGoals, and StoreError where the version cannot be written.
    """
    typed = _checked(rows, period)
    with store.draft(f"Goals of {period} changed on the page") as draft:
        held = draft.facts(collection, "goals")
        others = Goals.create_empty() if held is None else held.filter(pl.col("period") != period).collect()
        together = pl.concat([Goals.cast(others), typed])
        draft.put(collection, "facts", "goals", together)
        draft.put(collection, "cubes", "goals", together)
    assert draft.version is not None
    return draft.version


def _checked(rows: pl.DataFrame, period: str) -> pl.DataFrame:
    numbered = rows.with_columns(
        pl.format(f"{period}-{{}}", pl.int_range(1, pl.len() + 1)).alias("goal_id"), period=pl.lit(period)
    )
    try:
        typed = Goals.cast(numbered.select(Goals.column_names()))
    except pl.exceptions.PolarsError:
        raise BadGoals("A goal needs a metric, what it is for, a target and a phasing from the lists.") from None
    good, failure = Goals.filter(typed)
    if failure.counts():
        raise BadGoals(f"{typed.height - good.height} of the goals cannot be kept: {_why(failure.counts())}.")
    is_all = pl.col("scope").cast(pl.String) == "all"
    if good.filter(is_all == pl.col("scope_value").fill_null("").ne("")).height:
        raise BadGoals("A goal for all names nothing under Which; a goal for a school, field or offering must.")
    if good.select("metric", "scope", "scope_value").is_duplicated().any():
        raise BadGoals("Two goals are for the same metric and the same choice; keep one of them.")
    for text in good.filter(pl.col("phasing").cast(pl.String) == "own_monthly_shape")["monthly_shares"]:
        _check_shares(text or "", 12 if period.startswith("FY") else 3 if "Q" in period else 1)
    return good


def _check_shares(text: str, months: int) -> None:
    try:
        shares = [float(part) for part in text.split(";")]
    except ValueError:
        shares = []
    if len(shares) != months or min(shares) < 0 or abs(sum(shares) - 1) > 0.005:
        raise BadGoals(f"Own monthly shares are {months} numbers separated by semicolons that add up to 1.")


def _why(counts: dict[str, int]) -> str:
    return "; ".join(f"{rule.replace('|', ': ').replace('_', ' ')} ({count})" for rule, count in counts.items())
