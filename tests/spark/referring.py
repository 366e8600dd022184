"""A college whose tables stay where they lie, imported or counted again in a process of its own.

`python -m tests.spark.referring import FACTS PLACE HOME [ENGINE SCRATCH ROWS]` or `… again HOME [ENGINE SCRATCH ROWS]`
"""

import sys
from datetime import date
from pathlib import Path

from data.ingest import ingest, references
from data.ingest.plan import Choices
from data.publish.college import Count, publish_again
from data.publish.parts import counted
from data.publish.spark import Engine
from data.readers import snapshots
from data.store.store import Store, StoreError

TODAY, LATER = date(2026, 3, 31), date(2026, 5, 31)
BROUGHT = ("providers", "offerings", "sections", "learners", "placements", "inquiries")
"""Tables that come as files beside the registrations."""


def bring(facts: Path, place: Path, home: Path, count: Count) -> None:
    """Bring the facts in a folder, of which registrations are those in place."""
    files = [facts / f"{name}.parquet" for name in BROUGHT]
    ingest.run(files, Store(home), Choices(today=TODAY, count=count, snapshots=(snapshots.find(place),)))


def again(home: Path, count: Count) -> None:
    """Count the college anew, two months later, as `dashboard publish --engine` does."""
    store = Store(home)
    publish_again(store, count, LATER, lend=lambda draft: references.lend(draft, store.home))


def main(what: str, *words: str) -> None:
    """Without an engine this process counts."""
    work, many = {"import": (bring, 3), "again": (again, 1)}[what]
    engine = words[many:]
    count: Count = Engine(engine[0], engine[1], rows=int(engine[2])) if engine else counted
    try:
        work(*map(Path, words[:many]), count)
    except StoreError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
