"""A text file with a table that is too large to be held: how it is written, and between which rows it is cut into pieces.

Only the whole file tells its encoding, and whether a cell goes on over lines. So it is looked through once, block by block, and
what is found holds for each piece.
"""

# Why: decision 173.

from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from data.readers import delimited, json_documents
from data.readers.files import BadFile, NoRows, Raw

WHOLE_BYTES = 192 << 20
"""Text files of no more bytes together are read whole: about two million registrations."""
PIECE_BYTES = 48 << 20
"""Bytes of a piece: about half a million registrations."""
_BLOCK_BYTES = 16 << 20
_LOOKED_AT = 2_000
"""First bytes by which UTF-16 without a mark is known, as where a file is read whole."""
_OTHERS = (b"PAR1", b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"SQLite format 3")


@dataclass(frozen=True)
class Written:
    """How characters and ends of lines are written in a file, and how many bytes a mark before them takes."""

    encoding: str
    line_end: str = "\n"
    mark: int = 0

    @property
    def width(self) -> int:
        """Bytes of a line's end, at whose multiples it stands."""
        return 2 if self.encoding.startswith("utf-16") else 1

    def text(self, content: bytes) -> bytes:
        """Bytes of the file as UTF-8 with the usual ends of lines."""
        return self._decoded(content).replace(self.line_end, "\n").encode()

    def after_last_line(self, content: bytes) -> int:
        """Where the last end of a line in the content is over; 0 where there is none."""
        end, at = self.line_end.encode(self.encoding), len(content)
        while (at := content.rfind(end, 0, at + len(end) - 1)) >= 0:
            if at % self.width == 0:
                return at + len(end)
        return 0

    def lines(self, content: bytes) -> Iterator[tuple[int, str]]:
        """The lines of the content, with the bytes that each takes in the file."""
        if self.width == 1:
            for line in content.split(self.line_end.encode()):
                yield len(line) + 1, self._decoded(line)
            return
        for line in self._decoded(content).split(self.line_end):
            yield len(line.encode(self.encoding)) + self.width, line

    def _decoded(self, content: bytes) -> str:
        return content.decode(self.encoding, errors="replace")


@dataclass(frozen=True)
class Layout:
    """How a text file is written. `header` names all its columns, also those without a name.

    `is_plain`: each line is a row. `cuts` are its pieces: first byte, bytes, and rows that are not blank.
    """

    written: Written
    separator: str
    header: tuple[str, ...]
    notes: tuple[str, ...]
    is_plain: bool
    cuts: tuple[tuple[int, int, int], ...]
    warnings: tuple[str, ...] = ()

    @classmethod
    def of_json(cls, plain: dict[str, Any]) -> "Layout":
        """The layout that was written as JSON."""
        header, notes, cuts = (tuple(plain[name]) for name in ("header", "notes", "cuts"))
        written, pieces = Written(**plain["written"]), tuple((start, size, rows) for start, size, rows in cuts)
        return cls(written, plain["separator"], header, notes, plain["is_plain"], pieces, tuple(plain["warnings"]))


def is_text(path: Path) -> bool:
    """Whether a file does not begin as something else that is known."""
    try:
        with path.open("rb") as file:
            start = file.read(200)
    except OSError:
        return False
    return bool(start) and not start.startswith(_OTHERS) and not json_documents.is_json(start)


def layout(name: str, path: Path) -> Layout:
    """Look through a file. Raises BadFile where it cannot be read, as the reading of it as a whole would."""
    with path.open("rb") as file:
        written, notes = _written(name, file)
        file.seek(written.mark)
        head = written.text(file.read(2 * delimited.HEAD_BYTES))
        separator, heading, lines = delimited.heading_of(name, head)
        start = written.mark + _size_of_lines(written, file, lines)
        header, notes = tuple(heading.names), (*notes, *heading.notes)
        cuts = _cuts_by_line(file, written, start, separator, len(header))
        is_plain = cuts is not None
        if cuts is None:
            cuts = _cuts_by_record(name, file, written, start, separator, len(header))
    if not any(rows for _, _, rows in cuts):
        raise NoRows(name)
    return Layout(written, separator, header, notes, is_plain, tuple(cuts), heading.warnings)


def piece(name: str, path: Path, how: Layout, start: int, size: int) -> Raw:
    """The rows in some bytes of a file, as they stand. Raises BadFile."""
    with path.open("rb") as file:
        file.seek(start)
        body = how.written.text(file.read(size))
    rows = delimited.rows_of(name, body, how.separator, how.header, is_plain=how.is_plain)
    return Raw(name, rows, how.notes, how.separator, how.warnings)


