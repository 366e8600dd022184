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
def test_a_link_shows_the_same_choice(server, page, link, shown):
    page.goto(f"{server}/{link}")
    page.get_by_text(shown).first.wait_for()
