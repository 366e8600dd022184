"""What a table about people says of itself, and the rules by which it is protected."""

import os
from dataclasses import dataclass, field

import polars as pl

Node = tuple[str, str]
"""A published group: its kind and its value, as `("field", "11")` or `("age_band", "25_34")`."""
Tree = dict[Node, Node | tuple[Node, ...]]
"""Parent by child, or parents: an offering lies in its field and in its modality, `("field", "48")` is one Node.

The children of one kind are a partition of their parent: their counts add up to its counts.
"""

FEWEST = 5
"""No configuration goes below this many people."""


@dataclass(frozen=True)
class PeopleTable:
    """Counts of people before protection.

    `counts` are nested, n first: each counts a part of those before it, as started, completed, completed and placed.
    `cuts` names for each tree the two columns that hold kind and value of a row's group; a tree that a table does not
    name stands at its root. Rows of different `keys` are never added. `time` is the day at which the row was known:
    counts never fall with it. A row that is not there counts nobody.
    """

    frame: pl.DataFrame
    counts: tuple[str, ...]
    cuts: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: tuple[str, ...] = ("cohort",)
    time: str = "as_of"


@dataclass(frozen=True)
class Rules:
    """How much is hidden.

    `minimum`: fewest people in a cell, in any part of it, and in any change of it. `width`: least size of the interval
    in which an attacker must leave a hidden number. `settled`: whoever is in the first count and not in the second
    stays so, hence their number never falls either.
    """

    minimum: int = 10
    width: int = 3
    settled: bool = True

    def __post_init__(self) -> None:
        if self.minimum < FEWEST:
            raise ValueError(f"Cells of fewer than {FEWEST} people are never published; {self.minimum} was asked for.")


def minimum() -> int:
    """Fewest people in a published cell: the environment variable DASHBOARD_MINIMUM, else 10. Raises ValueError."""
    text = os.environ.get("DASHBOARD_MINIMUM", "10")
    if not text.isdigit() or int(text) < FEWEST:
        raise ValueError(f"DASHBOARD_MINIMUM must be a whole number of at least {FEWEST}, not {text!r}.")
    return int(text)
