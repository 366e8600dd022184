"""A claim as HTML and PDF print it: plain texts, a drawing and rows of words. Both read the same, so they cannot differ."""

import itertools
from dataclasses import dataclass
from typing import Any

from dashboard import wording
from dashboard.brief import figure
from dashboard.brief.document import Brief, Claim, Evidence

MOST_ROWS = 40
"""Rows of a table in a brief. A longer one says how many it leaves out; its download has them all."""
_DASH = wording.NOTHING


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


def print_claims(brief: Brief) -> list[Printed]:
    """Every claim of a brief, in order. What two claims in a row say alike in their notes is said once."""
    printed, said = [], set()
    for claim in brief.claims:
        notes = tuple(note for note in claim.notes if note not in said)
        said.update(notes)
        printed.append(_printed(claim, notes))
    return printed


def dates(brief: Brief) -> str:
    """The day with which the brief is compared, in words; empty where it is compared with none."""
    return wording.day(brief.saved_on) if brief.saved_on else ""


def _printed(claim: Claim, notes: tuple[str, ...]) -> Printed:
    svg = "" if claim.figure is None else figure.svg(claim.figure)
    alt = f"{claim.heading}. {claim.sentence}" if svg else ""
    table = None if claim.evidence is None else _rows(claim, claim.evidence)
    return Printed(claim.heading, claim.sentence, claim.before, claim.unit_line, svg, alt, table, notes, claim.source)


def _rows(claim: Claim, evidence: Evidence) -> Rows:
    words = evidence.words
    columns = [Heading(name, unit is not None) for name, unit in zip(words.columns, evidence.units, strict=True)]
    caption = claim.unit_line or claim.heading
    if words.height > MOST_ROWS:
        caption = f"{caption} · the first {MOST_ROWS} of {words.height:,} rows"
    return Rows(caption, columns, [list(map(_cell, row)) for row in itertools.islice(words.iter_rows(), MOST_ROWS)])


def _cell(value: Any) -> str:
    return _DASH if value is None else str(value)
