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
        if not rows:
            raise Refused(f"This {self.noun} cannot be saved: it is empty.")
        good = checked([row | {"name": name} for row in rows], self.contract, f"This {self.noun}")
        with store.draft(f"{self.noun.capitalize()} {name} saved on the page") as draft:
            others = held(draft, collection, self.table, self.contract).filter(pl.col("name") != name)
            kept = pl.concat([others, good]).sort(self.contract.primary_key())
            draft.put(collection, "cubes", self.table, kept)
        assert draft.version is not None
        return draft.version

    def delete(self, store: Store, collection: str, name: str) -> Version:
        """Keep everything but what has this name. Raises Refused where nothing has it, and StoreError."""
        with store.draft(f"{self.noun.capitalize()} {name} deleted on the page") as draft:
            rows = held(draft, collection, self.table, self.contract)
            others = rows.filter(pl.col("name") != name)
            if others.height == rows.height:
                draft.discard()
                raise Refused(f"There is no saved {self.noun} {name!r} any more.")
            draft.put(collection, "cubes", self.table, others)
        assert draft.version is not None
        return draft.version


SCENARIOS = Saved("scenario", "scenarios", Scenarios)
BRIEFS = Saved("brief", "briefs", Briefs)
VIEWS = Saved("view", "views", Views)


def checked(rows: list[dict], contract: type[dy.Schema], what: str) -> pl.DataFrame:
    """The rows in the shape of the contract. Raises Refused, a sentence about `what`, where one breaks a rule of it."""
    typed = contract.cast(pl.DataFrame(rows, schema=contract.create_empty().schema))
    good, failure = contract.filter(typed)
    if good.height < typed.height:
        raise Refused(f"{what} cannot be saved: {'; '.join(map(rule_in_words, failure.counts()))}.")
    return good


def held(draft: Draft, collection: str, table: str, contract: type[dy.Schema]) -> pl.DataFrame:
    """What a draft has of a table, in the shape that its contract has today; no rows where it has none."""
    rows = draft.table(collection, "cubes", table)
    return contract.create_empty() if rows is None else as_contract(rows, contract).collect()


def rule_in_words(rule: str) -> str:
    """A rule of a contract as it is said: `note|nullability` is “note: nullability”."""
    return rule.replace("|", ": ").replace("_", " ")
