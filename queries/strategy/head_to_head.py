"""One program beside its nearest on the other side, and where it lies among all of them."""

import math
from dataclasses import dataclass, fields, replace

import polars as pl

from queries.answer import measure
from queries.cubes import list_statistics
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.offerings import PROGRAMS
from queries.protection.cube_rows import rows
from queries.semantic.dimensions import FIELDS
from queries.semantic.scope import Scope
from queries.strategy import distributions
from queries.strategy.distributions import Position
from queries.strategy.offerings import OWN_LIST
from queries.strategy.program_groups import group_name

MOST_RIVALS = 4
"""Programs that stand beside the chosen one, so that all of them can be read on one screen."""
FEWEST = 12
"""Fewer programs than this say little about where one lies; the comparison then widens to the field."""


@dataclass(frozen=True)
class Program:
    """One program of any provider, as listed; None is not stated."""

    title: str
    provider: str
    provider_type: str | None
    side: str | None
    cip4: str | None
    field: str | None
    price_usd: float | None
    contact_hours: float | None
    weeks: float | None
    modality: str | None
    credit_hours: float | None
    is_fictional: bool

    @property
    def price_per_hour_usd(self) -> float | None:
        """List price divided by contact hours, where both are stated."""
        return self.price_usd / self.contact_hours if self.price_usd is not None and self.contact_hours else None


SHOWN = tuple(field.name for field in fields(Program))


def whole_list(scope: Scope, list_id: str) -> Scope:
    """The scope over one whole list, without the filters of the page; a program is found wherever it stands."""
    return replace(scope, where=(("list", list_id),))


def providers(scope: Scope) -> list[str]:
    """Providers on the list of the scope: the college itself first, the rest by name."""
    source, _ = rows(PROGRAMS_CUBE, (), scope)
    who = source.group_by("provider").agg(pl.col("is_ours").any()).sort("is_ours", "provider", descending=[True, False])
    return who.collect()["provider"].to_list()


def titles(scope: Scope, provider: str) -> dict[str, str]:
    """Title by program_id of one provider, sorted by title; titles that repeat carry their id, so that a link is clear."""
    source, _ = rows(PROGRAMS_CUBE, (), scope)
    listed = source.filter(pl.col("provider") == provider).select("program_id", "title").sort("title", "program_id")
    label = pl.when(pl.len().over("title") > 1).then(pl.format("{} [{}]", "title", "program_id")).otherwise("title")
    return dict(listed.with_columns(label).collect().rows())


def program(scope: Scope, program_id: str) -> Program | None:
    """One program on the list of the scope; None where it is not listed at the as-of date."""
    source, _ = rows(PROGRAMS_CUBE, (), scope)
    own_row = source.filter(pl.col("program_id") == program_id).select(SHOWN).collect()
    return Program(**own_row.row(0, named=True)) if own_row.height else None


def lists_with_programs(scope: Scope) -> list[str]:
    """Lists whose programs stand one by one: the college's own and every imported one."""
    return [OWN_LIST, *list_statistics.imported(scope.version)]


def listed(scope: Scope, most: int = 200) -> list[Program]:
    """Programs of the scope one by one, dearest first, where the list is known program by program; else none."""
    if list_statistics.stands_in(scope):
        return []
    source, _ = rows(PROGRAMS_CUBE, (), scope)
    order = source.select(SHOWN).sort("price_usd", "title", descending=[True, False], nulls_last=True)
    return [Program(**row) for row in order.head(most).collect().to_dicts()]


def nearest(scope: Scope, chosen: Program, side: str, count: int = 6) -> list[tuple[Program, str]]:
    """The programs of a side nearest to the chosen one: same CIP4 first, then same CIP2, then by contact hours.

    Each with its distance in words. Programs that a list repeats stand once, and the college's own never.
    """
    return _with_distance(_by_nearness(scope, chosen, side).head(count), chosen)


