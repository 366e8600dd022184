"""What tests of pages may ask for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import dashboard
from data.store.store import Store
from queries.forecasting.issued import publishing
from queries.forecasting.issued.publishing import Plan


@pytest.fixture
def store(demo_home, tmp_path, monkeypatch) -> Store:
    """A home of one's own with the demo college in it."""
    home = tmp_path / "home"
    shutil.copytree(demo_home, home)
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    return Store(home)


@pytest.fixture
def run(demo_version) -> Callable[..., Result]:
    """Runs a command on the demo college."""
    return lambda *words: CliRunner().invoke(dashboard, words)


@pytest.fixture(scope="session")
def forecasts_made(demo_made, made_once) -> Path:
    """A home with the demo college and forecasts of a short plan, to be copied."""

    def make(folder: Path) -> None:
        shutil.copytree(demo_made, folder, dirs_exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DASHBOARD_HOME", str(folder))
            patch.setattr(publishing, "PLANS", (Plan("all", 3, 6), Plan("field", 3, 4), Plan("offering", 12, 0)))
            version = Store(folder).current()
            assert version is not None
            publishing.publish_forecasts(version.id, "demo")

    return made_once("forecasts", make)


@pytest.fixture(scope="module")
def forecast_home(forecasts_made, tmp_path_factory) -> Path:
    """The demo college with those forecasts, in a home that the tests of a file may add to."""
    return shutil.copytree(forecasts_made, tmp_path_factory.mktemp("forecasts") / "home")


@pytest.fixture
def with_forecasts(forecast_home, monkeypatch) -> None:
    """Have DASHBOARD_HOME be that home."""
    monkeypatch.setenv("DASHBOARD_HOME", str(forecast_home))
