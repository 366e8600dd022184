"""Which hidden counts depend on each other: in blocks within tables, and from neighbor to neighbor across them."""

from functools import cached_property
from typing import Any

import numpy as np

from data.protect.entries import Entries
from data.protect.knowledge import Knowledge


class Web:
    """The hidden variables, and which of them hang together by what the attacker knows.

    `hidden`: of each variable whether it is hidden. `variables`: the numbers of those that are. `blocks`: the same in
    blocks, a block being what hangs together within tables of the same people; `block`: of each variable the number of
    its block, or −1.
    """

    def __init__(self, knowledge: Knowledge, hidden: np.ndarray) -> None:
        self.knowledge, self.hidden = knowledge, hidden
        self.variables = np.flatnonzero(hidden)
        self.blocks = self._blocks()
        self.connected = self._labels(knowledge.equal.matrix, knowledge.at_most.matrix)
        """Which variables hang together across all tables: a number for each of `variables`."""
        self.block = np.full(hidden.size, -1)
        for number, block in enumerate(self.blocks):
            self.block[block] = number

    def around(self, variables: np.ndarray, most: int) -> np.ndarray:
        """Return the hidden variables nearest to some hidden `variables`, these included, at most so many, sorted."""
        place = np.searchsorted(self.variables, variables)
        component = np.flatnonzero(np.isin(self.connected, self.connected[place]))
        if len(component) <= most:
            return self.variables[component]
        reached, edge = set(place.tolist()), place
        while len(edge) and len(reached) < most:
            neighbors = self._neighbors.columns_of(edge)
            edge = np.array([at for at in neighbors.tolist() if at not in reached][: most - len(reached)], dtype=int)
            reached.update(edge.tolist())
        return self.variables[sorted(reached)]

    @cached_property
    def _neighbors(self) -> Entries:
        return Entries(self._touching(self.knowledge.equal.matrix, self.knowledge.at_most.matrix))

    def _touching(self, *matrices: Any) -> Any:
        """A square matrix over `variables`: not zero where two stand in one equation or inequality."""
        from scipy import sparse

        own = abs(sparse.vstack(matrices, format="csc")[:, self.variables])
        return sparse.csr_array(own.T @ own)

    def _blocks(self) -> list[np.ndarray]:
        """The variables of each block; links to tables of other people are left aside."""
        if not len(self.variables):
            return []
        equal, at_most = self.knowledge.within
        label = self._labels(self.knowledge.equal.matrix[:equal], self.knowledge.at_most.matrix[:at_most])
        order = np.argsort(label, kind="stable")
        return np.split(self.variables[order], np.flatnonzero(np.diff(label[order])) + 1)

    def _labels(self, *matrices: Any) -> np.ndarray:
        """For each of `variables` the number of its component in the graph of the matrices."""
        from scipy.sparse.csgraph import connected_components

        return connected_components(self._touching(*matrices), directed=False)[1]

    def is_all_fixed(self, fixed: np.ndarray) -> np.ndarray:
        """Return for every block whether all that it hangs together with is fixed (`fixed`: of each variable)."""
        fresh = np.unique(self.connected[~fixed[self.variables]])
        first = [np.searchsorted(self.variables, block[0]) for block in self.blocks]
        return ~np.isin(self.connected[np.array(first, dtype=int)], fresh)
