"""The attacker: a linear program over all published tables that narrows every hidden number as far as it can be."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.knowledge import Knowledge
from data.protect.primary import is_small_change
from data.protect.program import Program
from data.protect.tables import Rules

FEWEST_GAINED = 2
"""Programs over many numbers at once go on while each pair of them settles so many; the rest is asked one by one."""
NEAR = 1e-6


@dataclass
class Audit:
    """What the attacker found so far; it is carried from one audit to the next, as more is hidden.

    `narrowest`: the least interval seen among the wide ones. `weak`: for each number that is too narrow the shown
    counts (variables) that its bounds lean on. `wide`: the numbers that are wide enough. They stay so: hiding more
    takes knowledge away and adds none.
    """

    numbers: int = 0
    narrowest: float = np.inf
    programs: int = 0
    weak: list[np.ndarray] = field(default_factory=list)
    wide: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def audit(cells: Cells, known: Knowledge, hidden: np.ndarray, rules: Rules, before: Audit | None = None) -> Audit:
    """Look at every hidden number that is not known to be wide, part by part."""
    before = before or Audit()
    targets, key = _targets(cells, hidden, rules)
    found = Audit(len(key), before.narrowest, before.programs, wide=before.wide)
    left = np.flatnonzero(~np.isin(key, before.wide))
    bounds = np.column_stack(_told(cells, hidden, rules))
    part_of = np.full(hidden.size, -1)
    parts = _parts(known, hidden.ravel())
    for number, part in enumerate(parts):
        part_of[part] = number
    first = targets[left].indices[targets[left].indptr[:-1]]
    settled = [bool(cells.fixed[part // len(cells.names)].all()) for part in parts]
    for number in np.unique(part_of[first]):
        if settled[number]:  # audited when it was published, and nothing has come since
            continue
        mine = left[part_of[first] == number]
        program = Program(cells, known, parts[number], bounds)
        low, high = _looked(program, targets[mine][:, parts[number]], rules, found)
        size = whole(low, high)
        found.wide = np.union1d(found.wide, key[mine[size >= rules.width]])
        found.narrowest = min(found.narrowest, float(size[size >= rules.width].min(initial=np.inf)))
    return found


def _looked(program: Program, mine: Any, rules: Rules, found: Audit) -> tuple[np.ndarray, np.ndarray]:
    """The ends seen of every number of one part: exact for those that are too narrow, inside the exact ones else."""
    low = mine @ program.truth
    high = low.copy()
    chance = np.random.default_rng(0)
    left, gained = np.arange(len(low)), FEWEST_GAINED
    while len(left) and gained >= FEWEST_GAINED:
        # One program over many numbers at once: whatever it finds widens them all.
        _take(program, mine, (low, high), chance.choice([-1.0, 1.0], len(left)) @ mine[left], found)
        still = np.flatnonzero(whole(low, high) < rules.width)
        left, gained = still, len(left) - len(still)
    for target in left:
        if whole(low[target], high[target]) < rules.width:
            ends = _take(program, mine, (low, high), mine[[target]].toarray()[0], found)
            if whole(low[target], high[target]) < rules.width:
                found.weak.append(program.leaned_on(ends))
    return low, high


def _take(
    program: Program, mine: Any, seen: tuple[np.ndarray, np.ndarray], objective: np.ndarray, found: Audit
) -> list:
    """Go to both ends of an objective and note how far every number is there."""
    ends = [program.least(objective), program.least(-objective)]
    for end in ends:
        values = mine @ end.x
        np.minimum(seen[0], values, out=seen[0])
        np.maximum(seen[1], values, out=seen[1])
    found.programs += len(ends)
    return ends


def whole(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Largest less smallest whole number between the ends."""
    return np.floor(high + NEAR) - np.ceil(low - NEAR)


def _told(cells: Cells, hidden: np.ndarray, rules: Rules) -> tuple[np.ndarray, np.ndarray]:
    """Bounds that the rules themselves tell, even to whoever knows which cells are hidden for being small."""
    low, high = np.zeros(hidden.size), np.full(hidden.size, 2.0 * cells.counts.max(initial=0) + 100)
    n, place = cells.counts[:, 0], np.arange(cells.size) * len(cells.names)
    high[place[hidden[:, 0] & (n < rules.minimum)]] = rules.minimum - 1
    if len(cells.names) > 1:
        inner = cells.counts[:, 1]
        split = hidden[:, 1] & ~hidden[:, 0]
        few, most = split & (inner < rules.minimum), split & (n - inner < rules.minimum)
        high[place[few] + 1] = rules.minimum - 1
        low[place[most] + 1] = np.maximum(0, (n - rules.minimum + 1)[most])
    return low, high


def _targets(cells: Cells, hidden: np.ndarray, rules: Rules) -> tuple[Any, np.ndarray]:
    """A row per number that must stay uncertain, over the variables: counts, parts, and small changes of them.

    With them a key of each number, the same in every audit.
    """
    from scipy import sparse

    size, width = hidden.shape
    flat = hidden.ravel()
    of = [[(np.flatnonzero(flat), 1)]]
    cell = np.arange(size)
    for count in range(width - 1):
        rows = cell[hidden[:, count] & hidden[:, count + 1]]
        of.append([(rows * width + count, 1), (rows * width + count + 1, -1)])
    later = cell[cells.before >= 0]
    for count in range(width):
        change = cells.counts[later, count] - cells.counts[cells.before[later], count]
        rows = later[hidden[later, count] & hidden[cells.before[later], count] & is_small_change(change, rules)]
        of.append([(rows * width + count, 1), (cells.before[rows] * width + count, -1)])
    starts = np.cumsum([0, *(len(terms[0][0]) for terms in of)])
    entries = [
        (np.arange(start, start + len(at)), at, np.full(len(at), float(factor)))
        for start, terms in zip(starts[:-1], of, strict=True)
        for at, factor in terms
    ]
    row, column, factor = (np.concatenate(part) for part in zip(*entries, strict=True))
    key = np.concatenate([t[0][0] + (1 + t[-1][0]) * flat.size * (len(t) > 1) for t in of])
    return sparse.csr_array((factor, (row, column)), shape=(int(starts[-1]), flat.size)), key


def _parts(known: Knowledge, hidden: np.ndarray) -> list[np.ndarray]:
    """Hidden variables that hang together, part by part."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    variables = np.flatnonzero(hidden)
    if not len(variables):
        return []
    links = abs(sparse.vstack([known.equal, known.at_most], format="csc")[:, variables])
    _, label = connected_components(links.T @ links, directed=False)
    order = np.argsort(label, kind="stable")
    return np.split(variables[order], np.flatnonzero(np.diff(label[order])) + 1)
