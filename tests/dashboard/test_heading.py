"""Headings are Markdown on purpose, and what stands in them is plain text."""

from streamlit.testing.v1 import AppTest

from dashboard.wording.markdown import JOINER


def test_a_name_from_data_is_text_in_a_heading():
    def page() -> None:
        from dashboard.heading import heading

        heading("Seats taken: ![a](//b.example/c) *C_1* <b>$5</b> www.d.example")

    (said,) = AppTest.from_function(page, default_timeout=60).run().markdown
    assert said.value == r"## Seats taken: !\[a\](//b.example/c) \*C\_1\* \<b\>\$5\</b\> www" + JOINER + ".d.example"


def test_a_heading_shows_a_color_mark_as_it_is_written():
    def page() -> None:
        from dashboard.heading import heading

        heading("Seats taken: :red[Net] Pricing :material/home:")

    (said,) = AppTest.from_function(page, default_timeout=60).run().markdown
    assert said.value == r"## Seats taken: \:red\[Net\] Pricing \:material/home:"
