"""Every hostile file is one sentence, or a table where it is one after all; the process that reads it is bound throughout."""

import re

import pytest

from data.ingest import plan
from data.readers import apart
from data.readers.files import BadFile, Brought
from data.store.home import StoreError
from tests.hostile.files import FILES

TRACES = ("Traceback", "panicked", "Error(", "ComputeError", "Exception", "at 0x")


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    """Less memory than any machine of the tests has, so that a bomb is one here too."""
    monkeypatch.setenv("DASHBOARD_READ_MEMORY_MB", "512")
    monkeypatch.setenv("DASHBOARD_READ_SECONDS", "20")


def test_there_are_many_of_each_kind():
    assert len(FILES) >= 40
    assert {name.rpartition(".")[2] for name in FILES} == {"xlsx", "zip", "parquet", "csv"}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_sentence(name, tmp_path):
    brought = Brought(name, FILES[name]())
    with pytest.raises(StoreError) as refused:
        plan.plans([(brought, apart.contents(brought))], tmp_path, plan.Choices())
    words = str(refused.value)
    assert re.search(r"[.?…]$", words), words
    assert not any(trace in words for trace in TRACES), words
    assert len(words) < 4_000


def test_the_process_cannot_take_more_than_its_limit():
    resource = pytest.importorskip("resource")
    apart.tables(Brought("limit.csv", b"a,b\n1,2\n"))
    if not hasattr(resource, "prlimit"):
        pytest.skip("the system does not tell the limits of another process")
    most, _ = resource.prlimit(apart._idle[-1].pid, resource.RLIMIT_DATA)
    assert 512 << 20 <= most < 1 << 30


def test_after_all_of_them_a_good_file_is_read():
    (raw,) = apart.tables(Brought("after all.csv", b"a,b\n1,2\n"))
    assert raw.rows.rows() == [("1", "2")]
    with pytest.raises(BadFile):
        apart.tables(Brought("empty.csv", b""))
