"""Complements within one sum: a single hidden member, or few people in all hidden members, could be subtracted out."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules


class Siblings:
    """The sums of all tables, which hide further members where hidden ones could be worked out by subtraction.

    What costs least is hidden first: a count with room to move in time, one that was hidden at the date before, then
    one of few people. Fixed cells were published before and stay as they are.
    """

    def __init__(self, cells: Cells, rules: Rules) -> None:
        self.cells, self.rules, self.fixed = cells, rules, cells.fixed
        self.free = cells.closed & ~cells.fixed[:, None]
        """Cells × counts that may be hidden: a cell of one table may have fewer counts than another, and some are open."""
        self.after = np.full(cells.size, -1)
        self.after[cells.before[cells.before >= 0]] = np.flatnonzero(cells.before >= 0)
        self.sums = [*cells.sums, *cells.linked_sums]
        self.first = _first_in_time(cells.before)
        sums_of = defaultdict(set)
        for at, (parent, children) in enumerate(self.sums):
            for row in (parent, *children.tolist()):
                sums_of[self.first[row]].add(at)
        self.sums_of = sums_of
        """The sums that hold a cell at any point in time, by the cell's first row."""

    def hide(self, hidden: np.ndarray, changed: Iterable[int] | None = None) -> np.ndarray:
        """Return `hidden` with as many further counts hidden as every sum requires, each looked at by itself.

        `hidden` is cells × counts and is not changed. Where only some rows have `changed` since the last time, only
        the sums that hold their cells are looked at.
        """
        hidden = hidden.copy()
        everything = range(len(self.sums))
        now = sorted(everything if changed is None else {at for row in changed for at in self._sums_with(row)})
        while now:  # sweeps through the sums in their order, of which each meets what has changed before it
            waiting, later = set(now), set()
            while now:
                at = heapq.heappop(now)
                waiting.discard(at)
                for other in {other for row in self._settle(hidden, at) for other in self._sums_with(row)}:
                    if other <= at:
                        later.add(other)
                    elif other not in waiting:
                        waiting.add(other)
                        heapq.heappush(now, other)
            now = sorted(later)
        return hidden

    def _sums_with(self, row: int) -> set[int]:
        """The sums that hold the cell of a row at any point in time."""
        return self.sums_of[self.first[row]]

    def _settle(self, hidden: np.ndarray, at: int) -> list[int]:
        """Hide what one sum requires, in place; return the rows in which something was hidden."""
        parent, children = self.sums[at]
        rows = []
        for count in np.flatnonzero(hidden[children].any(axis=0) | hidden[parent]).tolist():
            while (row := self._needed(hidden, parent, children, count)) is not None:
                self.cover(hidden, row, count)
                rows.append(row)
        return rows

    def cover(self, hidden: np.ndarray, row: int, count: int) -> None:
        """Hide a count of a row with all that lie inside it, in place; open ones stay."""
        hidden[row, max(count, self.cells.open[row]) : self.cells.width[row]] = True

    def _needed(self, hidden: np.ndarray, parent: int, children: np.ndarray, count: int) -> int | None:
        """The row to hide next in one sum, None where none is needed or left."""
        is_hidden = hidden[children, count]
        if hidden[parent, count]:
            if is_hidden.any():
                return None
        elif not is_hidden.any() or self._is_covered(hidden, children[is_hidden], count):
            return None
        candidates = children[~is_hidden & self.free[children, count] & (self.cells.counts[children, count] > 0)]
        if len(candidates):
            return min(candidates.tolist(), key=lambda row: self.cost(hidden, row, count))
        return parent if self.free[parent, count] and not hidden[parent, count] else None

    def _is_covered(self, hidden: np.ndarray, rows: np.ndarray, count: int) -> bool:
        """Whether the hidden members of a sum leave enough uncertainty about each other.

        They are at least two, have the minimum of people together, and two of them have room for the least interval.
        """
        if len(rows) < 2 or self.cells.counts[rows, count].sum() < self.rules.minimum:
            return False
        rooms = sorted(min(self.room(hidden, row, count), self.rules.minimum) for row in rows.tolist())
        return rooms[-2] >= self.rules.width

    def cost(self, hidden: np.ndarray, row: int, count: int) -> tuple:
        """The cost of hiding a count, to sort by; the cheapest is hidden first."""
        before = self.cells.before[row]
        was_hidden = before >= 0 and hidden[before, count]
        is_cramped = self.room(hidden, row, count) < self.rules.minimum
        return is_cramped, not was_hidden, self.cells.counts[row, count], row

    def room(self, hidden: np.ndarray, row: int, count: int) -> float:
        """People between the last count of the cell shown before a hidden one and the next one shown after it.

        Infinite where none is shown after it, since counts never fall in time.
        """
        low, high = self.cells.before[row], self.after[row]
        while low >= 0 and hidden[low, count]:
            low = self.cells.before[low]
        while high >= 0 and hidden[high, count]:
            high = self.after[high]
        if high < 0:
            return np.inf
        return self.cells.counts[high, count] - (self.cells.counts[low, count] if low >= 0 else 0)


def _first_in_time(before: np.ndarray) -> np.ndarray:
    """The first row of each row's cell in time: what is hidden at one time bears on the room at another."""
    first = np.arange(len(before))
    for row in range(len(before)):  # rows of a cell stand in the order of time
        if before[row] >= 0:
            first[row] = first[before[row]]
    return first
