"""Back undoes a change of a filter and Forward makes it again, in the frame and on a page; a menu's step is one step."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled, shows
from tests.browser.test_ways import choose, follow, link_holds

pytestmark = pytest.mark.browser


def holds(page, label: str, value: str) -> None:
    """Wait until a filter shows a value and the page stands."""
    expect(page.get_by_role("combobox", name=label)).to_have_value(value)
    settled(page)


def test_back_undoes_one_filter_after_the_other_and_forward_makes_it_again(server, page):
    page.goto(f"{server}/enrollment?field=51&period=FY2025&as_of=2025-02-14")
    shows(page, "Enrollment")
    link_holds(page, "field=Health", "version=")
    for label, value in (("Field", "Computing"), ("Field", "Business"), ("Period", "FY2024")):
        choose(page, label, value)
        link_holds(page, f"{label.lower()}={value}")
    page.go_back()
    holds(page, "Period", "FY2025")
    page.go_back()
    holds(page, "Field", "Computing")
    link_holds(page, "field=Computing", "period=FY2025", "as_of=2025-02-14")
    page.go_forward()
    holds(page, "Field", "Business")
    # The menu makes one step, which Back undoes too.
    follow(page, "Strategy", "Offerings")
    link_holds(page, "field=Business", "period=FY2025", "version=")
    page.go_back()
    shows(page, "Enrollment")
    holds(page, "Field", "Business")
    page.go_back()
    holds(page, "Field", "Computing")


def test_back_undoes_a_choice_of_a_page(server, page):
    page.goto(f"{server}/pacing?pacing_target=90%25")
    shows(page, "Pacing")
    holds(page, "Target, share of seats", "90%")
    choose(page, "Target, share of seats", "100%")
    link_holds(page, "pacing_target=100%25")
    page.go_back()
    holds(page, "Target, share of seats", "90%")


def test_back_undoes_a_number(server, page):
    page.goto(f"{server}/scenario")
    shows(page, "Scenario")
    link_holds(page, "version=")
    price = page.get_by_role("spinbutton", name="List price, %")
    for value in ("5", "9"):
        price.fill(value)
        price.press("Enter")
        link_holds(page, f"scenario_price={value}")
        settled(page)
    page.go_back()
    expect(price).to_have_value("5")
    page.go_back()
    expect(price).to_have_value("0")
    assert "scenario_price" not in page.url


def test_a_link_to_what_is_not_there_says_so_and_goes_on_saying_it(server, wide_screen, page):
    links = ["?as_of=1999-01-01", "?version=none", "?college=none", "?field=none"]
    windows = {link: wide_screen.new_page() for link in links}
    for link, window in windows.items():
        window.goto(f"{server}/enrollment{link}")
        shows(window, "Enrollment")
        expect(window.get_by_text(re.compile("is not in this data")), link).to_have_count(1)
    page.wait_for_timeout(6_000)  # longer than a passing notice
    for link, window in windows.items():
        assert window.get_by_text(re.compile("is not in this data")).count() == 1, link


def test_a_day_before_the_period_says_so_and_offers_the_period_of_that_day(server, page):
    page.goto(f"{server}/enrollment?as_of=2025-02-14&period=FY2026")
    shows(page, "Enrollment")
    page.get_by_text("FY2026 begins on Jul 1, 2025, after the as-of date Feb 14, 2025.").wait_for()
    page.get_by_role("button", name="Show FY2025").click()
    holds(page, "Period", "FY2025")
    link_holds(page, "period=FY2025")
    page.go_back()
    holds(page, "Period", "FY2026")
