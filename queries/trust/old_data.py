"""Data that has grown old: the college's own, and the public program lists that pages compare it with."""

from dataclasses import dataclass
from datetime import date, timedelta

from queries import college
from queries.cubes import list_statistics
from queries.semantic.scope import Scope

OWN_AFTER = timedelta(days=14)
LISTS_AFTER = timedelta(days=548)
"""A year and a half: lists of states are renewed once a year."""


@dataclass(frozen=True)
class Old:
    """What is old, `own` or the code of a list, the newest day that it tells of, and how many days ago that was."""

    what: str
    newest: date
    days: int


def old(scope: Scope, today: date) -> tuple[Old, ...]:
    """What is older than it should be on a day, the college's own first. The demo's calendar stands still by design."""
    known = [] if scope.college == "demo" else [("own", college.newest_day(scope.version, scope.college), OWN_AFTER)]
    for code in sorted(list_statistics.lists(scope.version)):
        edition = list_statistics.edition(scope.version, code)
        known += [(code, edition, LISTS_AFTER)] if edition else []
    return tuple(Old(what, newest, (today - newest).days) for what, newest, most in known if today - newest > most)
