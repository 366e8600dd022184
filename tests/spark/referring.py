"""A college whose tables stay where they lie, imported or counted again in a process of its own.

`python -m tests.spark.referring import FACTS PLACE HOME [ENGINE SCRATCH ROWS]` or `… again HOME [ENGINE SCRATCH ROWS]`
"""

import json
import sys
from datetime import date
from pathlib import Path

import polars as pl

from data.ingest import ingest, quarantine, references
from data.ingest.plan import Choices
from data.publish.college import Count, publish_again
from data.publish.parts import counted
from data.publish.spark import Engine
from data.readers import apart, snapshots
from data.readers.files import Raw
from data.readers.parquet_parts import Parts, Piece
from data.store.store import Store, StoreError

TODAY, LATER = date(2026, 3, 31), date(2026, 5, 31)
BROUGHT = ("providers", "offerings", "sections", "learners", "placements", "inquiries")
"""Tables that come as files beside the registrations."""


def bring(facts: Path, place: Path, home: Path, count: Count) -> dict[str, object]:
    """Bring the facts in a folder, of which registrations are those in place; what is said of their rows."""
    files = [facts / f"{name}.parquet" for name in BROUGHT]
    choices = Choices(today=TODAY, count=count, snapshots=(snapshots.find(place),), quarantine=place.parent / "refused")
    report = ingest.run(files, Store(home), choices).reports[-1]
    kept = pl.read_parquet(f"{report.quarantine_file}/*.parquet").select("registration_id", quarantine.REASON)
    told = "rows_read", "rows_new", "rows_quarantined", "rows_repeated", "rows_to_check", "quarantined_why", "totals"
    return {name: getattr(report, name) for name in told} | {"refused": sorted(kept.rows())}


def again(home: Path, count: Count) -> str:
    """Count the college anew, two months later, as `dashboard publish --engine` does; the version that is served."""
    store = Store(home)
    version, _ = publish_again(
        store, count, LATER, lend=lambda draft, count: references.lend(draft, store.home, count=count)
    )
    return version.id


def first_rows_only() -> None:
    """Have this process read no rows of tables in place but the first ones, by which a table is recognized."""
    real = apart.piece

    def piece(parts: Parts, one: Piece) -> Raw:
        assert (one.path, one.start, one.rows <= 1_000) == (parts.paths[0], 0, True)
        return real(parts, one)

    apart.piece = piece


def main(what: str, *words: str) -> None:
    """Without an engine this process counts."""
    work, many = {"import": (bring, 3), "again": (again, 1)}[what]
    engine = words[many:]
    count: Count = Engine(engine[0], engine[1], rows=int(engine[2])) if engine else counted
    if engine:
        first_rows_only()
    try:
        print(json.dumps(work(*map(Path, words[:many]), count)))
    except StoreError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(*sys.argv[1:])
