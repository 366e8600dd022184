"""A claim as HTML and PDF print it: plain texts, a drawing and rows of words. Both read the same, so they cannot differ."""

from dataclasses import dataclass

from dashboard import cells, wording
from dashboard.brief import figure
from dashboard.brief.document import Brief, Claim
from queries.semantic.table import Table

MOST_ROWS, MOST_COLUMNS = 40, 8
"""Rows and columns of a table in a brief. A larger one says how many it leaves out; its download has them all."""


@dataclass(frozen=True)
class Heading:
    """The heading of one column."""

    label: str
    is_number: bool


@dataclass(frozen=True)
class Rows:
    """A table in words."""

    caption: str
    columns: list[Heading]
    rows: list[list[str]]


@dataclass(frozen=True)
class Printed:
    """Everything about one claim that is printed."""

    heading: str
    sentence: str
    before: str
    unit_line: str
    svg: str
    alt: str
    table: Rows | None
    notes: tuple[str, ...]
    source: str
    is_half: bool
    """Whether it shares its row with the claim beside it: a low drawing that needs no table."""


def print_claims(brief: Brief) -> list[Printed]:
    """Every claim of a brief, in order. What two claims in a row say alike in their notes is said once."""
    printed, notes_printed = [], set()
    for claim in brief.claims:
        notes = () if claim.is_short else tuple(note for note in claim.notes if note not in notes_printed)
        notes_printed.update(notes)
        printed.append(_printed(claim, notes))
    return printed


def dates(brief: Brief) -> str:
    """The day with which the brief is compared, in words; empty where it is compared with none."""
    return wording.day(brief.saved_on) if brief.saved_on else ""


def _printed(claim: Claim, notes: tuple[str, ...]) -> Printed:
    is_half = claim.is_short and claim.figure is not None and figure.is_half(claim.figure)
    svg = "" if claim.figure is None else figure.svg(claim.figure, figure.HALF_WIDTH if is_half else figure.WIDTH)
    alt = f"{claim.heading}. {claim.sentence}" if svg else ""
    has_table = claim.table is not None and not claim.table.is_empty and not claim.is_short
    table = _rows(claim, claim.table) if has_table and claim.table is not None else None
    return Printed(
        claim.heading, claim.sentence, claim.before, claim.unit_line, svg, alt, table, notes, claim.source, is_half
    )


def _rows(claim: Claim, table: Table) -> Rows:
    height = table.frame.height
    caption = f"Table: {claim.heading}"
    if height > MOST_ROWS:
        caption = f"{caption}, the first {MOST_ROWS} of {height:,} rows"
    if len(table.columns) > MOST_COLUMNS:
        caption = f"{caption}, {MOST_COLUMNS} of {len(table.columns)} columns"
    first, kept = table.with_frame(table.frame.head(MOST_ROWS)), table.needed(MOST_COLUMNS)
    columns = [Heading(column.label, column.unit.is_number) for column in kept]
    words = [cells.printed(first, column) for column in kept]
    return Rows(caption, columns, [list(row) for row in zip(*words, strict=True)])
