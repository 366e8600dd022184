"""What is changed inside Streamlit sends what Streamlit itself would send."""

import socket

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.web.server.starlette import starlette_server

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


def test_a_message_does_not_wait_for_the_one_before_it(monkeypatch):
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)  # put back afterwards
    streamlit_internals.send_at_once()
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as server:
        server.setblocking(True)
        with socket.create_connection(server.getsockname()), server.accept()[0] as connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
