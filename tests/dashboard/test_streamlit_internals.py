"""What is changed inside Streamlit sends what Streamlit itself would send."""

import asyncio
import socket
import time
from datetime import date
from threading import Thread
from typing import Any

import polars as pl
import pytest
from streamlit import config, dataframe_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent
from streamlit.web.server.starlette import starlette_server

from dashboard import streamlit_internals
from tests.serving import awaited

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


class Heard(AppSession):
    """A session that only notes what its run hands over, and how often it is announced."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.announced = 0
        self._state = AppSessionState.SHUTDOWN_REQUESTED  # nothing to end when it goes
        self._event_loop = asyncio.get_running_loop()
        self._message_enqueued_callback = self.announce

    def _handle_scriptrunner_event_on_event_loop(self, sender, event, forward_msg=None, **_) -> None:  # type: ignore
        self.heard.append((event.value, forward_msg))

    def announce(self) -> None:
        self.announced += 1


@pytest.fixture
def together(monkeypatch):
    monkeypatch.setattr(AppSession, "_on_scriptrunner_event", AppSession._on_scriptrunner_event)  # put back afterwards
    streamlit_internals.hand_over_together()


async def ran(*events: ScriptRunnerEvent | str | float) -> Heard:
    """A session whose run, in a thread of its own, sends events and messages and works for seconds between them."""
    session = Heard()

    def run() -> None:
        for event in events:
            if isinstance(event, float):
                time.sleep(event)
            elif isinstance(event, ScriptRunnerEvent):
                session._on_scriptrunner_event(None, event)
            else:
                session._on_scriptrunner_event(None, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=event)  # ty: ignore[invalid-argument-type]

    thread = Thread(target=run)
    thread.start()
    await asyncio.to_thread(thread.join)
    await asyncio.sleep(0)
    return session


STARTED, ENDED = ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS


def test_a_run_hands_its_messages_over_in_their_order_when_it_ends(together, monkeypatch):
    monkeypatch.setattr(streamlit_internals, "TOGETHER_SECONDS", 60)
    session = awaited(ran(STARTED, *"abc", ENDED))
    sent = [("ENQUEUE_FORWARD_MSG", message) for message in "abc"]
    assert session.heard == [(STARTED.value, None), *sent, (ENDED.value, None)]
    assert session.announced == 1


def test_what_a_long_run_has_made_does_not_wait_for_its_end(together, monkeypatch):
    monkeypatch.setattr(streamlit_internals, "TOGETHER_SECONDS", 0.01)
    session = awaited(ran(STARTED, "a", 0.2, "b", 0.2))
    assert [message for _, message in session.heard] == [None, "a", "b"]
    assert session.announced == 2


def test_rows_of_a_table_are_sent_as_streamlit_sends_the_table():
    table = pl.DataFrame(
        {"Name": ["a", None], "On": [date(2026, 3, 1), None], "Seats": [1, None], "Share": [0.5, None]}
    )
    usual = dataframe_util.convert_pandas_df_to_arrow_bytes(dataframe_util.convert_anything_to_pandas_df(table))
    assert dataframe_util.convert_arrow_table_to_arrow_bytes(streamlit_internals.grid_rows(table)) == usual
