"""What stands around a college's programs in Workforce Pell: its state, approvals, and pay and work of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.cubes.placement import PAY
from data.reference.occupation_lists import OccupationList
from data.reference.poverty_guidelines import Guidelines
from data.reference.state_codes import COUNTRY
from data.reference.workforce_pell import Rule
from data.store.store import MissingData, scan
from queries.outcomes import completion as outcomes
from queries.outcomes.pell_checks import Approval, Ceiling, InField
from queries.outcomes.pell_rates import value_added_usd
from queries.semantic.scope import Scope


@dataclass(frozen=True)
class Files:
    """What is read beside the college's data: the rule, the guidelines, and lists of occupations by state."""

    rule: Rule
    guidelines: Guidelines
    lists: tuple[OccupationList, ...] = ()

    def of_state(self, state: str | None) -> OccupationList | None:
        """The newest list of one state, None without one."""
        return next((one for one in self.lists if one.state == state), None)


def home_state(scope: Scope) -> str | None:
    """The state of the college's main campus, None where it is not stated."""
    own = scan(scope.version, scope.college, "providers").filter("is_home").select("state").collect()
    return next(iter(own["state"].drop_nulls().to_list()), None)


def approvals(scope: Scope) -> Mapping[str, Approval]:
    """The newest approval of each offering that was given by the as-of date; it ends on its last day or is withdrawn."""
    try:
        held = scan(scope.version, scope.college, "approvals").collect()
    except MissingData:  # a version of an older release
        return {}
    withdrawn = pl.when(pl.col("withdrawn_on") <= scope.as_of).then(pl.col("withdrawn_on").dt.offset_by("-1d"))
    given = held.filter(pl.col("approved_on") <= scope.as_of).with_columns(
        ends_on=pl.min_horizontal("expires_on", withdrawn)
    )
    rows = given.sort("approved_on").select("offering_id", "state", "approved_on", "ends_on").rows()
    return {offering: Approval(state, approved_on, ends_on) for offering, state, approved_on, ends_on in rows}


def in_field(scope: Scope) -> Mapping[str, InField]:
    """Employment in quarter 2 of each field that is not hidden, in the newest year that is published."""
    frame = outcomes.placement_by_field(scope, "employed_q2")
    if frame.is_empty():
        return {}
    shown = frame.drop_nulls("share")
    calendar = scope.period.calendar
    return {
        row["value"]: InField(row["share"], row["known"], calendar.containing(row["cohort"], "fiscal_year").name)
        for row in shown.to_dicts()
    }


def ceilings(scope: Scope, files: Files, state: str | None) -> Mapping[str, Ceiling]:
    """What each field's programs could charge at most, if the limit came from the field's published pay of today."""
    guideline = files.guidelines.newest(scope.as_of.year, state)
    frame = outcomes.placement_by_field(scope, PAY)
    if guideline is None or frame.is_empty():
        return {}
    year, amount = guideline
    parity, calendar = _parity(scope, state), scope.period.calendar
    return {
        row["value"]: Ceiling(
            limit_usd=value_added_usd(row["median_pay_usd"], amount, files.rule, parity),
            median_usd=row["median_pay_usd"],
            year=calendar.containing(row["cohort"], "fiscal_year").name,
            parity=parity,
            state=state,
            guideline_usd=amount,
            guideline_year=year,
        )
        for row in frame.drop_nulls("median_pay_usd").to_dicts()
    }


def _parity(scope: Scope, state: str | None) -> float | None:
    """The price level of a state, 100 for the country; that of its metropolitan area is not held."""
    try:
        prices = scan(scope.version, "market", "area_prices").filter(pl.col("area") == (state or COUNTRY)).collect()
    except MissingData:
        return None
    return 100 * prices["price_parity"][0] if state and prices.height else None
