"""One table in several Parquet files, or in one that is too large to be held: cut into pieces that are read one by one."""

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from data.readers import delimited_parts
from data.readers.delimited_parts import Layout
from data.readers.files import BadFile, NoRows, Raw
from data.readers.headers import UNNAMED

PIECE_CELLS = 6_000_000
"""Cells of a piece: half a million registrations, which take about 300 MB while they are checked."""
WHOLE_CELLS = 24_000_000
"""A table with no more cells is read whole."""
MARK = b"PAR1"


@dataclass(frozen=True)
class Piece:
    """Rows of one file of a table, from `start` on: a row of Parquet, or a byte of a text of which it takes `size` bytes."""

    path: Path
    start: int
    rows: int
    size: int = 0


@dataclass(frozen=True)
class Parts:
    """The files of one table, in the order in which their rows count: Parquet with what their footers say, or text.

    `snapshot` tells the table from any other where it has such a name; else its content does. `layouts` say how text files are
    written, `notes` what had to be decided to read them.
    """

    name: str
    paths: tuple[Path, ...]
    heights: tuple[int, ...]
    columns: tuple[str, ...]
    snapshot: str = ""
    layouts: tuple[Layout, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Rows of all files."""
        return sum(self.heights)

    @property
    def cells(self) -> int:
        """Cells of all files."""
        return self.height * len(self.columns)

    @property
    def separator(self) -> str:
        """What separates the cells of text files."""
        return self.layouts[0].separator if self.layouts else ""

    def pieces(self) -> list[Piece]:
        """The table in pieces, in order. No piece holds rows of two files."""
        if self.layouts:
            both = zip(self.paths, self.layouts, strict=True)
            return [Piece(path, start, rows, size) for path, how in both for start, size, rows in how.cuts]
        rows = max(1, PIECE_CELLS // max(1, len(self.columns)))
        return [
            Piece(path, start, min(rows, height - start))
            for path, height in zip(self.paths, self.heights, strict=True)
            for start in range(0, height, rows)
        ]

    def first(self, rows: int) -> Piece:
        """The beginning of the table: about so many rows. Raises BadFile where there are none."""
        piece = next((piece for piece in self.pieces() if piece.rows), None)
        if piece is None:
            raise NoRows(self.name)
        return piece if self.layouts else replace(piece, rows=min(rows, piece.rows))

    def apart(self) -> "list[Parts]":
        """Its files, each by itself."""
        layouts = [(how,) for how in self.layouts] or [()] * len(self.paths)
        return [
            replace(self, name=path.name, paths=(path,), heights=(height,), layouts=how)
            for path, height, how in zip(self.paths, self.heights, layouts, strict=True)
        ]

    def layout_of(self, piece: Piece) -> Layout:
        """How the text is written that a piece is of, without the other pieces."""
        return replace(self.layouts[self.paths.index(piece.path)], cuts=())

    @cached_property
    def sha256(self) -> str:
        """Hash of the snapshot, else of the content of the files."""
        self.refuse_changed()
        if self.snapshot:
            return hashlib.sha256(self.snapshot.encode()).hexdigest()
        hashes = [_file_hash(path) for path in self.paths]
        if len(hashes) == 1:
            return hashes[0]
        return hashlib.sha256("\n".join(hashes).encode()).hexdigest()

    @cached_property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """Size and time of each file, by which a change while they are read is noticed."""
        return _marks(self.paths)

    def refuse_changed(self) -> None:
        """Raise BadFile where a file is not as it was when its hash was made."""
        if _marks(self.paths) != self.marks:
            raise BadFile(f"{self.name} was changed while it was read. Import it again when it is complete.")


@dataclass(frozen=True, eq=False)
class Held:
    """A table that the reading process has laid out: its rows lie in a file and are looked at some at a time."""

    raw: Raw
    sha256: str

    @property
    def name(self) -> str:
        """Name of its file."""
        return self.raw.name

    @property
    def height(self) -> int:
        """Its rows."""
        return self.raw.height

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns."""
        return tuple(self.raw.rows.columns)

    @property
    def separator(self) -> str:
        """What separates its cells."""
        return self.raw.separator

    @property
    def is_large(self) -> bool:
        """Whether checks of all of it at once would take much memory."""
        return self.raw.laid is not None

    def pieces(self) -> list[Piece]:
        """The table in pieces, in order."""
        rows = max(1, PIECE_CELLS // max(1, len(self.columns)))
        return [Piece(Path(self.name), start, min(rows, self.height - start)) for start in range(0, self.height, rows)]

    def apart(self) -> "list[Held]":
        """It is one file."""
        return [self]

    def piece(self, one: Piece) -> Raw:
        """Some of its rows."""
        return self.raw.some(one.start, one.rows)

    def refuse_changed(self) -> None:
        """Nobody else has its file."""


def _marks(paths: Sequence[Path]) -> tuple[tuple[int, int], ...]:
    try:
        stats = [path.stat() for path in paths]
    except OSError as error:
        raise BadFile(f"{paths[0].parent.name} cannot be read: {error.strerror}.") from None
    return tuple((stat.st_size, stat.st_mtime_ns) for stat in stats)


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror}.") from None


def files_of(folder: Path) -> list[Path]:
    """The Parquet files of a folder that holds one table, by name. Raises BadFile where it holds none, or folders of parts.

    What begins with a point or an underscore is a mark of the engine that wrote the folder.
    """
    held = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_")))
    if cut := next((path for path in held if path.is_dir() and "=" in path.name), None):
        raise BadFile(
            f"{folder.name} is split into folders such as {cut.name}, so its files lack the column {cut.name.split('=')[0]}. "
            "Write the table with that column in its files, in one folder."
        )
    paths = [path for path in held if path.is_file() and is_parquet(path)]
    if not paths:
        raise BadFile(f"{folder.name} is a folder without Parquet files; name the files in it.")
    if len(paths) < len(held):
        other = next(path for path in held if path not in paths)
        raise BadFile(
            f"{folder.name} holds {other.name} beside Parquet files. A folder stands for one table; name its files."
        )
    return paths


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    try:
        with path.open("rb") as file:
            return file.read(4) == MARK
    except OSError:
        return False


def as_one(name: str, paths: Sequence[Path], about: Sequence[tuple[Sequence[str], int]]) -> Parts:
    """The files as one table. Raises BadFile where their columns differ; their order may."""
    columns = tuple(about[0][0])
    for path, (other, _) in zip(paths, about, strict=True):
        if {*other} != {*columns}:
            odd = sorted({*other} ^ {*columns})[0]
            raise BadFile(
                f"{path.name} and {paths[0].name} in {name} have different columns: {odd!r} is in one of them only. "
                "The files of a folder are one table."
            )
    return Parts(name, tuple(paths), tuple(rows for _, rows in about), columns)


def grouped(paths: Sequence[Path], about: Sequence[tuple[Sequence[str], int]]) -> Iterator[Parts]:
    """Files that were named one by one: those of the same columns that are too many together to be held are one table."""
    for places in _alike([frozenset(columns) for columns, _ in about]):
        chosen = [paths[at] for at in places]
        whole = as_one(_name(chosen), chosen, [about[at] for at in places])
        if whole.cells > WHOLE_CELLS:
            yield whole


def grouped_texts(paths: Sequence[Path], layouts: Sequence[Layout]) -> Iterator[Parts]:
    """The same of text files, which have one separator, too."""
    named = [[column for column in how.header if not column.startswith(UNNAMED)] for how in layouts]
    marks = [(frozenset(columns), how.separator) for columns, how in zip(named, layouts, strict=True)]
    for places in _alike(marks):
        chosen, how = [paths[at] for at in places], tuple(layouts[at] for at in places)
        if sum(path.stat().st_size for path in chosen) <= delimited_parts.WHOLE_BYTES:
            continue
        about = [(named[at], sum(rows for _, _, rows in layouts[at].cuts)) for at in places]
        notes = [
            note if len(chosen) == 1 else f"{path.name}: {note}"
            for path, one in zip(chosen, how, strict=True)
            for note in one.notes
        ]
        yield replace(as_one(_name(chosen), chosen, about), layouts=how, notes=tuple(notes))


def _alike(marks: Sequence[Hashable]) -> list[list[int]]:
    """The places of equal marks, those of each mark together."""
    by_mark: dict[Hashable, list[int]] = {}
    for at, mark in enumerate(marks):
        by_mark.setdefault(mark, []).append(at)
    return [*by_mark.values()]


def _name(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"
