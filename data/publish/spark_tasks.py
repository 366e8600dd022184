"""What runs on the machines of a cluster: the count of one part of a college, from files in scratch into files in scratch.

It needs Polars, PyArrow and dataframely there, and no other part of the project than the counts.
"""

import pickle
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa
from pyarrow import fs

from data.contracts import FACTS
from data.publish import counting
from data.publish.counting import Span
from data.reference.periods import Calendar
from data.store.home import StoreError

OF_LEARNERS = ("registrations", "learners", "placements", "inquiries")
"""Facts that are cut into parts."""
WHOLE = ("sections", "offerings")
"""Facts that every part needs whole. The counts need no others."""
ANSWERS = "number long, answer binary, refusal string"
"""What the engine hears of a step: what it came to, or the sentence with which it was refused."""
SIZES = "part long, counted string, rows long"
"""What the engine hears of a part that is counted: how many rows each counted table has."""


@dataclass(frozen=True)
class Job:
    """Where the parts lie, which facts there are, and what a part must know of all registrations."""

    scratch: str
    names: tuple[str, ...]
    span: Span
    calendar: Calendar


def place(address: str) -> tuple[fs.FileSystem, str]:
    """The file system of an address or a folder, and the path in it."""
    return fs.FileSystem.from_uri(re.sub(r"^s3[an]://", "s3://", address))


def files(address: str) -> list[str]:
    """Addresses of the Parquet files below a folder, sorted; none where there is no such folder."""
    system, path = place(address)
    found = system.get_file_info(fs.FileSelector(path, recursive=True, allow_not_found=True))
    return sorted(f"{address}{info.path.removeprefix(path)}" for info in found if info.path.endswith(".parquet"))


def read(address: str) -> pl.DataFrame:
    """A Parquet file at an address."""
    system, path = place(address)
    with system.open_input_file(path) as file:
        return pl.read_parquet(file)


def scan(addresses: Sequence[str]) -> pl.LazyFrame:
    """Parquet files at addresses of one place, read as far as they are asked for."""
    system, paths = place(addresses[0])[0], [place(address)[1] for address in addresses]
    if isinstance(system, fs.LocalFileSystem):
        return pl.scan_parquet(paths, glob=False)
    from pyarrow import dataset  # it brings pandas, which nothing else of an import needs

    # Of a data set the columns that are asked for are read whole, whichever rows of them are.
    return pl.scan_pyarrow_dataset(dataset.dataset(paths, filesystem=system, format="parquet"))


def schema(address: str) -> pl.Schema:
    """The columns of a Parquet file and their types."""
    system, path = place(address)
    with system.open_input_file(path) as file:
        return pl.Schema(pl.read_parquet_schema(file))


def write(table: pl.DataFrame | pl.LazyFrame, address: str) -> None:
    """Write a Parquet file at an address, whole or not at all; of two attempts the later one stays."""
    system, path = place(address)
    folder, _, name = path.rpartition("/")
    system.create_dir(folder, recursive=True)
    draft = f"{folder}/.{name}.{secrets.token_hex(4)}"  # hidden from the engine, which reads whole folders
    with system.open_output_stream(draft) as file:
        table.lazy().sink_parquet(file, compression="zstd")
    system.move(draft, path)


def count_parts(job: Job, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Count the parts whose numbers come in, each into one file per counted table."""
    for batch in batches:
        for part in batch.column(0).to_pylist():
            mine = counting.part(_facts(job, part), job.span, job.calendar)
            sizes = []
            for stage in counting.STAGES:
                for name, table in stage(mine).items():
                    counted = f"{stage.__name__}/{name}"
                    write(table, f"{job.scratch}/counts/{counted}/{part}.parquet")
                    sizes.append({"part": part, "counted": counted, "rows": table.height})
            yield pa.RecordBatch.from_pylist(sizes)


def run_steps(step: Callable[[int], Any], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Do a step for each number that comes in."""
    for batch in batches:
        for number in batch.column(0).to_pylist():
            try:
                answer, refusal = pickle.dumps(step(number)), None
            except StoreError as error:
                answer, refusal = None, str(error)
            yield pa.RecordBatch.from_pydict(
                {"number": [number], "answer": [answer], "refusal": [refusal]}, schema=_ANSWERED
            )


_ANSWERED = pa.schema({"number": pa.int64(), "answer": pa.binary(), "refusal": pa.string()})


def _facts(job: Job, part: int) -> counting.Facts:
    """The facts of one part, in the types of their contracts. A table of which it has nothing is empty."""
    facts = {}
    for name in job.names:
        whole = [f"{job.scratch}/facts/{name}.parquet"]
        parts = files(f"{job.scratch}/parts/{name}/part={part}") if name in OF_LEARNERS else whole
        empty = FACTS[name].create_empty()
        rows = [read(file).select(empty.columns).cast(dict(empty.schema)) for file in parts]
        facts[name] = pl.concat([empty, *rows]).lazy()
    return facts
