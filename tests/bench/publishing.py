"""A home with a demo college of any size, its facts made in one process and published in another that is measured.

`python -m tests.bench.publishing facts N FOLDER`, then `python -m tests.bench.publishing publish FOLDER HOME`.
"""

import json
import resource
import sys
import time
from pathlib import Path

import click

from data import demo
from data.contracts import FACTS
from data.default import prepare
from data.publish.college import publish_college
from data.store.store import Store


@click.group()
def main() -> None:
    """Make facts; publish them."""


@main.command()
@click.argument("registrations", type=click.IntRange(100, 20_000_000))
@click.argument("folder", type=click.Path(path_type=Path))
def facts(registrations: int, folder: Path) -> None:
    """Write the facts of a demo college."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in demo.generate(registrations).items():
        frame.write_parquet(folder / f"{name}.parquet")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("home", type=click.Path(path_type=Path))
def publish(folder: Path, home: Path) -> None:
    """Publish the facts in a folder as the current version; print seconds, processor seconds and peak memory."""
    store = Store(home)
    with store.draft(f"Demo college of {folder.name} registrations") as draft:
        for name in FACTS:
            draft.put("demo", "facts", name, folder / f"{name}.parquet")
        wall, processor = time.perf_counter(), time.process_time()
        publish_college(draft, "demo")
        took = {"seconds": time.perf_counter() - wall, "processor_seconds": time.process_time() - processor}
    prepare(store)  # the market's statistics, which every home has
    # The most that this process has ever held: Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    took["peak_gib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**30
    click.echo(json.dumps(took))


if __name__ == "__main__":
    main()