def rivals(scope: Scope, chosen: Program, side: str) -> dict[str, str]:
    """Title and provider by program_id of every program of a side that one may be compared with, nearest first."""
    ordered = _by_nearness(scope, chosen, side)
    return {row["program_id"]: f"{row['title']} · {row['provider']}" for row in ordered.to_dicts()}


def beside(scope: Scope, chosen: Program, side: str, program_ids: tuple[str, ...]) -> list[tuple[Program, str]]:
    """The named programs of a side with their distance to the chosen one, nearest first."""
    ordered = _by_nearness(scope, chosen, side)
    return _with_distance(ordered.filter(pl.col("program_id").is_in(program_ids)), chosen)


def _by_nearness(scope: Scope, chosen: Program, side: str) -> pl.DataFrame:
    """Programs of a side in the field of the chosen one, nearest first: program_id, SHOWN, is_far and apart."""
    source, _ = rows(PROGRAMS_CUBE, (), scope.narrowed(side=side))
    others = source.filter(pl.col("field") == pl.lit(chosen.field), ~pl.col("is_ours"))
    others = others.select("program_id", *SHOWN).collect()
    hours = chosen.contact_hours
    apart = (pl.col("contact_hours") / hours).log().abs() if hours else pl.lit(None, pl.Float64)
    return (
        others.with_columns(is_far=pl.col("cip4") != pl.lit(chosen.cip4), apart=apart)
        .filter(~((pl.col("title") == chosen.title) & (pl.col("provider") == chosen.provider)))
        .sort("is_far", "apart", "title", "provider", nulls_last=True)
        .unique(["title", "provider"], keep="first", maintain_order=True)
    )


def _with_distance(ordered: pl.DataFrame, chosen: Program) -> list[tuple[Program, str]]:
    hours = chosen.contact_hours
    return [
        (Program(**{name: row[name] for name in SHOWN}), _nearness(row["is_far"], row["contact_hours"], hours))
        for row in ordered.to_dicts()
    ]


@dataclass(frozen=True)
class Standing:
    """Where a program lies among the programs of one side of a list: by measure, in the narrowest group that says enough."""

    side: str
    group: str
    programs: int
    positions: dict[str, Position]


def standing(scope: Scope, chosen: Program, side: str) -> Standing | None:
    """The standing of a program among those of `side` on the list of the scope; None where none can be compared.

    The chosen program is not counted among them when it is on the other side; lists are never added.
    """
    groups = []
    if chosen.cip4:
        groups.append((group_name(chosen.cip4), {"cip4": chosen.cip4}))
    if chosen.field:
        groups.append((FIELDS.get(chosen.field, f"CIP {chosen.field}"), {"field": chosen.field}))
    for name, where in groups:
        within = scope.narrowed(side=side, **where)
        programs = int(measure(PROGRAMS, scope=within).value(PROGRAMS) or 0)
        if programs >= FEWEST or (where.keys() == {"field"} and programs):
            positions = {m: distributions.position(within, m, v) for m, v in _values(chosen).items() if v is not None}
            return Standing(side, name, programs, {m: p for m, p in positions.items() if p is not None})
    return None


def _values(chosen: Program) -> dict[str, float | None]:
    return {
        "price": chosen.price_usd,
        "price_per_hour": chosen.price_per_hour_usd,
        "hours": chosen.contact_hours,
        "weeks": chosen.weeks,
    }


def _nearness(is_far: bool | None, theirs: float | None, ours: float | None) -> str:
    place = "Same field" if is_far or is_far is None else "Same program group"
    if not theirs or not ours:
        return f"{place}, hours not stated"
    if math.isclose(theirs, ours, rel_tol=0.01):
        return f"{place}, same hours"
    if theirs >= 2 * ours:
        return f"{place}, {theirs / ours:.1f} times the hours"
    return f"{place}, {abs(100 * (theirs / ours - 1)):.0f}% {'more' if theirs > ours else 'fewer'} hours"
