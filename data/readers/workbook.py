"""XLSX workbooks as text: the fullest sheet, dates as YYYY-MM-DD, looked through before a cell is laid out."""

import re
import zipfile
from dataclasses import dataclass

import polars as pl

from data.readers import headers
from data.readers.files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadFile, Raw

_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK, _OVERLAP = 1 << 20, 64


def is_workbook(members: zipfile.ZipFile) -> bool:
    """Whether the archive is a workbook."""
    return any(name in ("[Content_Types].xml", "mimetype") for name in members.namelist())


def parse(name: str, content: bytes, members: zipfile.ZipFile) -> Raw:
    """All rows of the fullest sheet. Raises BadFile."""
    import fastexcel

    sheets = [m for m in members.namelist() if re.fullmatch(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", m)]
    if not sheets:
        raise BadFile(f"{name} is no workbook that can be read here; save it as .xlsx.")
    errors = sum(_looked_through(name, members, sheet).errors for sheet in sheets)
    try:
        book = fastexcel.read_excel(content)
        found = {n: book.load_sheet(n, header_row=None, dtypes="string").to_polars() for n in book.sheet_names}
    except Exception:
        raise BadFile(f"{name} is a workbook that cannot be read as a table: it is damaged or truncated.") from None
    sheet, cells = max(found.items(), key=lambda item: item[1].height * item[1].width)
    if cells.height < 2:
        raise BadFile(f"{name} has a header and no rows." if cells.height else f"{name} is empty.")
    at = headers.place(cells.head(40).rows())
    header = headers.names(name, cells.row(at))
    frame = cells.slice(at + 1).rename(dict(zip(cells.columns, header, strict=True)))
    # A date cell comes with a midnight that nobody typed.
    frame = frame.with_columns(pl.all().str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00(\.0+)?$", "$1"))
    notes = [] if len(found) == 1 else [_one_sheet(sheet, [n for n, other in found.items() if other.height > 1])]
    if errors:
        notes.append(f"{errors:,} cells with a spreadsheet error such as #N/A read as empty")
    return Raw(name, frame, (*notes, *headers.above(at)))


def _one_sheet(read: str, filled: list[str]) -> str:
    others = [name[:60] for name in filled if name != read]
    if not others:
        return f"sheet {read!r} read, the only one with rows"
    return f"sheet {read!r} read, the fullest; not read: {', '.join(others)}. Save a sheet with a table as a file of its own"


@dataclass(frozen=True)
class _Look:
    rows: int
    columns: int
    errors: int


def _looked_through(name: str, members: zipfile.ZipFile, sheet: str) -> _Look:
    """How far a sheet reaches. Two cells in far corners would be laid out as billions. Raises BadFile."""
    rows, columns, errors, kept = 0, 0, 0, b""
    try:
        with members.open(sheet) as file:
            while chunk := file.read(_CHUNK):
                text = kept + chunk
                for letters, number in _CELL.findall(text):
                    rows, columns = max(rows, int(number)), max(columns, _column(letters))
                errors += chunk.count(b't="e"')
                kept = text[-_OVERLAP:]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise BadFile(f"{name} is a workbook that cannot be read as a table: it is damaged or truncated.") from error
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise BadFile(f"{name} unfolds into {rows:,} rows and {columns:,} columns, which is more than can be read.")
    if columns > MOST_COLUMNS:
        raise BadFile(f"{name} has {columns:,} columns; at most {MOST_COLUMNS:,} can be read.")
    return _Look(rows, columns, errors)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
