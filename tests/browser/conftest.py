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


def shows(page, title: str) -> None:
    """Wait until a page stands and its script has ended."""
    page.get_by_role("heading", level=1, name=title).wait_for(timeout=30_000)
    page.locator("[data-test-script-state=notRunning]").wait_for(timeout=30_000)


def settled(page) -> None:
    """Wait until a page stands, whatever its title says, and its script has ended."""
    page.get_by_role("heading", level=1).first.wait_for(timeout=30_000)
    page.locator("[data-test-script-state=notRunning]").wait_for(timeout=30_000)
