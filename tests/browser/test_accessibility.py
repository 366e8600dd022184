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
def screen(browser):
    """A screen on which page after page is opened, so that scripts are fetched once."""
    with browser.new_context(color_scheme="light") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context


LOOKS = {1440: "light", 390: "dark"}
"""A page is loaded once, wide and light, and then seen narrow and dark."""
FITS = "width => document.documentElement.scrollWidth <= width"
THEMED = """theme => {
  const app = document.querySelector('[data-testid="stApp"]');
  const [red] = getComputedStyle(app).backgroundColor.match(/\\d+/g);
  return (Number(red) < 128) === (theme === 'dark');
}"""


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)
def test_a_page_is_accessible_fits_and_asks_nobody_else(server, screen, entry):
    with screen.new_page() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for width, theme in LOOKS.items():
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            if page.url == "about:blank":
                page.goto(f"{server}/{entry.url}")
            settled(page)  # Versus has its finding as its title
            page.wait_for_function(THEMED, arg=theme)
            page.wait_for_function(FITS, arg=width)  # charts are drawn again for the new width
            violations = Axe().run(page, options=WCAG).response["violations"]
            found = {v["id"]: [node["html"] for node in v["nodes"]] for v in violations}
            assert {rule: html for rule, html in found.items() if rule not in OWN_TO_STREAMLIT[width]} == {}
        assert page.title().startswith(f"{entry.title} · ")
        assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []
