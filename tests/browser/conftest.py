"""A server of its own for each module, and a real browser in front of it."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.serving import served


@pytest.fixture(scope="module")
def server(demo_home):
    """Address of a freshly started dashboard that nobody has visited yet."""
    with served("dashboard", "serve", "--port", "{port}", home=demo_home) as server:
        yield server.address


@pytest.fixture(scope="session")
def browser():
    path = chromium.found()
    if path is None:
        message = "needs Chromium: install it, or name it in CHROMIUM_PATH"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)


QUIET_MS = 250
STANDS = """quiet => {
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app !== null && app.dataset.testScriptState === 'notRunning' && document.querySelector('h1') !== null;
  if (!idle) window.idleSince = null;
  else window.idleSince ??= performance.now();
  return idle && performance.now() - window.idleSince > quiet;
}"""


def shows(page, title: str) -> None:
    """Wait until a page stands and its script has ended."""
    page.get_by_role("heading", level=1, name=title).wait_for(timeout=30_000)
    settled(page)


def settled(page, patience_ms: int = 30_000) -> None:
    """Wait until a page stands, whatever its title says, and its script has ended: one run may follow another at once."""
    page.evaluate("window.idleSince = null")
    page.wait_for_function(STANDS, arg=QUIET_MS, timeout=patience_ms)
