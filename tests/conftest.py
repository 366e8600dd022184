"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from data.default import prepare
from data.store.store import Store

# How long an example takes says something about the machine and nothing about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public files kept beside the project; tests that need it skip where it is missing."""
    folder = Path(os.environ.get("SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("needs the public files beside the project (or in the folder SHARED_DATA names)")
    return folder


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory) -> Path:
    """A home that holds the demo college at its default size, for everything that reads published cubes."""
    folder = tmp_path_factory.mktemp("home")
    prepare(Store(folder))
    return folder


@pytest.fixture
def demo_version(demo_home, monkeypatch) -> str:
    """Id of the demo version, with DASHBOARD_HOME set to its home."""
    monkeypatch.setenv("DASHBOARD_HOME", str(demo_home))
    version = Store(demo_home).current()
    assert version is not None
    return version.id
