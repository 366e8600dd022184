"""Complements within one sum: a single hidden member, or few people in all hidden members, could be subtracted out."""

import heapq
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules


class Siblings:
    """Hide further members of sums, those that cost least first: room to move in time, then few people.

    Cells that are fixed were published before and stay as they are.
    """

    def __init__(self, cells: Cells, rules: Rules) -> None:
        self.cells, self.rules, self.fixed = cells, rules, cells.fixed
        self.free = cells.closed & ~cells.fixed[:, None]
        """What may be hidden: a cell of one table may have fewer counts than those of another, and some are open."""
        self.after = np.full(cells.size, -1)
        self.after[cells.before[cells.before >= 0]] = np.flatnonzero(cells.before >= 0)
        self.sums = [*cells.sums, *cells.linked_sums]
        self.story = _stories(cells.before)
        about = defaultdict(set)
        for at, (parent, children) in enumerate(self.sums):
            for row in (parent, *children.tolist()):
                about[self.story[row]].add(at)
        self.about = about
        """The sums that hold a cell at any point in time, by the cell's story."""

    def hide(self, hidden: np.ndarray, changed: Iterable[int] | None = None) -> np.ndarray:
        """`hidden` with as many further counts hidden as every sum requires that is looked at by itself.

        Where only some rows have `changed` since the last time, only the sums about their cells are looked at.
        """
        hidden = hidden.copy()
        everything = range(len(self.sums))
        now = sorted(everything if changed is None else {at for row in changed for at in self.about[self.story[row]]})
        while now:  # sweeps through the sums in their order, of which each meets what has changed before it
            waiting, later = set(now), set()
            while now:
                at = heapq.heappop(now)
                waiting.discard(at)
                for other in {other for row in self._settle(hidden, at) for other in self.about[self.story[row]]}:
                    if other <= at:
                        later.add(other)
                    elif other not in waiting:
                        waiting.add(other)
                        heapq.heappush(now, other)
            now = sorted(later)
        return hidden

    def _settle(self, hidden: np.ndarray, at: int) -> list[int]:
        """Hide what one sum requires; the rows in which something was hidden."""
        parent, children = self.sums[at]
        rows = []
        for count in np.flatnonzero(hidden[children].any(axis=0) | hidden[parent]).tolist():
            while (row := self._needed(hidden, parent, children, count)) is not None:
                self.cover(hidden, row, count)
                rows.append(row)
        return rows

    def cover(self, hidden: np.ndarray, row: int, count: int) -> None:
        """Hide a count of a row with all that lie inside it."""
        hidden[row, max(count, self.cells.open[row]) : self.cells.width[row]] = True

    def _needed(self, hidden: np.ndarray, parent: int, children: np.ndarray, count: int) -> int | None:
        """The row to hide next in one sum, None where none is needed or left."""
        inside = hidden[children, count]
        if hidden[parent, count]:
            if inside.any():
                return None
        elif not inside.any() or self._is_covered(hidden, children[inside], count):
            return None
        left = children[~inside & self.free[children, count] & (self.cells.counts[children, count] > 0)]
        if len(left):
            return min(left.tolist(), key=lambda row: self.cost(hidden, row, count))
        return parent if self.free[parent, count] and not hidden[parent, count] else None

    def _is_covered(self, hidden: np.ndarray, rows: np.ndarray, count: int) -> bool:
        """Whether the hidden members of a sum leave enough uncertainty about each other."""
        if len(rows) < 2 or self.cells.counts[rows, count].sum() < self.rules.minimum:
            return False
        rooms = sorted(min(self.room(hidden, row, count), self.rules.minimum) for row in rows.tolist())
        return rooms[-2] >= self.rules.width

    def cost(self, hidden: np.ndarray, row: int, count: int) -> tuple:
        """The cost of hiding a count; the cheapest is hidden first."""
        before = self.cells.before[row]
        was_hidden = before >= 0 and hidden[before, count]
        cramped = self.room(hidden, row, count) < self.rules.minimum
        return cramped, not was_hidden, self.cells.counts[row, count], row

    def room(self, hidden: np.ndarray, row: int, count: int) -> float:
        """How wide the range of a hidden count is, between the last one shown before it and the next one shown after."""
        low, high = self.cells.before[row], self.after[row]
        while low >= 0 and hidden[low, count]:
            low = self.cells.before[low]
        while high >= 0 and hidden[high, count]:
            high = self.after[high]
        if high < 0:
            return np.inf
        return self.cells.counts[high, count] - (self.cells.counts[low, count] if low >= 0 else 0)


def _stories(before: np.ndarray) -> np.ndarray:
    """The first row of each row's cell in time: what is hidden at one time bears on the room at another."""
    story = np.arange(len(before))
    for row in range(len(before)):  # rows of a cell stand in the order of time
        if before[row] >= 0:
            story[row] = story[before[row]]
    return story
