"""A server of its own for each module, and a real browser in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, found


@pytest.fixture(scope="module")
def server(demo_home):
    """Address of a freshly started dashboard that nobody has visited yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "dashboard", "serve", "--port", str(port)]
    with subprocess.Popen(words, env={**os.environ, "DASHBOARD_HOME": str(demo_home)}) as process:
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        yield address
        process.terminate()


@pytest.fixture(scope="session")
def browser():
    path = found()
    if path is None:
        message = "needs Chromium: install it, or name it in CHROMIUM_PATH"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


def shows(page, title: str) -> None:
    """Wait until a page stands and its script has ended."""
    page.get_by_role("heading", level=1, name=title).wait_for(timeout=30_000)
    page.locator("[data-test-script-state=notRunning]").wait_for(timeout=30_000)
