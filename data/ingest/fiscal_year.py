"""The month in which a college's fiscal year starts, set without a file: a new version in which all follows it."""

from datetime import date

import polars as pl

from data.contracts import Providers
from data.cubes import fiscal
from data.ingest import references
from data.publish import college as publish
from data.publish.course import Say, unsaid
from data.reference.periods import MONTHS, Calendar
from data.store.store import Store, Version


class NoCollege(ValueError):
    """There is no college of one's own whose fiscal year could be set, as a sentence."""


def month(text: str) -> int:
    """The number of a month by its name, the start of its name or its number. Raises ValueError with a sentence."""
    word = text.strip().capitalize()
    found = [n for n, name in enumerate(MONTHS, 1) if word == str(n) or (len(word) > 2 and name.startswith(word))]
    if len(found) != 1:
        raise ValueError(f"{text!r} is no month: write October, Oct or 10.")
    return found[0]


def change(store: Store, starts_in: int, today: date | None = None, say: Say = unsaid) -> tuple[Version, list[str]]:
    """The version in which the fiscal year of one's own college starts in that month, and sentences on what that changes.

    Everything that is counted by quarter or fiscal year is published again; a month that is set already makes no version.
    Raises NoCollege, and StoreError where the version cannot be written.
    """
    name = MONTHS[starts_in - 1]
    with store.draft(f"Fiscal year starts in {name}") as draft:
        held = draft.facts("college", "providers")
        if held is None or held.filter("is_home").collect().is_empty():
            draft.discard()
            raise NoCollege("Import your own college first: its row in providers, with is_home yes, holds this month.")
        if fiscal.calendar(held) == Calendar(starts_in):
            draft.discard()
            assert draft.version is not None
            return draft.version, []
        stated = pl.when("is_home").then(pl.lit(name.lower())).cast(held.collect_schema()["fiscal_year_starts_in"])
        draft.put(
            "college", "facts", "providers", Providers.cast(held.with_columns(fiscal_year_starts_in=stated).collect())
        )
        references.lend(draft, store.home)
        told = publish.publish_college(draft, "college", say, today or date.today())
    assert draft.version is not None
    return draft.version, told
