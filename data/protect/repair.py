"""Complementary suppression: hide, audit and hide more until every hidden number is uncertain enough."""

# Why: decision 90.

import numpy as np

from data.protect.audit import Audit, audit
from data.protect.cells import Cells
from data.protect.knowledge import knowledge
from data.protect.siblings import Siblings
from data.protect.tables import Rules

MOST_ROUNDS = 100
WEAK_AT_ONCE = 40
"""An audit stops after so many weak numbers, since what is hidden for these widens others. With about so many, least had
to be hidden in colleges of 40,000, 100,000 and 20 million registrations, and a quarter fewer linear programs solved."""


def repaired(cells: Cells, hidden: np.ndarray, rules: Rules) -> tuple[np.ndarray, Audit]:
    """Hide as many further counts as the audit requires; return what is hidden (cells × counts), and the last audit.

    `hidden` is what primary suppression hides. Fixed cells stay as they are: a number that is weak in the last audit
    leans on them alone.
    """
    siblings = Siblings(cells, rules)
    hidden = siblings.hide(hidden)
    of_attacker = knowledge(cells, rules)
    last_audit = audit(cells, of_attacker, hidden, rules, most_weak=WEAK_AT_ONCE)
    for _ in range(MOST_ROUNDS):
        before = hidden
        hidden = _covered(siblings, hidden, last_audit.weak)
        changed = (hidden != before).any(axis=1)
        if not changed.any() and last_audit.is_whole:
            break
        hidden = siblings.hide(hidden, np.flatnonzero(changed).tolist())
        # What cannot be covered must not keep others from being looked at.
        last_audit = audit(
            cells, of_attacker, hidden, rules, last_audit, most_weak=WEAK_AT_ONCE if changed.any() else np.inf
        )
    if not last_audit.is_whole:
        last_audit = audit(cells, of_attacker, hidden, rules, last_audit)
    return hidden, last_audit


def _covered(siblings: Siblings, hidden: np.ndarray, weak: list[np.ndarray]) -> np.ndarray:
    """`hidden` with one more count for each weak number: of those that its bounds lean on the cheapest.

    A count costs the people of its cell, shared among the weak numbers that it serves. `weak` holds variables.
    """
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
