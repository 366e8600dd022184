"""Briefs as they are saved with the data: items to rows and back."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from dashboard.offered.item import Item
from data.ingest.saved import BRIEFS
from data.store.store import Store, Version
from queries.semantic.scope import Scope


def save_brief(store: Store, name: str, items: tuple[Item, ...], scope: Scope) -> Version:
    """Save items under a name, in place of the brief of that name. Raises Refused and StoreError."""
    today = datetime.now(UTC).date()
    rows = [_row(place, item, scope, today) for place, item in enumerate(items, 1)]
    return BRIEFS.save(store, scope.college, name, rows)


def items_of(rows: pl.DataFrame) -> tuple[Item, ...]:
    """The items of the rows of one brief, in their places."""
    return tuple(map(_item, rows.sort("place").to_dicts()))


def saved_scope(rows: pl.DataFrame, scope: Scope) -> Scope:
    """The version and as-of date that a brief was saved for, of the college of the scope."""
    version, as_of = rows.select("saved_version", "as_of").row(0)
    return replace(scope, version=version, as_of=as_of)


def _row(place: int, item: Item, scope: Scope, today: date) -> dict:
    return {
        "place": place,
        "saved_on": today,
        "saved_version": scope.version,
        "period": item.period,
        "as_of": scope.as_of,
        "filters": json.dumps(item.where),
        "heading": item.heading,
        "recipe": json.dumps({"kind": item.kind, "recipe": item.recipe}),
    }


def _item(row: dict) -> Item:
    saved = json.loads(row["recipe"])
    where = tuple((name, value) for name, value in json.loads(row["filters"]))
    return Item(row["heading"], saved["kind"], saved["recipe"], row["period"], where)
