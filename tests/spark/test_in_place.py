"""Registrations that stay where they lie are counted by Spark as by one process, and no row of theirs is left anywhere."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from data import demo
from data.store.store import Store
from tests.spark.conftest import ROOT
from tests.spark.test_engine import assert_nothing_left, assert_published_as

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """The facts of a college with 5,000 registrations."""
    folder = tmp_path_factory.mktemp("few")
    for name, frame in demo.generate(5_000).items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def run(environment: dict[str, str], *words: object) -> None:
    command = [sys.executable, "-m", "tests.spark.referring", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_college_in_place_is_counted_by_spark_as_by_one_process(few, environment, tmp_path):
    place, scratch = tmp_path / "registrations", tmp_path / "scratch"
    place.mkdir()
    for at, some in enumerate(pl.read_parquet(few / "registrations.parquet").iter_slices(2_000)):
        some.write_parquet(place / f"{at}.parquet")
    run(environment, few, place, tmp_path / "plain")
    run(environment, few, place, tmp_path / "home", "local[2]", scratch, 1_250)
    assert_published_as(tmp_path / "plain", tmp_path / "home")
    assert_nothing_left(scratch, tmp_path / "home")
    version = Store(tmp_path / "home").current()
    assert not version.has("college", "facts", "registrations")
    (held,) = version.manifest.references
    assert (held.format, held.rows) == ("parquet", 5_000)
