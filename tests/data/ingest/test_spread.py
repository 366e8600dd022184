"""A table in place that the tasks of an engine read and check comes to what this machine makes of it, wherever it is cut.

Here the tasks run in this process; `make test-spark` has Spark run them.
"""

import pickle
import subprocess
import sys
from contextlib import contextmanager
from functools import partial

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from data.ingest import ingest, references, spread, spread_tasks
from data.ingest.plan import Choices
from data.publish import parts
from data.publish.college import publish_again
from data.publish.spark import code_file
from data.readers import apart, parquet_parts, snapshots
from data.readers.files import BadFile
from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe
from data.store.store import Store
from tests.data.ingest.test_pieces import BESIDE, FACTS, PASSED, PLAN, SPOILED, TEXT, TODAY, in_files, spoiled
from tests.data.ingest.test_references import cubes

pytestmark = pytest.mark.usefixtures("unaudited")


class Here:
    """An engine whose tasks run in this process: what they are given and what they answer goes through bytes, and twice."""

    def __init__(self, scratch, is_far=False):
        self.scratch, self.is_far, self.lying, self.steps = scratch, is_far, {}, []

    @contextmanager
    def at_work(self, home):
        yield self

    def __call__(self, facts, every, calendar, folder):
        # Of a table that lies in scratch only days may be asked for here.
        good = {name: self._lying(name, frame) for name, frame in facts.items()}
        yield from parts.counted(good, every, calendar, folder)

    def _lying(self, name, frame):
        if name not in self.lying:
            return frame
        place, rows = self.lying[name]
        held = pl.scan_parquet(f"{place}/**/*.parquet").select(frame.collect_schema().names())
        assert held.select(pl.len()).collect().item() == rows
        return held

    def run(self, step, many):
        self.steps.append(step.func.__name__)
        if self.is_far and step.func is spread_tasks.is_there:
            return [False] * many
        sent = pickle.dumps(step)
        for at in reversed(range(many)):  # of a lost machine, all that it had done
            pickle.loads(sent)(at)
        return [pickle.loads(pickle.dumps(pickle.loads(sent)(at))) for at in range(many)]

    def place(self, name):
        return f"{self.scratch}/{name}"

    def lie(self, table, place, rows):
        self.lying[table] = place, rows


def brought(folder, home, count, quarantine=None, recipe=PASSED):
    """What an import in place says, what it publishes, and the rows that it refuses; a sentence where it is refused."""
    store = Store(home)
    ingest.run([folder.parent / f"{name}.parquet" for name in BESIDE], store, Choices(today=TODAY))
    choices = Choices(
        recipe=recipe, today=TODAY, count=count, snapshots=(snapshots.find(folder),), quarantine=quarantine
    )
    try:
        (report,) = ingest.run([], store, choices).reports
    except BadFile as error:
        return str(error), {}, None, None
    said = report.as_dict()
    refused = said.pop("quarantine_file")
    rows = pl.read_parquet(f"{refused}/*.parquet") if refused else None
    return said, cubes(store), store.current().manifest.references, rows


def checked(folder, home, count, recipe=None):
    """What an import in place would report."""
    store = Store(home)
    ingest.run([folder.parent / f"{name}.parquet" for name in BESIDE], store, Choices(today=TODAY))
    choices = Choices(recipe=recipe, today=TODAY, count=count, snapshots=(snapshots.find(folder),))
    return ingest.check([], store, choices).reports[0]


def lake(tmp_path, rows, cuts):
    for name in BESIDE:
        FACTS[name].write_parquet(tmp_path / f"{name}.parquet")
    return in_files(rows, cuts, tmp_path / "lake")


def small(monkeypatch, rows=60):
    """Pieces of so many rows: each one is read by another process, and that of all rows more than once."""
    monkeypatch.setattr(parquet_parts, "PIECE_CELLS", rows * TEXT.width)
    monkeypatch.setattr(spread, "LOT", 7)


@settings(
    max_examples=1,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=PLAN)
@example(plan=[(at % TEXT.height, kind) for at, kind in enumerate(2 * sorted({*SPOILED} - {"month first", "open"}))])
@example(plan=[(at % TEXT.height, kind) for at, kind in enumerate(2 * sorted(SPOILED))])
def test_tasks_come_to_what_this_machine_does(tmp_path_factory, monkeypatch, plan):
    tmp_path = tmp_path_factory.mktemp("spread")
    small(monkeypatch, rows=5)
    folder, engine = lake(tmp_path, spoiled(plan), [7, 20]), Here(tmp_path / "scratch")
    expected = brought(folder, tmp_path / "a", parts.counted, tmp_path / "refused-a")
    there = brought(folder, tmp_path / "b", engine, tmp_path / "refused-b")
    monkeypatch.undo()
    assert differing(there[0], expected[0]) == {}
    assert there[:3] == expected[:3]
    assert (there[3] is None) == (expected[3] is None)
    if expected[3] is not None:
        assert there[3].equals(expected[3])
    assert "take" in engine.steps


