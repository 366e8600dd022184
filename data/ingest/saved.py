"""What people save on pages under a name: scenarios, briefs and views. Each change is a new version; older versions keep theirs."""

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from data.contracts.briefs import Briefs
from data.contracts.scenarios import Scenarios
from data.contracts.shape import as_contract
from data.contracts.views import Views
from data.store.store import Draft, Store, Version


class Refused(ValueError):
    """What was to be saved or deleted cannot be, as a sentence."""


@dataclass(frozen=True)
class Saved:
    """One table of saved things. Rows of a `noun` share its name; saving replaces all rows of that name."""

    noun: str
    table: str
    contract: type[dy.Schema]

    def save(self, store: Store, collection: str, name: str | None, rows: list[dict]) -> Version:
        """Keep rows (the contract's columns without the name) in place of any of that name.

        Raises Refused, and StoreError where the version cannot be written.
        """
        name = " ".join((name or "").split())
        if not name:
            raise Refused(f"Give the {self.noun} a name to save it.")
        rows_of_name = pl.DataFrame([row | {"name": name} for row in rows], schema=self._types)
        good, failure = self.contract.filter(self.contract.cast(rows_of_name))
        if good.height < rows_of_name.height or good.is_empty():
            raise Refused(
                f"This {self.noun} cannot be saved: {'; '.join(map(_words, failure.counts())) or 'it is empty'}."
            )
        with store.draft(f"{self.noun.capitalize()} {name} saved on the page") as draft:
            kept = pl.concat([self._others(draft, collection, name), good])
            draft.put(collection, "cubes", self.table, kept.sort(self.contract.primary_key()))
        assert draft.version is not None
        return draft.version

    def delete(self, store: Store, collection: str, name: str) -> Version:
        """Keep everything but what has this name. Raises Refused where nothing has it, and StoreError."""
        with store.draft(f"{self.noun.capitalize()} {name} deleted on the page") as draft:
            held = draft.table(collection, "cubes", self.table)
            if held is None or held.filter(pl.col("name") == name).collect().is_empty():
                draft.discard()
                raise Refused(f"There is no saved {self.noun} {name!r} any more.")
            draft.put(collection, "cubes", self.table, self._others(draft, collection, name))
        assert draft.version is not None
        return draft.version

    @property
    def _types(self) -> pl.Schema:
        return self.contract.create_empty().schema

    def _others(self, draft: Draft, collection: str, name: str) -> pl.DataFrame:
        held = draft.table(collection, "cubes", self.table)
        rows = self.contract.create_empty() if held is None else as_contract(held, self.contract).collect()
        return self.contract.cast(rows.filter(pl.col("name") != name))


SCENARIOS = Saved("scenario", "scenarios", Scenarios)
BRIEFS = Saved("brief", "briefs", Briefs)
VIEWS = Saved("view", "views", Views)


def _words(rule: str) -> str:
    return rule.replace("|", ": ").replace("_", " ")
