"""A secret sample beside the tables: how much of it may be known before a hidden number becomes too narrow.

Estimates are made of a part of all people that nobody can name. The attacker is told more than any estimate says: of
every stratum how many of the sample are in it, and how many of them completed. Then a stratum has at least so many, and
how many more it has stays unknown. All this is linear, so the audit of tables goes on with it, and whatever is computed
from the strata that are left may be published.
"""

# Why: decision 128.

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.protect.audit import bounds_of, targets_of, whole
from data.protect.cells import Cells
from data.protect.knowledge import knowledge
from data.protect.program import Program
from data.protect.tables import Rules
from data.protect.told import Told
from data.protect.web import Web

MOST = 150
"""Where more numbers than these had to be looked at one by one, all strata that are still told are left out."""
AT_ONCE = 8
"""So many narrow numbers are looked at one by one before all are looked at together again."""
FEWEST_GAINED = 0.15
"""Programs over many numbers at once continue while each pair settles at least this share of the rest."""
MANY = 60
"""Where more numbers than these are narrow the smaller half of the strata is left out at once."""
NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Sample:
    """The strata that estimates are made of.

    `stratum`: of each of the `cells` (places among the audit's cells) the number of its stratum. `counts`: strata × 2,
    how many of the sample there are, and how many of them completed.
    """

    cells: np.ndarray
    stratum: np.ndarray
    counts: np.ndarray


def unsafe(
    cells: Cells, hidden: np.ndarray, rules: Rules, sample: Sample, is_own: np.ndarray, told: Told | None = None
) -> np.ndarray:
    """Whether each stratum must be left out, so that every hidden number stays as wide as the rules ask.

    `is_own`: cells that no table shows anything of; they are unknowns of the attacker, and nobody's secret. `told`: what
    some attackers know besides. They are held off first, and a number that is wide before them is wide before all.
    """
    # What is so small says little and gives much away.
    out = sample.counts[:, 0] < rules.minimum
    sure = np.zeros(0, dtype=np.int64)
    for attacker in [None] if told is None else [told, None]:
        sure = np.union1d(sure, _held_off(cells, hidden, rules, sample, is_own, attacker, out, sure))
    return out


def _held_off(
    cells: Cells,
    hidden: np.ndarray,
    rules: Rules,
    sample: Sample,
    is_own: np.ndarray,
    told: Told | None,
    out: np.ndarray,
    sure: np.ndarray,
) -> np.ndarray:
    """Leave out what one attacker must not be told, in place; return the keys of numbers that are wide before everybody.

    `sure`: keys of those that need not be looked at.
    """
    facts = knowledge(cells, rules) if told is None else knowledge(cells, rules, told.left)
    unknown = hidden if told is None else hidden & ~told.known
    shut = unknown & ~is_own[:, None]
    targets, key = targets_of(cells, shut, rules, shut if told is None else shut & told.secret)
    need = np.full(len(key), rules.width) if told is None else told.needed(targets, rules)
    low, high = bounds_of(cells, hidden & ~is_own[:, None], rules)
    bounds = np.column_stack((low, high) if told is None else told.within(low, high))
    web = Web(facts, unknown.ravel())
    first = web.block[targets.indices[targets.indptr[:-1]]]
    is_left = (need > 0) & ~np.isin(key, sure)
    width, truth = hidden.shape[1], cells.counts.ravel().astype(float)
    for number in np.unique(first[is_left]):
        block = web.blocks[number]
        if not np.isin(sample.cells[~out[sample.stratum]] * width, block).any():
            continue
        mine, needed = targets[(first == number) & is_left], need[(first == number) & is_left]
        seen = mine @ truth, mine @ truth
        known = _Known(Program(cells, facts, block, bounds), sample, out, width)
        _widened(known.program, mine, seen, needed)
        known.leave_out(mine, seen, needed, out)
    return key[need == rules.width]