def _written(name: str, file: BinaryIO) -> tuple[Written, tuple[str, ...]]:
    """How a file is written, and a note where that is not usual. Raises BadFile where it is no text."""
    start = file.read(_LOOKED_AT)
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if start.startswith(mark):
            written = Written(encoding, mark=len(mark))
            return _with_line_end(file, written), ("read as UTF-16",) if written.width == 2 else ()
    decoder, is_utf8 = getincrementaldecoder("utf-8")(), True
    for block in _blocks_of(file, 0):
        if b"\0" in block:
            return _with_line_end(file, Written(_utf_16(name, start))), ("read as UTF-16",)
        try:
            is_utf8 and decoder.decode(block)
        except UnicodeDecodeError:
            is_utf8 = False
    try:
        decoder.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    written = _with_line_end(file, Written("utf-8" if is_utf8 else "cp1252"))
    return written, () if is_utf8 else ("read as Windows-1252",)


def _utf_16(name: str, start: bytes) -> str:
    """The order of the bytes in UTF-16 without a mark. Raises BadFile where zeros say that it is no text."""
    zeros = [start[at::2].count(0) / max(1, len(start) // 2) for at in (0, 1)]
    if max(zeros) > 0.8 and min(zeros) < 0.2:
        return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    raise BadFile(f"{name} holds bytes that no text file has; it is not a CSV file.")


def _with_line_end(file: BinaryIO, written: Written) -> Written:
    """The same with the end of its lines. Old Macintosh files end them with a carriage return alone."""
    for block in _blocks_of(file, written.mark):
        if written.after_last_line(block):
            return written
    return Written(written.encoding, "\r", written.mark)


def _blocks_of(file: BinaryIO, start: int) -> Iterator[bytes]:
    file.seek(start)
    while block := file.read(_BLOCK_BYTES):
        yield block


def _size_of_lines(written: Written, file: BinaryIO, many: int) -> int:
    """Bytes of the first lines after the mark."""
    file.seek(written.mark)
    sizes = (size for _, size, _ in _lines(file, written, written.mark))
    return sum(size for size, _ in zip(sizes, range(many), strict=False))


def _lines(file: BinaryIO, written: Written, start: int) -> Iterator[tuple[int, int, str]]:
    """Each line with its first byte and its bytes; after the last end of a line comes an empty one."""
    at = start
    for block in _cut_behind_lines(file, written, start, _BLOCK_BYTES):
        lines = [*written.lines(block)]
        is_ended = written.after_last_line(block) == len(block)
        for size, line in lines[:-1] if is_ended else lines:
            yield at, size, line
            at += size
    yield at, 0, ""


def _cut_behind_lines(file: BinaryIO, written: Written, start: int, size: int) -> Iterator[bytes]:
    """The bytes from `start` on, about so many at a time, each time up to the end of a line."""
    file.seek(start)
    rest = b""
    while more := file.read(size):
        held = rest + more
        end = written.after_last_line(held)
        if end:
            yield held[:end]
        rest = held[end:]
    if rest:
        yield rest


def _cuts_by_line(
    file: BinaryIO, written: Written, start: int, separator: str, width: int
) -> list[tuple[int, int, int]] | None:
    """Pieces of whole lines; None where a line is no row by itself."""
    cuts = []
    for block in _cut_behind_lines(file, written, start, PIECE_BYTES):
        rows = delimited.plain_rows(written.text(block), separator, width)
        if rows is None:
            return None
        cuts.append((start, len(block), rows))
        start += len(block)
    return cuts


def _cuts_by_record(
    name: str, file: BinaryIO, written: Written, start: int, separator: str, width: int
) -> list[tuple[int, int, int]]:
    """Pieces of whole rows, each of one or several lines. Raises BadFile at the first that is none."""
    cuts, taken, first = list[tuple[int, int, int]](), start, 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for at, size, line in _lines(file, written, start):
            taken = at + size
            yield line + "\n"

    number = 0
    for number, _ in enumerate(delimited.records(name, lines(), separator, width), 1):
        begun = sum(cuts[-1][:2]) if cuts else start
        if taken - begun >= PIECE_BYTES:
            cuts.append((begun, taken - begun, number - first))
            first = number
    begun = sum(cuts[-1][:2]) if cuts else start
    if number > first:
        cuts.append((begun, taken - begun, number - first))
    return cuts
