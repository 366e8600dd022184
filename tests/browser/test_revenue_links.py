"""What was chosen on a revenue page stands in its link."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("scenario?scenario_price=5.0&scenario_name=Dearer", "Dearer: expected for"),
        ("bridge?bridge_basis=Plan+to+date", "than the plan to date"),
    ],
)
def test_a_link_shows_the_same_choice(server, browser, link, shown):
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{server}/{link}")
        page.get_by_text(shown).first.wait_for(timeout=60_000)
