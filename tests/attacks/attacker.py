"""Somebody who reads every published table, knows the rules, and wants to know what is hidden.

Written against the published frames alone: it shares no code with what protects them. It takes every published number
as an equation, adds what everybody knows (parts add up, nobody leaves, whoever completed has started, fewer than the
minimum where the bound says so), and asks a linear program for the least and the most of whatever is hidden.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

Cell = tuple
"""(cohort, place, group, day): place and group are (kind, value)."""


@dataclass
class Attacker:
    """`totals` are the groups that lie in a group: children of one kind add up to it."""

    minimum: int = 10
    seen: dict[tuple[Cell, str], int] = field(default_factory=dict)
    low: dict = field(default_factory=dict)
    high: dict = field(default_factory=dict)
    cells: dict[Cell, None] = field(default_factory=dict)
    sums: list[tuple[Cell, list[Cell]]] = field(default_factory=list)

    def read(self, rows: list[dict], place=None, group=None) -> None:
        """Take in the rows of one published table; a value stands for the day at which it was known."""
        for row in rows:
            where = (row[place[0]], row[place[1]]) if place else ("all", "all")
            who = (row[group[0]], row[group[1]]) if group else ("all", "all")
            self.cells[row["cohort"], where, who, row["as_of"]] = None
            at = (row["cohort"], where, who, row["known_on"])
            now = (row["cohort"], where, who, row["as_of"])
            for cell, count, value in (
                (at, "started", row["started"]),
                (at, "completed", row["completed"]),
                (now, "started", row["newest_n"]),
            ):
                if value is not None:
                    old = self.seen.setdefault((cell, count), value)
                    assert old == value, f"one cell, two values: {cell}"
            if row["bound"]:
                one, other = (0, self.minimum - 1), (row["started"] - self.minimum + 1, row["started"])
                self.low[at, "completed"], self.high[at, "completed"] = one if row["bound"] == "low" else other

    def connect(self, parents: dict[tuple, set[tuple]]) -> None:
        """`parents`: the groups in which each group of offerings or learners lies."""
        below = defaultdict(list)
        for cohort, where, who, day in self.cells:
            for above in parents.get(where, ()):
                below[(cohort, above, who, day), "place", where[0]].append((cohort, where, who, day))
            for above in parents.get(who, ()):
                below[(cohort, where, above, day), "group", who[0]].append((cohort, where, who, day))
        self.sums = [(above, children) for (above, *_), children in below.items() if above in self.cells]

    def solve(self) -> "Solver":
        """Everything known as one linear program."""
        return Solver(self)


class Solver:
    """The linear program; `ends` gives the least and the most of one hidden number or difference."""

    def __init__(self, known: Attacker) -> None:
        self.number = {
            (cell, c): i for i, (cell, c) in enumerate((k, c) for k in known.cells for c in ("started", "completed"))
        }
        self.known = known
        equal, at_most = [], []
        for parent, children in known.sums:
            for count in ("started", "completed"):
                equal.append({self.number[parent, count]: -1.0} | {self.number[c, count]: 1.0 for c in children})
        of = defaultdict(list)
        for cell in known.cells:
            of[cell[:3]].append(cell)
            at_most.append({self.number[cell, "completed"]: 1.0, self.number[cell, "started"]: -1.0})
        for cells in of.values():
            ordered = sorted(cells, key=lambda cell: cell[3])
            for early, late in pairwise(ordered):
                n = [self.number[c, k] for c in (early, late) for k in ("started", "completed")]
                at_most += [{n[0]: 1.0, n[2]: -1.0}, {n[1]: 1.0, n[3]: -1.0}]
                at_most.append({n[0]: 1.0, n[1]: -1.0, n[2]: -1.0, n[3]: 1.0})  # those who failed, too
        size = len(self.number)
        self.bounds = np.tile([0.0, 1e6], (size, 1))
        for key, value in known.seen.items():
            self.bounds[self.number[key]] = value
        for key, value in known.low.items():
            self.bounds[self.number[key]] = (value, known.high[key])
        self.equal, self.at_most = (_matrix(rows, size) for rows in (equal, at_most))

    def ends(self, terms: dict[tuple, float]) -> tuple[float, float]:
        """Least and most of a sum of numbers, as whole numbers."""
        objective = np.zeros(len(self.number))
        for key, factor in terms.items():
            objective[self.number[key]] += factor
        found = []
        for sign in (1, -1):
            one = linprog(
                sign * objective, A_ub=self.at_most, b_ub=np.zeros(self.at_most.shape[0]), A_eq=self.equal,
                b_eq=np.zeros(self.equal.shape[0]), bounds=self.bounds, method="highs",
            )  # fmt: skip
            assert one.status == 0, one.message
            found.append(sign * one.fun)
        return float(np.ceil(found[0] - 1e-6)), float(np.floor(found[1] + 1e-6))


def _matrix(rows: list[dict[int, float]], width: int) -> csr_matrix:
    entries = [(i, column, factor) for i, row in enumerate(rows) for column, factor in row.items()]
    row, column, factor = (list(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    return csr_matrix((factor, (row, column)), shape=(len(rows), width))
