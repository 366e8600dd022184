"""The entries of a sparse matrix by row and by column, for the many small programs that are cut out of it."""

from functools import cached_property
from typing import Any

import numpy as np


class Entries:
    """A sparse matrix of scipy's (CSR) as plain arrays: cutting a few rows out of it costs microseconds."""

    def __init__(self, matrix: Any) -> None:
        self.matrix, self.shape = matrix, matrix.shape
        self._starts, self._columns, self._factors = matrix.indptr, matrix.indices, matrix.data

    @cached_property
    def _by_column(self) -> tuple[np.ndarray, np.ndarray]:
        turned = self.matrix.tocsc()
        return turned.indptr, turned.indices

    def rows_with(self, columns: np.ndarray) -> np.ndarray:
        """Return the rows that have an entry in one of the columns, sorted and without repeats."""
        starts, rows = self._by_column
        return np.unique(rows[_ranges(starts, columns)])

    def columns_of(self, rows: np.ndarray) -> np.ndarray:
        """Return the columns in which one of the rows has an entry, sorted and without repeats."""
        return np.unique(self._columns[_ranges(self._starts, rows)])

    def of(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return every entry of some rows, row by row: the place of its row among them, its column and its factor."""
        at = _ranges(self._starts, rows)
        place = np.repeat(np.arange(len(rows)), self._starts[rows + 1] - self._starts[rows])
        return place, self._columns[at], self._factors[at]


def _ranges(starts: np.ndarray, which: np.ndarray) -> np.ndarray:
    """The positions from `starts[i]` up to `starts[i + 1]` of each i, one after the other."""
    lengths = starts[which + 1] - starts[which]
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts[which] - before, lengths) + np.arange(lengths.sum())
