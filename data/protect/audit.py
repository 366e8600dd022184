"""The audit: an attacker with linear programs narrows every hidden number as far as the published tables allow."""

# Why: decisions 72 and 99.

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.knowledge import Knowledge
from data.protect.program import End, Program
from data.protect.stages import Count, Counting, uncounted
from data.protect.tables import Rules, is_small_change
from data.protect.told import Told
from data.protect.web import Web

FEWEST_GAINED = 6
"""Programs over many numbers at once go on while each pair of them settles so many; the rest is asked one by one."""
NEAREST = (300, 5_000)
"""How many hidden numbers around a narrow one are looked at. The second only where nothing that is shown holds the number:
then only the numbers farther off, which the attacker was told, can have."""
NEAR = 1e-6


@dataclass
class Audit:
    """What the attacker has worked out so far, carried from one audit to the next as more is hidden.

    `numbers`: how many must stay uncertain. `programs`: how many linear programs were solved. `equations`: how many
    equations and inequalities the attacker knows. `narrowest`: the least feasible interval among the wide ones.
    `weak`: for each number that is too narrow the shown counts (variables) that its bounds lean on. `wide`: keys of the
    numbers that are wide enough. They stay so: hiding more takes knowledge away and adds none. `short`: keys of those
    that may be narrower than the rules ask. `stuck`: keys of the numbers that are too narrow and lean on nothing that is
    shown, so that no hiding helps. `is_whole`: whether every number was looked at.
    """

    numbers: int = 0
    narrowest: float = np.inf
    programs: int = 0
    equations: int = 0
    weak: list[np.ndarray] = field(default_factory=list)
    wide: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    short: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    stuck: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    is_whole: bool = True

    @property
    def too_narrow(self) -> int:
        """How many numbers are known more closely than they should be."""
        return len(self.weak) + len(self.stuck)


def audit(
    cells: Cells,
    facts: Knowledge,
    hidden: np.ndarray,
    rules: Rules,
    before: Audit | None = None,
    *,
    most_weak: float = np.inf,
    told: Told | None = None,
    count: Count = uncounted,
) -> Audit:
    """Attack every hidden number that is not yet known to be wide, until `most_weak` are too narrow.

    `told`: what the attacker knows from elsewhere; then a number need be no wider than that leaves it by itself. `count` hears how far it is.

    First block by block, a block being what hangs together within tables, then each number that is still narrow among
    the hidden numbers nearest to it. All others are told to the attacker, so that a range found is never too large.
    """
    before = before or Audit()
    unknown = hidden if told is None else hidden & ~told.known
    targets, key = targets_of(cells, unknown, rules, unknown if told is None else unknown & told.secret)
    need = np.full(len(key), rules.width) if told is None else told.needed(targets, rules)
    equations = facts.equal.shape[0] + facts.at_most.shape[0]
    result = Audit(len(key), before.narrowest, before.programs, equations, wide=before.wide, stuck=before.stuck)
    result.short = key[need < rules.width]
    left = np.flatnonzero(~np.isin(key, np.concatenate([before.wide, before.stuck])) & (need > 0))
    low, high = bounds_of(cells, hidden, rules)
    bounds = np.column_stack((low, high) if told is None else told.within(low, high))
    web = Web(facts, unknown.ravel())
    look = Nearby(cells, facts, web, bounds, (hidden if told is None else hidden | told.known).ravel())
    first = web.block[targets[left].indices[targets[left].indptr[:-1]]]
    # Audited when it was published, and nothing has come since.
    is_all_fixed = web.is_all_fixed(np.repeat(cells.fixed, hidden.shape[1]))
    counting = Counting(count, len(key) - len(left), len(key) - int(is_all_fixed[first].sum()))
    counting.at(0)
    for number in np.unique(first):
        if not is_all_fixed[number]:
            mine = left[first == number]
            program = Program(cells, facts, web.blocks[number], bounds)
            low, high = _widened(program, targets[mine], need[mine], result, counting)
            stuck_before = len(result.stuck)
            for place in np.flatnonzero(whole(low, high) < need[mine]):
                if len(result.weak) >= most_weak:
                    result.is_whole = False
                    break
                if whole(low[place], high[place]) < need[mine[place]]:  # what is found for one often widens the next
                    _near(look, targets[mine], int(place), (low, high), int(need[mine[place]]), result)
                    counting.at(int((whole(low, high) >= need[mine]).sum()))
                    if result.weak and not len(result.weak[-1]):
                        result.stuck = np.append(result.stuck, key[mine[place]])
                        result.weak.pop()
            size = whole(low, high)
            counting.end(int((size >= need[mine]).sum()) + len(result.stuck) - stuck_before)
            result.wide = np.union1d(result.wide, key[mine[size >= need[mine]]])
            result.narrowest = min(result.narrowest, float(size[size >= rules.width].min(initial=np.inf)))
    return result


