"""Widgets whose value stands in the address."""

from streamlit.testing.v1 import AppTest


def market(**url: str) -> AppTest:
    def page() -> None:
        import streamlit as st

        from dashboard.address import linked

        linked(st.segmented_control, "Market", ["real", "demo"], default="real", required=True, key="market")

    app = AppTest.from_function(page, default_timeout=60)
    app.query_params.update(url)
    return app.run()


def test_one_choice_of_several_buttons_is_marked_from_the_first_run_on():
    assert market().button_group[0].value == "real"


def test_the_address_names_one_choice_of_several_buttons():
    assert market(market="demo").button_group[0].value == "demo"
