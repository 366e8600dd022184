"""Times in a real browser: from the press of the pointer or of Enter to the last change of a chart."""

from playwright.sync_api import Browser, Page

from dashboard.navigation import titled

QUIET_MS = 350
"""A page is done when its script is, and no chart has changed for so long."""
PATIENCE_MS = 60_000
CHART = '[data-testid="stVegaLiteChart"]'

WATCH = f"""
window.probe = {{start: performance.now(), last: null}};
const begin = () => {{ probe.start = performance.now(); probe.last = null; }};
document.addEventListener('pointerdown', begin, true);
document.addEventListener('keydown', event => {{ if (event.key === 'Enter') begin(); }}, true);
const holds = node => node.nodeType === 1 && (node.matches({CHART!r}) || node.querySelector({CHART!r}) !== null);
new MutationObserver(changes => {{
  const drawn = changes.some(({{target, addedNodes}}) => {{
    const element = target.nodeType === 1 ? target : target.parentElement;
    return element !== null && element.closest({CHART!r}) !== null || [...addedNodes].some(holds);
  }});
  if (drawn) probe.last = performance.now();
}}).observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
"""
DONE = f"""() => {{
  const app = document.querySelector('[data-testid="stApp"]');
  const idle = app !== null && app.dataset.testScriptState === 'notRunning';
  return idle && probe.last !== null && performance.now() - probe.last > {QUIET_MS};
}}"""


def opened(browser: Browser, address: str) -> Page:
    """A page in a browser that has seen nothing before, when all of it is painted."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(WATCH)
    page.goto(address)
    _settle(page)
    return page


def painted_at(page: Page) -> float:
    """When the last chart changed, in seconds since the epoch."""
    return page.evaluate("(performance.timeOrigin + probe.last) / 1000")


def fields(page: Page) -> list[str]:
    """What the field filter offers."""
    page.get_by_role("combobox", name="Field").click()
    page.get_by_role("option").first.wait_for()
    found = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return found


def filter_ms(page: Page, field: str) -> float:
    """From choosing a field to the last repainted chart."""
    box = page.get_by_role("combobox", name="Field")
    box.fill(field)
    page.get_by_role("option", name=field, exact=True).wait_for()
    box.press("Enter")
    return _settle(page)


def page_ms(page: Page, title: str) -> float:
    """From following the navigation to a page to its last painted chart."""
    entry = titled(title)
    page.get_by_text(entry.section, exact=True).first.click()
    page.locator("a").filter(has_text=title).first.click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    return _settle(page)


def _settle(page: Page) -> float:
    page.wait_for_function(DONE, polling=50)
    return page.evaluate("probe.last - probe.start")
