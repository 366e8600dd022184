"""One linear program: the hidden counts of a connected part are its unknowns, every shown count is a constant."""

# Why: decision 76.

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.entries import Entries
from data.protect.knowledge import Knowledge

NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class End:
    """`x`: every count, those of the part at one end. `rows`, `columns`: how much each row and bound holds it there."""

    x: np.ndarray
    rows: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True, eq=False)
class _Side:
    """Equations or inequalities about a part: numbers of the rows, what they come to, and the entries in the part."""

    rows: np.ndarray
    to: np.ndarray
    place: np.ndarray
    column: np.ndarray
    factor: np.ndarray

    def filtered(self, keep: np.ndarray) -> "_Side":
        """The rows that are kept."""
        mine, number = keep[self.place], np.cumsum(keep) - 1
        entries = number[self.place[mine]], self.column[mine], self.factor[mine]
        return _Side(self.rows[keep], self.to[keep], *entries)


class Program:
    """`part`: the variables that are unknown, in their order. `bounds`: two columns, for every variable."""

    def __init__(self, cells: Cells, known: Knowledge, part: np.ndarray, bounds: np.ndarray) -> None:
        self.part, self.known = part, known
        self._told: list[float] = []
        self.counts = cells.counts.ravel().astype(float)
        self.bounds = bounds[part].copy()
        self._local = np.full(len(self.counts), -1)
        self._local[part] = np.arange(len(part))
        self.equal = self._inside(known.equal, known.equal_to)
        self.at_most = self._folded(self._inside(known.at_most, known.at_most_to))

    def _inside(self, matrix: Entries, to: np.ndarray) -> _Side:
        rows = matrix.rows_with(self.part)
        place, column, factor = matrix.of(rows)
        local = self._local[column]
        mine = local >= 0
        constant = factor[~mine] * self.counts[column[~mine]]
        told = to[rows] - np.bincount(place[~mine], weights=constant, minlength=len(rows))
        return _Side(rows, told, place[mine], local[mine], factor[mine])

    def _folded(self, side: _Side) -> _Side:
        """Inequalities of one unknown become its bounds: half of all, and the program twice as fast."""
        single = np.bincount(side.place, minlength=len(side.rows)) == 1
        mine = single[side.place]
        variable, factor, to = side.column[mine], side.factor[mine], side.to[side.place[mine]]
        up = factor > 0
        np.minimum.at(self.bounds[:, 1], variable[up], to[up] / factor[up])
        np.maximum.at(self.bounds[:, 0], variable[~up], to[~up] / factor[~up])
        return side.filtered(~single)

    @cached_property
    def _solver(self) -> Any:
        """HiGHS with the whole program; it goes on from the end that it found last, so another end costs little."""
        import highspy

        place = np.concatenate([self.equal.place, self.at_most.place + len(self.equal.rows)])
        height = len(self.equal.rows) + len(self.at_most.rows)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.part), height
        lp.col_cost_ = np.zeros(len(self.part))
        lp.col_lower_, lp.col_upper_ = self.bounds[:, 0], self.bounds[:, 1]
        lp.row_lower_ = np.concatenate([self.equal.to, np.full(len(self.at_most.to), -np.inf)])
        lp.row_upper_ = np.concatenate([self.equal.to, self.at_most.to])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=height))])
        lp.a_matrix_.index_ = np.concatenate([self.equal.column, self.at_most.column])
        lp.a_matrix_.value_ = np.concatenate([self.equal.factor, self.at_most.factor])
        solver = highspy.Highs()
        for name, value in (("output_flag", False), ("presolve", "off"), ("threads", 1), ("simplex_scale_strategy", 0)):
            solver.setOptionValue(name, value)
        solver.passModel(lp)
        return solver

    @property
    def height(self) -> int:
        """How many rows there were before any was added."""
        return len(self.equal.rows) + len(self.at_most.rows)

    def add(self, columns: np.ndarray, factors: np.ndarray) -> int:
        """Add a row over variables, without limits yet, and return its number. Known variables keep their true value."""
        local = self._local[columns]
        mine = local >= 0
        self._told.append(float(factors[~mine] @ self.counts[columns[~mine]]))
        inside = local[mine].astype(np.int32)
        self._solver.addRow(-np.inf, np.inf, len(inside), inside, factors[mine])
        return len(self._told) - 1

    def limit(self, row: int, low: float, high: float) -> None:
        """Between what an added row must lie."""
        told = self._told[row]
        self._solver.changeRowBounds(self.height + row, low - told, high - told)

    def has(self, columns: np.ndarray) -> np.ndarray:
        """Whether each of the variables is an unknown."""
        return self._local[columns] >= 0

    def go_on_from_ends(self) -> None:
        """Go from end to end by the primal method from now on: for another objective the last end is a good start."""
        self._solver.setOptionValue("simplex_strategy", 4)

    def restart(self) -> None:
        """Forget the end that was found last."""
        self._solver.clearSolver()

    def least(self, objective: np.ndarray) -> End:
        """The feasible point at which the objective, over all variables, is least.

        Raises RuntimeError, which only a wrong sum can cause.
        """
        import highspy

        size = len(self.part)
        self._solver.changeColsCost(size, np.arange(size, dtype=np.int32), objective[self.part])
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"The audit of what is hidden failed: {self._solver.modelStatusToString(status)}")
        solution = self._solver.getSolution()
        x = self.counts.copy()
        x[self.part] = solution.col_value
        return End(x, np.array(solution.row_dual), np.array(solution.col_dual))

    def leaned_on(self, ends: list[End]) -> np.ndarray:
        """The shown counts (variables) in the equations and inequalities that hold the ends where they are."""
        used, height = [], len(self.equal.rows)
        for end in ends:
            holds = np.abs(end.rows[: self.height]) > NEAR
            used.append(self.known.equal.of(self.equal.rows[holds[:height]])[1])
            used.append(self.known.at_most.of(self.at_most.rows[holds[height:]])[1])
            used.append(self._neighbors(self.part[np.abs(end.columns) > NEAR]))
        return np.setdiff1d(np.concatenate(used), self.part)

    def _neighbors(self, held: np.ndarray) -> np.ndarray:
        """Shown counts that bound a variable by themselves: the cell before and after, the count around it."""
        rows = self.known.at_most.rows_with(held)
        place, column, _ = self.known.at_most.of(rows)
        unknown = np.bincount(place, weights=self._local[column] >= 0, minlength=len(rows))
        return column[unknown[place] == 1]
