"""A home with one version, and a way to bring files into it."""

from pathlib import Path

import polars as pl
import pytest

from data.ingest import ingest
from data.ingest.plan import Choices
from data.store.store import Store


@pytest.fixture
def store(tmp_path, monkeypatch) -> Store:
    home = tmp_path / "home"
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    store = Store(home)
    with store.draft("first") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    return store


@pytest.fixture
def bring(store, tmp_path):
    def bring(*contents: str | bytes, name: str = "file.csv", **choices: object):
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / str(number) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return ingest.run(paths, store, Choices(**choices)).reports

    return bring


@pytest.fixture
def facts(store):
    """The facts table as the current version holds it."""

    def facts(table: str, collection: str = "college") -> pl.DataFrame:
        current = store.current()
        path: Path = current.verified(current.entry(collection, "facts", table))
        return pl.read_parquet(path)

    return facts
