"""One program beside its nearest on the other side, and where it lies among all of them."""

import math
from dataclasses import dataclass, replace

import polars as pl

from queries import distributions, published
from queries.answer import measure
from queries.cube_rows import rows
from queries.dimensions import FIELDS
from queries.distributions import Position
from queries.metrics.offerings import PROGRAMS
from queries.offerings import OWN_LIST
from queries.program_groups import group_name
from queries.scope import Scope

FEWEST = 12
"""Fewer programs than this say little about where one lies; the comparison then widens to the field."""
SHOWN = (
    "title",
    "provider",
    "provider_type",
    "side",
    "credential_type",
    "cip4",
    "field",
    "price_usd",
    "contact_hours",
    "weeks",
    "modality",
    "credit_hours",
    "is_ours",
    "is_fictional",
)


def whole_list(scope: Scope, list_id: str) -> Scope:
    """The scope over one whole list, without the filters of the page; a program is found wherever it stands."""
    return replace(scope, where=(("list", list_id),))


def providers(scope: Scope) -> list[str]:
    """Providers on the list of the scope: the college itself first, the rest by name."""
    source, _ = rows("programs", (), scope)
    who = source.group_by("provider").agg(pl.col("is_ours").any()).sort("is_ours", "provider", descending=[True, False])
    return who.collect()["provider"].to_list()


def titles(scope: Scope, provider: str) -> dict[str, str]:
    """Title by program_id of one provider, sorted by title."""
    source, _ = rows("programs", (), scope)
    found = source.filter(pl.col("provider") == provider).select("program_id", "title").sort("title", "program_id")
    return dict(found.collect().rows())


def program(scope: Scope, program_id: str) -> dict:
    """The columns of `SHOWN` of one program on the list of the scope."""
    source, _ = rows("programs", (), scope)
    return source.filter(pl.col("program_id") == program_id).select(SHOWN).collect().row(0, named=True)


def lists_with_programs(scope: Scope) -> list[str]:
    """Lists whose programs stand one by one: the college's own and every imported one."""
    return [OWN_LIST, *published.imported(scope.version)]


def nearest(scope: Scope, chosen: dict, side: str, count: int = 6) -> pl.DataFrame:
    """The programs of a side nearest to the chosen one: same CIP4 first, then same CIP2, then by contact hours.

    Columns of `SHOWN` and `nearness`, the distance in words. Programs that a list repeats stand once.
    """
    source, _ = rows("programs", (), scope.narrowed(side=side))
    others = source.filter(pl.col("field") == chosen["field"], ~pl.col("is_ours")).select(SHOWN).collect()
    hours = chosen["contact_hours"]
    apart = (pl.col("contact_hours") / hours).log().abs() if hours else pl.lit(None, pl.Float64)
    ordered = (
        others.with_columns(is_far=pl.col("cip4") != chosen["cip4"], apart=apart)
        .filter(~((pl.col("title") == chosen["title"]) & (pl.col("provider") == chosen["provider"])))
        .sort("is_far", "apart", "title", "provider", nulls_last=True)
        .unique(["title", "provider"], keep="first", maintain_order=True)
        .head(count)
    )
    words = [_nearness(is_far, theirs, hours) for is_far, theirs in ordered.select("is_far", "contact_hours").rows()]
    return ordered.drop("is_far", "apart").with_columns(nearness=pl.Series(words, dtype=pl.String))


@dataclass(frozen=True)
class Standing:
    """Where a program lies among the programs of one side of a list: by measure, in the narrowest group that says enough."""

    side: str
    group: str
    programs: int
    positions: dict[str, Position]


def standing(scope: Scope, chosen: dict, side: str) -> Standing | None:
    """The standing of a program among those of `side` on the list of the scope; None where none can be compared.

    The chosen program is not counted among them when it is on the other side; lists are never added.
    """
    groups = [(group_name(chosen["cip4"]), {"cip4": chosen["cip4"]})] if chosen["cip4"] else []
    groups += [(FIELDS.get(chosen["field"], f"CIP {chosen['field']}"), {"field": chosen["field"]})] if chosen["field"] else []
    for name, where in groups:
        within = scope.narrowed(side=side, **where)
        programs = int(measure(PROGRAMS, scope=within).value(PROGRAMS) or 0)
        if programs >= FEWEST or (where.keys() == {"field"} and programs):
            found = {m: distributions.position(within, m, v) for m, v in _values(chosen).items() if v is not None}
            return Standing(side, name, programs, {m: p for m, p in found.items() if p is not None})
    return None


def _values(chosen: dict) -> dict[str, float | None]:
    price, hours = chosen["price_usd"], chosen["contact_hours"]
    rate = price / hours if price is not None and hours else None
    return {"price": price, "price_per_hour": rate, "hours": hours, "weeks": chosen["weeks"]}


def _nearness(is_far: bool | None, theirs: float | None, ours: float | None) -> str:
    place = "Same field" if is_far or is_far is None else "Same program group"
    if not theirs or not ours:
        return f"{place}, hours not stated"
    if math.isclose(theirs, ours, rel_tol=0.01):
        return f"{place}, same hours"
    if theirs >= 2 * ours:
        return f"{place}, {theirs / ours:.1f} times the hours"
    return f"{place}, {abs(100 * (theirs / ours - 1)):.0f}% {'more' if theirs > ours else 'fewer'} hours"
