"""Notes on offerings, added to those that were written before as a new version. None is ever changed or left out."""

import polars as pl

from data.contracts.portfolio_notes import PortfolioNotes
from data.ingest.saved import checked, held
from data.store.store import Store, Version

TABLE = "portfolio_notes"


def note_offering(store: Store, collection: str, row: dict) -> Version:
    """Add one note (columns of the contract). Raises Refused for what is no note, and StoreError."""
    note = checked([row], PortfolioNotes, "This note")
    with store.draft("Note on an offering saved on the page") as draft:
        before = held(draft, collection, TABLE, PortfolioNotes)
        draft.put(collection, "cubes", TABLE, pl.concat([before, note]).sort("noted_at", "offering_id"))
    assert draft.version is not None
    return draft.version
