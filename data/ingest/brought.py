"""What was brought, told apart: files that are read whole, and tables that are too large and are read in pieces."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from data.ingest import pieces
from data.ingest.pieces import InPieces
from data.ingest.plan import Choices, Plan, UnknownLayout, key_of, of_parts, plans
from data.readers import apart, delimited_parts, headers, parquet_parts, text
from data.readers.files import MOST_CELLS, MOST_ROWS, BadFile, Brought
from data.readers.parquet_parts import Parts

_HEAD = 1_000
"""Rows by which a large table is recognized."""


def planned(
    files: Sequence[Path | Brought], home: Path, choices: Choices, waiting: Callable[[str], None]
) -> tuple[list[Plan], list[InPieces], tuple[str, ...]]:
    """Plans of what is read whole, the tables to be read in pieces, and a sentence for each member of an archive that is none.

    Raises BadFile where a file cannot be read or is not known.
    """
    folders = [file for file in files if isinstance(file, Path) and file.is_dir()]
    single = [file for file in files if isinstance(file, Path) and file.is_file() and parquet_parts.is_parquet(file)]
    tables = [_folder(folder, waiting) for folder in folders]
    if single:
        tables += parquet_parts.grouped(single, apart.about(single[0].name, single, waiting))
    tables += _texts([file for file in files if isinstance(file, Path) and file not in single], waiting)
    in_pieces = [planned for table in tables if (planned := _in_pieces(table, home, choices))]
    cut = {path for each in in_pieces for path in each.parts.paths}
    whole: list[Brought | Parts] = [table for table in tables[: len(folders)] if not cut & {*table.paths}]
    whole += [
        file if isinstance(file, Brought) else text.load(file)
        for file in files
        if isinstance(file, Brought) or (file not in folders and file not in cut)
    ]
    found, unread = plans(whole, home, choices, waiting)
    return found, in_pieces, unread


def _folder(folder: Path, waiting: Callable[[str], None]) -> Parts:
    paths = parquet_parts.files_of(folder)
    return parquet_parts.as_one(folder.name, paths, apart.about(folder.name, paths, waiting))


def _texts(files: Sequence[Path], waiting: Callable[[str], None]) -> list[Parts]:
    """The tables in text files that are too large to be held."""
    texts = [file for file in files if file.is_file() and delimited_parts.is_text(file)]
    if sum(file.stat().st_size for file in texts) <= delimited_parts.WHOLE_BYTES:
        return []
    return [*parquet_parts.grouped_texts(texts, [apart.layout(file, waiting) for file in texts])]


def recognized(table: Parts, home: Path, choices: Choices) -> InPieces | None:
    """The table to be read in pieces; None where it can only be read whole. Raises BadFile where it is not known."""
    first = apart.piece(table, table.first(_HEAD))
    plan = of_parts(table, replace(first, rows=first.rows.head(_HEAD), notes=table.notes), home, choices)
    twofold = any(headers.AGAIN.match(column) for column in table.columns)
    if plan is None or plan.mapping is None or twofold or not pieces.fits(plan):
        return None
    return InPieces(plan, table, key_of(plan.mapping, home))


def _in_pieces(table: Parts, home: Path, choices: Choices) -> InPieces | None:
    """The same of a table that is brought; None also where it is small enough to be read whole."""
    if table.cells <= parquet_parts.WHOLE_CELLS and not table.layouts:
        return None
    is_too_large = table.cells > MOST_CELLS or table.height > MOST_ROWS
    try:
        given = recognized(table, home, choices)
    except UnknownLayout:  # account lines, and files of a source that come together, are known beside others
        if is_too_large:
            raise
        return None
    if given is None and is_too_large:
        raise BadFile(
            f"{table.name} has {table.height:,} rows, which is more than can be read at once. Only "
            f"{', '.join(pieces.PIECEWISE[:-1])} and {pieces.PIECEWISE[-1]} are read in pieces, by a mapping that needs no other rows or files. "
            "Split it by year and import one file after the other."
        )
    return given


def refuse_beside(each: InPieces, others: Sequence[Plan]) -> None:
    """Raise BadFile where another file of the same import fills the table, too."""
    for other in others:
        if other.table == each.table:
            raise BadFile(
                f"{each.parts.name} and {other.raw.name} both hold {each.table}, and one of them is too large to be held. "
                "Import one after the other."
            )