def test_learners_that_differ_by_zeros_are_looked_for_there_as_little_as_here(tmp_path, monkeypatch):
    """Only a table that is held as a whole shows them: of one that is cut, those in the same lot would be chance."""
    small(monkeypatch)
    row = TEXT.row(0, named=True)
    rows = [row | {"registration_id": f"zeros-{learner}", "learner_id": learner} for learner in ("0077", "77")]
    folder = lake(tmp_path, pl.concat([TEXT, pl.DataFrame(rows, schema=TEXT.schema)]), [100])
    here = checked(folder, tmp_path / "home", parts.counted).as_dict()
    there = checked(folder, tmp_path / "home", Here(tmp_path / "scratch")).as_dict()
    assert differing(there, here) == {}


def test_of_the_rows_to_check_of_all_lots_the_first_are_shown(tmp_path, monkeypatch):
    small(monkeypatch)
    folder, engine = lake(tmp_path, TEXT, [100]), Here(tmp_path / "scratch")
    every = checked(folder, tmp_path / "home", engine)
    for module in (spread, spread_tasks):
        monkeypatch.setattr(module, "SHOWN", 3)
    few = checked(folder, tmp_path / "home", engine)
    assert few.rows_to_check == every.rows_to_check > 3
    assert few.to_check.height == 3
    assert few.to_check.equals(every.to_check.head(3))


def test_what_is_counted_again_is_read_there_again(tmp_path, monkeypatch):
    small(monkeypatch)
    rows = spoiled([(at, "nowhere" if at % 9 == 0 else "as it is") for at in range(TEXT.height)])
    folder = lake(tmp_path, rows, [100])
    brought(folder, tmp_path / "home", parts.counted, recipe=None)
    store, engine = Store(tmp_path / "home"), Here(tmp_path / "scratch")
    published = cubes(store)
    monkeypatch.setattr("data.readers.apart.piece", partial(first_rows_only, real=apart.piece))
    publish_again(store, engine, TODAY, lend=lambda draft, count: references.lend(draft, store.home, count=count))
    assert engine.steps == ["is_there", "look", "take", "settle"]
    assert cubes(store) == published


def first_rows_only(parts, one, real):
    """This machine may look at the first rows, by which the table is recognized, and at no others."""
    assert one.start == 0
    assert one.path == parts.paths[0]
    return real(parts, one)


def test_files_that_the_machines_do_not_reach_are_read_here(tmp_path, monkeypatch):
    small(monkeypatch)
    folder, engine = lake(tmp_path, TEXT, [100]), Here(tmp_path / "scratch", is_far=True)
    assert checked(folder, tmp_path / "home", engine).rows_new == TEXT.height
    assert (engine.steps, engine.lying) == (["is_there"], {})


def test_the_key_of_pseudonyms_stays_here(tmp_path, monkeypatch):
    small(monkeypatch)
    folder, engine = lake(tmp_path, TEXT, [100]), Here(tmp_path / "scratch")
    own = Recipe("own", (Mapping("registrations", {"learner_id": "learner_id"}, pseudonyms=("learner_id",)),))
    assert checked(folder, tmp_path / "home", engine, own).rows_new == TEXT.height
    assert engine.steps == []


def test_a_file_that_is_gone_before_a_task_reads_it_is_a_sentence(tmp_path, monkeypatch):
    small(monkeypatch)
    folder, engine = lake(tmp_path, TEXT, [100]), Here(tmp_path / "scratch")
    real = engine.run

    def run(step, many):
        answer = real(step, many)
        (folder / "part-001.parquet").unlink(missing_ok=True)
        return answer

    monkeypatch.setattr(engine, "run", run)
    with pytest.raises(BadFile, match=r"part-001\.parquet is not to be found on a machine of the engine"):
        checked(folder, tmp_path / "home", engine)


def test_keys_that_name_people_reject_the_table(tmp_path, monkeypatch):
    small(monkeypatch)
    rows = TEXT.with_columns(learner_id=pl.lit("ann@example.com"))
    with pytest.raises(BadFile, match="look like e-mail addresses"):
        checked(lake(tmp_path, rows, [100]), tmp_path / "home", Here(tmp_path / "scratch"))


def test_a_row_is_in_the_same_lot_on_every_machine():
    rows = pl.DataFrame({"a": ["r-1", None], "b": ["x", ""]})
    # CRC-32 of the values with a zero byte between them.
    assert spread_tasks._numbers(rows, ["a", "b"], 1_000).to_list() == [856, 757]


def test_the_steps_run_from_the_file_of_code_alone(tmp_path):
    code = code_file(tmp_path)
    script = f"import sys; sys.path.insert(0, {code!r}); import data.ingest.spread_tasks; print({{n.split('.')[0] for n in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert not any(
        f"'{name}'" in ran.stdout for name in ("streamlit", "scipy", "pyspark", "platformdirs", "highspy", "cachetools")
    )


def differing(found, wanted):
    """What two reports say otherwise, or two sentences."""
    if isinstance(found, str) or isinstance(wanted, str):
        return {} if found == wanted else {"refused": (found, wanted)}
    return {name: (found[name], wanted[name]) for name in wanted if found[name] != wanted[name]}
