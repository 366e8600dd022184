"""Complementary suppression: hide, audit and hide more until every hidden number is uncertain enough."""

# Why: decision 90.

from dataclasses import replace
from functools import partial

import numpy as np

from data.protect.audit import Audit, audit
from data.protect.cells import Cells
from data.protect.knowledge import Knowledge, knowledge
from data.protect.siblings import Siblings
from data.protect.stages import OF_ALL, OF_STAFF, Attacker, Tell, of_nobody, unheard
from data.protect.tables import Rules
from data.protect.told import Told

MOST_ROUNDS = 100
WEAK_AT_ONCE = 40
"""An audit stops after so many weak numbers, since what is hidden for these widens others. With about so many, least had
to be hidden in colleges of 40,000, 100,000 and 20 million registrations, and a quarter fewer linear programs solved."""


def repaired(
    cells: Cells, hidden: np.ndarray, rules: Rules, told: Told | None = None, tell: Tell = unheard
) -> tuple[np.ndarray, Audit, Audit | None]:
    """Hide as many further counts as the audit requires; return what is hidden (cells × counts), and the last audit.

    `hidden` is what primary suppression hides. With `told` somebody who knows that, too, is held off first, and that last audit is
    returned besides: whatever is wide before them is wide before all others, so few numbers are left to look at. Fixed
    cells stay as they are: a number that is weak in a last audit leans on them alone.
    """
    empty = cells.closed & cells.nobody[:, None] if cells.nobody.any() else np.zeros_like(hidden)
    alone = _without_nobody(cells)
    siblings = Siblings(alone, rules)
    hidden = siblings.hide(hidden & ~empty)
    held = _all_held_off(siblings, hidden, (Audit(), None), told, tell)
    if not empty.any():
        return held
    # By now all others are wide, also for who knows where nobody is. So this looks at little more than whether that is told.
    hidden, *last = held
    siblings = Siblings(cells, rules)
    hidden = siblings.hide(hidden | empty, np.flatnonzero(empty.any(axis=1)).tolist())
    of_all, of_told = (None if one is None else replace(one, stuck=one.stuck[:0]) for one in last)
    return _all_held_off(siblings, hidden, (of_all or Audit(), of_told), told, of_nobody(tell))


def _without_nobody(cells: Cells) -> Cells:
    """The same cells as if those of nobody came before no other."""
    if not cells.nobody.any():
        return cells
    return replace(cells, before=np.where(cells.nobody[cells.before], -1, cells.before))


def _all_held_off(
    siblings: Siblings,
    hidden: np.ndarray,
    last: tuple[Audit, Audit | None],
    told: Told | None,
    tell: Tell,
) -> tuple[np.ndarray, Audit, Audit | None]:
    """Hide as many further counts as both attackers require, from their `last` audits on."""
    cells, rules = siblings.cells, siblings.rules
    held_off = partial(_held_off, siblings, tell=tell)
    facts = knowledge(cells, rules)
    of_staff = facts if told is None else knowledge(cells, rules, told.left)
    of_all, of_told = last
    while True:
        start = hidden
        if told is not None:
            hidden, of_told = held_off(of_staff, hidden, of_told or Audit(), told)
            sure = np.setdiff1d(of_told.wide, of_told.short)
            wide = np.union1d(of_all.wide, sure)
            of_all = replace(of_all, wide=wide, narrowest=min(of_all.narrowest, of_told.narrowest))
        before = hidden
        hidden, of_all = held_off(facts, hidden, of_all, None)
        if of_told is not None and len(of_told.stuck) and (hidden != start).any():
            # What nothing helped may have become wide by what was hidden for others.
            of_told = replace(of_told, stuck=of_told.stuck[:0])
        elif told is None or (hidden == before).all():
            return hidden, of_all, of_told


def _held_off(
    siblings: Siblings,
    facts: Knowledge,
    hidden: np.ndarray,
    last: Audit,
    told: Told | None,
    tell: Tell,
) -> tuple[np.ndarray, Audit]:
    """Hide as many further counts as one attacker requires; return what is hidden, and the last audit."""
    cells, rules = siblings.cells, siblings.rules
    look = partial(audit, cells, facts, rules=rules, told=told)
    attacker = Attacker(tell, OF_ALL if told is None else OF_STAFF)
    last = look(hidden=hidden, before=last, most_weak=WEAK_AT_ONCE, count=attacker.checked)
    for _ in range(MOST_ROUNDS):
        before = hidden
        hidden = _covered(siblings, hidden, last.weak)
        changed = (hidden != before).any(axis=1)
        if not changed.any() and last.is_whole:
            break
        hidden = siblings.hide(hidden, np.flatnonzero(changed).tolist())
        # What cannot be covered must not keep others from being looked at.
        most_weak = WEAK_AT_ONCE if changed.any() else np.inf
        last = look(hidden=hidden, before=last, most_weak=most_weak, count=attacker.hidden_more)
    if not last.is_whole:
        last = look(hidden=hidden, before=last, count=attacker.hidden_more)
    return hidden, last


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
