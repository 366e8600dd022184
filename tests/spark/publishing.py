"""A college published in a process of its own, as `python -m tests.spark.publishing FACTS HOME [ENGINE SCRATCH ROWS]`."""

import sys
from datetime import date
from pathlib import Path

from data.contracts import FACTS
from data.publish.college import Count, publish_college
from data.publish.parts import counted
from data.publish.spark import Engine
from data.store.store import Store, StoreError


def main(facts: Path, home: Path, *engine: str) -> None:
    """Publish the facts in a folder as the college's own; without an engine in this process."""
    count: Count = Engine(engine[0], engine[1], rows=int(engine[2])) if engine else counted
    store = Store(home)
    try:
        with store.draft("A college") as draft:
            for name in FACTS:
                if (file := facts / f"{name}.parquet").is_file():
                    draft.put("college", "facts", name, file)
            publish_college(draft, "college", today=date(2026, 3, 31), count=count)
    except StoreError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
