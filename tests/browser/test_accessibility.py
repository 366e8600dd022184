"""Every page is accessible, fits its screen and asks nobody but its own server; each theme and each width is seen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard.navigation import PAGES
from tests.browser.conftest import PATIENCE_MS, settled

pytestmark = pytest.mark.browser
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
OWN_TO_STREAMLIT = {390: {"list", "listitem"}, 1440: set()}
"""The folded navigation of a narrow screen is Streamlit's, and so is what axe says of its list."""


@pytest.fixture(scope="module")
def screens(browser):
    """A wide light and a narrow dark screen, on which page after page is opened: so scripts are fetched once for each."""
    with (
        browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as wide,
        browser.new_context(viewport={"width": 390, "height": 900}, color_scheme="dark") as narrow,
    ):
        for screen in (wide, narrow):
            screen.set_default_timeout(PATIENCE_MS)
        yield {1440: wide, 390: narrow}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)
def test_a_page_is_accessible_fits_and_asks_nobody_else(server, screens, entry, width):
    with screens[width].new_page() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server}/{entry.url}")
        settled(page)  # Versus has its finding as its title
        assert page.title().startswith(f"{entry.title} · ")
        violations = Axe().run(page, options=WCAG).response["violations"]
        found = {v["id"]: [node["html"] for node in v["nodes"]] for v in violations}
        assert {rule: html for rule, html in found.items() if rule not in OWN_TO_STREAMLIT[width]} == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
