"""Five sections are decided from the first page in eight clicks, and a section is followed to the simulator and back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from data.store.store import Store
from queries.enrollment import decisions
from tests.browser.conftest import shows

pytestmark = pytest.mark.browser
DECIDED, MOST_CLICKS = 5, 8


def test_five_sections_are_decided_in_eight_clicks(own_server, page, own_home, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(own_home))
    page.goto(own_server)
    shows(page, "Overview")
    clicks = 0

    def click(place) -> None:
        nonlocal clicks
        place.click()
        clicks += 1

    click(page.get_by_text("Enrollment", exact=True).first)
    click(page.locator("a").filter(has_text="This week").first)
    shows(page, "This week")
    boxes = page.get_by_test_id("stCheckbox").filter(has_text=", by ")
    offered = boxes.count()
    assert offered >= DECIDED
    for number in range(DECIDED):
        click(boxes.nth(number))
        expect(boxes.nth(number).get_by_role("checkbox")).to_be_checked()
    click(page.get_by_role("button", name="Save the checked decisions"))
    page.get_by_text(re.compile(r"(\d+) of \1 decisions followed the advice")).wait_for()
    assert clicks <= MOST_CLICKS
    decided = decisions.taken(Store(own_home).current().id, "demo")
    merged = decided["merge_with"].is_in(decided["section_id"]).sum() // 2  # both of a pair are decided with one check
    assert decided.height == DECIDED + merged
    expect(boxes).to_have_count(offered - decided.height)


def test_the_simulator_opens_with_the_section_that_was_followed(server, page):
    page.goto(f"{server}/this_week")
    shows(page, "This week")
    link = page.get_by_role("link", name="Try it out").last
    section = parse_qs(urlsplit(link.get_attribute("href")).query)["sections_section"][0]
    link.click()
    shows(page, "Sections")
    expect(page.get_by_role("combobox", name="Open section")).to_have_value(re.compile(f", {section}$"))
    page.get_by_role("link", name="Show how this section fills").click()
    shows(page, "Pacing")
    expect(page.get_by_role("combobox", name="Section", exact=True)).to_have_value(re.compile(f", {section}$"))
    page.go_back()
    shows(page, "Sections")
    page.go_back()
    shows(page, "This week")
