"""The real ways through the product, in a real browser. The first test must be the server's first visitor."""

import pytest

from tests.browser.conftest import shows

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser):
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def follow(page, section: str, title: str) -> None:
    page.get_by_text(section, exact=True).first.click()
    page.locator("a").filter(has_text=title).first.click()
    shows(page, title)


def test_the_first_visitor_may_come_by_a_deep_link(server, page):
    page.goto(f"{server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    assert page.get_by_role("dialog").count() == 0
    page.wait_for_url("**field=Health**")


def test_navigation_and_back_keep_the_day_the_period_and_the_field(server, page):
    page.goto(f"{server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    page.wait_for_url("**field=Health**")
    follow(page, "Strategy", "Offerings")
    for pinned in ("field=Health", "period=FY2025", "as_of=2025-02-14", "version="):
        assert pinned in page.url
    page.go_back()
    shows(page, "Enrollment")
    for pinned in ("field=Health", "period=FY2025", "as_of=2025-02-14", "version="):
        assert pinned in page.url


def test_the_link_pins_version_day_period_and_college_also_when_they_are_the_default(server, page):
    page.goto(server)
    shows(page, "Overview")
    for pinned in ("version=", "as_of=2026-03-31", "period=FY2026", "college=Demo"):
        page.wait_for_url(f"**{pinned}**")


def test_a_changed_filter_stands_in_the_link_and_a_reload_keeps_it(server, page):
    page.goto(server)
    shows(page, "Overview")
    page.get_by_role("combobox", name="Field").click()
    page.get_by_role("option", name="Health", exact=True).click()
    page.wait_for_url("**field=Health**")
    page.reload()
    shows(page, "Overview")
    assert page.get_by_role("combobox", name="Field").input_value() == "Health"