def _widened(
    program: Program, mine: Any, need: np.ndarray, result: Audit, counting: Counting
) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and highest values found for every number of one block; the exact ends lie outside them.

    `need`: how wide each number must be.
    """
    low = mine @ program.counts
    high = low.copy()
    chance = np.random.default_rng(0)
    left, gained = np.arange(len(low)), FEWEST_GAINED
    while len(left) and gained >= FEWEST_GAINED:
        # One program over many numbers at once: whatever it finds widens them all.
        _take(program, mine, (low, high), chance.choice([-1.0, 1.0], len(left)) @ mine[left], result)
        still = np.flatnonzero(whole(low, high) < need)
        left, gained = still, len(left) - len(still)
        counting.at(len(low) - len(left))
    return low, high


@dataclass(frozen=True, eq=False)
class Nearby:
    """What it takes to look at the hidden numbers near another one."""

    cells: Cells
    known: Knowledge
    web: Web
    bounds: np.ndarray
    is_closed: np.ndarray
    """Which variables nothing could be gained from hiding: they are hidden, or the attacker was told them."""
    _programs: dict[bytes, Program] = field(default_factory=dict)

    def program(self, part: np.ndarray) -> Program:
        """The program over a part, made once: most numbers of a web have the same part.

        It starts afresh, since what an end leans on is said more sparingly so than from the end found last.
        """
        key = part.tobytes()
        if key in self._programs:
            self._programs[key].restart()
        else:
            self._programs[key] = Program(self.cells, self.known, part, self.bounds)
        return self._programs[key]


def _near(
    look: Nearby, targets: Any, place: int, ranges: tuple[np.ndarray, np.ndarray], need: int, result: Audit
) -> None:
    """Widen one of the `targets` among the hidden numbers nearest to it, more and more; note it where it stays narrow.

    `ranges` holds the lowest and highest value of every target so far and is widened in place.
    """
    target = targets[[place]]
    size_before, shown = 0, np.zeros(0, dtype=int)
    for most in NEAREST:
        near = look.web.around(target.indices, most)
        if len(near) == size_before or (most == NEAREST[-1] and len(shown)):
            break
        size_before = len(near)
        program = look.program(near)
        # All others stand at the truth, so that each end is one for every target.
        ends = _take(program, targets, ranges, target.toarray()[0], result)
        if whole(ranges[0][place], ranges[1][place]) >= need:
            return
        leans = program.leaned_on(ends)
        shown = leans[~look.is_closed[leans] & (look.cells.counts.ravel()[leans] > 0)]
    result.weak.append(shown)


def _take(
    program: Program,
    mine: Any,
    ranges: tuple[np.ndarray, np.ndarray],
    objective: np.ndarray,
    result: Audit,
) -> list[End]:
    """Go to both ends of an objective, and widen the range of every target to what it is there."""
    ends = [program.least(objective), program.least(-objective)]
    for end in ends:
        values = mine @ end.x
        np.minimum(ranges[0], values, out=ranges[0])
        np.maximum(ranges[1], values, out=ranges[1])
    result.programs += len(ends)
    return ends


def whole(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The width of a range: the largest less the smallest whole number in it."""
    return np.floor(high + NEAR) - np.ceil(low - NEAR)


def bounds_of(cells: Cells, hidden: np.ndarray, rules: Rules) -> tuple[np.ndarray, np.ndarray]:
    """The bounds that the rules reveal to an attacker who knows which cells are hidden for being small."""
    low, high = np.zeros(hidden.size), np.full(hidden.size, 2.0 * cells.counts.max(initial=0) + 100)
    n, place = cells.counts[:, 0], np.arange(cells.size) * hidden.shape[1]
    high[place[hidden[:, 0] & (n < rules.minimum)]] = rules.minimum - 1
    for count in range(1, hidden.shape[1]):
        outer, inner = cells.counts[:, count - 1], cells.counts[:, count]
        split = hidden[:, count] & ~hidden[:, count - 1]
        few, most = split & (inner < rules.minimum), split & (outer - inner < rules.minimum)
        high[place[few] + count] = rules.minimum - 1
        low[place[most] + count] = np.maximum(0, (outer - rules.minimum + 1)[most])
    return low, high


def targets_of(
    cells: Cells, hidden: np.ndarray, rules: Rules, secret: np.ndarray | None = None
) -> tuple[Any, np.ndarray]:
    """A row per number that must stay uncertain, over the variables: counts, parts, and small changes of them.

    With them a key of each number, the same in every audit. `secret`: which counts must by themselves; all of the hidden
    ones where nothing is said.
    """
    from scipy import sparse

    secret = hidden if secret is None else secret
    size, width = hidden.shape
    flat = hidden.ravel()
    of = [[(np.flatnonzero(secret.ravel()), 1)]]
    cell = np.arange(size)
    for count in range(width - 1):
        rows = cell[hidden[:, count] & hidden[:, count + 1]]
        of.append([(rows * width + count, 1), (rows * width + count + 1, -1)])
    later = cell[cells.before >= 0]
    for count in range(width):
        change = cells.counts[later, count] - cells.counts[cells.before[later], count]
        rows = later[secret[later, count] & secret[cells.before[later], count] & is_small_change(change, rules)]
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
