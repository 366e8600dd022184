"""XLSX workbooks as text: the fullest table in sight, dates as YYYY-MM-DD, looked through before a cell is laid out.

Sheets of the same columns, such as one per term, are one table. What is hidden is read only where nothing else has rows.
"""

import re
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from data.readers import cell_formats, headers, hidden_rows, merged_cells
from data.readers.above_header import said_above
from data.readers.files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadFile, NoRows, Raw

if TYPE_CHECKING:
    from fastexcel import ExcelSheet

_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_CHUNK, _OVERLAP = 1 << 20, 512


def is_workbook(members: zipfile.ZipFile) -> bool:
    """Whether the archive is a workbook."""
    return any(name in ("[Content_Types].xml", "mimetype") for name in members.namelist())


def parse(name: str, content: bytes, members: zipfile.ZipFile) -> Raw:
    """All rows of the fullest table: of one sheet, or of all sheets in sight with the same columns. Raises BadFile."""
    import fastexcel

    sheets = [m for m in members.namelist() if re.fullmatch(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", m)]
    if not sheets:
        raise BadFile(f"{name} is no workbook that can be read here; save it as .xlsx.")
    looks = {sheet: _looked_through(name, members, sheet) for sheet in sheets}
    errors = sum(look.errors for look in looks.values())
    try:
        book = fastexcel.read_excel(content)
        sheets_found = [_sheet(book.load_sheet(n, header_row=None, dtypes="string")) for n in book.sheet_names]
    except MemoryError:
        raise
    except Exception:
        raise BadFile(f"{name} is a workbook that cannot be read as a table: it is damaged or truncated.") from None
    places = dict(zip(book.sheet_names, hidden_rows.members_in_order(members), strict=False))
    merged = [s.name for s in sheets_found if (at := places.get(s.name)) in looks and looks[at].merged]
    if styles := cell_formats.currencies(members):
        at = {s.name: place for s in sheets_found if (place := places.get(s.name)) in looks}
        sheets_found = [
            replace(s, cells=cell_formats.shown(s.cells, members, at[s.name], styles)) if s.name in at else s
            for s in sheets_found
        ]
    sheets_found = [_unmerged(name, s, members, places, looks) if s.name in merged else s for s in sheets_found]
    filled = [sheet for sheet in sheets_found if sheet.cells.height > 1]
    if not filled:
        is_header = any(sheet.cells.height for sheet in sheets_found)
        raise NoRows(name) if is_header else BadFile(f"{name} is empty.")
    shown = [sheet for sheet in filled if sheet.is_visible] or filled
    fullest = max(shown, key=lambda sheet: sheet.cells.height * sheet.cells.width)
    header, frame, above = _table(name, fullest.cells)
    read, frames = [fullest], [frame]
    for sheet in shown:
        if (
            sheet is not fullest
            and sheet.cells.width <= len(header)
            and (more := _equal(name, sheet, header)) is not None
        ):
            read.append(sheet)
            frames.append(more)
    # A date cell comes with a midnight that nobody typed.
    frame = pl.concat(frames).with_columns(pl.all().str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00(\.0+)?$", "$1"))
    notes = [] if len(sheets_found) == 1 else [_which(read, [f.height for f in frames], filled)]
    notes += [
        f"cells that were merged down a column filled in each row of sheet {s.name[:60]!r}"
        for s in read
        if s.name in merged
    ]
    if errors:
        notes.append(f"{errors:,} cells with a spreadsheet error such as #N/A read as empty")
    hidden = {s.name: looks[place].hidden for s in read if s.is_visible and (place := places.get(s.name)) in looks}
    warnings = [warned for sheet, rows in hidden.items() for warned in hidden_rows.warning(sheet, [*rows])]
    warnings += [warned for sheet in shown if sheet not in read for warned in _nearly_equal(name, sheet, header)]
    warnings += said_above(cells for cells in headers.above(fullest.cells.head(40).rows()))
    return Raw(name, frame, (*notes, *above), warnings=tuple(warnings))


def sheet(name: str, content: bytes, title: str) -> pl.DataFrame:
    """The rows of the sheet of that title as text, blanks around cells left out and blank cells null. Raises BadFile."""
    import fastexcel

    try:
        book = fastexcel.read_excel(content)
    except Exception:
        raise BadFile(f"{name} is no workbook that can be read.") from None
    if title not in book.sheet_names:
        raise BadFile(f"{name} has no sheet {title!r}; it has {', '.join(book.sheet_names)}.")
    _, frame, _ = _table(name, book.load_sheet(title, header_row=None, dtypes="string").to_polars())
    stripped = pl.all().str.strip_chars(" \t\r\n\u00a0")
    return frame.select(stripped).select(pl.when(pl.all() != "").then(pl.all()))


@dataclass(frozen=True)
class _Sheet:
    name: str
    is_visible: bool
    cells: pl.DataFrame

    @property
    def label(self) -> str:
        """The name as it is said."""
        return f"{self.name[:60]}{'' if self.is_visible else ' (hidden)'}"


def _unmerged(
    name: str, sheet: _Sheet, members: zipfile.ZipFile, places: dict[str, str], looks: "dict[str, _Look]"
) -> _Sheet:
    """The sheet with cells that are merged down a column filled under its header."""
    if sheet.cells.height < 2:
        return sheet
    place = places[sheet.name]
    body = headers.find(name, sheet.cells.head(40).rows()).body
    start = merged_cells.corner(members, place)
    return replace(sheet, cells=merged_cells.filled(name, sheet.cells, body, looks[place].merged, start))


def _sheet(loaded: "ExcelSheet") -> _Sheet:
    return _Sheet(loaded.name, loaded.visible == "visible", loaded.to_polars())


def _table(name: str, cells: pl.DataFrame) -> tuple[list[str], pl.DataFrame, tuple[str, ...]]:
    """The header of a sheet, the rows under it that are not blank, and notes on what stood above them."""
    heading = headers.find(name, cells.head(40).rows())
    frame = cells.slice(heading.body).rename(dict(zip(cells.columns, heading.names, strict=True)))
    return heading.names, frame.filter(~pl.all_horizontal(pl.all().is_null())), heading.notes


def _equal(name: str, sheet: _Sheet, header: list[str]) -> pl.DataFrame | None:
    """The rows of a sheet with the same columns, whatever their order; None for another table."""
    try:
        names, frame, _ = _table(name, sheet.cells)
    except BadFile:
        return None
    return frame.select(header) if {*names} == {*header} else None


def _nearly_equal(name: str, sheet: _Sheet, header: list[str]) -> tuple[str, ...]:
    """Warn of an unread sheet that has most of the columns of the one that was read."""
    try:
        names, frame, _ = _table(name, sheet.cells)
    except BadFile:
        return ()
    named, wanted = ({n for n in all_of if not n.startswith(headers.UNNAMED)} for all_of in (names, header))
    if len(named & wanted) < 3 or 5 * len(named & wanted) < 3 * min(len(named), len(wanted)):
        return ()
    differing = sorted(named ^ wanted)
    shown = ", ".join(differing[:3]) + (", …" if len(differing) > 3 else "")
    return (
        f"sheet {sheet.name[:60]!r} has {frame.height:,} rows and nearly the same columns, and was not read: it differs in {shown}. "
        "Give both sheets the same columns, or save it as a file of its own",
    )


def _which(read: list[_Sheet], heights: list[int], filled: list[_Sheet]) -> str:
    """Which sheets were read, of which rows they are, and which were not."""
    others = ", ".join(sheet.label for sheet in filled if sheet not in read)
    rest = f"; not read: {others}. Save a sheet with a table as a file of its own" if others else ""
    if len(read) > 1:
        ends = [sum(heights[: n + 1]) for n in range(len(heights))]
        rows = [f"{s.label} (rows {e - h + 1:,} to {e:,})" for s, h, e in zip(read, heights, ends, strict=True)]
        return f"sheets of the same columns read together: {', '.join(rows)}{rest}"
    if not others:
        return f"sheet {read[0].label!r} read, the only one with rows"
    is_passed_over = read[0].is_visible and not all(sheet.is_visible for sheet in filled)
    return f"sheet {read[0].label!r} read, the fullest{' in sight' if is_passed_over else ''}{rest}"


@dataclass(frozen=True)
class _Look:
    rows: int
    columns: int
    errors: int
    hidden: frozenset[int]
    merged: tuple[merged_cells.Range, ...] = ()


def _looked_through(name: str, members: zipfile.ZipFile, sheet: str) -> _Look:
    """How far a sheet reaches. Two cells in far corners would be laid out as billions. Raises BadFile."""
    rows, columns, errors, kept = 0, 0, 0, b""
    hidden, merged = set[int](), set[merged_cells.Range]()
    try:
        with members.open(sheet) as file:
            while chunk := file.read(_CHUNK):
                text = kept + chunk
                for letters, number in _CELL.findall(text):
                    rows, columns = max(rows, int(number)), max(columns, merged_cells.column(letters))
                errors += chunk.count(b't="e"')
                hidden |= hidden_rows.in_text(text)
                merged |= merged_cells.in_text(text)
                kept = text[-_OVERLAP:]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
        raise BadFile(f"{name} is a workbook that cannot be read as a table: it is damaged or truncated.") from error
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise BadFile(f"{name} unfolds into {rows:,} rows and {columns:,} columns, which is more than can be read.")
    if columns > MOST_COLUMNS:
        raise BadFile(f"{name} has {columns:,} columns; at most {MOST_COLUMNS:,} can be read.")
    return _Look(rows, columns, errors, frozenset(hidden), tuple(sorted(merged)))
