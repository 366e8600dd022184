"""Who comes back, where they go on to, and what a learner is worth over time."""

from dataclasses import dataclass
from math import exp, log, sqrt

import polars as pl

from data.cubes.learner_value import LearnerValue
from data.store.store import MissingData, holds, scan, scan_or_empty
from queries import college
from queries.cubes.returns import RETURNS_CUBE
from queries.cubes.steps import STEPS_CUBE
from queries.outcomes import articulations, section_effect
from queries.semantic.cube import Asked
from queries.semantic.intervals import Z_95
from queries.semantic.scope import Scope


@dataclass(frozen=True)
class Return:
    """The share that came back within so many months, with its 95% interval and the learners it starts from."""

    months: int
    share: float
    low: float
    high: float
    learners: int


def back(scope: Scope, stratum: str = "all") -> pl.DataFrame:
    """Share back by months since the first registration, per value of the stratum: value, months, share, low, high, at_risk.

    A life table on the published bands, right-censored: each band counts those who are followed to its end. A curve
    ends before the first band that is hidden. The interval is Greenwood's on the log-log scale, his variance times the
    design effect of sections (see `section_effect`). As known at the newest end of a term up to the as-of date; no rows
    before the first one.
    """
    frame = _bands(scope, stratum)
    if frame.is_empty():
        return pl.DataFrame()
    frame = frame.filter(~pl.col("is_hidden").cum_max().over("value", order_by="month_from"))
    if frame.is_empty():
        return pl.DataFrame()
    variance = section_effect.of_returns(scope, stratum).variance
    parts = [_curve(bands, variance).with_columns(value=pl.lit(name)) for (name,), bands in frame.sort("month_from").group_by("value", maintain_order=True)]  # fmt: skip
    return pl.concat(parts).sort("value", "months")


def within(curve: pl.DataFrame, months: int) -> list[tuple[str, Return]]:
    """The share back within so many months of each curve of `back` that reaches that far."""
    returns = []
    if curve.is_empty():
        return returns
    for (name,), points in curve.group_by("value", maintain_order=True):
        if points["months"].to_list()[-1] >= months:
            row = points.filter(pl.col("months") <= months).row(-1, named=True)
            returns.append((str(name), Return(months, row["share"], row["low"], row["high"], points["at_risk"][0])))
    return returns


def hidden_within(scope: Scope, stratum: str, months: int) -> list[str]:
    """Values of the stratum of which a band before so many months is hidden, so that `within` has none of them; sorted."""
    frame = _bands(scope, stratum)
    if frame.is_empty():
        return []
    return frame.filter(pl.col("is_hidden"), pl.col("month_from") < months)["value"].unique().sort().to_list()


@dataclass(frozen=True)
class ReturnRates:
    """Shares back within so many months: of all learners, and of those whose first credential stacks or does not.

    A share is None where it is hidden or not published yet. `stacking` and `other` are over all fields always.
    """

    months: int
    share: float | None
    is_hidden: bool
    stacking: float | None
    other: float | None
    is_one_field: bool


def return_rates(scope: Scope, months: int = 12) -> ReturnRates:
    """How many learners come back, and whether stacking makes a difference."""
    everybody = dict(within(back(scope), months))
    share = next((row.share for row in everybody.values()), None)
    stacks = {name: row.share for name, row in within(back(scope, "stacks"), months)}
    is_hidden = share is None and bool(hidden_within(scope, "all", months))
    return ReturnRates(months, share, is_hidden, stacks.get("yes"), stacks.get("no"), "field" in dict(scope.where))


def steps(scope: Scope, kind: str) -> pl.DataFrame:
    """Who completed an offering and went on: from, to (titles), credit_hours, completed, went_on, share; most first."""
    try:
        frame = STEPS_CUBE.read(Asked(scope))
    except MissingData:
        return pl.DataFrame()
    names = college.titles(scope.version, scope.college)
    frame = frame.filter(pl.col("kind") == kind).collect()
    if field := dict(scope.where).get("field"):
        frame = frame.filter(pl.col("from_offering").is_in(college.offerings_of(scope, field)))
    return frame.with_columns(
        pl.col("from_offering", "to").replace(names), share=pl.col("went_on") / pl.col("completed")
    ).sort("share", "from_offering", descending=[True, False], nulls_last=True)


def agreements(scope: Scope) -> pl.DataFrame:
    """Agreements by which credentials of others count here, toward the chosen field if one is: from (title), provider, to, credit_hours, effective_on."""
    if not holds(scope.version, scope.college, "articulations"):
        return pl.DataFrame()
    agreed = articulations.in_force(scope).lazy()
    offered = scan(scope.version, scope.college, "offerings").select("offering_id", "title", "provider_id", "cip_code")
    who = scan(scope.version, scope.college, "providers").select("provider_id", "is_home", provider="name")
    names = offered.select("offering_id", to_title="title", field=pl.col("cip_code").str.slice(0, 2))
    field = dict(scope.where).get("field")
    return (
        agreed.join(offered, left_on="from_offering", right_on="offering_id")
        .join(who, on="provider_id")
        .join(names, left_on="to_offering", right_on="offering_id", how="left")
        .filter(~pl.col("is_home"), pl.lit(True) if field is None else pl.col("field") == field)
        .select("title", "provider", pl.coalesce("to_title", "degree").alias("to"), "credit_hours", "effective_on")
        .sort("provider", "title")
        .collect()
    )


def value(scope: Scope) -> pl.DataFrame:
    """Net tuition per learner by cohort and months since the first registration: cohort, months, learners, usd."""
    held = scan_or_empty(scope.version, scope.college, "learner_value", LearnerValue)
    frame = held.filter(pl.col("known_on") <= scope.as_of).collect()
    return frame.with_columns(usd=pl.col("net_cents") / 100 / pl.col("learners")).sort("cohort", "months")


def _bands(scope: Scope, stratum: str) -> pl.DataFrame:
    """The published bands of a stratum, of all learners those of the chosen field; `is_hidden` where a count is."""
    try:
        frame = RETURNS_CUBE.read(Asked(scope)).collect()
    except MissingData:
        return pl.DataFrame()
    field = dict(scope.where).get("field")
    if stratum == "all" and field:
        frame = frame.filter(pl.col("stratum") == "field", pl.col("value") == field)
    else:
        frame = frame.filter(pl.col("stratum") == stratum)
    return frame.with_columns(is_hidden=pl.any_horizontal(pl.col("followed", "returned").is_null()))


def _curve(bands: pl.DataFrame, design_effect: float = 1.0) -> pl.DataFrame:
    still, greenwood = 1.0, 0.0
    points = [(0, 0.0, 0.0, 0.0, bands["followed"][0])]
    for month, followed, returned in bands.select("month_to", "followed", "returned").rows():
        still *= 1 - returned / followed
        if followed > returned:
            greenwood += returned / (followed * (followed - returned))
        low, high = _log_log(still, design_effect * greenwood)
        points.append((month + 1, 1 - still, low, high, followed))
    return pl.DataFrame(points, schema=["months", "share", "low", "high", "at_risk"], orient="row", strict=False)


def _log_log(still: float, variance: float) -> tuple[float, float]:
    """Ends of the share back; on this scale they stay between 0 and 1."""
    if not 0 < still < 1:
        return 1 - still, 1 - still
    width = Z_95 * sqrt(variance) / abs(log(still))
    return 1 - still ** exp(-width), 1 - still ** exp(width)
