"""Registrations that stay where they lie are counted by Spark as by one process, and no row of theirs is left anywhere."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from data import demo
from data.publish.parts import counted
from data.store.store import Store
from tests.spark import referring
from tests.spark.conftest import CLUSTER, ROOT
from tests.spark.test_engine import assert_nothing_left, assert_published_as, files

pytestmark = pytest.mark.slow
PART = 1_250


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """The facts of a college with 5,000 registrations."""
    folder = tmp_path_factory.mktemp("few")
    for name, frame in demo.generate(5_000).items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


@pytest.fixture
def run(environment) -> Callable[..., tuple[int, str]]:
    """Runs `tests.spark.referring` in a process of its own; its exit code and what it said."""

    def in_process(*words: object) -> tuple[int, str]:
        command = [sys.executable, "-m", "tests.spark.referring", *map(str, words)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=400, check=False
        )
        return done.returncode, done.stderr + done.stdout

    return in_process


def rows_of(few: Path) -> pl.DataFrame:
    """The registrations as a lakehouse holds them, which knows no closed lists: three of them are refused and one is there twice."""
    rows = pl.read_parquet(few / "registrations.parquet").with_columns(pl.col(pl.Enum).cast(pl.String))
    nowhere = rows.head(1).with_columns(registration_id=pl.lit("nowhere"), section_id=pl.lit("nowhere"))
    contradicted = rows.slice(10, 1).with_columns(gross_usd=pl.col("gross_usd") + 1)
    return pl.concat([rows, nowhere, contradicted, rows.slice(20, 1)])


def as_folder(few: Path, lake: Path) -> Path:
    place = lake / "registrations"
    place.mkdir(parents=True)
    for at, some in enumerate(rows_of(few).iter_slices(2_000)):
        some.write_parquet(place / f"{at}.parquet")
    return place


def as_delta(few: Path, lake: Path) -> Path:
    """Versions 0 to 2; a later one, in which half of the rows are gone, is taken back by the newest."""
    import deltalake

    place = lake / "registrations"
    for some in rows_of(few).iter_slices(2_000):
        some.write_delta(place, mode="append")
    table = deltalake.DeltaTable(place)
    table.delete("outcome = 'completed'")
    table.restore(2)
    return place


def as_iceberg(few: Path, lake: Path) -> Path:
    """Three snapshots of a table of a catalog in a file, cut by the channel of its rows; the last one took rows away."""
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.transforms import IdentityTransform

    lake.mkdir()
    catalog = SqlCatalog("local", uri=f"sqlite:///{lake}/catalog.db", warehouse=(lake / "tables").as_uri())
    catalog.create_namespace("college")
    made = catalog.create_table("college.registrations", schema=rows_of(few).to_arrow().schema)
    with made.update_spec() as spec:
        spec.add_field("channel", IdentityTransform())
    for some in (rows_of(few).head(3_000), rows_of(few).slice(2_000)):
        made.append(some.to_arrow())
    twice = rows_of(few).slice(2_000, 1_000)
    made.delete(f"registration_id in ({', '.join(repr(one) for one in twice['registration_id'])})")
    made.append(twice.to_arrow())
    return Path(made.location().removeprefix("file://"))


@pytest.fixture(scope="module")
def counted_here(few, tmp_path_factory) -> Path:
    """A home whose registrations lie in a folder of files, counted in one process."""
    place, home = as_folder(few, tmp_path_factory.mktemp("lake")), tmp_path_factory.mktemp("here")
    (home / "told.json").write_text(json.dumps(referring.bring(few, place, home, counted)))
    return home


@pytest.mark.parametrize(
    ("lay_out", "form", "library", "engine"),
    [(as_delta, "delta", "deltalake", CLUSTER), (as_iceberg, "iceberg", "pyiceberg", None)],
    ids=["delta on a cluster", "iceberg on Spark Connect"],
)
def test_a_table_in_place_is_counted_by_spark_as_by_one_process(
    few, counted_here, run, tmp_path, request, lay_out, form, library, engine
):
    if find_spec(library) is None or find_spec("sqlalchemy") is None:
        pytest.skip(f"needs {library} of the extra lakehouse: `make test-spark` installs it")
    engine = engine or request.getfixturevalue("connect")
    place, scratch, home = lay_out(few, tmp_path / "lake"), tmp_path / "scratch", tmp_path / "home"
    code, said = run("import", few, place, home, engine, scratch, PART)
    assert code == 0, said
    assert json.loads(said.splitlines()[-1]) == json.loads((counted_here / "told.json").read_text())
    assert_published_as(counted_here, home)
    assert_nothing_left(scratch, home)
    version = Store(home).current()
    assert not version.has("college", "facts", "registrations")
    (held,) = version.manifest.references
    assert (held.format, held.rows) == (form, 4_999)


def test_what_is_published_again_on_spark_reads_the_snapshot_again(counted_here, run, connect, tmp_path):
    scratch, home, plain = tmp_path / "scratch", tmp_path / "home", tmp_path / "plain"
    for each in (home, plain):
        shutil.copytree(counted_here, each)
    before = Store(home).current()
    place = Path(before.manifest.references[0].place)
    assert run("again", plain)[0] == 0
    code, said = run("again", home, connect, scratch, PART)
    assert code == 0, said
    assert Store(home).current().id != before.id
    assert_published_as(plain, home)
    assert_nothing_left(scratch, home)
    # Gone, it is a sentence, and what was counted is served.
    gone, served = place / "1.parquet", files(home)
    gone.rename(place / "moved")
    try:
        code, said = run("again", home, connect, scratch, PART)
    finally:
        (place / "moved").rename(gone)
    assert (code, said.count("\n")) == (1, 1)
    assert f"{place} is gone or changed: 1.parquet is not as it was. What was counted from it is still served" in said
    assert files(home) == served
    assert_nothing_left(scratch, home)
