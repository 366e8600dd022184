"""Where a browser for the tests is, and how Debian gets one: `python -m tests.browser.chromium` installs it."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def found() -> str | None:
    """Path of a browser, None where there is none."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install one where that needs no question: as root, with apt. Elsewhere the browser tests say that they skip."""
    if found() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("Installing a browser for the tests …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    install()
