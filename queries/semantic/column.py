"""What a column of a table is: its name in a file, its heading, its unit and what it means."""

from dataclasses import dataclass

from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric
from queries.semantic.unit import DAY, MONTH, QUARTER, TEXT, YEAR, Unit

_TIMES = {"week": DAY, "month": MONTH, "start_month": MONTH, "quarter": QUARTER, "year": YEAR}


@dataclass(frozen=True)
class Column:
    """One column. `name` is that of the frame and of a file, `label` the heading on screen, `definition` the help on it.

    `dimension` names what the codes of the column belong to: the screen shows names, a file shows both. The other three
    are names of columns of the same frame, which are shown as part of this one and stand by themselves in a file:
    `until` holds the upper ends where this one holds the lower ends of a range; `instead` says in each row what stands
    in place of a number that is not shown, null elsewhere; `unit_of` names each row's unit where they differ.
    """

    name: str
    label: str
    unit: Unit = TEXT
    definition: str = ""
    dimension: str = ""
    until: str = ""
    instead: str = ""
    unit_of: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all columns of the frame that it shows."""
        return tuple(filter(None, (self.name, self.until, self.instead, self.unit_of)))


def of_metric(metric: Metric, instead: str = "") -> Column:
    """The column of a metric."""
    return Column(metric.name, metric.label, metric.unit, metric.definition, instead=instead)


def of_dimension(dimension: str, name: str = "") -> Column:
    """The column of a dimension's values, under a `name` of its own where one is given."""
    declared = DIMENSIONS[dimension]
    unit = _TIMES.get(dimension, TEXT)
    is_coded = not declared.is_time and unit is TEXT
    return Column(name or dimension, declared.label, unit, declared.definition, dimension if is_coded else "")


def of_day(name: str, label: str, definition: str = "") -> Column:
    """A column of days."""
    return Column(name, label, DAY, definition)
