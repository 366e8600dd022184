"""Any file as a frame of text under its own headers, or a clear sentence about why not."""

import csv
import io
from pathlib import Path

import polars as pl

from data.home import StoreError

MOST_COLUMNS = 2_000
MOST_CELLS = 500_000_000


class BadFile(StoreError):
    """A file that cannot be read, as a sentence."""


def read(path: Path) -> pl.DataFrame:
    """All rows as text, blank cells as null. Raises BadFile."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(f"{path.name} cannot be opened: {error.strerror}.") from None
    if not content:
        raise BadFile(f"{path.name} is empty.")
    frame = _parsed(path.name, content)
    if frame.width > MOST_COLUMNS:
        raise BadFile(f"{path.name} has {frame.width:,} columns; at most {MOST_COLUMNS:,} can be read.")
    if frame.is_empty():
        raise BadFile(f"{path.name} has a header and no rows.")
    return frame.with_columns(pl.col(pl.String).str.strip_chars(" \t\r\n\u00a0").replace("", None))


def _parsed(name: str, content: bytes) -> pl.DataFrame:
    if content[:4] == b"PAR1":
        return _parquet(name, content)
    if content[:2] == b"PK":
        return _workbook(name, content)
    return _delimited(name, content)


def _parquet(name: str, content: bytes) -> pl.DataFrame:
    import pyarrow.parquet as pq

    try:
        about = pq.ParquetFile(io.BytesIO(content)).metadata
        # Before reading: a small file can unfold into more rows than fit anywhere.
        if about.num_rows * about.num_columns > MOST_CELLS:
            raise BadFile(f"{name} unfolds into {about.num_rows:,} rows, which is more than can be read.")
        return pl.read_parquet(io.BytesIO(content)).cast(pl.String)
    except BadFile:
        raise
    except Exception:
        raise BadFile(f"{name} is damaged or truncated: it starts like Parquet and cannot be read.") from None


def _workbook(name: str, content: bytes) -> pl.DataFrame:
    try:
        return pl.read_excel(io.BytesIO(content), infer_schema_length=0)
    except Exception:
        raise BadFile(f"{name} is a zip archive or workbook that cannot be read as a table.") from None


def _delimited(name: str, content: bytes) -> pl.DataFrame:
    text = _decoded(name, content)
    first = text.split("\n", 1)[0]
    separator = max((",", ";", "\t"), key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    header = [h.strip() for h in rows[0]]
    repeated = sorted({h for h in header if header.count(h) > 1})
    if repeated:
        raise BadFile(f"{name} has two columns named {repeated[0]!r}. Rename one and bring it again.")
    if not all(header):
        raise BadFile(f"{name} has a column without a name. Name every column and bring it again.")
    body = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    for number, row in enumerate(body, 1):
        if len(row) != len(header):
            raise BadFile(f"Row {number} of {name} has {len(row)} cells where the header has {len(header)}.")
    return pl.DataFrame(body, schema=dict.fromkeys(header, pl.String), orient="row")


def _decoded(name: str, content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise BadFile(f"{name} holds bytes that no text file has; it is not a CSV file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
