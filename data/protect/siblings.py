"""Quick complements: a sum with a single hidden member, or with hidden members that are few together, gives it away."""

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import Rules


def hide_siblings(cells: Cells, hidden: np.ndarray, rules: Rules, fixed: np.ndarray) -> np.ndarray:
    """`hidden` with as many further counts hidden, the fewest people first, as the sums by themselves require.

    Rows that are `fixed` were published before and stay as they are.
    """
    hidden = hidden.copy()
    base = cells.names.index(rules.base)
    changed = True
    while changed:
        changed = False
        for parent, children in cells.sums:
            for count in range(len(cells.names)):
                while (row := _needed(cells, hidden, fixed, (parent, children, count), rules)) is not None:
                    hide(hidden, row, count, base)
                    changed = True
    return hidden


def hide(hidden: np.ndarray, row: int, count: int, base: int) -> None:
    """Hide a count of a row with all that stand further from the base; the base takes the whole row with it."""
    if count == base:
        hidden[row] = True
    elif count > base:
        hidden[row, count:] = True
    else:
        hidden[row, : count + 1] = True


def _needed(
    cells: Cells, hidden: np.ndarray, fixed: np.ndarray, one: tuple[int, np.ndarray, int], rules: Rules
) -> int | None:
    """The row to hide next in one sum, None where none is needed or left."""
    parent, children, count = one
    inside = hidden[children, count]
    if hidden[parent, count]:
        if inside.any() or not len(children):
            return None
    elif not inside.any() or (inside.sum() > 1 and cells.counts[children[inside], count].sum() >= rules.minimum):
        return None
    left = children[~inside & ~fixed[children] & (cells.counts[children, count] > 0)]
    if len(left):
        # The same sibling at every point in time: one that is shown before and after is hidden in vain.
        was_hidden = (cells.before[left] >= 0) & hidden[cells.before[left], count]
        return int(left[np.lexsort((left, cells.counts[left, count], ~was_hidden))[0]])
    return None if hidden[parent, count] or fixed[parent] else parent
