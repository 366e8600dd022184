"""A home with a demo college of any size, its facts made in one process and published in another that is measured.

`python -m tests.bench.publishing facts N FOLDER`, then `python -m tests.bench.publishing publish FOLDER HOME`. More than 20 million
registrations are several demo colleges side by side (`--copies`); `--split` makes many small sections of each.
"""

import json
import resource
import sys
import time
from pathlib import Path

import click
import polars as pl

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
@click.option("--copies", default=1, help="Colleges of that size, with learners and sections of their own.")
@click.option("--split", default=1, help="Sections made of each.")
def facts(registrations: int, folder: Path, copies: int, split: int) -> None:
    """Write the facts of a demo college."""
    folder.mkdir(parents=True, exist_ok=True)
    for copy in range(copies):
        for name, frame in _split(demo.generate(registrations, 7 + copy), split).items():
            if name in OF_SECTIONS or copy == 0:
                ids = pl.col("^(section|registration|learner|inquiry)_id$")
                own = frame.with_columns(ids + pl.lit(f"-{copy}")) if name in OF_SECTIONS and copies > 1 else frame
                own.write_parquet(folder / f"{name}.{copy}")
    for name in FACTS:
        pieces = sorted(folder.glob(f"{name}.[0-9]*"))
        pl.scan_parquet(pieces).sink_parquet(folder / f"{name}.parquet")
        for piece in pieces:
            piece.unlink()


OF_SECTIONS = ("sections", "registrations", "learners", "placements", "inquiries")


def _split(facts: dict[str, pl.DataFrame], many: int) -> dict[str, pl.DataFrame]:
    """The facts with each section cut into many, its seats given to them in turn."""
    if many == 1:
        return facts
    turn = pl.concat_str("section_id", pl.lit("-"), (pl.int_range(pl.len()) % many).cast(pl.String))
    share = pl.col("capacity", "minimum") // many
    costs = pl.col("direct_cost_usd", "promotion_cost_usd", "committed_cost_usd") / many
    runs = (
        facts["sections"]
        .select(pl.all().repeat_by(many).explode())
        .with_columns(turn.alias("section_id"), share, costs)
    )
    return facts | {"registrations": facts["registrations"].with_columns(turn.alias("section_id")), "sections": runs}


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
