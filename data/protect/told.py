"""What some readers know from elsewhere: staff see every seat and every drop with its day, also where people are hidden."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from data.protect.cells import Cells
from data.protect.tables import PeopleTable, Rules


@dataclass(frozen=True, eq=False)
class Told:
    """`known`: cells × counts, what the attacker knows beside all that is shown. `secret`: what must be kept from them.

    `least` and `most`: of each cell between which numbers its first count is; `left`: how many of it are in no other count.
    `people`: how many there are in the place that a cell is of, and `stayed` how many of them have not left; infinite where
    no table says so. How many sat somewhere is their daily work and no secret, also where they do not know it yet.
    """

    known: np.ndarray
    secret: np.ndarray
    least: np.ndarray
    most: np.ndarray
    left: np.ndarray
    people: np.ndarray
    stayed: np.ndarray

    def needed(self, targets: Any, rules: Rules) -> np.ndarray:
        """How wide each of the `targets` must stay: as the rules ask, or as many as there are people if these are fewer.

        Of two people none, one or both have completed, and no table says more. Who has left has not completed. A change is one
        of those who have come.
        """
        row = np.repeat(np.arange(targets.shape[0]), np.diff(targets.indptr))
        cell, count = np.divmod(targets.indices, self.known.shape[1])
        later, earlier = np.full(targets.shape[0], -1), np.full(targets.shape[0], len(self.people))
        np.maximum.at(later, row, cell)
        np.minimum.at(earlier, row, cell)
        is_of_outcomes = np.zeros(targets.shape[0], dtype=bool)
        np.logical_or.at(is_of_outcomes, row, count > 0)
        of_whom = (np.where(is_of_outcomes, self.stayed[at], self.people[at]) for at in (later, earlier))
        now, then = of_whom
        is_change = (earlier < later) & np.isfinite(then)
        return np.clip(now - np.where(is_change, then, 0), 0, rules.width)

    def within(self, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Bounds of all variables, narrowed by what the attacker knows."""
        first = np.arange(len(self.least)) * self.known.shape[1]
        low[first] = np.maximum(low[first], self.least)
        high[first] = np.minimum(high[first], self.most)
        return low, high


def told(cells: Cells, tables: dict[str, PeopleTable], where: dict[str, np.ndarray]) -> Told | None:
    """What the tables say that staff know; None where they say nothing. `where`: of each row of a table its cell, or −1.

    What a correction has made untrue is known as far as it is true.
    """
    known, own = np.zeros(cells.size, dtype=bool), np.zeros(cells.size, dtype=bool)
    people, most = np.full(cells.size, np.inf), np.full(cells.size, np.inf)
    least, left = np.zeros(cells.size), np.zeros(cells.size)
    n = cells.counts[:, 0]
    for name, table in tables.items():
        if table.told is not None:
            mine = where[name] >= 0
            at = where[name][mine]
            seats, *more = table.frame.select(table.told).to_numpy()[mine].T
            np.minimum.at(most, at, seats)
            people[at] = np.maximum(most[at], n[at])
            if more:
                settled, gone = more
                own[at], people[at] = True, n[at]
                known[at[settled >= seats]] = True
                np.maximum.at(least, at, settled)
                np.maximum.at(left, at, gone)
    if np.isinf(most).all():
        return None
    least, most, left = np.minimum(least, n), np.maximum(most, n), np.minimum(left, n - cells.counts[:, 1])
    stayed, is_seen = people - left, np.isfinite(people)
    for _ in range(2):  # of a learner group of a field: two steps from where seats are seen
        for parent, children in cells.sums:
            for of in (people, stayed):
                of[children] = np.where(is_seen[children], of[children], np.minimum(of[children], of[parent]))
    first, secret = np.zeros_like(cells.held), np.ones_like(cells.held)
    first[:, 0], secret[:, 0] = known, ~own
    return Told(first, secret, least, most, left, people, stayed)
