"""Which programs demand is asked for: our offerings, every program, a program group or one program."""

from dataclasses import replace

import polars as pl

from data.store.store import scan
from queries.cubes.programs import PROGRAMS_CUBE
from queries.protection.cube_rows import rows
from queries.semantic.scope import Scope
from queries.strategy.demand_pairs import is_held, links
from queries.strategy.offerings import OWN_LIST
from queries.strategy.program_groups import group_name

OURS, EVERY = "ours", "every"
OFFERING = "offering:"
"""What stands before the id of an offering of ours."""
_GROUP_LENGTH = len("51.39")


def options(scope: Scope) -> dict[str, str]:
    """Everything that can be chosen in the field of the scope, by its code: title. None where the version has no occupations."""
    if not is_held(scope.version):
        return {}
    own = {f"{OFFERING}{key}": f"{title} (ours)" for key, title, _ in _own(scope).rows()}
    named = links(scope).group_by("cip_code").agg(pl.col("cip_title").first()).sort("cip_code")
    if (field := _field(scope)) is not None:
        named = named.filter(pl.col("cip_code").str.head(2) == field)
    titles = dict(named.rows())
    groups = {code[:_GROUP_LENGTH]: group_name(code[:_GROUP_LENGTH]) for code in titles}
    singles = {code: f"{title} ({code})" for code, title in titles.items()}
    return {OURS: "Our offerings", EVERY: "Every program", **own, **groups, **singles}


def codes(scope: Scope, chosen: str) -> tuple[str, ...]:
    """The programs (CIP6) that a choice stands for, sorted; none for every program, and where we offer none in the field."""
    if chosen == EVERY:
        return ()
    if chosen == OURS or chosen.startswith(OFFERING):
        own = _own(scope)
        mine = own if chosen == OURS else own.filter(pl.col("program_id") == chosen.removeprefix(OFFERING))
        return tuple(mine["cip_code"].unique().sort())
    named = links(scope)["cip_code"].unique().sort()
    return tuple(code for code in named if code.startswith(chosen))


def named_skills(scope: Scope, chosen: str) -> dict[str, int]:
    """Skills that our catalog names for the offerings of a choice, with how many name each; none for programs that are not ours."""
    if chosen != OURS and not chosen.startswith(OFFERING):
        return {}
    own = _own(scope)
    mine = own if chosen == OURS else own.filter(pl.col("program_id") == chosen.removeprefix(OFFERING))
    source = scan(scope.version, scope.college, "offerings").filter(
        pl.col("offering_id").is_in(mine["program_id"].implode())
    )
    listed = source.select(skill=pl.col("skills").str.split(";").explode().str.strip_chars()).collect()
    counted = (
        listed.filter(pl.col("skill") != "")
        .group_by("skill")
        .len("offerings")
        .sort(["offerings", "skill"], descending=[True, False])
    )
    return dict(counted.rows())


def _own(scope: Scope) -> pl.DataFrame:
    """program_id, title and cip_code of our offerings that run on the as-of date."""
    # Where and by whom a program is offered are questions to the market; the college's own catalog is one place.
    where = tuple(pair for pair in scope.where if pair[0] == "field")
    source, _ = rows(PROGRAMS_CUBE, (), replace(scope, where=where).narrowed(list=OWN_LIST))
    own = source.filter("is_ours").drop_nulls("cip_code").select("program_id", "title", "cip_code")
    return own.sort("title", "program_id").collect()


def _field(scope: Scope) -> str | None:
    return dict(scope.where).get("field")
