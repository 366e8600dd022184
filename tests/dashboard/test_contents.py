"""The list of a long page."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contents import anchor


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("Price by field", "price-by-field"),
        ("Net tuition: $2025 (40%)", "net-tuition-2025-40"),
        ("Research & design", "research-and-design"),
        ("A college's years 2008–2018", "a-colleges-years-2008-2018"),
    ],
)
def test_the_address_of_a_heading_is_the_one_that_streamlit_gives_it(heading, address):
    assert anchor(heading) == address


def page() -> None:
    from dashboard import contents
    from dashboard.heading import heading

    contents.begin(is_long=True)
    heading("Price by field")
    heading("What [it] costs")
    heading("Price by field")
    contents.finish()


def test_a_long_page_lists_its_headings_once_as_text():
    app = AppTest.from_function(page, default_timeout=60).run()
    (links,) = [m.value for m in app.markdown if m.value.startswith("- ")]
    assert links == "- [Price by field](#price-by-field)\n- [What \\[it\\] costs](#what-it-costs)"
