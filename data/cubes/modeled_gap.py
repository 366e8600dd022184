"""The gap between two groups by a binomial model: group and strata add up on the logit scale.

It speaks for every stratum, also those that have people of one group only. Numpy alone, since it runs while publishing.
"""

from dataclasses import dataclass

import numpy as np

Counts = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Completed and people by stratum, of the one group and of the other: k₁, n₁, k₂, n₂."""
STEPS, NEAR, MOST = 25, 1e-9, 30.0
RIDGE = 1e-4
"""So small that it moves no gap by a hundredth of a point, and dimensions that coincide still have one answer."""


@dataclass(frozen=True, eq=False)
class Model:
    """`base`: a row per stratum, a column for the constant and for each value of each dimension but the first."""

    base: np.ndarray

    def fitted(self, counts: Counts) -> np.ndarray:
        """The coefficients, that of the group first, by Newton's method; a faint pull to zero keeps them finite."""
        design, k, n = self._stacked(counts)
        beta = np.zeros(design.shape[1])
        for _ in range(STEPS):
            slope = design.T @ (k - n * _share(design @ beta)) - RIDGE * beta
            step = np.linalg.solve(self._curvature(design, n, beta), slope)
            beta += step
            if np.abs(step).max() < NEAR:
                break
        return beta

    def gap(self, counts: Counts, beta: np.ndarray) -> float:
        """The mean over all people of what the model gives them as one of the first group, less as one of the other."""
        one, other = self._shares(beta)
        people = counts[1] + counts[3]
        return float(people @ (one - other) / people.sum())

    def _stacked(self, counts: Counts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        k1, n1, k2, n2 = counts
        return self._design, np.concatenate([k1, k2]), np.concatenate([n1, n2])

    @property
    def _design(self) -> np.ndarray:
        half = len(self.base)
        group = np.repeat([1.0, 0.0], half)
        return np.column_stack([group, np.vstack([self.base, self.base])])

    def _shares(self, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        both = _share(self._design @ beta)
        return both[: len(self.base)], both[len(self.base) :]

    @staticmethod
    def _curvature(design: np.ndarray, n: np.ndarray, beta: np.ndarray) -> np.ndarray:
        p = _share(design @ beta)
        return (design * (n * p * (1 - p))[:, None]).T @ design + RIDGE * np.eye(design.shape[1])


def model(dimensions: list[np.ndarray]) -> Model:
    """The model of strata by their values in each dimension."""
    columns = [np.ones(len(dimensions[0]))]
    for values in dimensions:
        columns += [(values == value).astype(float) for value in np.unique(values)[1:]]
    return Model(np.column_stack(columns))


def _share(logit: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(logit, -MOST, MOST)))
