"""The real ways through the product, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE_MS, settled, shows

pytestmark = pytest.mark.browser


def link_holds(page, *parts: str) -> None:
    """Wait until the address holds all parts: the browser writes it a moment after the script has ended."""
    for part in parts:
        page.wait_for_url(f"**{part}**", timeout=PATIENCE_MS)


def choose(page, label: str, option: str) -> None:
    """Choose by the keyboard once the page stands: an option that is still moving does not take a click."""
    settled(page)
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).wait_for()
    box.press("Enter")


def follow(page, section: str, title: str) -> None:
    """Go to another page once the filters stand: one who leaves before they do needs one more step on the way back."""
    page.get_by_role("combobox", name="College").wait_for()
    page.get_by_text(section, exact=True).first.click()
    page.locator("a").filter(has_text=title).first.click()
    shows(page, title)


def test_the_first_visitor_may_come_by_a_deep_link(own_server, page):
    page.goto(f"{own_server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    assert page.get_by_role("dialog").count() == 0
    link_holds(page, "field=Health")


def test_the_first_page_is_found_by_its_name_too_and_stands_in_the_menu_once(server, page):
    page.goto(f"{server}/overview?field=Computing")
    shows(page, "Overview")
    link_holds(page, "/overview?", "field=Computing", "version=")
    assert page.get_by_role("dialog").count() == 0
    page.get_by_text("Strategy", exact=True).first.click()
    page.locator("a").filter(has_text="White space").wait_for()
    assert page.locator("a").filter(has_text="Overview").count() == 1


def test_the_window_is_named_by_its_page_and_by_nothing_else_on_the_way(server, page):
    page.add_init_script(
        """window.names = []
        new MutationObserver(() => window.names.push(document.title)).observe(document, {subtree: true, childList: true})"""
    )
    page.goto(f"{server}/enrollment")
    shows(page, "Enrollment")
    ending = "Demo college (fictional) · Microcredential dashboard"
    expect(page).to_have_title(f"Enrollment · {ending}")
    page.evaluate("window.names = []")
    choose(page, "Field", "Computing")
    link_holds(page, "field=Computing")
    follow(page, "Strategy", "Offerings")
    expect(page).to_have_title(f"Offerings · {ending}")
    assert list(dict.fromkeys(page.evaluate("window.names"))) == [f"Enrollment · {ending}", f"Offerings · {ending}"]


def test_a_page_is_as_wide_at_first_as_it_stays(server, page):
    page.add_init_script(
        """window.moved = []
        new PerformanceObserver(list => list.getEntries().forEach(shift => shift.sources.forEach(
            source => window.moved.push(source.node?.className ?? "")))).observe({type: "layout-shift", buffered: true})"""
    )
    page.goto(f"{server}/enrollment")
    shows(page, "Enrollment")
    settled(page)
    assert not any("stMainBlockContainer" in name for name in page.evaluate("window.moved"))


def test_navigation_and_back_keep_the_day_the_period_and_the_field(server, page):
    page.goto(f"{server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    link_holds(page, "field=Health")
    follow(page, "Strategy", "Offerings")
    link_holds(page, "field=Health", "period=FY2025", "as_of=2025-02-14", "version=")
    page.go_back()
    shows(page, "Enrollment")
    link_holds(page, "field=Health", "period=FY2025", "as_of=2025-02-14", "version=")


def test_back_to_an_address_without_filters_puts_them_back(server, page):
    page.goto(f"{server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    link_holds(page, "field=Health")
    page.evaluate("history.replaceState('first', '')")
    page.evaluate("history.pushState({}, '', '/enrollment'); history.pushState({}, '', '/enrollment?field=Health')")
    page.go_back()
    link_holds(page, "field=Health", "period=FY2025", "as_of=2025-02-14", "version=")
    expect(page.get_by_role("combobox", name="Field")).to_have_value("Health")
    page.go_back()
    page.wait_for_function("history.state === 'first'", timeout=PATIENCE_MS)


def test_the_link_pins_version_day_period_and_college_also_when_they_are_the_default(server, page):
    page.goto(server)
    shows(page, "Overview")
    link_holds(page, "version=", "as_of=2026-03-31", "period=FY2026", "college=Demo")


def test_a_filter_out_of_sight_goes_along_and_is_said(server, page):
    page.goto(f"{server}/market?state=CA")
    shows(page, "Market")
    page.get_by_text("Also chosen: state California (CA).").wait_for()
    follow(page, "Strategy", "Offerings")
    link_holds(page, "state=California")
    page.get_by_text("Also chosen: state California (CA).").wait_for()


def test_filters_behind_the_button_are_drawn_when_it_is_opened(server, page):
    page.goto(server)
    shows(page, "Overview")
    page.get_by_role("combobox", name="College").wait_for()
    assert page.get_by_role("combobox", name="State").count() == 0
    page.get_by_text("More filters").click()
    choose(page, "State", "Texas (TX)")
    link_holds(page, "state=Texas", "version=")
    page.get_by_text("Also chosen: state Texas (TX).").wait_for()
    page.get_by_text("More filters").click()
    link_holds(page, "state=Texas")


def test_the_link_to_copy_names_every_filter_that_is_on(server, page):
    page.goto(f"{server}/enrollment?field=51")
    shows(page, "Enrollment")
    link_holds(page, "field=Health")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    for part in ("/enrollment?", "field=51", "period=FY2026", "as_of=2026-03-31", "college=demo", "version="):
        assert part in link
    assert "=All" not in link
    choose(page, "Field", "Computing")
    link_holds(page, "field=Computing")


def test_a_changed_filter_stands_in_the_link_and_a_reload_keeps_it(server, page):
    page.goto(server)
    shows(page, "Overview")
    choose(page, "Field", "Health")
    link_holds(page, "field=Health")
    page.reload()
    shows(page, "Overview")
    expect(page.get_by_role("combobox", name="Field")).to_have_value("Health")
