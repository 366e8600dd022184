"""Notes on offerings, added to those that were written before as a new version. None is ever changed or left out."""

import polars as pl

from data.contracts.portfolio_notes import PortfolioNotes
from data.ingest.saved import Refused
from data.store.store import Store, Version

TABLE = "portfolio_notes"


def note_offering(store: Store, collection: str, row: dict) -> Version:
    """Add one note (columns of the contract). Raises Refused for what is no note, and StoreError."""
    typed = pl.DataFrame([row], schema=PortfolioNotes.create_empty().schema)
    good, failure = PortfolioNotes.filter(typed)
    if good.is_empty():
        why = "; ".join(rule.replace("|", ": ").replace("_", " ") for rule in failure.counts())
        raise Refused(f"This note cannot be saved: {why}.")
    with store.draft("Note on an offering saved on the page") as draft:
        held = draft.table(collection, "cubes", TABLE)
        before = PortfolioNotes.create_empty() if held is None else PortfolioNotes.cast(held.collect())
        draft.put(collection, "cubes", TABLE, pl.concat([before, good]).sort("noted_at", "offering_id"))
    assert draft.version is not None
    return draft.version
