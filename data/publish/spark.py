"""A college that is counted on a Spark cluster: the engine cuts the learners into parts, and each task counts one.

Learners' rows and their counts lie in scratch, a place that the user names and that both sides reach: a folder, or an address
of an object store. They are gone when the college is counted; what a killed run left is removed by the next one.
"""

# Why: decision 162.

import hashlib
import io
import pickle
import re
import secrets
import zipfile
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from pyarrow import fs

import data
from data.publish import counting, parts
from data.publish.counting import Counts, Facts, Span
from data.publish.spark_session import EngineFailed, opened
from data.publish.spark_tasks import (
    ANSWERS,
    OF_LEARNERS,
    SIZES,
    WHOLE,
    Job,
    count_parts,
    files,
    place,
    read,
    run_steps,
    schema,
    write,
)
from data.readers.files import BadFile
from data.reference.periods import Calendar
from data.store.home import StoreError, private_folder, write_whole

RECORD = "scratch"
"""The file in a home that names the scratch in use, so that the next run can remove what this one may leave."""

SPREAD = 20
"""Numbers for each task among which one is looked for whose hash leads there."""
FEW = 20
"""Parts' worth of counted rows up to which they are added here, which takes less time than to ask the engine."""


@dataclass(frozen=True)
class Engine:
    """Counts a college on Spark, in place of `parts.counted`.

    `address`: sc://…, a master such as local-cluster[…], or `active` (see `data.publish.spark_session`). `rows`: registrations of a part.
    """

    address: str
    scratch: str
    rows: int = parts.ROWS

    def __call__(self, facts: Facts, every: Span, calendar: Calendar, folder: Path) -> Generator[Counts]:
        """The counted tables, one of `counting.STAGES` after the other. `folder` is that of the draft."""
        with self.at_work(folder.parent.parent) as cluster:
            yield from cluster(facts, every, calendar, folder)

    @contextmanager
    def at_work(self, home: Path) -> Generator["Cluster"]:
        """The engine for all that one version needs of it. Scratch is gone in the end."""
        with ExitStack() as scratch:
            cluster = Cluster(self, home, scratch)
            try:
                yield cluster
            finally:
                cluster.rest()


