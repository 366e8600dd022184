"""What could be launched: program groups that others offer and we do not, by demand, with how our own launches fared."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from data.reference.periods import same_day_last_year
from data.reference.portfolio import CRITERIA, DEMAND, MARKET, Rule
from data.reference.view import view
from data.store.store import MissingData, scan
from queries import college
from queries.cubes import sections
from queries.semantic.column import Column, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, INDEX, SHARE, USD
from queries.strategy import demand, white_space
from queries.strategy.demand_pairs import is_held

FEWEST = 5
"""Launches of the college of which a first year must be known."""
ENDS = (0.3, 0.5, 0.7)
"""Of ten new programs three stay small and three do well; between them lie four, and the middle one."""
_COLUMNS = (
    of_dimension("cip4"),
    Column("points", "Points", SHARE.whole, "Points on openings per award and market growth, as a share of those that both can earn."),
    Column("alternatives", "Alternative providers", COUNT, "Programs of alternative providers on the lists that are known."),
    Column("demand", "Openings per award", INDEX, demand.NOT_A_SHORTAGE),
    Column("openings", "Openings a year", COUNT.whole, "The group's share of the openings of its occupations."),
    Column("wage_median", "Median wage", USD, demand.AVERAGE_WAGE),
    Column("certificates", "Certificates", COUNT, "Certificates of the newest academic year."),
    Column("market", "Market growth", SHARE.signed, "Change in certificates in three years; empty under 100 certificates."),
)  # fmt: skip


@dataclass(frozen=True)
class Launches:
    """How the college's own launches fared: seats in their first 12 months, and days from opening to the first start.

    `low` and `high` part the three of ten with the fewest and with the most seats from the four between them.
    """

    offerings: int
    low: float
    middle: float
    high: float
    days_to_start: float


def is_answerable(scope: Scope) -> bool:
    """Whether the whole college is shown: in a part of it, what others of the college offer would look like a gap."""
    return view(scope.version).part is None


def candidates(scope: Scope, rule: Rule) -> Table:
    """Program groups of alternative providers that the college does not offer, with enough points to launch; most first.

    A group earns points on the two inputs that are known before there is an offering, by the scales and weights of the rule.
    One of which either is not known is left out.
    """
    asked = replace(scope, where=tuple(pair for pair in scope.where if pair[0] in ("field", "state")))
    frame = _gaps(asked).join(_openings(asked), on="cip4", how="left")
    places = [CRITERIA.index(name) for name in (DEMAND, MARKET)]
    weights = np.array([rule.weights[place] for place in places])
    if not weights.sum():
        weights = np.ones(len(places))
    points = [
        ((pl.col(CRITERIA[place]) - rule.no_points[place]) / (rule.full_points[place] - rule.no_points[place])).clip(
            0, 1
        )
        for place in places
    ]
    scored = frame.with_columns(points=(points[0] * weights[0] + points[1] * weights[1]) / weights.sum())
    best = scored.filter(pl.col("points") >= rule.grow_from)
    ordered = best.sort("points", "openings", "cip4", descending=[True, True, False])
    return Table(ordered, _COLUMNS, asked, demand.PUBLIC, demand.notes(asked), has_period=False)


def _gaps(scope: Scope) -> pl.DataFrame:
    """cip4, alternatives, certificates and market growth of groups that others offer and the college does not."""
    try:
        ranked = white_space.ranked(scope)
    except MissingData:
        schema = {"cip4": pl.String, "alternatives": pl.Int64, "certificates": pl.Int64, MARKET: pl.Float64}
        return pl.DataFrame(schema=schema)
    missing = ranked.filter(pl.col("ours") == 0, pl.col("alternatives") > 0)
    return missing.select("cip4", "alternatives", "certificates", pl.col("growth").alias(MARKET))


def _openings(scope: Scope) -> pl.DataFrame:
    """Shared openings, openings per award and the median wage by program group."""
    if not is_held(scope.version):
        schema = {"cip4": pl.String, "openings": pl.Float64, DEMAND: pl.Float64, "wage_median": pl.Float64}
        return pl.DataFrame(schema=schema)
    programs = demand.by_program(scope).frame.filter(pl.col("awards") > 0)
    paid = pl.when(pl.col("wage_median").is_not_null()).then(pl.col("openings"))
    grouped = programs.group_by(cip4=pl.col("cip_code").str.head(5)).agg(
        pl.col("openings").sum(),
        pl.col("awards").sum(),
        wage_median=pl.when(paid.sum() > 0).then((pl.col("wage_median") * paid).sum() / paid.sum()),
    )
    return grouped.select("cip4", "openings", "wage_median", demand.index("openings").alias(DEMAND))


def own_launches(scope: Scope) -> Launches | None:
    """How the launches of the college fared whose first 12 months lie in the data; None where there are too few."""
    first_day, _ = college.span(scope.version, scope.college)
    own = scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id")
    launched = (
        scan(scope.version, scope.college, "offerings")
        .join(own, on="offering_id")
        .filter(pl.col("launched_on").is_between(first_day, same_day_last_year(scope.as_of), closed="right"))
        .select("offering_id", "launched_on")
    )
    held = sections.at(scope.version, scope.college, scope.as_of).filter(
        pl.col("status") == "held", pl.col("started").is_not_null()
    )
    in_first_year = pl.col("starts_on") < pl.col("launched_on").dt.offset_by("1y")
    by_offering = (
        launched.join(held, on="offering_id", how="left")
        .group_by("offering_id", "launched_on")
        .agg(seats=pl.col("started").filter(in_first_year).sum(), first=pl.col("starts_on").min())
        .collect()
    )
    if by_offering.height < FEWEST:
        return None
    low, middle, high = (float(by_offering["seats"].quantile(end, "linear") or 0) for end in ENDS)
    days = by_offering.select((pl.col("first") - pl.col("launched_on")).dt.total_days().median()).item()
    return Launches(by_offering.height, low, middle, high, float(days or 0))
