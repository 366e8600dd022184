"""Explore in a real browser: a question put together by keyboard and by mouse, undone with Back, and its next step."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled, shows
from tests.browser.test_ways import choose, link_holds

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(browser):
    """A page of that width in a context of its own."""
    contexts = []

    def at(width: int):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}))
        return contexts[-1].new_page()

    yield at
    for context in contexts:
        context.close()


def test_a_question_is_put_together_by_keyboard_and_undone_with_back(server, opened):
    page = opened(1440)
    page.goto(f"{server}/explore?explore_rows=field")
    shows(page, "Explore")
    choose(page, "Columns", "Modality")
    link_holds(page, "explore_columns=Modality")
    settled(page)
    expect(page.get_by_role("heading", name="Net tuition revenue by field and modality", exact=True)).to_be_visible()
    page.go_back()
    settled(page)
    expect(page.get_by_role("heading", name="Net tuition revenue by field", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_next_step_of_a_refusal_is_taken_by_mouse(server, opened, width):
    page = opened(width)
    page.goto(f"{server}/explore?explore_numbers=headcount&explore_rows=field&explore_rows=offering")
    shows(page, "Explore")
    page.get_by_role("button", name="Show Headcount by field").click()
    link_holds(page, "explore_rows=Field")
    settled(page)
    expect(page.get_by_role("heading", name="Headcount by field", exact=True)).to_be_visible()
