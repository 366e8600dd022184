"""A college that Spark has counted is published as one that was counted here, byte for byte, whatever happens on the way."""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from data.publish.spark import RECORD
from data.store.store import Store
from tests.spark import publishing
from tests.spark.conftest import ROWS, Run, is_running

pytestmark = pytest.mark.slow


def files(home: Path) -> dict[str, bytes]:
    """Every file of the version that is served, without how long the audit took."""
    version = Store(home).current()
    assert version is not None
    found = {
        path.relative_to(version.folder).as_posix(): path.read_bytes() for path in version.folder.rglob("*.parquet")
    }
    clocked = "college/cubes/protection.parquet"
    return found | {clocked: pl.read_parquet(io.BytesIO(found[clocked])).drop("seconds").serialize()}


def assert_published_as(plain: Path, home: Path) -> None:
    wanted, found = files(plain), files(home)
    assert len(wanted) > 40
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []


def assert_nothing_left(scratch: Path, home: Path) -> None:
    assert [*scratch.rglob("*")] == []
    assert not (home / RECORD).exists()
    assert [path.name for path in (home / "versions").iterdir() if path.name.startswith(".")] == []


def test_spark_connect_publishes_byte_for_byte_the_same(publish, connect, plain, tmp_path):
    run = publish(tmp_path / "home", connect)
    code, said = run.wait()
    assert code == 0, said
    assert_published_as(plain, tmp_path / "home")
    assert_nothing_left(run.scratch, tmp_path / "home")


def test_executors_that_are_killed_while_staging_and_while_counting_change_nothing(publish, plain, tmp_path):
    """A cluster of which nothing is killed is that of a Delta table (`tests/spark/test_in_place.py`)."""
    run = publish(tmp_path / "home")
    killed = set()
    for moment, many in (
        ("*/parts/registrations/_temporary/**/*.parquet", 1),
        ("*/counts/of_people/tally/*.parquet", 3),
    ):
        run.until(moment, many)
        victim = next(pid for pid in run.executors() if pid not in killed)
        os.kill(victim, signal.SIGKILL)
        killed.add(victim)
    # A task had each part: no machine waits for one that has several. Spark names files by the task, task-name.
    tasks = {part.name: {file.name.split("-")[1] for file in part.glob("*.parquet")} for part in cut(run)}
    assert len(tasks) == 20_000 // ROWS
    assert len(set.union(*tasks.values())) == len(tasks)
    code, said = run.wait()
    assert code == 0, said
    assert len(killed) == 2
    assert "Lost executor" in said
    assert_published_as(plain, tmp_path / "home")
    assert_nothing_left(run.scratch, tmp_path / "home")


def cut(run: Run) -> list[Path]:
    """The folders of the parts into which registrations were cut."""
    return [*run.scratch.glob("*/parts/registrations/part=*")]


@pytest.fixture
def served(older, tmp_path) -> Path:
    """A home that serves an older state of the college."""
    return shutil.copytree(older, tmp_path / "home")


@pytest.fixture
def plain_again(older, facts, tmp_path) -> Path:
    """Such a home after the newer state was counted in one process: it remembers what the older one published."""
    home = shutil.copytree(older, tmp_path / "plain")
    publishing.main(facts, home)
    return home


def test_a_task_that_always_fails_leaves_the_version_before_and_no_scratch(publish, served, tmp_path):
    """The workers have a Python without Polars, as on a platform on which nobody installed it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "bare")], check=True)
    before = files(served)
    run = publish(served, PYSPARK_PYTHON=str(tmp_path / "bare" / "bin" / "python"))
    code, said = run.wait()
    assert code == 1
    assert "The engine could not count the college. It says: " in said
    assert re.search("It says: .*(polars|pyarrow)", said, re.IGNORECASE), said
    assert files(served) == before
    assert_nothing_left(run.scratch, served)


def test_after_a_killed_run_the_version_before_serves_and_the_next_run_cleans_up(publish, connect, served, plain_again):
    before = files(served)
    run = publish(served)
    run.until("*/counts/of_people/tally/*.parquet", 2)
    executors = run.executors()
    os.kill(run.process.pid, signal.SIGKILL)
    assert run.wait()[0] == -signal.SIGKILL
    assert files(served) == before
    assert Store(served).problems() == []
    (left,) = run.scratch.iterdir()
    assert (served / RECORD).read_text() == str(left)
    end = time.monotonic() + 60
    while any(map(is_running, executors)):
        assert time.monotonic() < end, "the workers outlive the run"
        time.sleep(0.1)
    again = publish(served, connect)
    code, said = again.wait()
    assert code == 0, said
    assert_published_as(plain_again, served)
    assert_nothing_left(run.scratch, served)
