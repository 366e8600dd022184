"""What a chart or table is about, in words."""

from collections.abc import Iterable

from dashboard.wording.dates import day
from dashboard.wording.labels import COLLEGES, name
from queries.semantic.scope import Scope


def all_fields(scope: Scope, shown: Iterable[str]) -> str:
    """What a card says under its title that shows every field where one is chosen; nothing where none is."""
    field = dict(scope.where).get("field")
    if not field:
        return ""
    return (
        f" · all fields, so that {name('field', field)} stands beside the others" if field in shown else " · all fields"
    )


def known_at(scope: Scope) -> str:
    """Which college's data, of which period and point in time."""
    return f"{COLLEGES[scope.college]}, {scope.period.label()}, as known on {day(scope.as_of)}"
