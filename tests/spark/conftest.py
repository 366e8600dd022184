"""Spark on this machine, and when it is left out."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from data import demo
from tests.spark import java, publishing

ROOT = Path(__file__).resolve().parents[2]
ROWS = 2_500
"""Registrations of a part: 20,000 come to 8 parts."""
CLUSTER = "local-cluster[2,1,2048]"
EXECUTOR = "CoarseGrainedExecutorBackend"


def lacking() -> str | None:
    """Why the tests on Spark cannot run here; None where they can."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return "takes minutes and both processors: `make test-spark` runs it"
    if find_spec("pyspark") is None:
        return "needs the extra spark: `make test-spark` installs it"
    if not java.found():
        return "needs a Java runtime, 17 or later"
    return None if Path("/proc/self").exists() else "finds the processes of Spark in /proc"


def pytest_collection_modifyitems(items) -> None:
    """Skip before anything is made for a test."""
    if reason := lacking():
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def facts(tmp_path_factory) -> Path:
    """The facts of a college with 20,000 registrations."""
    folder = tmp_path_factory.mktemp("facts")
    for name, frame in demo.generate(20_000).items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.fixture(scope="session")
def fewer(facts, tmp_path_factory) -> Path:
    """The same without a thousand registrations: an older state of the college."""
    folder = shutil.copytree(facts, tmp_path_factory.mktemp("fewer") / "facts")
    pl.read_parquet(facts / "registrations.parquet").head(-1000).write_parquet(folder / "registrations.parquet")
    return folder


@pytest.fixture(scope="session")
def plain(facts, tmp_path_factory) -> Path:
    """A home with the college, counted in one process."""
    home = tmp_path_factory.mktemp("plain")
    publishing.main(facts, home)
    return home


@pytest.fixture(scope="session")
def older(fewer, tmp_path_factory) -> Path:
    """A home that serves the older state, to be copied."""
    home = tmp_path_factory.mktemp("older")
    publishing.main(fewer, home)
    return home


@dataclass(frozen=True)
class Run:
    """A process that publishes with an engine."""

    process: subprocess.Popen[str]
    scratch: Path

    def wait(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        said, _ = self.process.communicate(timeout=420)
        return self.process.returncode, said

    def until(self, pattern: str, many: int = 1) -> None:
        """Wait for so many files of a pattern in scratch, while the run goes on."""
        end = time.monotonic() + 300
        while len(self._found(pattern)) < many:
            assert self.process.poll() is None, (
                f"the run ended before there was {pattern}: {self.process.communicate()[0]}"
            )
            assert time.monotonic() < end, f"no {pattern} within five minutes"
            time.sleep(0.02)

    def _found(self, pattern: str) -> list[Path]:
        try:
            return [*self.scratch.glob(pattern)]
        except FileNotFoundError:  # of a folder that was moved while it was read
            return []

    def executors(self) -> list[int]:
        """Ids of the processes in which Spark runs the tasks of this run."""
        return [pid for pid, command in below(self.process.pid).items() if EXECUTOR in command]


def is_running(pid: int) -> bool:
    """Whether there is such a process that has not ended, whoever has still to ask for its exit code."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def below(pid: int) -> dict[int, str]:
    """Command lines of a process and all that it started, by id."""
    parents, commands = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat, command = (folder / "stat").read_text(), (folder / "cmdline").read_text()
        except OSError:  # it has just ended
            continue
        parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
        commands[int(folder.name)] = command.replace("\0", " ")
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return {one: commands[one] for one in found if one in commands}


@pytest.fixture(scope="session")
def environment(tmp_path_factory) -> dict[str, str]:
    """What Spark needs to stay small, on this machine alone and quiet."""
    conf = tmp_path_factory.mktemp("conf")
    (conf / "spark-defaults.conf").write_text("spark.driver.memory 1g\nspark.sql.shuffle.partitions 4\n")
    alone = {"SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": "127.0.0.1", "no_proxy": "127.0.0.1,localhost"}
    return os.environ | alone | {"POLARS_MAX_THREADS": "2"}


@pytest.fixture
def publish(facts, environment, tmp_path) -> Generator[Callable[..., Run]]:
    """Starts a run that publishes the facts into a home: of a name in place of ours, with other variables."""
    runs: list[Run] = []

    def start(home: Path, engine: str = CLUSTER, **variables: str) -> Run:
        scratch = tmp_path / "scratch"
        command = [sys.executable, "-m", "tests.spark.publishing", *map(str, (facts, home, engine, scratch, ROWS))]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        runs.append(Run(process, scratch))
        return runs[-1]

    yield start
    for run in runs:
        for pid in below(run.process.pid) if run.process.poll() is None else ():
            os.kill(pid, 9)
        run.process.wait()


@pytest.fixture(scope="session")
def connect(environment, tmp_path_factory) -> Generator[str]:
    """The address of a Spark Connect server on the loopback address: one for all runs that kill none of its processes."""
    tmp_path = tmp_path_factory.mktemp("connect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    import pyspark

    home = Path(pyspark.__file__).parent
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
        "spark.local.dir": str(tmp_path / "server"),
        "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
    }
    command = [str(home / "bin" / "spark-submit"), "--master", "local[2]"]
    command += [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    variables = environment | {"PYSPARK_PYTHON": sys.executable, "SPARK_HOME": str(home)}
    log = tmp_path / "server.log"
    with log.open("w") as told:
        process = subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=told, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 120
        while True:
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        yield f"sc://127.0.0.1:{port}"
    finally:
        for pid in below(process.pid):
            os.kill(pid, 9)
        process.wait()
