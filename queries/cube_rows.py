"""From a scope to the rows of a cube that answer it, with the columns that dimensions name."""

from dataclasses import replace

import polars as pl

from data.cubes import offering_cells
from data.cubes.completion_formats import FORMATS
from data.cubes.completion_groups import ATTRIBUTES
from data.reference import format_rule
from data.reference.periods import containing
from data.store.store import MissingData, scan
from queries import protection
from queries.cubes import funnel, new_learners, sections
from queries.cubes.section_money import section_money
from queries.enrollment.board import board
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope, Unanswerable

GRAIN_ORDER = ("offering", "field", "school")
SAME_YEAR = "same_year"
READ_BY_THE_READER = ("sector_basis", "format_rule")
"""Choices that say how a column is made; no row is filtered or cut by them."""
ONE_AT_A_TIME = (*READ_BY_THE_READER, "list")
"""What is counted under two of them is never pooled: it is the same programs or awards, or fictional and real ones."""
DERIVED = {"awards": {"years_ago": pl.Int64}}
"""Columns that formulas may use beside those of the cube: made while reading, since they depend on the whole table."""


def rows(
    cube: str, by: tuple[str, ...], scope: Scope, metrics: tuple[Metric, ...] = ()
) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """Rows of the cube inside the scope, and the filters that do not apply to it. Raises Unanswerable.

    A filter that is given more than once is a union of its values, which `metrics` may forbid.
    """
    for dimension in by:
        if dimension not in DIMENSIONS:
            raise Unanswerable(f"There is no dimension {dimension!r}; there are {', '.join(DIMENSIONS)}.")
        if cube not in DIMENSIONS[dimension].cubes:
            raise Unanswerable(f"{DIMENSIONS[dimension].label} is not a published cut of {cube}.")
        if dimension in READ_BY_THE_READER:
            raise Unanswerable(f"{DIMENSIONS[dimension].label} is a choice and no cut; ask once for each.")
    where = {k: v for k, v in scope.where if k in DIMENSIONS and cube in DIMENSIONS[k].cubes}
    applies = frozenset(where)
    several = {name: values for name, values in scope.unions.items() if name in where}
    if twice := [name for name in several if name in ONE_AT_A_TIME]:
        raise Unanswerable(f"{DIMENSIONS[twice[0]].label} can be chosen once only; ask once for each.")
    frame = _READERS[cube](scope, by, where)
    for name in READ_BY_THE_READER:
        where.pop(name, None)
    for name, value in where.items():
        if name not in several:
            frame = frame.filter(pl.col(name).cast(pl.String) == value)
    if several:
        frame = protection.pooled(frame, several, metrics)
    return frame, tuple(k for k, _ in scope.where if k not in applies)


