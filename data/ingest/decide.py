"""Decisions on sections, added to those that were taken before as a new version. None is ever changed or left out."""

import polars as pl

from data.contracts.decisions import Decisions
from data.ingest.saved import Refused, checked, held
from data.store.store import Store, Version

TABLE = "decisions"


class Overtaken(Refused):
    """Somebody has decided on one of the sections meanwhile; `version` holds their decision."""

    def __init__(self, sections: list[str], version: str) -> None:
        which = "section" if len(sections) == 1 else "sections"
        super().__init__(
            f"Meanwhile version {version} has another decision on {which} {', '.join(sections)}, so nothing was saved. Open that "
            "version, look at the decision, and take it back there to decide anew."
        )
        self.version = version


def decide(store: Store, collection: str, rows: list[dict], shown: pl.DataFrame) -> Version:
    """Add decisions (columns of the contract) to all that were taken before.

    `shown`: the decisions that the page showed, with section_id and decided_at. Raises Overtaken where the current version
    has a decision on one of the sections that the page did not show, Refused for what is no decision, and StoreError.
    """
    if not rows:
        raise Refused("Check at least one section to decide on it.")
    added = checked(rows, Decisions, "These decisions")
    many = f"{added.height} decision{'s' if added.height > 1 else ''}"
    with store.draft(f"{many} on sections saved on the page") as draft:
        before = held(draft, collection, TABLE, Decisions)
        unseen = before.join(shown, on=["section_id", "decided_at"], how="anti")
        overtaken = sorted({*unseen["section_id"]} & {*added["section_id"]})
        if overtaken and draft.parent is not None:
            draft.discard()
            raise Overtaken(overtaken, draft.parent.id)
        draft.put(collection, "cubes", TABLE, pl.concat([before, added]).sort("decided_at", "section_id"))
    assert draft.version is not None
    return draft.version
