"""Parquet as text, after a look at what it would unfold into."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from data.readers import headers
from data.readers.files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadFile, Raw

_Read = TypeVar("_Read")


def parse(name: str, content: bytes) -> Raw:
    """All rows as text. Raises BadFile."""
    columns, rows = about(name, io.BytesIO(content))
    # Before reading: a file of a few kilobytes can unfold into more rows than fit anywhere.
    if rows > MOST_ROWS or rows * len(columns) > MOST_CELLS:
        raise BadFile(f"{name} unfolds into {rows:,} rows, which is more than can be read.")
    return as_text(name, _read(name, lambda: pl.read_parquet(io.BytesIO(content))))


def about(name: str, file: io.BytesIO | Path) -> tuple[list[str], int]:
    """Names of the columns and number of rows, as the footer says. Raises BadFile."""
    import pyarrow.parquet as pq

    footer = _read(name, lambda: pq.ParquetFile(file))
    if footer.metadata.num_columns > MOST_COLUMNS:
        raise BadFile(f"{name} has {footer.metadata.num_columns:,} columns; at most {MOST_COLUMNS:,} can be read.")
    return footer.schema_arrow.names, footer.metadata.num_rows


def piece(name: str, path: Path, columns: list[str], start: int, rows: int) -> Raw:
    """Some rows of a file as text, under columns in this order. Raises BadFile."""
    return as_text(name, _read(name, lambda: pl.scan_parquet(path).select(columns).slice(start, rows).collect()))


def as_text(name: str, frame: pl.DataFrame) -> Raw:
    """The rows as text. Raises BadFile where a cell is no single value."""
    nested = [c for c, kind in frame.schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
    if nested:
        raise BadFile(f"Column {nested[0]!r} of {name} holds lists or bytes; every cell must be one value.")
    return Raw(
        name, frame.cast(pl.String).rename(dict(zip(frame.columns, headers.as_names(name, frame.columns), strict=True)))
    )


def _read(name: str, read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except MemoryError:
        raise
    except Exception:
        raise BadFile(f"{name} is damaged or truncated: it starts like Parquet and cannot be read.") from None
