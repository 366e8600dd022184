"""Parquet as text, after a look at what it would unfold into."""

import io

import polars as pl

from data.readers import headers
from data.readers.files import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, BadFile, Raw


def parse(name: str, content: bytes) -> Raw:
    """All rows as text. Raises BadFile."""
    import pyarrow.parquet as pq

    try:
        about = pq.ParquetFile(io.BytesIO(content)).metadata
    except MemoryError:
        raise
    except Exception:
        raise BadFile(f"{name} is damaged or truncated: it starts like Parquet and cannot be read.") from None
    # Before reading: a file of a few kilobytes can unfold into more rows than fit anywhere.
    if about.num_columns > MOST_COLUMNS:
        raise BadFile(f"{name} has {about.num_columns:,} columns; at most {MOST_COLUMNS:,} can be read.")
    if about.num_rows > MOST_ROWS or about.num_rows * about.num_columns > MOST_CELLS:
        raise BadFile(f"{name} unfolds into {about.num_rows:,} rows, which is more than can be read.")
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception:
        raise BadFile(f"{name} is damaged or truncated: it starts like Parquet and cannot be read.") from None
    nested = [c for c, kind in frame.schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
    if nested:
        raise BadFile(f"Column {nested[0]!r} of {name} holds lists or bytes; every cell must be one value.")
    return Raw(
        name, frame.cast(pl.String).rename(dict(zip(frame.columns, headers.as_names(name, frame.columns), strict=True)))
    )
