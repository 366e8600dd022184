"""What a chart or table is about, in words."""

from collections.abc import Iterable, Sequence

from dashboard.wording.counts import listed
from dashboard.wording.dates import day
from dashboard.wording.labels import COLLEGES, label, name
from data.reference.caveats import CAVEATS
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope

PUBLIC_NOTE = CAVEATS["newest_published"]
"""Said once on each page that shows public statistics."""


def all_fields(scope: Scope, shown: Iterable[str]) -> str:
    """What a card says under its title that shows every field where one is chosen; nothing where none is."""
    field = dict(scope.where).get("field")
    if not field:
        return ""
    return f" · all fields, to compare {name('field', field)} with the others" if field in shown else " · all fields"


def not_filtered(dimension: str, metrics: Sequence[Metric] = ()) -> str:
    """Say that a filter of the page does not narrow its numbers, or not the metrics that are named."""
    what = listed([metric.label.lower() for metric in metrics]) if metrics else "these numbers"
    return f"The {label(dimension).lower()} filter does not apply to {what}."


def known_at(scope: Scope) -> str:
    """Which college's data, of which period, as of which day."""
    return f"{COLLEGES[scope.college]}, {scope.period.label()}, as of {day(scope.as_of)}"


def about(scope: Scope) -> str:
    """What a page is about, as it stands beside its question: the period, the day and the field."""
    field = dict(scope.where).get("field")
    return f"{scope.period.label()}, as of {day(scope.as_of)}, {name('field', field) if field else 'all fields'}."
