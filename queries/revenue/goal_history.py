"""Who changed which goal when: read off the versions, which keep all goals that ever were."""

from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from data.store.store import MissingData, Store, StoreError, Version
from queries import college
from queries.metrics import METRICS
from queries.revenue.goal_status import rule
from queries.semantic.column import Column
from queries.semantic.dimensions import FIELDS
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import MISSING, MOMENT, SHARE

MOST = 200
"""Changes that are listed; older ones stand in the versions."""
_KEY = ("metric", "scope", "scope_value")
_PARTS = {
    "target": "Target",
    "owner": "Owner",
    "phasing": "Phasing",
    "monthly_shares": "Own monthly shares",
    "note": "Note",
}
_COLUMNS = (
    Column("changed_at", "When", MOMENT, "Time at which the version was made, in UTC."),
    Column("metric", "Goal"),
    Column("whose", "For"),
    Column("part", "What"),
    Column("before", "Before"),
    Column("after", "After"),
    Column("note", "How, and by whom", definition="What made the version, and who was signed in."),
)
_SCHEMA = {"changed_at": pl.Datetime} | dict.fromkeys(("metric", "whose", "part", "before", "after", "note"), pl.String)


def history(scope: Scope) -> Table:
    """Every change to the goals of the scope's period and to the rule, newest first; the first version of each is none."""
    rows = [row for pair in pairwise(_chain(scope)) for row in _between(scope, *pair)]
    return Table(pl.DataFrame(rows[:MOST], _SCHEMA, orient="row"), _COLUMNS, scope)


def _chain(scope: Scope) -> Iterator[Version]:
    """The version of the scope and those that it was made from, newest first, as far as they are kept."""
    store, wanted = Store(), scope.version
    while wanted is not None:
        try:
            version = store.version(wanted)
        except StoreError:
            return
        yield version
        wanted = version.manifest.parent


def _between(scope: Scope, new: Version, old: Version) -> Iterator[tuple]:
    """What changed from one version to the next; versions that share a file have no change in it."""
    when, held = new.created_at.replace(tzinfo=None), (_hash(v, scope, "goals") for v in (new, old))
    if len({*held}) > 1:
        after, before = (_goals(v, scope) for v in (new, old))
        for key in sorted({*after, *before}, key=str):
            yield from (
                (when, *_named(key, scope), *change, new.note)
                for change in _changes(key[0], before.get(key), after.get(key))
            )
    if _hash(new, scope, "goal_rules") != _hash(old, scope, "goal_rules"):
        now, then = (rule(v.id, scope.college) for v in (new, old))
        for part, b, a in (
            ("On track from", then.on_track_from, now.on_track_from),
            ("Behind below", then.behind_below, now.behind_below),
        ):
            if a != b:
                yield (
                    when,
                    "Rule for the status",
                    "All goals",
                    part,
                    SHARE.whole.exact(b),
                    SHARE.whole.exact(a),
                    new.note,
                )


def _hash(version: Version, scope: Scope, table: str) -> str | None:
    return version.entry(scope.college, "cubes", table).sha256 if version.has(scope.college, "cubes", table) else None


def _goals(version: Version, scope: Scope) -> dict[tuple, dict]:
    try:
        frame = college.goals(version.id, scope.college).filter(period=scope.period.name)
    except MissingData:
        return {}
    rows = frame.with_columns(pl.col("scope", "phasing").cast(pl.String)).to_dicts()
    return {tuple(row[name] for name in _KEY): row for row in rows}


def _named(key: tuple, scope: Scope) -> tuple[str, str]:
    metric, grain, value = key
    names = FIELDS if grain == "field" else college.titles(scope.version, scope.college) if grain == "offering" else {}
    whose = "Whole college" if value is None else names.get(value, value)
    return METRICS[metric].label if metric in METRICS else metric, whose


def _changes(metric: str, before: dict | None, after: dict | None) -> Iterator[tuple[str, str, str]]:
    """What of one goal changed: its part, before and after. One that was added or removed says its target only."""
    for name, label in _PARTS.items():
        was, now = (None if row is None else row[name] for row in (before, after))
        if was != now and (name == "target" or (before and after)):
            yield label, _said(metric, name, was), _said(metric, name, now)


def _said(metric: str, name: str, value: object) -> str:
    if value is None:
        return MISSING
    if isinstance(value, float) and name == "target" and metric in METRICS:
        return METRICS[metric].unit.short(value)
    return str(value).replace("_", " ") if name == "phasing" else str(value)
