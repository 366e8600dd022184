"""What people wrote on offerings: remarks, inputs that they contest, and decisions."""

import polars as pl

from data.contracts.portfolio_notes import PortfolioNotes
from data.reference.portfolio import Rule
from data.store.store import scan_or_empty
from queries.semantic.column import Column, of_day, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import MOMENT, SHARE
from queries.strategy.portfolio_verdict import class_without, row_of

REMARK, CONTESTED, SETTLED, DECIDED = "remark", "contested", "settled", "decided"
_LOG = (
    Column("noted_at", "Written", MOMENT, "Time of the note, in UTC."),
    of_dimension("offering"),
    Column("kind", "Kind", dimension="portfolio_note"),
    Column("about", "About", dimension="portfolio_about"),
    Column("note", "Note"),
    Column("judged_as", "Class then", dimension="portfolio_class"),
    Column("holds", "Held in", SHARE.whole, "Share of the trial weightings in which the class was the same."),
    of_day("as_of", "Numbers of"),
    Column("noted_by", "By", definition="Who was signed in; empty where nobody was."),
)


def written(version: str, college: str) -> pl.DataFrame:
    """All notes that a version holds, as in their contract, oldest first; no rows where there are none."""
    return scan_or_empty(version, college, "portfolio_notes", PortfolioNotes).sort("noted_at", "offering_id").collect()


def log(scope: Scope) -> Table:
    """Every note by numbers of the as-of date or before, newest first."""
    frame = written(scope.version, scope.college).filter(pl.col("as_of") <= scope.as_of)
    words = frame.rename({"offering_id": "offering"}).with_columns(
        about=pl.coalesce(pl.col("criterion").cast(pl.String), pl.col("decision").cast(pl.String)),
    )
    return Table(words.sort("noted_at", "offering", descending=[True, False]), _LOG, scope, has_period=False)


def of_one(notes: Table, judged: Table, offering: str) -> Table:
    """The notes on one offering."""
    code = row_of(judged, offering)["offering"]
    columns = tuple(column for column in _LOG if column.name != "offering")
    return Table(notes.frame.filter(pl.col("offering") == code), columns, notes.scope, has_period=False)


def contested(notes: Table, judged: Table, offering: str) -> dict[str, str]:
    """The inputs of an offering that are contested and not settled since, each with what its contester wrote."""
    mine = of_one(notes, judged, offering).frame.filter(pl.col("criterion").is_not_null())
    newest = mine.sort("noted_at").unique("criterion", keep="last", maintain_order=True)
    standing = newest.filter(pl.col("kind").cast(pl.String) == CONTESTED)
    return dict(standing.select(pl.col("criterion").cast(pl.String), "note").rows())


def decision(notes: Table, judged: Table, offering: str) -> dict | None:
    """The newest decision on an offering: a row of the log; None where there is none."""
    mine = of_one(notes, judged, offering).frame.filter(pl.col("kind").cast(pl.String) == DECIDED)
    return mine.row(0, named=True) if mine.height else None


def without_contested(notes: Table, judged: Table, offering: str, rule: Rule) -> str | None:
    """The class of an offering as if its contested inputs were not known; None where it contests none, or has no class."""
    names = contested(notes, judged, offering)
    row = row_of(judged, offering)
    if not names or row["reason"] is not None:
        return None
    return class_without(row, tuple(names), rule)
