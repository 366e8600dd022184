"""A secret sample beside the tables: how much of it may be known before a hidden number becomes too narrow.

Estimates are made of a part of all people that nobody can name. The attacker is told more than any estimate says: of
every stratum how many of the sample are in it, and how many of them completed. Then a stratum has at least so many, and
how many more it has stays unknown. All this is linear, so the audit of tables goes on with it, and whatever is computed
from the strata that are left may be published.
"""

# Why: decision 117.

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.protect.audit import bounds_of, targets_of, whole
from data.protect.cells import Cells
from data.protect.knowledge import Knowledge
from data.protect.program import Program
from data.protect.tables import Rules
from data.protect.web import Web

NEAREST = 400
"""How many unknowns around a narrow number are looked at."""
FEWEST_GAINED = 40
"""Programs over many numbers at once go on while each pair of them settles so many; the rest is looked at one by one."""
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
    cells: Cells, facts: Knowledge, hidden: np.ndarray, rules: Rules, sample: Sample, is_own: np.ndarray
) -> np.ndarray:
    """Whether each stratum must be left out, so that every hidden number stays as wide as the rules ask.

    `is_own`: cells that no table shows anything of; they are unknowns of the attacker, and nobody's secret.
    """
    out = np.zeros(len(sample.counts), dtype=bool)
    secret = hidden & ~is_own[:, None]
    targets, _ = targets_of(cells, secret, rules)
    bounds = np.column_stack(bounds_of(cells, secret, rules))
    web = Web(facts, hidden.ravel())
    first = web.block[targets.indices[targets.indptr[:-1]]]
    width, truth = hidden.shape[1], cells.counts.ravel().astype(float)
    for number in np.unique(first):
        block = web.blocks[number]
        if not np.isin(sample.cells * width, block).any():
            continue
        mine = targets[first == number]
        seen = mine @ truth, mine @ truth
        look = _Block(cells, facts, web, bounds, sample)
        every = look.told(block)
        _widened(every.program, mine, seen, rules, FEWEST_GAINED)
        every.leave_out(mine, seen, rules, out)
    return out


@dataclass(frozen=True, eq=False)
class _Block:
    """What it takes to look at parts of what hangs together."""

    cells: Cells
    facts: Knowledge
    web: Web
    bounds: np.ndarray
    sample: Sample

    def told(self, part: np.ndarray) -> "_Told":
        """The program over a part, with what is told of the sample."""
        program = Program(self.cells, self.facts, part, self.bounds)
        return _Told(program, self.sample, self.cells.counts.shape[1])


class _Told:
    """A program with a row for the completed and one for the rest of every stratum in it."""

    def __init__(self, program: Program, sample: Sample, width: int) -> None:
        self.program = program
        self.stratum: list[int] = []
        first = sample.cells * width
        for stratum in np.unique(sample.stratum[program.has(first)]).tolist():
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

    def leave_out(self, mine: Any, seen: tuple[np.ndarray, np.ndarray], rules: Rules, out: np.ndarray) -> None:
        """Leave strata out until every number is wide, or no stratum holds it."""
        for place in np.flatnonzero(whole(*seen) < rules.width).tolist():
            while whole(seen[0][place], seen[1][place]) < rules.width:
                held = self.widened(mine, place, seen)
                if whole(seen[0][place], seen[1][place]) >= rules.width or not held:
                    break
                out[held.most_common(1)[0][0]] = True
                self.forget(out)

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


def _widened(program: Program, mine: Any, seen: tuple[np.ndarray, np.ndarray], rules: Rules, least: int) -> None:
    """Widen the lowest and highest values found for some numbers, many at once, while each pair settles so many."""
    chance = np.random.default_rng(0)
    left, gained = np.flatnonzero(whole(*seen) < rules.width), least
    while len(left) and gained >= least:
        objective = chance.choice([-1.0, 1.0], len(left)) @ mine[left]
        for sign in (1, -1):
            _take(mine @ program.least(sign * objective).x, *seen)
            program.go_on_from_ends()
        still = np.flatnonzero(whole(*seen) < rules.width)
        left, gained = still, len(left) - len(still)


def _take(values: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    np.minimum(low, values, out=low)
    np.maximum(high, values, out=high)
