"""A college whose registrations stay where they lie, imported in a process of its own.

`python -m tests.spark.referring FACTS PLACE HOME [ENGINE SCRATCH ROWS]`
"""

import sys
from datetime import date
from pathlib import Path

from data.ingest import ingest
from data.ingest.plan import Choices
from data.publish.college import Count
from data.publish.parts import counted
from data.publish.spark import Engine
from data.readers import snapshots
from data.store.store import Store, StoreError

TODAY = date(2026, 3, 31)
BROUGHT = ("providers", "offerings", "sections", "learners", "placements", "inquiries")
"""Tables that come as files beside the registrations."""


def main(facts: Path, place: Path, home: Path, *engine: str) -> None:
    """Bring the facts in a folder, of which registrations are those in place; without an engine they are counted here."""
    count: Count = Engine(engine[0], engine[1], rows=int(engine[2])) if engine else counted
    store, files = Store(home), [facts / f"{name}.parquet" for name in BROUGHT]
    try:
        ingest.run(files, store, Choices(today=TODAY, count=count, snapshots=(snapshots.find(place),)))
    except StoreError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *sys.argv[4:])
