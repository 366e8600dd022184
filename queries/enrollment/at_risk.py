"""Open sections with whether each may not run, and those of them that a list shows."""

from dataclasses import dataclass

import polars as pl

from queries import college
from queries.cubes.board import LIKELY, TARGET_FILL, board, board_of
from queries.engines.pacing.paths import ALIGNMENTS
from queries.semantic.scope import Scope

MOST = 1000
"""Sections that a list shows. A system of colleges has tens of thousands open, of which nobody reads all."""

USUAL = (ALIGNMENTS[0], TARGET_FILL)
"""How open sections are compared and judged where nobody chooses otherwise."""


def judged(scope: Scope) -> pl.DataFrame:
    """The board of open sections with `may_not_run`: null where no chance can be told. Briefs of earlier releases ask for it."""
    return board(scope).with_columns(may_not_run=pl.col("chance_to_run") < LIKELY)


def chances(scope: Scope) -> pl.DataFrame:
    """Of the same sections only what a sentence about all of them needs: chance_to_run, at_risk_cents, decide_by, may_not_run."""
    return judged(scope).select("chance_to_run", "at_risk_cents", "decide_by", "may_not_run")


@dataclass(frozen=True, eq=False)
class Listed:
    """The `MOST` open sections with the most money at risk (`rows`, in the shape of `Board`), and how many there are in all."""

    rows: pl.DataFrame
    sections: int


def listed(
    scope: Scope, alignment: str = ALIGNMENTS[0], target_fill: float = TARGET_FILL, text: str = "", code: str = ""
) -> Listed:
    """The open sections for a list: of those with a text in their code or title, where one is given, and the one of `code`."""
    frame = board(scope, alignment, target_fill)
    if text:
        titles = college.titles(scope.version, scope.college)
        named = [offering for offering, title in titles.items() if text.lower() in title.lower()]
        has_code = pl.col("section_id").str.to_lowercase().str.contains(text.lower(), literal=True)
        frame = frame.filter(has_code | pl.col("offering").is_in(named))
    # Gathered, since a part of a frame keeps all of it in the memory.
    rows = frame if frame.height <= MOST else frame.select(pl.all().gather(range(MOST)))
    if code and code not in rows["section_id"]:
        rows = pl.concat([rows, board_of(scope, code, alignment, target_fill)])
    return Listed(rows, frame.height)


def most(scope: Scope) -> pl.DataFrame:
    """The rows of `listed`, as a brief has them."""
    return listed(scope).rows


def beside(scope: Scope, section_id: str) -> pl.DataFrame:
    """The other open sections of its offering: section_id, offering, starts_on."""
    frame = board(scope)
    mine = frame.filter(pl.col("section_id") == section_id)["offering"].unique()
    others = frame.filter(pl.col("offering").is_in(mine.implode()), pl.col("section_id") != section_id)
    return others.select("section_id", "offering", "starts_on")
