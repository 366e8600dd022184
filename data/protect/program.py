"""One linear program: the hidden counts of a connected part are its unknowns, every shown count is a constant."""

from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.knowledge import Knowledge

NEAR = 1e-9


class Program:
    """`truth`: the part's true counts. `bounds`: two columns, for every variable."""

    def __init__(self, cells: Cells, known: Knowledge, part: np.ndarray, bounds: np.ndarray) -> None:
        self.part, self.known = part, known
        counts = cells.counts.ravel().astype(float)
        self.truth = counts[part]
        shown = counts.copy()
        shown[part] = 0
        self.bounds = bounds[part].copy()
        self.equal, self.equal_to, self.equal_rows = self._inside((known.equal_columns, known.equal), shown)
        self.equal_to = self.equal_to + known.equal_to[self.equal_rows]
        self.at_most, self.at_most_to, self.at_most_rows = self._folded(
            *self._inside((known.at_most_columns, known.at_most), shown)
        )

    def _inside(self, matrix: tuple[Any, Any], shown: np.ndarray) -> tuple[Any, np.ndarray, np.ndarray]:
        columns = matrix[0][:, self.part]
        rows = np.unique(columns.indices)
        matrix = matrix[1]
        return columns.tocsr()[rows], -(matrix[rows] @ shown), rows

    def _folded(self, matrix: Any, to: np.ndarray, rows: np.ndarray) -> tuple[Any, np.ndarray, np.ndarray]:
        """Inequalities of one unknown become its bounds: half of all, and the program twice as fast."""
        single = np.diff(matrix.indptr) == 1
        variable, factor = matrix[single].indices, matrix[single].data
        up = factor > 0
        np.minimum.at(self.bounds[:, 1], variable[up], to[single][up] / factor[up])
        np.maximum.at(self.bounds[:, 0], variable[~up], to[single][~up] / factor[~up])
        return matrix[~single], to[~single], rows[~single]

    def least(self, objective: np.ndarray) -> Any:
        """The feasible point at which the objective is least. Raises RuntimeError, which only a wrong sum can cause."""
        from scipy.optimize import linprog

        has_equal, has_at_most = self.equal.shape[0] > 0, self.at_most.shape[0] > 0
        found = linprog(
            objective,
            A_ub=self.at_most if has_at_most else None,
            b_ub=self.at_most_to if has_at_most else None,
            A_eq=self.equal if has_equal else None,
            b_eq=self.equal_to if has_equal else None,
            bounds=self.bounds,
            method="highs",
            options={"presolve": False},
        )
        if found.status != 0:
            raise RuntimeError(f"The audit of what is hidden failed: {found.message}")
        return found

    def leaned_on(self, ends: list[Any]) -> np.ndarray:
        """The shown counts (variables) in the equations and inequalities that hold the ends where they are."""
        used = []
        for end in ends:
            for matrix, rows, side in (
                (self.known.equal, self.equal_rows, end.eqlin),
                (self.known.at_most, self.at_most_rows, end.ineqlin),
            ):
                used.append(matrix[rows[np.abs(side.marginals) > NEAR]].indices)
            held = self.part[np.abs(end.lower.marginals) + np.abs(end.upper.marginals) > NEAR]
            used.append(self._neighbors(held))
        return np.setdiff1d(np.concatenate(used), self.part)

    def _neighbors(self, held: np.ndarray) -> np.ndarray:
        """Shown counts that bound a variable by themselves: the cell before and after, the count around it."""
        columns = self.known.at_most_columns
        touched = np.unique(columns[:, held].indices)
        single = np.diff(columns[:, self.part].tocsr()[touched].indptr) == 1
        touched = touched[single]
        return self.known.at_most[touched].indices
