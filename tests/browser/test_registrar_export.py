"""Four raw files of a registrar become pages through the browser. The steps a person takes are counted and filmed.

The film is a picture after each step, in the folder that FILM_FOLDER names, else in the test's own.
"""

import json
import os
import re
import time
from pathlib import Path

import pytest

from tests import registrar
from tests.browser.conftest import PATIENCE_MS, settled, shows

pytestmark = pytest.mark.browser

MOST_STEPS = 10
"""Choices, typed values and clicks from the four files to the first page of the college."""
MOST_SECONDS = 600


class Person:
    """Someone at the keyboard whose steps are counted."""

    def __init__(self, page, film: Path) -> None:
        self.page = page
        self.film = film
        self.steps: list[str] = []

    def brings(self, files: dict[str, str]) -> None:
        """Drop files in one go."""
        self.steps.append("bring four files")
        payload = [{"name": n, "mimeType": "text/csv", "buffer": c.encode()} for n, c in files.items()]
        self.page.locator("input[type=file]").set_input_files(payload)
        self.waits()

    def types(self, label: str, text: str) -> None:
        """Type into a box and leave it."""
        self.steps.append(f"type {label}")
        box = self.page.get_by_role("textbox", name=label, exact=True)
        box.wait_for(timeout=PATIENCE_MS)
        box.fill(text)
        box.press("Enter")
        self.waits()

    def chooses(self, label: str, option: str) -> None:
        """Choose an option by the keyboard."""
        self.steps.append(f"choose {label}")
        box = self.page.get_by_role("combobox", name=label).first
        box.wait_for(timeout=PATIENCE_MS)
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).wait_for()
        box.press("Enter")
        self.waits()

    def presses(self, name: str) -> None:
        """Press a button."""
        self.steps.append(f"press {name}")
        self.page.get_by_role("button", name=name, exact=True).click(timeout=PATIENCE_MS)
        self.waits()

    def follows(self, name: str) -> None:
        """Follow a link in the page."""
        self.steps.append(f"follow {name}")
        self.page.get_by_role("link", name=name).click(timeout=PATIENCE_MS)

    def waits(self) -> None:
        """Let the page finish."""
        settled(self.page)
        self.page.screenshot(path=self.film / f"{len(self.steps):02d}.png")


def test_four_raw_files_become_pages(page, own_server, tmp_path, record_property):
    export = registrar.export()
    film = Path(os.environ.get("FILM_FOLDER") or tmp_path / "film")
    film.mkdir(parents=True, exist_ok=True)
    person = Person(page, film)
    started = time.monotonic()
    person.page.goto(f"{own_server}/data")
    shows(person.page, "Data")
    person.brings(export.files())
    person.types("Name in every row", "Invented College")
    person.chooses("Provider type in every row", "public_2yr")
    person.types("State in every row", "OR")
    for subject, code in (("CEB", "52.0302"), ("CEC", "11.0902"), ("CEH", "51.1009")):
        person.types(f"“{subject}” is", code)
    person.page.get_by_text("If you import now").wait_for(timeout=PATIENCE_MS)
    person.page.get_by_text(re.compile(f"sum of gross_usd.*: {export.gross:,}")).first.wait_for(timeout=PATIENCE_MS)
    person.presses("Import")
    person.page.get_by_text("is served.").first.wait_for(timeout=PATIENCE_MS)
    person.follows("Show the new data")
    shows(person.page, "Overview")
    person.waits()
    seconds = time.monotonic() - started
    record_property("steps", json.dumps(person.steps))
    assert len(person.steps) <= MOST_STEPS, person.steps
    assert seconds < MOST_SECONDS
