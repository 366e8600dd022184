"""The attacker's knowledge: linear equations and inequalities between counts, from all published tables.

A variable is one count of one cell: number `cell × counts + count`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from data.protect.cells import Cells, Linked
from data.protect.entries import Entries
from data.protect.tables import NAMES, Rules


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What the attacker knows of the true counts x: `equal` @ x = `equal_to`, and `at_most` @ x <= `at_most_to`.

    Both matrices are sparse and have a column per variable.

    `within`: how many rows of each come first that stay within tables of the same people.
    """

    equal: Entries
    equal_to: np.ndarray
    at_most: Entries
    at_most_to: np.ndarray
    within: tuple[int, int]


def knowledge(cells: Cells, rules: Rules, left: np.ndarray | None = None) -> Knowledge:
    """Build what the attacker knows: parts add up, counts are nested, tables are linked, and counts never fall in time.

    A statement that a correction has made untrue is left out. `left`: of each cell how many are known to be in the first
    count and in no other; they do not fall in time either.
    """
    equal, at_most = _Rows(), _Rows()
    last = len(NAMES) - 1
    later = np.flatnonzero(cells.before >= 0)
    left = np.zeros(cells.size, dtype=np.int64) if left is None else left
    for count in range(len(NAMES)):
        _add_sums(equal, cells, count)
        if count < last:
            every = np.arange(cells.size)
            at_most.add([(every, count + 1, 1), (every, count, -1)], to=-left if count == 0 else None)
        rising = later[cells.counts[cells.before[later], count] <= cells.counts[later, count]]
        at_most.add([(cells.before[rising], count, 1), (rising, count, -1)])
    if rules.outcomes_are_final and last:
        rest = cells.counts[:, 0] - cells.counts[:, 1]
        rising = later[rest[cells.before[later]] <= rest[later]]
        before = cells.before[rising]
        since = np.clip(left[rising] - left[before], 0, rest[rising] - rest[before])
        at_most.add([(before, 0, 1), (before, 1, -1), (rising, 0, -1), (rising, 1, 1)], to=-since)
    to = [np.zeros(equal.height)]
    for splits in (True, False):
        for linked in (one for one in cells.links if one.splits == splits):
            (at_most if linked.at_most else equal).add_linked(linked)
            to += [] if linked.at_most else [linked.to]
        if splits:
            within = equal.height, at_most.height
    shape = (len(NAMES), cells.size)
    matrices = Entries(equal.matrix(*shape)), Entries(at_most.matrix(*shape))
    return Knowledge(matrices[0], np.concatenate(to), matrices[1], np.concatenate([*at_most.to, np.zeros(0)]), within)


def _add_sums(equal: "_Rows", cells: Cells, count: int) -> None:
    if not cells.sums:
        return
    parents = np.array([parent for parent, _ in cells.sums])
    number = np.repeat(np.arange(len(cells.sums)), [len(children) for _, children in cells.sums])
    children = np.concatenate([children for _, children in cells.sums])
    equal.add([(parents, count, -1)], extra=(number, children, count))


class _Rows:
    """Entries of a sparse matrix, collected block by block; a block has a row per entry of its first array."""

    def __init__(self) -> None:
        self.height = 0
        self.entries: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        self.to: list[np.ndarray] = []

    def add(
        self, terms: list[tuple[np.ndarray, int, int]], extra: tuple | None = None, to: np.ndarray | None = None
    ) -> None:
        """A row per position of the arrays: the sum of factor × count of cell, and what it comes `to`, 0 by default.

        `extra`: more entries of factor 1.
        """
        size = len(terms[0][0])
        for cell, count, factor in terms:
            self._put(np.arange(size), cell, count, factor)
        if extra is not None:
            self._put(*extra, 1)
        self.to.append(np.zeros(size) if to is None else to.astype(float))
        self.height += size

    def add_linked(self, linked: Linked) -> None:
        """A row per link."""
        self.entries.append((linked.link + self.height, linked.cell, linked.count, linked.factor.astype(float)))
        self.to.append(linked.to.astype(float))
        self.height += len(linked.to)

    def _put(self, row: np.ndarray, cell: np.ndarray, count: int, factor: int) -> None:
        filled = np.full(len(row), count), np.full(len(row), float(factor))
        self.entries.append((row + self.height, cell, *filled))

    def matrix(self, counts: int, cells: int) -> Any:
        from scipy import sparse

        none = np.zeros(0, dtype=np.int64)
        entries = [(none, none, none, none.astype(float)), *self.entries]
        row, cell, count, factor = (np.concatenate(part) for part in zip(*entries, strict=True))
        return sparse.csr_array((factor, (row, cell * counts + count)), shape=(self.height, cells * counts))
