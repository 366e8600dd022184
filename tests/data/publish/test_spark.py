"""What the engine for a cluster does without a cluster: its tasks, its code for other machines, its scratch.

`make test-spark` tries it with Spark.
"""

import json
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from polars.testing import assert_frame_equal

from data import demo
from data.publish import counting, parts, spark, spark_tasks
from data.publish.college import publish_again
from data.reference.periods import STANDARD
from data.store.store import Store, StoreError

MANY = 3


@pytest.fixture
def facts() -> dict[str, pl.LazyFrame]:
    made = demo.generate(400, 3)
    return {name: made[name].lazy() for name in (*spark_tasks.WHOLE, *spark_tasks.OF_LEARNERS)}


def stage(facts: dict[str, pl.LazyFrame], scratch: str) -> None:
    """Lay the facts out as the engine does; the last part has nobody."""
    part = pl.col("learner_id").hash() % (MANY - 1)
    ids = facts["registrations"].select("registration_id", part=part)
    for name in spark_tasks.WHOLE:
        spark_tasks.write(facts[name], f"{scratch}/facts/{name}.parquet")
    for name in spark_tasks.OF_LEARNERS:
        has_learner = name not in parts.OF_REGISTRATIONS
        rows = facts[name].with_columns(part=part) if has_learner else facts[name].join(ids, "registration_id", "left")
        for (number,), mine in (
            rows.with_columns(pl.col("part").fill_null(0)).collect().partition_by("part", as_dict=True).items()
        ):
            # The engine writes closed lists as text.
            spark_tasks.write(
                mine.drop("part").cast({pl.Enum: pl.String}), f"{scratch}/parts/{name}/part={number}/a.parquet"
            )


def test_tasks_count_parts_into_files_that_come_to_the_whole(facts, tmp_path):
    stage(facts, str(tmp_path))
    every = counting.span(facts["registrations"])
    job = spark_tasks.Job(str(tmp_path), tuple(facts), every, STANDARD)
    batches = (pa.RecordBatch.from_pylist([{"id": part}]) for part in range(MANY))
    sizes = pa.Table.from_batches(spark_tasks.count_parts(job, batches)).to_pylist()
    assert {size["part"] for size in sizes} == {*range(MANY)}
    assert sum(size["rows"] for size in sizes if size["part"] == MANY - 1) == 0
    whole = counting.whole(facts)
    for of_stage in counting.STAGES:
        found = parts.Added(tmp_path / "counts" / of_stage.__name__)
        for name, table in of_stage(whole).items():
            wanted = table.sort([key for key in counting.KEYS[name] if key in table.columns])
            assert_frame_equal(found[name], wanted, categorical_as_str=True)


def test_sums_of_the_engine_come_back_with_the_columns_and_types_of_the_tasks(tmp_path):
    """The engine puts keys first, knows no unsigned numbers, and writes closed lists as text."""
    way = pl.Enum(["web", "walk-in"])
    wanted = pl.DataFrame(
        {"group": [1], "way": ["web"], "seats": [2]}, schema={"group": pl.UInt32, "way": way, "seats": pl.Int64}
    )
    of_engine = wanted.select(pl.col("way").cast(pl.String), "seats", pl.col("group").cast(pl.Int64))
    spark_tasks.write(wanted, f"{tmp_path}/counts/0.parquet")
    spark_tasks.write(of_engine, f"{tmp_path}/added/part-0.parquet")
    spark.bring(f"{tmp_path}/added", spark_tasks.schema(f"{tmp_path}/counts/0.parquet"), tmp_path / "here")
    assert_frame_equal(pl.read_parquet(tmp_path / "here" / "0.parquet"), wanted)


def test_a_task_that_is_tried_again_leaves_one_file(facts, tmp_path):
    table = pl.DataFrame({"a": [1]})
    for _ in range(2):
        spark_tasks.write(table, f"{tmp_path}/counts/known/0.parquet")
    assert spark_tasks.files(f"{tmp_path}/counts") == [f"{tmp_path}/counts/known/0.parquet"]
    assert len([*tmp_path.rglob("*.parquet*")]) == 1
    assert spark_tasks.files(f"{tmp_path}/nowhere") == []


def test_the_counts_run_from_the_file_of_code_alone(tmp_path):
    """On a cluster there is Polars and no dashboard; what pages, forecasts and the audit need is not there either."""
    code = spark.code_file(tmp_path)
    script = (
        f"import sys, json; sys.path.insert(0, {code!r}); import data.publish.spark_tasks as tasks; "
        "print(json.dumps([tasks.__file__, sorted({name.split('.')[0] for name in sys.modules})]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    file, modules = json.loads(ran.stdout)
    assert file.startswith(code)
    assert not {"streamlit", "scipy", "statsmodels", "pyspark", "platformdirs", "highspy"} & {*modules}


def test_the_file_of_code_is_the_same_every_time(tmp_path):
    first, second = (Path(spark.code_file(tmp_path)) for _ in range(2))
    assert first == second


@pytest.fixture
def without_spark(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)


def counted(facts, home: Path, scratch: str) -> None:
    engine = spark.Engine("local[1]", scratch)
    folder = home / "versions" / ".draft-1"
    folder.mkdir(parents=True, exist_ok=True)
    with closing(engine(facts, counting.span(facts["registrations"]), STANDARD, folder)) as stages:
        next(stages)


def test_without_the_extra_a_sentence_says_what_to_install_and_nothing_is_left(facts, tmp_path, without_spark):
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    with pytest.raises(StoreError, match="make setup-spark"):
        counted(facts, home, str(scratch))
    assert [*scratch.iterdir()] == []
    assert not (home / spark.RECORD).exists()


def test_what_a_killed_run_left_is_removed_first(facts, tmp_path, without_spark):
    home, left, others = tmp_path / "home", tmp_path / "there" / "dashboard-0", tmp_path / "there" / "others"
    for folder in (home, left / "parts", others):
        folder.mkdir(parents=True)
    (left / "parts" / "rows.parquet").write_bytes(b"rows of learners")
    (home / spark.RECORD).write_text(str(left))
    with pytest.raises(StoreError):
        counted(facts, home, str(tmp_path / "elsewhere"))
    assert not left.exists()
    assert others.exists()


@pytest.mark.parametrize("scratch", ["nosuch://place", "/proc/nowhere"])
def test_a_place_that_cannot_be_used_is_a_sentence(facts, tmp_path, scratch):
    with pytest.raises(StoreError, match=r"The place for scratch, .*, cannot be used"):
        counted(facts, tmp_path / "home", scratch)
    assert not (tmp_path / "home" / spark.RECORD).exists()


def test_an_error_of_a_task_is_told_in_one_line():
    error = RuntimeError(
        "Job aborted.\n  Traceback (most recent call last):\nModuleNotFoundError: No module named 'polars'\n\tat x.y"
    )
    assert spark.cause(error) == "It says: ModuleNotFoundError: No module named 'polars'."


def test_without_a_college_there_is_nothing_to_count(tmp_path):
    with pytest.raises(StoreError, match="Import your own college first"):
        publish_again(Store(tmp_path), parts.counted, date(2026, 3, 31))
