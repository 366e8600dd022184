"""What stands around a college's programs in Workforce Pell: its state, approvals, and pay and work of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from data.contracts.approvals import Approvals
from data.cubes.occupations import AreaPrices, OccupationLinks
from data.cubes.placement import PAY
from data.cubes.program_work import ProgramWork
from data.reference.occupation_lists import OccupationList
from data.reference.periods import fiscal_year_name
from data.reference.poverty_guidelines import Guidelines
from data.reference.workforce_pell import Rule
from data.store.store import scan, scan_or_empty
from queries.outcomes import completion as outcomes
from queries.outcomes.pell_checks import Approval, Ceiling, InField, Recipients, Work
from queries.outcomes.pell_rates import value_added_usd
from queries.semantic.points_in_time import newest
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
    held = scan_or_empty(scope.version, scope.college, "approvals", Approvals).collect()
    withdrawn = pl.when(pl.col("withdrawn_on") <= scope.as_of).then(pl.col("withdrawn_on").dt.offset_by("-1d"))
    given = held.filter(pl.col("approved_on") <= scope.as_of).with_columns(
        ends_on=pl.min_horizontal("expires_on", withdrawn)
    )
    rows = given.sort("approved_on").select("offering_id", "state", "approved_on", "ends_on").rows()
    return {offering: Approval(state, approved_on, ends_on) for offering, state, approved_on, ends_on in rows}


def work(scope: Scope) -> Mapping[str, Work]:
    """Work of each program's own people in the newest fiscal year that is whole; none where the college does not state it."""
    every = _work(scope)
    whole = every.filter(pl.col("recipients") == "all", pl.col("grain") == "offering")
    newest_year = whole.filter(pl.col("cohort") == pl.col("cohort").max())
    states_left = newest_year.filter(pl.col("ended") == "left").height > 0
    found = dict[str, Work]()
    for (offering,), rows in newest_year.partition_by("value", as_dict=True).items():
        of = {row["ended"]: row for row in rows.to_dicts()}
        found[offering] = Work(
            year=fiscal_year_name(rows["cohort"][0]),
            completed=_pair(of.get("completed"), "placed"),
            left=_pair(of.get("left"), "placed"),
            in_occupation=_pair(of.get("completed"), "in_occupation"),
            states_left=states_left,
        )
    return found


def recipients(scope: Scope) -> Mapping[str, Recipients]:
    """Pell recipients who completed and work, by CIP code and year: the rule pools all programs of one code."""
    every = _work(scope)
    mine = every.filter(pl.col("recipients") == "pell", pl.col("grain") == "offering")
    if mine.is_empty():
        return {}
    codes = scan(scope.version, scope.college, "offerings").select(value="offering_id", code="cip_code").collect()
    by_year = mine.join(codes, on="value").group_by("code", "cohort").agg(
        people=pl.col("placed").sum(), hidden=pl.col("placed").null_count()
    )  # fmt: skip
    years = sorted(mine["cohort"].unique(), reverse=True)
    found = {}
    for (code,), rows in by_year.partition_by("code", as_dict=True).items():
        of = dict(rows.select("cohort", "people").rows())
        found[code] = Recipients(
            people=tuple(of.get(year, 0) for year in years),
            newest=fiscal_year_name(years[0]),
            is_partly_hidden=rows["hidden"].sum() > 0,
        )
    return found


def similar(scope: Scope, codes: Mapping[str, tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The titles of substantially similar offerings: of the same program group, for the very same occupations.

    `codes`: title and CIP code by offering. Occupations are those of the federal crosswalk.
    """
    links = scan_or_empty(scope.version, "market", "occupation_links", OccupationLinks)
    of: dict[str, set[str]] = {}
    for cip, soc in links.select("cip_code", "soc_code").collect().rows():
        of.setdefault(cip, set()).add(soc)
    return {
        offering: tuple(
            sorted(
                title
                for other, (title, code) in codes.items()
                if other != offering
                and code[:5] == mine[:5]
                and (code == mine or (of.get(code) and of.get(code) == of.get(mine)))
            )
        )
        for offering, (_, mine) in codes.items()
    }


def _work(scope: Scope) -> pl.DataFrame:
    """The rows of `program_work` as known at the as-of date, of fiscal years that are whole by then."""
    frame = newest(scan_or_empty(scope.version, scope.college, "program_work", ProgramWork), scope).collect()
    # Whoever ends in a half year is told of at the end of the next one.
    is_whole = pl.col("cohort").dt.offset_by("18mo") <= pl.col("as_of").dt.offset_by("1d")
    return frame.filter(is_whole, pl.col("cohort") <= scope.period.fiscal_year.start)


def _pair(row: Mapping | None, inner: str) -> tuple[int, int] | None:
    return None if row is None or row["known"] is None or row[inner] is None else (row[inner], row["known"])


def in_field(scope: Scope) -> Mapping[str, InField]:
    """Employment in quarter 2 of each field that is not hidden, in the newest year that is published."""
    frame = outcomes.placement_by_field(scope, "employed_q2")
    if frame.is_empty():
        return {}
    shown = frame.drop_nulls("share")
    return {
        row["value"]: InField(row["share"], row["known"], fiscal_year_name(row["cohort"])) for row in shown.to_dicts()
    }


def ceilings(scope: Scope, files: Files, state: str | None) -> Mapping[str, Ceiling]:
    """What each field's programs could charge at most, if the limit came from the field's published pay of today."""
    guideline = files.guidelines.newest(scope.as_of.year, state)
    frame = outcomes.placement_by_field(scope, PAY)
    if guideline is None or frame.is_empty():
        return {}
    year, amount = guideline
    parity = _parity(scope, state)
    return {
        row["value"]: Ceiling(
            limit_usd=value_added_usd(row["median_pay_usd"], amount, files.rule, parity),
            median_usd=row["median_pay_usd"],
            year=fiscal_year_name(row["cohort"]),
            parity=parity,
            state=state,
            guideline_usd=amount,
            guideline_year=year,
        )
        for row in frame.drop_nulls("median_pay_usd").to_dicts()
    }


def _parity(scope: Scope, state: str | None) -> float | None:
    """The price level of a state, 100 for the country; that of its metropolitan area is not held."""
    if state is None:
        return None
    prices = scan_or_empty(scope.version, "market", "area_prices", AreaPrices).filter(area=state).collect()
    return 100 * prices["price_parity"][0] if prices.height else None
