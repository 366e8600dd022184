"""The parts of a page behind its answer: drawn when they are opened, and all of them on paper."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.test_pages import opened

OFFERINGS, MARKET, COMPARABILITY, WHITE_SPACE = (
    "pages/strategy/offerings.py",
    "pages/strategy/market.py",
    "pages/outcomes/comparability.py",
    "pages/strategy/white_space.py",
)


def page() -> None:
    import streamlit as st

    from dashboard import parts

    for name in parts.opened(("Length", "Price"), "page_part"):
        st.markdown(name)


def drawn(app: AppTest) -> list[str]:
    return [m.value.removeprefix("## ") for m in app.markdown]


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ({}, []),
        ({"page_part": "Price"}, ["Price"]),
        ({"page_part": "Gone"}, []),
        ({"print": "true"}, ["Length", "Price"]),
    ],
    ids=["closed", "opened by its link", "no such part", "on paper"],
)
def test_a_part_is_drawn_where_the_address_opens_it(url, parts):
    app = AppTest.from_function(page, default_timeout=60)
    for key, value in url.items():
        app.query_params[key] = value
    assert drawn(app.run()) == parts


def test_opening_a_part_writes_the_address_and_closing_it_leaves_nothing_there():
    app = AppTest.from_function(page, default_timeout=60).run()
    app.radio[0].set_value("Length").run()
    assert app.query_params["page_part"] == "Length"
    app.radio[0].set_value("Nothing more").run()
    assert "page_part" not in app.query_params


@pytest.mark.parametrize(
    ("file", "answer", "behind"),
    [
        (
            OFFERINGS,
            ["What programs cost", "What a contact hour costs"],
            [
                "How many contact hours they have",
                "How many weeks they take",
                "List price by kind of provider",
                "How they are taught",
                "Programs by field",
                "List price by format",
                "By side and format",
                "Side by side",
                "Program by program, highest price first",
            ],
        ),
        (WHITE_SPACE, ["Where the gap is widest"], ["Every program group"]),
        (
            MARKET,
            ["Certificates and associate degrees by year", "Certificates and associate degrees by field"],
            ["Which colleges explain the change", "Certificates by sector", "Awards by level", "By year and level"],
        ),
        (
            COMPARABILITY,
            ["In-field job within 180 days (CIRR)"],
            [
                "The same schools over time: In-field job within 180 days (CIRR)",
                "Which definitions can be compared",
            ],
        ),
    ],
    ids=["offerings", "white space", "market", "comparability"],
)
def test_a_page_opens_on_its_answer_and_has_all_the_rest_on_paper(demo_version, file, answer, behind):
    on_opening, on_paper = drawn(opened(file)), opened(file, print="true")
    assert not on_paper.exception
    assert {*answer} <= {*on_opening}
    assert not {*behind} & {*on_opening}
    assert {*answer, *behind} <= {*drawn(on_paper)}
