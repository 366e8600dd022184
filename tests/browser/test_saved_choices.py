"""A row of the pacing board and a saved scenario end in a link that shows the same again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shows

pytestmark = pytest.mark.browser
ROW_PIXELS = 35


def test_a_row_of_the_board_stands_in_the_link_as_if_it_was_chosen_above(server, page):
    page.goto(f"{server}/pacing")
    shows(page, "Pacing")
    board = page.get_by_test_id("stDataFrame").first
    board.locator("canvas").first.wait_for()
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    page.mouse.click(box["x"] + 16, box["y"] + 3.5 * ROW_PIXELS)  # the mark before the third row
    page.wait_for_url("**pacing_section=**")
    words = parse_qs(urlsplit(page.url).query)["pacing_section"][0]
    sentence = page.get_by_text(f"{words}:").first
    sentence.wait_for(timeout=30_000)
    page.goto(page.url)
    sentence.wait_for()
    page.goto(f"{server}/pacing?pacing_section={words.rpartition(', ')[2]}")  # the code alone
    sentence.wait_for()


def test_a_saved_scenario_opens_as_it_was_saved_and_is_gone_when_deleted(own_server, page):
    page.goto(f"{own_server}/scenario?scenario_price=5.0&scenario_name=Dearer")
    sentence = page.get_by_text("Dearer: expected for").first
    sentence.wait_for()
    said = sentence.inner_text()
    page.get_by_role("button", name="Save this scenario").click()
    page.get_by_text("Saved Dearer as version").wait_for()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Show the new version").click()
    newer = opened.value
    newer.get_by_text(": list price +5%").wait_for()
    price = newer.get_by_role("spinbutton", name="List price, %")
    price.fill("9")
    price.press("Enter")
    with newer.expect_popup() as again:
        newer.get_by_role("link", name="Open Dearer").click()
    again.value.get_by_text(said).first.wait_for()
    expect(again.value.get_by_role("spinbutton", name="List price, %")).to_have_value("5")
    again.value.get_by_role("button", name="Delete").click()
    again.value.get_by_text("Deleted Dearer as version").wait_for()
    with again.value.expect_popup() as gone:
        again.value.get_by_role("link", name="Show the new version").click()
    gone.value.get_by_text("This version has no saved scenario").wait_for()
