"""What is changed inside Streamlit sends what Streamlit itself would send."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard import streamlit_internals

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def sent() -> list[bytes]:
    """Each part of the theme as a browser gets it."""
    messages = [CustomThemeConfig() for _ in SECTIONS]
    for message, section in zip(messages, SECTIONS, strict=True):
        app_session._populate_theme_msg(message, section)
    return [message.SerializeToString() for message in messages]


def test_a_theme_that_is_read_once_is_sent_as_before(monkeypatch):
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)  # put back afterwards
    before = sent()
    assert before[0]
    assert before[1] != before[2]
    streamlit_internals.keep_themes()
    assert sent() == before
    monkeypatch.setattr(config, "get_options_for_section", pytest.fail)
    assert sent() == before