class _Known:
    """A program with a row for the completed and one for the rest of every stratum in it."""

    def __init__(self, program: Program, sample: Sample, out: np.ndarray, width: int) -> None:
        self.program = program
        self.stratum: list[int] = []
        self.sizes = sample.counts[:, 0]
        first = sample.cells * width
        for stratum in np.setdiff1d(sample.stratum[program.has(first)], np.flatnonzero(out)).tolist():
            at = first[sample.stratum == stratum]
            n, k = sample.counts[stratum]
            one, none = np.ones(len(at)), np.full(len(at), -1.0)
            self._add(stratum, at + 1, one, k)
            self._add(stratum, np.concatenate([at, at + 1]), np.concatenate([one, none]), n - k)

    def _add(self, stratum: int, columns: np.ndarray, factors: np.ndarray, least: float) -> None:
        row = self.program.add(columns, factors)
        self.program.limit(row, least, np.inf)
        self.stratum.append(stratum)

    def forget(self, out: np.ndarray) -> None:
        """Tell nothing of strata that are left out."""
        for row in np.flatnonzero(out[np.array(self.stratum, dtype=int)]).tolist():
            self.program.limit(row, -np.inf, np.inf)

    def leave_out(self, mine: Any, seen: tuple[np.ndarray, np.ndarray], need: np.ndarray, out: np.ndarray) -> None:
        """Leave out strata that hold a narrow number where it is, until every number is wide or none holds it."""
        tried, rounds = np.zeros(mine.shape[0], dtype=bool), 0
        while (whole(*seen) < need).sum() > MANY and len(left := np.setdiff1d(self.stratum, np.flatnonzero(out))):
            sizes = self.sizes[left]
            out[left[sizes <= np.median(sizes)]] = True
            self.forget(out)
            _widened(self.program, mine, seen, need)
        while len(left := np.flatnonzero((whole(*seen) < need) & ~tried)):
            if AT_ONCE * rounds > MOST:
                out[self.stratum] = True
                return
            rounds += 1
            for place in left[:AT_ONCE].tolist():
                while whole(seen[0][place], seen[1][place]) < need[place] and not tried[place]:
                    held = self.widened(mine, place, seen)
                    tried[place] = not held
                    if whole(seen[0][place], seen[1][place]) < need[place] and held:
                        # The least of them is often enough, and takes fewest people out.
                        out[min(held, key=lambda stratum: (self.sizes[stratum], stratum))] = True
                        self.forget(out)
            # What was left out for these has made others wide.
            _widened(self.program, mine, seen, need)

    def widened(self, mine: Any, place: int, seen: tuple[np.ndarray, np.ndarray]) -> Counter[int]:
        """Go to both ends of one number; how often each stratum holds it there."""
        held: Counter[int] = Counter()
        objective = mine[[place]].toarray()[0]
        for sign in (1, -1):
            end = self.program.least(sign * objective)
            _take(mine @ end.x, *seen)
            rows = np.flatnonzero(np.abs(end.rows[self.program.height :]) > NEAR)
            held.update(self.stratum[row] for row in rows.tolist())
        return held


def _widened(program: Program, mine: Any, seen: tuple[np.ndarray, np.ndarray], need: np.ndarray) -> None:
    """Widen the lowest and highest values found for some numbers, many at once, while that settles enough of them."""
    chance = np.random.default_rng(0)
    left, gained = np.flatnonzero(whole(*seen) < need), np.inf
    while len(left) and gained >= max(1, FEWEST_GAINED * len(left)):
        objective = chance.choice([-1.0, 1.0], len(left)) @ mine[left]
        for sign in (1, -1):
            _take(mine @ program.least(sign * objective).x, *seen)
            program.go_on_from_ends()
        still = np.flatnonzero(whole(*seen) < need)
        left, gained = still, len(left) - len(still)


def _take(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    np.minimum(low, values, out=low)
    np.maximum(high, values, out=high)
