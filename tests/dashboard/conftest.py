"""What tests of pages may ask for."""

import shutil

import pytest

from data.store.store import Store


@pytest.fixture
def store(demo_home, tmp_path, monkeypatch) -> Store:
    """A home of one's own with the demo college in it."""
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    return Store(home)
