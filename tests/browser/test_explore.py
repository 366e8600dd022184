"""Explore in a real browser: every gesture by keyboard and by mouse, wide and narrow, Back, links and a saved view."""

import pytest
from playwright.sync_api import Page, expect

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


GESTURES = (  # the list that is chosen from, the choice, and what the address then says
    ("Numbers", "Net registrations", "explore_numbers=Net+registrations"),
    ("Rows", "Field", "explore_rows=Field"),
    ("Columns", "Modality", "explore_columns=Modality"),
    ("Only", "Modality: Online", "explore_only="),
    ("Not", "Field: Business", "explore_not="),
    ("Compare with", "This point last year", "explore_compare="),
    ("Show as", "Table", "explore_show=Table"),
)


SEVERAL = ("Numbers", "Rows", "Only", "Not", "Compare with")


def closed(page: Page, label: str) -> None:
    """Close a list of which several are chosen; the other ones close by themselves, and Escape would undo their choice."""
    if label in SEVERAL:
        page.keyboard.press("Escape")


def by_keyboard(page: Page, label: str, option: str) -> None:
    box = page.get_by_role("combobox", name=label, exact=True)
    box.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(option)
    page.get_by_role("option", name=option, exact=True).wait_for()
    page.keyboard.press("Enter")
    closed(page, label)


def by_mouse(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(option)  # a list of hundreds is narrowed by typing, whatever chooses from it
    page.get_by_role("option", name=option, exact=True).click()
    closed(page, label)


def unfolded(page: Page, name: str, gesture) -> None:
    """Open a folded part of the page by the keyboard or the mouse."""
    summary = page.locator("summary").filter(has_text=name)
    if gesture is by_keyboard:
        summary.focus()
        page.keyboard.press("Enter")
    else:
        summary.click()


@pytest.mark.parametrize(("width", "gesture"), [(1440, by_mouse), (390, by_keyboard)])
def test_every_gesture_makes_a_question_that_back_undoes_and_a_link_and_a_view_keep(
    own_home, own_server, browser, width, gesture
):
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{own_server}/explore?explore_numbers=&explore_rows=")
        shows(page, "Explore")
        for label, option, said in GESTURES:
            gesture(page, label, option)
            link_holds(page, said)
            settled(page)
        title = "Net registrations by field and modality"
        whole = page.get_by_role("heading", name=title, exact=True)
        expect(whole).to_be_visible()
        asked = page.url
        gesture(page, "Open a row", "Computing")
        link_holds(page, "explore_open=Computing")
        settled(page)
        expect(page.get_by_role("heading", name="Computing", exact=True)).to_be_visible()

        unfolded(page, "Save or watch this view", gesture)
        page.get_by_role("textbox", name="Name of the view").fill("Online seats by field")
        saved = page.get_by_role("button", name="Save this view")
        if gesture is by_keyboard:
            saved.press("Enter")
        else:
            saved.click()
        with context.expect_page() as opened_view:
            page.get_by_role("link", name="Show the new version").click()
        view = opened_view.value
        shows(view, "Explore")
        expect(view.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(view.get_by_role("link", name="Open Online seats by field")).to_be_visible()

        link = context.new_page()
        link.goto(asked)
        shows(link, "Explore")
        expect(link.get_by_role("heading", name=title, exact=True)).to_be_visible()

        page.go_back()  # the row
        page.go_back()  # the form
        settled(page)
        assert "explore_show" not in page.url
        assert "explore_compare" in page.url
