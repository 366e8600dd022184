"""Rows that a workbook hides, by a filter or by hand: they are read like all others, and named."""

import re
import zipfile
from collections.abc import Sequence

_ROW = re.compile(rb"""<row\b[^<>]*\bhidden=["'](?:1|true)["'][^<>]*>""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_SHEET = re.compile(rb"""<sheet\b[^<>]*\br:id=["']([^"']+)["']""")
_PART = re.compile(rb"""<Relationship\b[^<>]*>""")
_ID, _TARGET = re.compile(rb"""\bId=["']([^"']+)["']"""), re.compile(rb"""\bTarget=["']([^"']+)["']""")
NAMED = 5
"""Rows that are named; the others are counted."""


def in_text(text: bytes) -> set[int]:
    """Numbers of the hidden rows whose tags stand in a stretch of a sheet."""
    # A hidden row without a cell ends in its own tag; spreadsheets hide a million of them below a table.
    tags = (_NUMBER.search(tag) for tag in _ROW.findall(text) if not tag.endswith(b"/>"))
    return {int(number[1]) for number in tags if number}


def members_in_order(members: zipfile.ZipFile) -> list[str]:
    """The files of the sheets in the order of the workbook; empty where it does not say."""
    try:
        sheets = _SHEET.findall(members.read("xl/workbook.xml"))
        parts = [(_ID.search(p), _TARGET.search(p)) for p in _PART.findall(members.read("xl/_rels/workbook.xml.rels"))]
    except KeyError:
        return []
    targets = {named[1]: target[1].decode().removeprefix("/xl/") for named, target in parts if named and target}
    return [f"xl/{targets[sheet]}" for sheet in sheets if sheet in targets]


def warning(sheet: str, rows: Sequence[int]) -> tuple[str, ...]:
    """That hidden rows of a sheet count, and which; none where nothing is hidden."""
    if not rows:
        return ()
    many = (
        f"{len(rows):,} rows that sheet {sheet!r} hides were"
        if len(rows) > 1
        else f"One row that sheet {sheet!r} hides was"
    )
    named = ", ".join(f"{row:,}" for row in sorted(rows)[:NAMED])
    more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
    return (
        f"{many} read too: {named}{more}, as the sheet numbers them. Delete them and import it again if they do not count.",
    )
