"""Complementary suppression: hide, audit and hide more until every hidden number is uncertain enough."""

# Why: decision 90.

import numpy as np

from data.protect.audit import Audit, audit
from data.protect.cells import Cells
from data.protect.knowledge import knowledge
from data.protect.siblings import Siblings
from data.protect.tables import Rules

MOST_ROUNDS = 100
ENOUGH = 40
"""Numbers found too narrow after which more is hidden at once: what is hidden for these widens others. With about so many,
least had to be hidden in colleges of 40,000, 100,000 and 20 million registrations, and a quarter fewer programs solved."""


def repaired(cells: Cells, hidden: np.ndarray, rules: Rules) -> tuple[np.ndarray, Audit]:
    """Hide as many further counts as the audit requires; return what is hidden, and the last audit.

    Cells that are fixed stay as they are: what is still weak in the audit cannot be repaired without them.
    """
    siblings = Siblings(cells, rules)
    hidden = siblings.hide(hidden)
    facts = knowledge(cells, rules)
    last_audit = audit(cells, facts, hidden, rules, most_weak=ENOUGH)
    for _ in range(MOST_ROUNDS):
        before = hidden
        hidden = _covered(siblings, hidden, last_audit.weak)
        changed = (hidden != before).any(axis=1)
        if not changed.any() and last_audit.is_whole:
            break
        hidden = siblings.hide(hidden, np.flatnonzero(changed).tolist())
        # What cannot be covered must not keep others from being looked at.
        last_audit = audit(cells, facts, hidden, rules, last_audit, most_weak=ENOUGH if changed.any() else np.inf)
    if not last_audit.is_whole:
        last_audit = audit(cells, facts, hidden, rules, last_audit)
    return hidden, last_audit


def _covered(siblings: Siblings, hidden: np.ndarray, weak: list[np.ndarray]) -> np.ndarray:
    """For every weak number one shown count hidden that its bounds lean on: the one that serves most at least cost."""
    hidden = hidden.copy()
    width = hidden.shape[1]
    serves = np.bincount(np.concatenate([*weak, np.zeros(0, dtype=int)]).astype(int), minlength=hidden.size)
    for leans in sorted(weak, key=len):
        if hidden.ravel()[leans].any():
            continue
        choices = [int(v) for v in leans if siblings.free.ravel()[v] and siblings.cells.counts.ravel()[v] > 0]
        if choices:
            best = min(choices, key=lambda v: (siblings.cells.counts[v // width, 0] / serves[v], v))
            siblings.cover(hidden, best // width, best % width)
    return hidden
