"""Which hidden counts depend on each other: in blocks within tables, and from neighbor to neighbor across them."""

from functools import cached_property
from typing import Any

import numpy as np

from data.protect.entries import Entries
from data.protect.knowledge import Knowledge


class Web:
    """`hidden`: whether each variable is. `blocks`: their numbers, block by block; `block`: of each variable, or −1."""

    def __init__(self, known: Knowledge, hidden: np.ndarray) -> None:
        self.known, self.hidden = known, hidden
        self.variables = np.flatnonzero(hidden)
        self.blocks = self._blocks()
        self.linked = self._labels(known.equal.matrix, known.at_most.matrix)
        """Which variables hang together across all tables: a number for each of `variables`."""
        self.block = np.full(hidden.size, -1)
        for number, block in enumerate(self.blocks):
            self.block[block] = number

    def around(self, variables: np.ndarray, most: int) -> np.ndarray:
        """The hidden variables nearest to some, themselves included, at most so many."""
        place = np.searchsorted(self.variables, variables)
        whole = np.flatnonzero(np.isin(self.linked, self.linked[place]))
        if len(whole) <= most:
            return self.variables[whole]
        inside, edge = set(place.tolist()), place
        while len(edge) and len(inside) < most:
            reached = self._links.columns_of(edge)
            edge = np.array([at for at in reached.tolist() if at not in inside][: most - len(inside)], dtype=int)
            inside.update(edge.tolist())
        return self.variables[sorted(inside)]

    @cached_property
    def _links(self) -> Entries:
        return Entries(self._touching(self.known.equal.matrix, self.known.at_most.matrix))

    def _touching(self, *matrices: Any) -> Any:
        from scipy import sparse

        own = abs(sparse.vstack(matrices, format="csc")[:, self.variables])
        return sparse.csr_array(own.T @ own)

    def _blocks(self) -> list[np.ndarray]:
        if not len(self.variables):
            return []
        equal, at_most = self.known.within
        label = self._labels(self.known.equal.matrix[:equal], self.known.at_most.matrix[:at_most])
        order = np.argsort(label, kind="stable")
        return np.split(self.variables[order], np.flatnonzero(np.diff(label[order])) + 1)

    def _labels(self, *matrices: Any) -> np.ndarray:
        from scipy.sparse.csgraph import connected_components

        return connected_components(self._touching(*matrices), directed=False)[1]

    def is_settled(self, fixed: np.ndarray) -> list[bool]:
        """For every block whether all that it hangs together with is fixed (`fixed`: of each variable)."""
        moving = np.unique(self.linked[~fixed[self.variables]])
        return [bool(~np.isin(self.linked[np.searchsorted(self.variables, block[0])], moving)) for block in self.blocks]
