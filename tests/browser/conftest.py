"""A server that many tests read, one of its own for a test that changes the data, and a real browser in front of them."""

import itertools
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium
from tests.serving import served

PATIENCE_MS = 60_000
"""How long a test waits for what a reader sees: a machine that others load is slow, and nothing is wrong."""
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items) -> None:
    """Try a test in a real browser once more where it fails: see decision 135. pytest names it at the end."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server(demo_made, tmp_path_factory):
    """Address of a dashboard on the demo college, for tests that change nothing in it."""
    home = shutil.copytree(demo_made, tmp_path_factory.mktemp("served") / "home")
    with served("tests.browser.calm", "serve", "--port", "{port}", home=home) as server:
        yield server.address


@pytest.fixture
def own_home(demo_made, tmp_path) -> Path:
    """A home with the demo college that one test may change."""
    return shutil.copytree(demo_made, tmp_path / "home")


@pytest.fixture
def own_server(own_home):
    """Address of a freshly started dashboard that nobody has visited yet, in front of `own_home`."""
    with served("dashboard", "serve", "--port", "{port}", home=own_home) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser():
    path = chromium.found()
    if path is None:
        message = "needs Chromium: install it, or name it in CHROMIUM_PATH"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)


@pytest.fixture(scope="session")
def wide_screen(browser):
    """Windows of 1,440 pixels that share what they have fetched, as those of one reader do."""
    with browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(PATIENCE_MS)
        yield context


@pytest.fixture
def page(wide_screen):
    """A new window; it is closed when the test ends, with all that it has opened."""
    yield wide_screen.new_page()
    for window in wide_screen.pages:
        window.close()


QUIET_MS = 250
CALLS = itertools.count()
STANDS = """([quiet, call]) => {
  if (window.lastCall !== call) window.idleSince = null;
  window.lastCall = call;
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app !== null && app.dataset.testScriptState === 'notRunning' && document.querySelector('h1') !== null;
  if (!idle) window.idleSince = null;
  else window.idleSince ??= performance.now();
  return idle && performance.now() - window.idleSince > quiet;
}"""


def shows(page, title: str) -> None:
    """Wait until a page stands and its script has ended."""
    page.get_by_role("heading", level=1, name=title).first.wait_for(timeout=PATIENCE_MS)
    settled(page)


def settled(page) -> None:
    """Wait until a page stands, whatever its title says, and its script has ended: one run may follow another at once."""
    page.wait_for_function(STANDS, arg=[QUIET_MS, next(CALLS)], timeout=PATIENCE_MS)
