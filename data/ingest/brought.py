"""What was brought, told apart: files that are read whole, and tables in Parquet that are too large and are read in pieces."""

from collections.abc import Callable, Sequence
from pathlib import Path

from data.ingest import pieces
from data.ingest.pieces import InPieces
from data.ingest.plan import Choices, Plan, key_of, of_parts, plans
from data.readers import apart, headers, parquet_parts, text
from data.readers.files import MOST_CELLS, MOST_ROWS, BadFile, Brought
from data.readers.parquet_parts import Parts, Piece

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
    in_pieces = [planned for table in tables if (planned := _in_pieces(table, home, choices))]
    cut = {path for each in in_pieces for path in each.parts.paths}
    whole: list[Brought | Parts] = [table for table in tables[: len(folders)] if not cut & {*table.paths}]
    whole += [
        file if isinstance(file, Brought) else text.load(file)
        for file in files
        if isinstance(file, Brought) or (file not in folders and file not in cut)
    ]
    found, unread = plans(whole, home, choices, waiting)
    for each in in_pieces:
        _refuse_beside(each, [*found, *(other.plan for other in in_pieces if other is not each)])
    return found, in_pieces, unread


def _folder(folder: Path, waiting: Callable[[str], None]) -> Parts:
    paths = parquet_parts.files_of(folder)
    return parquet_parts.as_one(folder.name, paths, apart.about(folder.name, paths, waiting))


def _in_pieces(table: Parts, home: Path, choices: Choices) -> InPieces | None:
    """The table to be read in pieces; None where it is small enough to be read whole, or can only be read so."""
    if table.cells <= parquet_parts.WHOLE_CELLS:
        return None
    path = next(path for path, rows in zip(table.paths, table.heights, strict=True) if rows)
    plan = of_parts(table, apart.piece(table, Piece(path, 0, _HEAD)), home, choices)
    twofold = any(headers.AGAIN.match(column) for column in table.columns)
    if plan is not None and plan.mapping is not None and pieces.fits(plan) and not twofold:
        return InPieces(plan, table, key_of(plan.mapping, home))
    if table.cells > MOST_CELLS or table.height > MOST_ROWS:
        raise BadFile(
            f"{table.name} has {table.height:,} rows, which is more than can be read at once. Only "
            f"{' and '.join(pieces.PIECEWISE)} are read in pieces, by a mapping that needs no other rows or files. "
            "Split it by year and import one file after the other."
        )
    return None


def _refuse_beside(each: InPieces, others: Sequence[Plan]) -> None:
    """Raise BadFile where another file of the same import fills the table, too."""
    for other in others:
        if other.table == each.table:
            raise BadFile(
                f"{each.parts.name} and {other.raw.name} both hold {each.table}, and one of them is too large to be held. "
                "Import one after the other."
            )
