"""The declaration of a table about people, and the rules that protect it."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from data.reference.least_people import FLOOR, STANDARD

Node = tuple[str, str]
"""A published group: its kind and its value, as `("field", "11")` or `("age_band", "25_34")`."""
Tree = dict[Node, Node | tuple[Node, ...]]
"""Parent by child, or parents: an offering lies in its field and in its modality, `("field", "48")` is one Node.

The children of one kind are a partition of their parent: their counts add up to its counts.
"""

NAMES = ("count_0", "count_1", "count_2", "count_3")
"""Counts of every cell by position, n first; a table that has fewer leaves the last ones 0."""


@dataclass(frozen=True)
class PeopleTable:
    """Counts of people before protection.

    `counts` are nested, n first: each counts a part of those before it, as started, completed, completed and placed.
    `cuts` names for each tree the two columns that hold kind and value of a row's group; a tree that a table does not
    name stands at its root. Rows of different `keys` are never added. `time` is the day at which the row was known:
    counts never fall with it. A row that is not there counts nobody. `people` names whom the table counts: tables of
    the same people are parts of one cube, and those of others hang together with them by a `Link` alone.

    `open`: how many of the counts anybody can work out from what is published elsewhere; they are never hidden, and
    the attacker is told them. `most` names the column that says how many counts of a row may be shown at most. `told`
    names the columns that say what the staff know of a row from their daily work, hidden or not: how many are in the first
    count at most; and, where that count is no secret before them, how many at least, and how many of it are in no other. `nobody`
    names the column that says whether a row is there only so that a group that nobody is in looks like one of few.
    """

    frame: pl.DataFrame
    counts: tuple[str, ...]
    cuts: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: tuple[str, ...] = ("cohort",)
    time: str = "as_of"
    people: str = "seats"
    open: int = 0
    most: str | None = None
    told: tuple[str] | tuple[str, str, str] | None = None
    nobody: str | None = None


@dataclass(frozen=True)
class Link:
    """An equation or inequality between counts of several tables that anybody may know.

    `terms`: a row per count with `link` (which equation), `table`, `row` (its place in the table's frame), `count` (its
    name) and `factor`. The terms of a link add up to a number that is taken to be known, 0 where two tables count the
    very same people: so a difference of definitions, as learners who complete twice, protects nobody in the audit.
    With `at_most` they add up to 0 or less, and nothing more is known. With `splits` they say of what smaller cells
    a cell is made, so that both hang together as if they stood in one table.
    """

    terms: pl.DataFrame
    at_most: bool = False
    splits: bool = False


@dataclass(frozen=True)
class Rules:
    """The limits below which counts are hidden.

    `minimum`: fewest people in a cell, in any part of it, and in any change of it. `width`: least feasible interval, in
    people, in which an attacker must leave a hidden number. `outcomes_are_final`: people of the first count who are not
    in the second one never come into it later, so their number never falls with time.

    Raises ValueError for a minimum below the floor of `data.reference.least_people`.
    """

    minimum: int = STANDARD
    width: int = 3
    outcomes_are_final: bool = True

    def __post_init__(self) -> None:
        if self.minimum < FLOOR:
            raise ValueError(f"Cells of fewer than {FLOOR} people are never published; {self.minimum} was asked for.")


def parts(counts: np.ndarray) -> np.ndarray:
    """Return the parts of nested counts (cells × counts) that do not overlap; they add up to the first count.

    Of started, completed and placed: not completed, completed and not placed, placed.
    """
    return np.concatenate([counts[:, :-1] - counts[:, 1:], counts[:, -1:]], axis=1)


def is_small_change(change: np.ndarray, rules: Rules) -> np.ndarray:
    """Return where a count grew by fewer people than the minimum, but did grow."""
    return (change > 0) & (change < rules.minimum)
