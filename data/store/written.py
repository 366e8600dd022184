"""What somebody who is shown a part of a college may write: rows of that part, in the tables that are named here.

A version is compared with the one that it follows before it is kept, so that no function that writes has to remember it.
"""

# Why: decision 169.

from collections.abc import Callable

import polars as pl

from data.reference.view import Part
from data.store import parts
from data.store.draft import Draft
from data.store.parts import Inside, OutOfPart

Rule = Callable[[Inside, list[str]], pl.Expr]
"""Which rows lie in a part, by what lies in it and its sections."""


def _decisions(mine: Inside, sections: list[str]) -> pl.Expr:
    other = pl.col("merge_with")
    both = pl.col("section_id").is_in(sections) & (other.is_null() | other.is_in(sections))
    return both & pl.col("offering").is_in(mine.offering)


def _goals(mine: Inside, _: list[str]) -> pl.Expr:
    return parts.at_grains(mine, "scope", "scope_value")


def _notes(mine: Inside, _: list[str]) -> pl.Expr:
    return pl.col("offering_id").is_in(mine.offering)


def _scenarios(mine: Inside, _: list[str]) -> pl.Expr:
    return parts.of_scenarios(mine)


RULES: dict[str, Rule] = {
    "decisions": _decisions,
    "goals": _goals,
    "portfolio_notes": _notes,
    "scenarios": _scenarios,
}
"""Tables of which a part may be written. All others are written by whoever is shown the whole college."""


def rows_of(draft: Draft, collection: str, table: str, part: Part | None) -> pl.Expr:
    """Whether a row of a table is of the part; all are where there is none. Raises OutOfPart."""
    if part is None:
        return pl.lit(True)
    if table not in RULES:
        raise refusal(part)

    def read(cube: str) -> pl.LazyFrame:
        frame = draft.table(collection, "cubes", cube)
        if frame is None:
            raise refusal(part)
        return frame

    mine = parts.inside(part, read("offerings"))
    sections = parts.sections_of(mine, read).collect()["section_id"].to_list() if table == "decisions" else []
    return RULES[table](mine, sections).fill_null(False)


def check(draft: Draft, part: Part) -> None:
    """Raises OutOfPart unless all that the draft changes is of the part."""
    before = draft.parent
    if before is None or draft.withdrawn or tuple(draft.sources) != before.sources:
        raise refusal(part)
    for collection, kind, table in draft.changes():
        is_mine = rows_of(draft, collection, table, part)
        new = draft.table(collection, kind, table)
        old = before.has(collection, kind, table) and before.verified(before.entry(collection, kind, table))
        if _others(new, is_mine) != _others(pl.scan_parquet(old) if old else None, is_mine):
            raise refusal(part)


def refusal(part: Part) -> OutOfPart:
    """Why something is not saved."""
    return OutOfPart(f"Your account changes {part.words()} alone, and this is of more. Nothing was changed.")


def _others(frame: pl.LazyFrame | None, is_mine: pl.Expr) -> list[str]:
    """The rows outside a part, with nothing of their order."""
    return (
        []
        if frame is None
        else sorted(repr(sorted(row.items())) for row in frame.filter(~is_mine).collect().to_dicts())
    )
