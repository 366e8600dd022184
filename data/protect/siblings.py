"""Quick complements: a sum with a single hidden member, or with hidden members that are few together, gives it away."""

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules


class Siblings:
    """Hides further members of sums, those that cost least first: room to move in time, then few people.

    Cells that are fixed were published before and stay as they are.
    """

    def __init__(self, cells: Cells, rules: Rules) -> None:
        self.cells, self.rules, self.fixed = cells, rules, cells.fixed
        self.after = np.full(cells.size, -1)
        self.after[cells.before[cells.before >= 0]] = np.flatnonzero(cells.before >= 0)

    def hide(self, hidden: np.ndarray) -> np.ndarray:
        """`hidden` with as many further counts hidden as every sum requires that is looked at by itself."""
        hidden = hidden.copy()
        changed = True
        while changed:
            changed = False
            for parent, children in [*self.cells.sums, *self.cells.linked_sums]:
                members = hidden[children]
                for count in np.flatnonzero(members.any(axis=0) | hidden[parent]):
                    while (row := self._needed(hidden, parent, children, int(count))) is not None:
                        self.cover(hidden, row, int(count))
                        changed = True
        return hidden

    def cover(self, hidden: np.ndarray, row: int, count: int) -> None:
        """Hide a count of a row with all that lie inside it."""
        hidden[row, count : self.cells.width[row]] = True

    def _needed(self, hidden: np.ndarray, parent: int, children: np.ndarray, count: int) -> int | None:
        """The row to hide next in one sum, None where none is needed or left."""
        inside = hidden[children, count]
        if hidden[parent, count]:
            if inside.any():
                return None
        elif not inside.any() or self._is_covered(hidden, children[inside], count):
            return None
        left = children[~inside & ~self.fixed[children] & (self.cells.counts[children, count] > 0)]
        if len(left):
            return min(left.tolist(), key=lambda row: self.cost(hidden, row, count))
        return None if hidden[parent, count] or self.fixed[parent] else parent

    def _is_covered(self, hidden: np.ndarray, rows: np.ndarray, count: int) -> bool:
        """Whether hidden members of a sum leave each other enough room."""
        if len(rows) < 2 or self.cells.counts[rows, count].sum() < self.rules.minimum:
            return False
        rooms = sorted(min(self.room(hidden, row, count), self.rules.minimum) for row in rows.tolist())
        return rooms[-2] >= self.rules.width

    def cost(self, hidden: np.ndarray, row: int, count: int) -> tuple:
        """Smaller is better to hide."""
        before = self.cells.before[row]
        was_hidden = before >= 0 and hidden[before, count]
        cramped = self.room(hidden, row, count) < self.rules.minimum
        return cramped, not was_hidden, self.cells.counts[row, count], row

    def room(self, hidden: np.ndarray, row: int, count: int) -> float:
        """Between the count when last shown before and when next shown after: where it must lie if it is hidden."""
        low, high = self.cells.before[row], self.after[row]
        while low >= 0 and hidden[low, count]:
            low = self.cells.before[low]
        while high >= 0 and hidden[high, count]:
            high = self.after[high]
        if high < 0:
            return np.inf
        return self.cells.counts[high, count] - (self.cells.counts[low, count] if low >= 0 else 0)