class Cluster:
    """An engine at work for one version. Session and scratch are there from the first step on, and none where there is none."""

    def __init__(self, engine: Engine, home: Path, opened: ExitStack) -> None:
        self._engine, self._home, self._opened = engine, home, opened
        self._working = ExitStack()
        self._session: Any = None
        self._lying: dict[str, tuple[str, int]] = {}

    def __call__(self, facts: Facts, every: Span, calendar: Calendar, folder: Path) -> Generator[Counts]:
        """Counts a college as `Engine` does. What was said to `lie` in scratch is counted from there."""
        needed = {name: facts[name] for name in (*WHOLE, *OF_LEARNERS) if name in facts}
        with TemporaryDirectory(dir=folder) as name:
            counts = Path(name)
            with _told():
                self._count(needed, Job(self.scratch, tuple(needed), every, calendar), counts)
            self.rest()
            for stage in counting.STAGES:
                yield parts.Added(counts / stage.__name__)

    @cached_property
    def scratch(self) -> str:
        """The folder in the place that the user names."""
        return self._opened.enter_context(_scratch(self._home, self._engine.scratch))

    def place(self, name: str) -> str:
        """The address of a folder in scratch."""
        return f"{self.scratch}/{name}"

    def lie(self, table: str, place: str, rows: int) -> None:
        """Have a table counted from the files below a folder in scratch."""
        self._lying[table] = place, rows

    def run(self, step: Callable[[int], Any], many: int) -> list[Any]:
        """What a step comes to for each number below `many`, done by tasks. Raises BadFile as the step does."""
        with _told():
            tasks = self._at_work().range(0, many, 1, many).mapInArrow(partial(run_steps, step), ANSWERS)
            done = sorted(tasks.collect(), key=lambda row: row.number)
        if refused := next((row.refusal for row in done if row.refusal), None):
            raise BadFile(refused)
        return [pickle.loads(bytes(row.answer)) for row in done]

    def rest(self) -> None:
        """Close the session until it is needed again, since it holds memory."""
        self._session = None
        self._working.close()

    def _at_work(self) -> Any:
        if self._session is None:
            session = self._working.enter_context(opened(self._engine.address, self.scratch))
            session.addArtifacts(code_file(Path(self._working.enter_context(TemporaryDirectory()))), pyfile=True)
            self._session = session
        return self._session

    def _count(self, facts: Facts, job: Job, counts: Path) -> None:
        """Have every part counted, and bring the counts into a folder."""
        rows = self._lying["registrations"][1] if "registrations" in self._lying else None
        many = max(1, -(-(parts.height(facts["registrations"]) if rows is None else rows) // self._engine.rows))
        session = self._at_work()
        for name, frame in facts.items():
            if name not in self._lying:
                write(frame, f"{job.scratch}/facts/{name}.parquet")
        _stage(session, job, many, {name: place for name, (place, _) in self._lying.items()})
        tasks = session.range(0, many, 1, many).mapInArrow(partial(count_parts, job), SIZES)
        for counted, rows in tasks.groupBy("counted").sum("rows").collect():
            as_counted = f"{job.scratch}/counts/{counted}"
            is_large = rows > FEW * self._engine.rows and not counted.endswith("/learner_value")
            # The engine has not all types of Polars, so the files of the tasks say which ones there are.
            types = schema(files(as_counted)[0])
            bring(_added(session, job, counted) if is_large else as_counted, types, counts / counted)


@contextmanager
def _told() -> Generator[None]:
    """Turn what goes wrong on the engine into a sentence."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # of the gateway, the engine, its storage or a task: nothing is published of any
        raise EngineFailed(f"The engine could not count the college. {cause(error)} Nothing was changed.") from error


def _stage(session: Any, job: Job, many: int, lying: dict[str, str]) -> None:
    """Cut the learners' facts into parts by a hash of the learner; what names a registration follows it.

    `lying` are the folders of those that lie in scratch already.
    """
    from pyspark.sql import functions as sf

    # A task for each part: by the hash of its number one task would have several, and of two parts every second time all.
    numbers = session.range(SPREAD * many).groupBy(sf.pmod(sf.hash("id"), sf.lit(many)).alias("task")).agg(sf.min("id"))
    number_of = dict(map(tuple, numbers.collect()))
    mark = sf.array(*(sf.lit(number_of.get(task, task)).cast("long") for task in range(many)))[
        sf.col("part").cast("int")
    ]

    def keep(name: str, rows: Any) -> None:
        marked = rows.withColumn("mark", mark).repartition(many, "mark").drop("mark")
        marked.write.partitionBy("part").parquet(f"{job.scratch}/parts/{name}")

    sent = {n: f"{job.scratch}/facts/{n}.parquet" for n in OF_LEARNERS if n in job.names} | lying
    held = {n: session.read.option("recursiveFileLookup", "true").parquet(folder) for n, folder in sent.items()}
    part = sf.pmod(sf.xxhash64("learner_id"), sf.lit(many))
    registrations = held["registrations"].withColumn("part", part)
    keep("registrations", registrations)
    if "learners" in held:
        keep("learners", held["learners"].withColumn("part", part))
    # Merged in tasks, where small tables would be sent to all of them by way of this machine.
    ids = registrations.select("registration_id", "part").hint("merge")
    for name in parts.OF_REGISTRATIONS:
        if name in held:
            # What has led to no registration belongs to any part, and is kept out of the join, where it would be one heap.
            rows, any_part = held[name], sf.pmod(sf.xxhash64(*held[name].columns), sf.lit(many))
            joined = rows.where("registration_id is not null").join(ids, "registration_id", "left")
            joined = joined.withColumn("part", sf.coalesce("part", any_part))
            keep(name, joined.unionByName(rows.where("registration_id is null").withColumn("part", any_part)))


def _added(session: Any, job: Job, counted: str) -> str:
    """Have the engine add the rows of all parts of a counted table; the folder that holds the sums."""
    from pyspark.sql import functions as sf

    rows = session.read.parquet(f"{job.scratch}/counts/{counted}")
    keys = [key for key in counting.KEYS[counted.rpartition("/")[2]] if key in rows.columns]
    sums = [sf.sum(column).alias(column) for column in rows.columns if column not in keys]
    rows.groupBy(*keys).agg(*sums).write.parquet(f"{job.scratch}/added/{counted}")
    return f"{job.scratch}/added/{counted}"


def bring(address: str, types: pl.Schema, folder: Path) -> None:
    """Copy the files of a counted table into a folder, with these columns and types in this order."""
    folder.mkdir(parents=True)
    keys = [key for key in counting.KEYS.get(folder.name, ()) if key in types]
    for number, file in enumerate(files(address)):
        # Those of the engine come in any order. The rows of a few keys are read at a time.
        rows = read(file).select(types.names()).cast(types).sort(keys)
        rows.write_parquet(folder / f"{number}.parquet", compression="lz4", row_group_size=parts.ROWS_OF_A_KEY)


def code_file(folder: Path) -> str:
    """A file in that folder with the modules of the counts, for Python on other machines."""
    package = Path(data.__file__).parent
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(package.rglob("*.py")):
            # Without the day of the file, so that the same code is the same file to the engine.
            archive.writestr(zipfile.ZipInfo(file.relative_to(package.parent).as_posix()), file.read_bytes())
    path = folder / f"dashboard-{hashlib.sha256(content.getvalue()).hexdigest()[:12]}.zip"
    path.write_bytes(content.getvalue())
    return str(path)


@contextmanager
def _scratch(home: Path, address: str) -> Generator[str]:
    """A new folder in the place that the user names, gone in the end. First what a killed run left is removed."""
    record = home / RECORD
    own = f"{address.rstrip('/')}/dashboard-{secrets.token_hex(8)}"
    try:
        if record.is_file():
            _remove(record.read_text().strip())
        system, path = place(own)
        if isinstance(system, fs.LocalFileSystem):
            private_folder(Path(path))
        write_whole(record, own.encode())
    except (OSError, ValueError) as error:  # PyArrow says so of an address that it does not know
        raise EngineFailed(f"The place for scratch, {address}, cannot be used: {error}") from error
    try:
        yield own
    finally:
        _remove(own)
        record.unlink()


def _remove(address: str) -> None:
    system, path = place(address)
    if system.get_file_info(path).type != fs.FileType.NotFound:
        system.delete_dir(path)


def cause(error: Exception) -> str:
    """What went wrong, in one line: the last error that a task tells of, else the first line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if re.match(r"[\w.]*(Error|Exception): ", line)]
    return f"It says: {(told or lines or [type(error).__name__])[-1 if told else 0][:300].rstrip('.')}."
