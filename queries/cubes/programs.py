"""Programs that are listed: the college's own catalog, its competitors, and imported public lists."""

from collections.abc import Mapping

import polars as pl

from data.cubes import offering_cells
from data.cubes.programs import Programs
from data.reference import format_rule
from data.store.store import holds, scan
from queries.semantic.cube import Asked, Cube
from queries.semantic.scope import Scope, Unanswerable


def _read(asked: Asked) -> pl.LazyFrame:
    scope = asked.scope
    listed = (pl.col("listed_from") <= scope.as_of).fill_null(True) & (pl.col("listed_until") >= scope.as_of).fill_null(
        True
    )
    college = scan(scope.version, scope.college, "programs")
    # Fictional and real programs never stand in one number: beside the demo a real list must be asked for by name.
    is_apart = scope.college != "demo" or "list" in asked.dimensions
    public = _public(scope) if is_apart else []
    programs = (
        pl.concat([college, *public])
        .rename({"list_id": "list"})
        .filter(listed)
        .with_columns(side=offering_cells.side(), format=_rule(asked.where).format())
    )
    kind = asked.where.get("kind")
    return programs if kind is None else programs.filter(_narrowed(kind))


def _narrowed(kind: str) -> pl.Expr:
    """The side of a kind without its other kinds; programs of the other side, or of none, stay."""
    is_own = (pl.col("side") == offering_cells.side_of(kind)).fill_null(False)
    return ~is_own | (pl.col("provider_type").cast(pl.String) == kind)


def _rule(where: Mapping[str, str]) -> format_rule.FormatRule:
    try:
        return format_rule.parse(where.get("format_rule", format_rule.DEFAULT.code))
    except ValueError as error:
        raise Unanswerable(str(error)) from None


def _public(scope: Scope) -> list[pl.LazyFrame]:
    """Programs of imported public lists, which stand beside any college's own."""
    return [scan(scope.version, "market", "programs")] if holds(scope.version, "market", "programs") else []


PROGRAMS_CUBE = Cube(
    name="programs",
    schema=Programs,
    read=_read,
    dimensions=(
        "field",
        "cip4",
        "school",
        "modality",
        "credential_type",
        "provider_type",
        "side",
        "provider",
        "state",
        "list",
        "format",
        "format_rule",
        "kind",
    ),
    privacy="public",
)
