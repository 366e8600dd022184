"""A question as its asker puts it together, and what is wrong with one before any data is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from queries.metrics import METRICS, find_metric
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.scope import Unanswerable

MOST_METRICS, MOST_ROWS, MOST_COLUMNS = 4, 2, 1
Pairs = tuple[tuple[str, str], ...]
"""Values by their dimension, as `(("field", "11"), ("field", "52"))`."""


@dataclass(frozen=True)
class Question:
    """Which metrics, by which dimensions, of which values. Period and as-of date are those of the scope it is asked in.

    `only` keeps values and `excluded` leaves values out, several of one dimension together. `compare` names what each
    number stands beside (see `queries.explore.comparing`).
    """

    metrics: tuple[str, ...]
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    only: Pairs = ()
    excluded: Pairs = ()
    compare: tuple[str, ...] = ()

    @property
    def by(self) -> tuple[str, ...]:
        """Every dimension that the numbers are grouped by."""
        return (*self.rows, *self.columns)

    @property
    def registered(self) -> tuple[Metric, ...]:
        """The metrics as the registry has them. Raises Unanswerable for an unknown one."""
        return tuple(find_metric(name) for name in self.metrics)

    def check(self) -> None:
        """Raises Unanswerable where no data could answer it, with a sentence that says what to change."""
        if not self.metrics:
            raise Unanswerable("Choose at least one number.")
        if len(self.metrics) > MOST_METRICS:
            raise Unanswerable(f"Choose at most {MOST_METRICS} numbers; {len(self.metrics)} are chosen.")
        if len(self.rows) > MOST_ROWS or len(self.columns) > MOST_COLUMNS:
            raise Unanswerable(f"Group by at most {MOST_ROWS} in rows and {MOST_COLUMNS} in columns.")
        if twice := [name for name in dict.fromkeys(self.by) if self.by.count(name) > 1]:
            raise Unanswerable(f"{DIMENSIONS[twice[0]].label} stands in rows and in columns; choose it once.")
        if both := {*self.only} & {*self.excluded}:
            name, value = min(both)
            raise Unanswerable(f"{DIMENSIONS[name].label} {value!r} is both kept and left out; choose one.")


def dimensions(metrics: Iterable[str]) -> tuple[str, ...]:
    """Every dimension that can group a number: first those that group all of the metrics, then the others."""
    chosen = [METRICS[name].cube.dimensions for name in metrics if name in METRICS]
    offered = [name for name, dimension in DIMENSIONS.items() if not dimension.is_choice]
    return tuple(sorted(offered, key=lambda name: not all(name in cube for cube in chosen)))


def pairs(texts: Iterable[str]) -> Pairs:
    """Values written as `field=11`, as pairs of dimension and code."""
    return tuple((name, value) for name, _, value in (text.partition("=") for text in texts))
