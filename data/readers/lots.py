"""Rows spread over files on the disk by a number, so that what belongs together can be looked at lot by lot."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

LOT_ROWS = 4_000_000
"""Rows of keys that are compared at once: a number each, and the place of the row."""


def lots_for(rows: int, most: int | None = None) -> int:
    """How many lots hold so many rows, `most` each; without it LOT_ROWS."""
    return max(1, -(-rows // (most or LOT_ROWS)))


class Lots:
    """Frames of the same columns, each row in the lot that its number names. What was added first comes first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._added = 0

    def add(self, rows: pl.DataFrame, lot: pl.Expr | pl.Series) -> None:
        """Spread rows by a whole number."""
        self._added += 1
        cut = rows.with_columns(lot.alias("\0lot")).partition_by("\0lot", as_dict=True, include_key=False)
        for (number,), some in cut.items():
            self.put(some, int(number))

    def put(self, rows: pl.DataFrame, lot: int) -> None:
        """Put all rows into one lot."""
        if rows.is_empty():
            return
        self._added += 1
        place = self._folder / f"{lot}"
        place.mkdir(parents=True, exist_ok=True)
        rows.write_parquet(place / f"{self._added:09}.parquet", compression="lz4", statistics=False)

    def replace(self, rows: pl.DataFrame, lot: int) -> None:
        """Put all rows into one lot, in place of what it holds."""
        for file in self._files(lot):
            file.unlink()
        self.put(rows, lot)

    def held(self) -> list[int]:
        """The lots in which there is anything."""
        return sorted(int(place.name) for place in self._folder.iterdir()) if self._folder.is_dir() else []

    def read(self, lot: int) -> pl.DataFrame | None:
        """The rows of a lot, None where it has none."""
        files = self._files(lot)
        return pl.concat([pl.read_parquet(file) for file in files]) if files else None

    def scan(self) -> pl.LazyFrame | None:
        """All rows, lot after lot."""
        files = [file for lot in self.held() for file in self._files(lot)]
        return pl.scan_parquet(files) if files else None

    def _files(self, lot: int) -> list[Path]:
        place = self._folder / f"{lot}"
        return sorted(place.iterdir()) if place.is_dir() else []


def repeated(keys: Iterable[pl.DataFrame], rows: int, folder: Path) -> Iterator[pl.DataFrame]:
    """The rows of frames with a whole number `mark` that stands in more than one row, all those of a mark together.

    `rows`: about how many rows there are. Scratch lies in `folder`.
    """
    many, spread = lots_for(rows), Lots(folder)
    for some in keys:
        spread.add(some, pl.col("mark") % many)
    for lot in spread.held():
        held = spread.read(lot)
        assert held is not None
        again = held.filter(pl.col("mark").is_duplicated())
        if again.height:
            yield again
