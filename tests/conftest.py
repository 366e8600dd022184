"""What every test may ask for."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import filelock
import pytest
from hypothesis import HealthCheck, settings

from data.default import prepare
from data.store.store import Store
from tests import audits

# How long an example takes says something about the machine and nothing about the code. Each run has the same examples, so
# that a failure is never by chance; `pytest --hypothesis-profile=default` looks for others.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("project"))  # for tests that can ask many more questions
settings.load_profile("project")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public files kept beside the project; tests that need it skip where it is missing."""
    folder = Path(os.environ.get("SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("needs the public files beside the project (or in the folder SHARED_DATA names)")
    return folder


def pytest_collection_modifyitems(items) -> None:
    """Begin with the files that take long, so that no worker sits idle while the other one ends such a file."""
    long = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id):
    """Makes a folder the first time that it is asked for, whichever of the workers asks; none may write to it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        with filelock.FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                draft = tmp_path_factory.mktemp(name)
                make(draft)
                draft.rename(folder)
        return folder

    return made


@pytest.fixture
def unaudited():
    """Publish without audits (see `tests.audits`)."""
    with audits.left_out():
        yield


@pytest.fixture(scope="session")
def demo_made(made_once) -> Path:
    """A home with the demo college at its default size, to be copied."""
    return made_once("demo", lambda folder: prepare(Store(folder)))


@pytest.fixture(scope="session")
def demo_home(demo_made, tmp_path_factory) -> Path:
    """A home that holds the demo college, for everything that reads published cubes; who changes it puts it back."""
    return shutil.copytree(demo_made, tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture
def demo_version(demo_home, monkeypatch) -> str:
    """Id of the demo version, with DASHBOARD_HOME set to its home."""
    monkeypatch.setenv("DASHBOARD_HOME", str(demo_home))
    version = Store(demo_home).current()
    assert version is not None
    return version.id
