"""What some readers know from elsewhere: staff see every seat, so they know how many started, also where that is hidden."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import PeopleTable, Rules


@dataclass(frozen=True, eq=False)
class Told:
    """`known`: cells × counts, what the attacker knows beside all that is shown. `secret`: what must be kept from them.

    `people`: of each cell how many people there are in the place that it is of; infinite where no table says so. How many
    sat somewhere is their daily work and no secret, also where they do not know it yet.
    """

    known: np.ndarray
    secret: np.ndarray
    people: np.ndarray

    def needed(self, targets: Any, rules: Rules) -> np.ndarray:
        """How wide each of the `targets` must stay: as the rules ask, or as many as there are people if these are fewer.

        Of two people none, one or both have completed, and no table says more. A change is one of those who have come.
        """
        row = np.repeat(np.arange(targets.shape[0]), np.diff(targets.indptr))
        cell = targets.indices // self.known.shape[1]
        later, earlier = np.full(targets.shape[0], -1), np.full(targets.shape[0], len(self.people))
        np.maximum.at(later, row, cell)
        np.minimum.at(earlier, row, cell)
        is_change = (earlier < later) & np.isfinite(self.people[earlier])
        return np.clip(self.people[later] - np.where(is_change, self.people[earlier], 0), 0, rules.width)


def told(cells: Cells, tables: dict[str, PeopleTable], where: dict[str, np.ndarray]) -> Told | None:
    """What the tables say that staff know; None where they say nothing. `where`: of each row of a table its cell, or −1."""
    known, own = np.zeros(cells.size, dtype=bool), np.zeros(cells.size, dtype=bool)
    for name, table in tables.items():
        if table.told is not None:
            own[where[name][where[name] >= 0]] = True
            known[where[name][table.frame[table.told].to_numpy() & (where[name] >= 0)]] = True
    if not known.any():
        return None
    people = np.where(own, cells.counts[:, 0], np.inf)
    for _ in range(2):  # of a learner group of a field: two steps from where seats are seen
        for parent, children in cells.sums:
            people[children] = np.where(own[children], people[children], np.minimum(people[children], people[parent]))
    first, secret = np.zeros_like(cells.held), np.ones_like(cells.held)
    first[:, 0], secret[:, 0] = known, ~own
    return Told(first, secret, people)
