"""Scenarios saved and deleted by name, each time as a new version; older versions keep what they have."""

import polars as pl

from data.contracts.scenarios import Scenarios
from data.store.store import Draft, Store, Version

TABLE = "scenarios"


class BadScenario(ValueError):
    """What was to be saved is no scenario, as a sentence."""


def save(store: Store, collection: str, row: dict) -> Version:
    """Keep one scenario (the contract's columns), in place of any of its name.

    Raises BadScenario, and StoreError where the version cannot be written.
    """
    name = " ".join((row.get("name") or "").split())
    if not name:
        raise BadScenario("Give the scenario a name to save it.")
    good, failure = Scenarios.filter(Scenarios.cast(pl.DataFrame([row | {"name": name}], schema=_TYPES)))
    if good.is_empty():
        raise BadScenario(f"This scenario cannot be kept: {'; '.join(_words(rule) for rule in failure.counts())}.")
    with store.draft(f"Scenario {name} saved on the page") as draft:
        draft.put(collection, "cubes", TABLE, pl.concat([_others(draft, collection, name), good]).sort("name"))
    assert draft.version is not None
    return draft.version


def delete(store: Store, collection: str, name: str) -> Version:
    """Keep every scenario but this one. Raises BadScenario where there is none of the name, and StoreError."""
    with store.draft(f"Scenario {name} deleted on the page") as draft:
        held = draft.table(collection, "cubes", TABLE)
        if held is None or held.filter(pl.col("name") == name).collect().is_empty():
            draft.discard()
            raise BadScenario(f"There is no saved scenario {name!r} any more.")
        draft.put(collection, "cubes", TABLE, _others(draft, collection, name))
    assert draft.version is not None
    return draft.version


_TYPES = Scenarios.create_empty().schema


def _others(draft: Draft, collection: str, name: str) -> pl.DataFrame:
    held = draft.table(collection, "cubes", TABLE)
    rows = Scenarios.create_empty() if held is None else held.collect()
    return Scenarios.cast(rows.filter(pl.col("name") != name))


def _words(rule: str) -> str:
    return rule.replace("|", ": ").replace("_", " ")
