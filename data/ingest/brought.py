"""What was brought, told apart: files that are read whole, and tables that are too large and are read in pieces."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from data.ingest import piece_text
from data.ingest.piece_text import InPieces
from data.ingest.plan import Choices, Elsewhere, Plan, UnknownLayout, key_of, mappings_of, of_member, of_parts, plans
from data.readers import (
    account_lines,
    apart,
    counted_lines,
    delimited_parts,
    headers,
    joint,
    parquet_parts,
    preparation,
    text,
)
from data.readers.account_lines import AccountLines
from data.readers.files import MOST_CELLS, MOST_ROWS, BadFile, Brought, NoRows, Raw
from data.readers.parquet_parts import Held, Parts
from data.readers.text import Contents

F = TypeVar("F")
T = TypeVar("T")
_HEAD = 1_000
"""Rows by which a large table is recognized."""


@dataclass(frozen=True)
class _Given:
    """What was brought with an import, and what its bringer says of it."""

    home: Path
    choices: Choices
    waiting: Callable[[str], None]


def planned(
    files: Sequence[Path | Brought], home: Path, choices: Choices, waiting: Callable[[str], None]
) -> tuple[list[Plan], list[InPieces], tuple[str, ...]]:
    """Plans of what is read whole, the tables to be read in pieces, and a sentence for each member of an archive that is none.

    Raises BadFile where a file cannot be read or is not known.
    """
    given, empty = _Given(home, choices, waiting), list[NoRows]()
    folders = [file for file in files if isinstance(file, Path) and file.is_dir()]
    tables = _tables(files, folders, waiting)
    of_folders = tables[: len(folders)]
    in_pieces, unknown = _known(tables, given)
    large = [table for table, _ in unknown]
    contents = with_rows(_whole(files, folders, of_folders, large, in_pieces), waiting, empty)
    several = {file.sha256 for file, content in contents if content.is_archive and len(content.tables) > 1}
    laid_out = [
        Held(raw, of_member(file.sha256, raw.name) if file.sha256 in several else file.sha256)
        for file, content in contents
        for raw in content.tables
    ]
    in_pieces += _laid_out(laid_out, large, in_pieces, given)
    apart_from_held = [table for table in tables if table in large or {*table.paths} <= _paths(in_pieces)]
    in_pieces = [_with_lines(each, [*apart_from_held, *laid_out], of_folders) for each in in_pieces]
    asked = [lines for each in in_pieces if (lines := _lines(each.plan))]
    for rest in _unasked(unknown, asked, of_folders):
        contents += with_rows(rest, waiting, empty)
    if empty and not contents and not in_pieces:
        raise empty[0]
    taken = _taken(in_pieces, given)
    left = [(file, _without(content, taken)) for file, content in contents]
    found, unread = plans(left, home, choices, Elsewhere(asked, bool(in_pieces), several))
    return found, in_pieces, (*unread, *(f"{error} Nothing of it was imported." for error in empty))


def _tables(files: Sequence[Path | Brought], folders: Sequence[Path], waiting: Callable[[str], None]) -> list[Parts]:
    """The tables that may be read in pieces: those of the folders first, then of Parquet files and of large text files."""
    paths = [file for file in files if isinstance(file, Path)]
    single = [path for path in paths if path.is_file() and parquet_parts.is_parquet(path)]
    tables = [_folder(folder, waiting) for folder in folders]
    if single:
        tables += parquet_parts.grouped(single, apart.about(single[0].name, single, waiting))
    return tables + _texts([path for path in paths if path not in single], waiting)


def _known(tables: Sequence[Parts], given: _Given) -> tuple[list[InPieces], list[tuple[Parts, UnknownLayout]]]:
    """What of the tables is read in pieces, and those that are not known by themselves, each with why. Raises BadFile.

    Account lines, and files of a source that come together, are known beside others.
    """
    in_pieces, unknown = list[InPieces](), list[tuple[Parts, UnknownLayout]]()
    for table in tables:
        try:
            in_pieces += _in_pieces(table, given)
        except UnknownLayout as error:
            unknown.append((table, error))
    return in_pieces, unknown


def _whole(
    files: Sequence[Path | Brought],
    folders: Sequence[Path],
    of_folders: Sequence[Parts],
    large: Sequence[Parts],
    in_pieces: Sequence[InPieces],
) -> list[Brought | Parts]:
    """What is read whole: the tables and files that are not read in pieces, and are not `large` and unknown."""
    cut = _paths(in_pieces)
    held: list[Brought | Parts] = [table for table in of_folders if table not in large and not cut & {*table.paths}]
    elsewhere = cut | _paths(large)
    for file in files:
        if isinstance(file, Brought):
            held.append(file)
        elif file not in folders and file not in elsewhere:
            held.append(text.load(file))
    return held


def _unasked(
    unknown: Sequence[tuple[Parts, UnknownLayout]], asked: Sequence[AccountLines], of_folders: Sequence[Parts]
) -> Iterator[list[Brought | Parts]]:
    """The files of each unknown table that is not the account lines which others ask for. Raises UnknownLayout for a large one."""
    for table, error in unknown:
        if any(lines.stand_in(table.columns) for lines in asked):
            continue
        if _is_too_large(table):
            raise error
        is_of_folder = any(table is other for other in of_folders)
        yield [table] if is_of_folder else [text.load(path) for path in table.paths]


def _taken(in_pieces: Sequence[InPieces], given: _Given) -> list[Raw]:
    """Tables held in memory that are read in pieces, or that hold only the account lines of such a table."""
    taken = [each.parts.raw for each in in_pieces if isinstance(each.parts, Held)]
    lines = [file.raw for each in in_pieces for file in each.lines if isinstance(file, Held)]
    return taken + [raw for raw in lines if not tables_of(raw, given.home, given.choices)]


def with_rows(
    files: Sequence[Brought | Parts], waiting: Callable[[str], None], empty: list[NoRows]
) -> list[tuple[Brought | Parts, Contents]]:
    """What is read of the files that hold any row; errors of the others are put into `empty`. Raises BadFile."""
    return _each(files, lambda file: apart.opened(file, waiting), empty)


def _each(files: Sequence[F], read: Callable[[F], T], empty: list[NoRows]) -> list[tuple[F, T]]:
    done = list[tuple[F, T]]()
    for file in files:
        try:
            done.append((file, read(file)))
        except NoRows as error:
            empty.append(error)
    return done


def _without(content: Contents, taken: Sequence[Raw]) -> Contents:
    """What else a file holds, in the memory."""
    return apart.whole(
        replace(content, tables=[raw for raw in content.tables if not any(raw is each for each in taken)])
    )


def _folder(folder: Path, waiting: Callable[[str], None]) -> Parts:
    paths = parquet_parts.files_of(folder)
    return parquet_parts.as_one(folder.name, paths, apart.about(folder.name, paths, waiting))


def _texts(files: Sequence[Path], waiting: Callable[[str], None]) -> list[Parts]:
    """The tables in text files that are too large to be held."""
    texts = [file for file in files if file.is_file() and delimited_parts.is_text(file)]
    if sum(file.stat().st_size for file in texts) <= delimited_parts.WHOLE_BYTES:
        return []
    read = _each(
        texts, lambda file: apart.layout(file, waiting), []
    )  # those without rows are read whole below, and said there
    return [*parquet_parts.grouped_texts([file for file, _ in read], [how for _, how in read])]


def recognized(table: Parts | Held, home: Path, choices: Choices) -> list[InPieces]:
    """The tables to be read from it in pieces; none where it can only be read whole. Raises BadFile where it is not known."""
    if isinstance(table, Held):
        first = table.raw
    else:
        first = replace(apart.piece(table, table.first(_HEAD)), notes=table.notes)
    found = of_parts(table, replace(first, rows=first.rows.head(_HEAD)), home, choices)
    twofold = any(headers.AGAIN.match(column) for column in table.columns)
    if found is None or twofold or not all(piece_text.fits(plan) for plan in found):
        return []
    return [InPieces(plan, table, key_of(plan.mapping, home)) for plan in found if plan.mapping is not None]


def _in_pieces(table: Parts, given: _Given) -> list[InPieces]:
    """The same of a table that is brought; none also where it is small enough to be read whole."""
    if table.cells <= parquet_parts.WHOLE_CELLS and not table.layouts:
        return []
    found = recognized(table, given.home, given.choices)
    if not found and _is_too_large(table):
        raise BadFile(
            f"{table.name} has {table.height:,} rows, which is more than can be read at once. Only tables of a college are read "
            "in pieces, but for goals and for files with two columns of one name. Split it by year and import one file after the other."
        )
    return found


def _is_too_large(table: Parts) -> bool:
    return table.cells > MOST_CELLS or table.height > MOST_ROWS


def _paths(tables: Sequence[InPieces | Parts]) -> set[Path]:
    parts = [table.parts if isinstance(table, InPieces) else table for table in tables]
    return {path for each in parts if isinstance(each, Parts) for path in each.paths}


def _lines(plan: Plan) -> AccountLines | None:
    return plan.mapping.lines if plan.mapping else None


def _laid_out(
    held: Sequence[Held], large: Sequence[Parts], in_pieces: Sequence[InPieces], given: _Given
) -> list[InPieces]:
    """Those of the tables that are held that are better taken in pieces: they are large, or their account lines are.

    None of a table that another file fills, too: such files are checked beside each other.
    """
    much = [*large, *(each for each in held if each.is_large)]
    if not much:
        return []
    tables = [table for each in held for table in {*tables_of(each.raw, given.home, given.choices)}]
    tables += [each.table for each in in_pieces]
    found = list[InPieces]()
    for each in held:
        try:
            some = recognized(each, given.home, given.choices)
        except BadFile:  # said where it is read whole
            continue
        asked = [lines for one in some if (lines := _lines(one.plan))]
        is_much = each.is_large or any(lines.stand_in(other.columns) for lines in asked for other in much)
        is_known = given.choices.recipe is not None or given.choices.table is not None
        is_joint = not is_known and joint.part_of(each.name, each.raw.rows) is not None
        if is_much and not is_joint and all(tables.count(one.table) == 1 for one in some):
            found += some
    return found


def tables_of(raw: Raw, home: Path, choices: Choices) -> list[str]:
    """The tables of a college that a file would fill, as far as it is known by itself."""
    try:
        return [found.table for found in mappings_of(raw, raw, home, choices) or []]
    except BadFile:
        return []


def _with_lines(each: InPieces, others: Sequence[Parts | Held], folders: Sequence[Parts]) -> InPieces:
    """The table with the files of its account lines. Raises BadFile where there is none."""
    lines, mapping, raw = _lines(each.plan), each.plan.mapping, each.plan.raw
    if lines is None or mapping is None:
        return each
    beside = [other for other in others if other is not each.parts]
    found = preparation.files_of_lines(mapping, each.plan.headers, beside, lambda other: other.columns)
    if not found and not lines.stand_in(each.plan.headers):
        raise account_lines.without_lines(each.parts.name, lines)
    files = [file for some in found for file in ([some] if some in folders else some.apart())]
    sources, same = list[Parts | Held](), list[str]()
    for file in files:
        if first := next((source for source in sources if _is_same(source, file)), None):
            same.append(counted_lines.counted_once(file.name, first.name))
        else:
            sources.append(file)
    mark = mapping.fingerprint(source.sha256 for source in sources)
    plan = replace(each.plan, raw=replace(raw, warnings=(*raw.warnings, *same)), fingerprint=mark)
    return replace(each, plan=plan, lines=tuple(sources))


def _is_same(one: Parts | Held, other: Parts | Held) -> bool:
    """Whether two files are copies of one; two sheets of a workbook are not."""
    are_held = isinstance(one, Held) and isinstance(other, Held)
    return one.sha256 == other.sha256 and (not are_held or one.raw.content[1:] == other.raw.content[1:])


def refuse_beside(each: InPieces, others: Sequence[Plan]) -> None:
    """Raise BadFile where another file of the same import fills the table, too."""
    for other in others:
        if other.table == each.table:
            raise BadFile(
                f"{each.parts.name} and {other.raw.name} both hold {each.table}, and one of them is too large to be held. "
                "Import one after the other."
            )