def _enrollment(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    frame = scan(scope.version, scope.college, "enrollment").filter(
        pl.col("known_on") <= scope.as_of, pl.col("month").is_between(scope.period.start, scope.period.end)
    )
    if not ({*by, *where} - {"month", "offering"}):
        return frame.rename({"offering_id": "offering"})
    offered = scan(scope.version, scope.college, "offerings").select(
        "offering_id", "school", "modality", "credential_type", field=pl.col("cip_code").str.slice(0, 2)
    )
    return frame.join(offered, on="offering_id").rename({"offering_id": "offering"})


def _section_money(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    return section_money(scope)


def _headcount(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    if several := scope.unions.keys() & where.keys():
        names = " or ".join(DIMENSIONS[name].label.lower() for name in sorted(several))
        raise Unanswerable(f"Headcount is of one {names} at a time: a learner may be in several and would count twice.")
    grain, kind = _one_grain("Headcount", by, where), _one_kind("Headcount is", by, where, scope)
    return (
        scan(scope.version, scope.college, "headcount")
        .filter(
            pl.col("grain") == grain,
            pl.col("period_kind") == kind,
            pl.col("known_on") <= scope.as_of,
            pl.col("period").is_between(scope.period.start, scope.period.end),
        )
        .rename({"value": grain, "period": kind})
    )


def _completion(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    wanted = {*by, *where}
    traits, formats = wanted & set(ATTRIBUTES), wanted & set(FORMATS)
    if len(traits | formats) > 1 or (formats and len(wanted) > 1) or (traits and wanted - traits - {"field"}):
        cuts = " and ".join(DIMENSIONS[name].label.lower() for name in sorted(wanted))
        raise Unanswerable(
            f"Completion is not published by {cuts} at once. By learner group it is published for the college and for "
            "each field; by modality, length or price for the college alone."
        )
    cube = "completion_groups" if traits else "completion_formats" if formats else "completion"
    cohort = containing(scope.period.end, "fiscal_year").start
    frame = newest(scan(scope.version, scope.college, cube).filter(pl.col("cohort") == cohort), scope)
    if not traits | formats:
        grain = _one_grain("Completion", by, where)
        return frame.filter(pl.col("grain") == grain).rename({"value": grain})
    attribute = (traits | formats).pop()
    frame = frame.filter(pl.col("attribute") == attribute).rename({"group": attribute})
    if traits:
        grain = "field" if "field" in wanted else "all"
        frame = frame.filter(pl.col("grain") == grain).rename({"value": grain})
    return frame


def _placement(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    grain = _one_grain("Placement", by, where)
    cohort = containing(scope.period.end, "fiscal_year").start
    frame = scan(scope.version, scope.college, "placement").filter(
        pl.col("grain") == grain, pl.col("cohort") == cohort, pl.col("measure") != "pay"
    )
    return newest(frame, scope).rename({"value": grain})


def _programs(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    listed = (pl.col("listed_from") <= scope.as_of).fill_null(True) & (pl.col("listed_until") >= scope.as_of).fill_null(
        True
    )
    college = scan(scope.version, scope.college, "programs")
    # Fictional and real programs never stand in one number: beside the demo a real list must be asked for by name.
    is_apart = scope.college != "demo" or "list" in {*by, *where}
    public = _public_programs(scope) if is_apart else []
    return (
        pl.concat([college, *public])
        .rename({"list_id": "list"})
        .filter(listed)
        .with_columns(side=offering_cells.side(), format=_rule(where).format())
    )


def _rule(where: dict[str, str]) -> format_rule.FormatRule:
    try:
        return format_rule.parse(where.get("format_rule", format_rule.DEFAULT.code))
    except ValueError as error:
        raise Unanswerable(str(error)) from None


def _awards(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    basis = where.get("sector_basis", SAME_YEAR)
    if basis != SAME_YEAR:
        _check_basis(scope, basis)
    if "institution" in {*by, *where}:
        return _awards_of_institutions(scope, {*by, *where}, basis)
    frame = scan(scope.version, "market", "awards").with_columns(field=pl.col("cip4").str.slice(0, 2))
    return _with_age(frame.filter(pl.col("sector_basis").is_in([SAME_YEAR, basis])))


def _check_basis(scope: Scope, basis: str) -> None:
    held = scan(scope.version, "market", "awards").select(pl.col("sector_basis").unique().sort()).collect()
    if basis not in (known := held["sector_basis"].to_list()):
        raise Unanswerable(f"Sectors cannot be read as of {basis!r}; there are {', '.join(known)}.")


def _awards_of_institutions(scope: Scope, wanted: set[str], basis: str) -> pl.LazyFrame:
    if "cip4" in wanted:
        raise Unanswerable("Awards of one institution are published by field (CIP2), not by CIP4.")
    frame = scan(scope.version, "market", "institution_awards").rename({"unitid": "institution", "institution": "name"})
    frame = frame.with_columns(sector_basis=pl.lit(basis))
    if basis != SAME_YEAR:
        then = frame.filter(pl.col("year") == int(basis)).select("institution", then="sector").unique("institution")
        # An institution that has no award row in the frozen year keeps the sector of each year.
        frame = frame.join(then, on="institution", how="left").with_columns(sector=pl.coalesce("then", "sector"))
    return _with_age(frame)


def _with_age(frame: pl.LazyFrame) -> pl.LazyFrame:
    """`years_ago`: 0 in the newest year of the whole table, so that a cut that ended before it does not look newest."""
    return frame.with_columns(years_ago=pl.col("year").max() - pl.col("year"))


def _sections(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    return sections.decided(scope).rename({"offering_id": "offering"})


def _pacing(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    return board(replace(scope, where=())).lazy()


def _funnel(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    return funnel.inquiries(scope)


def _new_learners(scope: Scope, by: tuple[str, ...], where: dict[str, str]) -> pl.LazyFrame:
    return new_learners.cells(scope, "channel" in {*by, *where}, _one_kind("New learners are", by, where, scope))


def _public_programs(scope: Scope) -> list[pl.LazyFrame]:
    """Programs of imported public lists, which stand beside any college's own."""
    try:
        return [scan(scope.version, "market", "programs")]
    except MissingData:
        return []


def _one_kind(what: str, by: tuple[str, ...], where: dict[str, str], scope: Scope) -> str:
    """The kind of period that distinct people are counted in: that of the cut or filter by time, else the scope's own."""
    times = sorted({d for d in (*by, *where) if DIMENSIONS[d].is_time})
    if len(times) > 1:
        raise Unanswerable(f"{what} published by month or by quarter, not by both at once.")
    return times[0] if times else scope.period.kind


def _one_grain(what: str, by: tuple[str, ...], where: dict[str, str]) -> str:
    """The published grain that a distinct or protected count is read at; unions of cells are never made."""
    wanted = {d for d in (*by, *where) if not DIMENSIONS[d].is_time}
    if not wanted:
        return "all"
    if wanted == {"offering", "field"} and "field" in where:
        raise Unanswerable(f"{what} is published by offering or by field, not by both at once.")
    if len(wanted) > 1:
        raise Unanswerable(
            f"{what} is published by one of {', '.join(GRAIN_ORDER)}, not by {' and '.join(sorted(wanted))}."
        )
    return wanted.pop()


_READERS = {
    "enrollment": _enrollment,
    "headcount": _headcount,
    "section_money": _section_money,
    "completion": _completion,
    "placement": _placement,
    "programs": _programs,
    "awards": _awards,
    "sections": _sections,
    "pacing": _pacing,
    "funnel": _funnel,
    "new_learners": _new_learners,
}
