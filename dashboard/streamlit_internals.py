"""Everything of Streamlit that is not `st.…`: this file alone imports it, so that an upgrade is checked in one place."""

import json
import re
import socket
import sys
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit
from streamlit import column_config
from streamlit.dataframe_util import convert_anything_to_arrow_bytes, convert_pandas_df_to_arrow_table
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

if TYPE_CHECKING:
    import polars as pl  # not while the server starts, which loads this file before it answers

__all__ = [
    "ColumnConfig",
    "DeltaGenerator",
    "arrow_bytes",
    "column_config",
    "early_scripts",
    "grid_rows",
    "inline_scripts",
    "serve",
]

DRAWN = (
    "Selectbox",
    "Metric",
    "ButtonGroup",
    "Button",
    "DownloadButton",
    "ArrowVegaLiteChart",
    "ReadOnlyGrid",
    "NumberInput",
    "TextInput",
    "Multiselect",
    "Checkbox",
)
"""What nearly every page is drawn with, in about the order of a page, as Streamlit names what a browser fetches once it is met."""

EARLY_STYLE = (
    # As wide as pages are, before Streamlit has heard that they are wide.
    ".stMainBlockContainer{max-width:none!important}"
    # What is not drawn yet is as high as it will be: a choice with its label in a row or a column, and a tile in a column.
    ":is(.stHorizontalBlock,.stColumn .stVerticalBlock)>[class*=st-key-]:not([class*=st-key-brief-],[class*=st-key-csv-],[class*=st-key-decide_])"
    ">[data-testid=stSkeleton]{min-height:64px}"
    ".stColumn>.stVerticalBlock>.stElementContainer:only-child:not([class*=st-key-],[class*=stPrint])>[data-testid=stSkeleton]"
    "{min-height:119px}"
    # The question of a page stands close to its title, of which it is a part.
    "[data-testid=stHeadingWithActionElements]:has(+p)>h1{padding-bottom:1px}"
    # The words of a link go on in a next line: on a phone the end of a line would cut them.
    ".stPageLink a :is(span,div,p){white-space:normal}"
    # What a page finds stands beside its button, and what opens beside a title at the end of its row, where both have room.
    ".stHorizontalBlock:has(>[class*=st-key-brief-finding])>.stElementContainer:first-child{flex:1 1 0;min-width:min(100%,30rem)}"
    "@media(min-width:640px){.stHorizontalBlock>div>.stVerticalBlock>[class*=st-key-foot-]{align-self:flex-end}}"
)
"""How a page is laid out from its first moment, so that nothing moves when its parts are drawn."""


def arrow_bytes(table: "pl.DataFrame") -> bytes:
    """Return a table as the Arrow bytes that Streamlit sends to the browser."""
    return convert_anything_to_arrow_bytes(table)


def grid_rows(table: "pl.DataFrame") -> Any:
    """Return a table as what `st.dataframe` makes of it before it sends it: given that, it does not go by way of pandas anew."""
    return convert_pandas_df_to_arrow_table(table.to_pandas())


def inline_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in Streamlit's own page, as a content security policy names them."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return tuple(f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}" for script in scripts)


def early_scripts() -> tuple[str, ...]:
    """The scripts behind `DRAWN`, as the page may name them: fetched early, they do not push down what is drawn already.

    Those that Streamlit's own page asks for anyway are left out; so is all where its list of scripts is missing.
    """
    try:
        parts = json.loads((Path(streamlit.__file__).parent / "static" / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return ()
    drawn = [name for name, part in parts.items() if part.get("isDynamicEntry") and Path(name).stem in DRAWN]
    drawn.sort(key=lambda name: DRAWN.index(Path(name).stem))
    asked_for = _with_imports(["index.html"], parts)
    return tuple(f"./{parts[name]['file']}" for name in _with_imports(drawn, parts) if name not in asked_for)


def _with_imports(names: Iterable[str], parts: dict[str, Any]) -> dict[str, None]:
    """Names of parts and of all that they import, in the order in which they are met."""
    met: dict[str, None] = {}
    waiting = [*names][::-1]
    while waiting:
        name = waiting.pop()
        if name not in met:
            met[name] = None
            waiting.extend(parts[name].get("imports", ()))
    return met


def serve(script: str, options: dict[str, Any], auth: dict[str, Any], guarded: Callable[[Any], Any]) -> None:
    """Serve a script until the process ends; the options are named like those of config.toml (`server.port`).

    `auth` is what `st.login` goes by, empty where nobody signs in; `guarded` puts what it is given, an ASGI application,
    behind a guard.
    """
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.runtime.secrets import secrets_singleton

    if auth:  # before the application is made, which signs cookies by it
        secrets_singleton.merge_programmatic_secrets({"auth": auth})

    # Streamlit takes a folder named pages for its old automatic mode until the script has run once: the first visitor
    # of a deep link would meet a "page not found" that blocks the frame (decision 11).
    PagesManager.uses_pages_directory = False
    keep_themes()
    send_at_once()
    hand_over_together()
    sys.argv = [script]  # beside it lies the configuration, whatever folder the command is given in
    _guarded_app(guarded)(script).run(config=options)


def keep_themes() -> None:
    """Have Streamlit read each part of the theme once: it sends all of it with every rerun, a twelfth of a rerun's time."""
    from streamlit.runtime import app_session

    fill, filled = app_session._populate_theme_msg, {}

    def fill_from_kept(msg: Any, section: str = "theme") -> None:
        if section not in filled:
            filled[section] = type(msg)()
            fill(filled[section], section)
        if filled[section].ByteSize():  # a part that says nothing stays out of the message
            msg.MergeFrom(filled[section])

    app_session._populate_theme_msg = fill_from_kept  # ty: ignore[invalid-assignment]


def send_at_once() -> None:
    """Have messages leave as they are written: the server's connections inherit it from the socket that it listens on.

    Python sees to it for sockets of its own. Streamlit's says no protocol, so the second message of a rerun waited
    until the browser had confirmed the first. That took the way there and back, and up to 40 ms in which the browser
    holds the confirmation back.
    """
    from streamlit.web.server.starlette import starlette_server

    bind = starlette_server._bind_socket

    def bind_without_delay(address: str, port: int, backlog: int) -> socket.socket:
        bound = bind(address, port, backlog)
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound

    starlette_server._bind_socket = bind_without_delay  # ty: ignore[invalid-assignment]


TOGETHER_SECONDS = 0.05
"""How long the messages of a run wait for those after them, where it does not end before."""


def hand_over_together() -> None:
    """Have a run hand its messages over at its end, and while it goes on twenty times a second, not one by one.

    Each wakes up the thread that sends, for which the run gives way: a seventh of the processor time of a rerun. The
    browser draws what comes together once.
    """
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunnerEvent

    # What has begun anew before its first half was sent need not send that.
    waiting = (
        ScriptRunnerEvent.SCRIPT_STARTED,
        ScriptRunnerEvent.ENQUEUE_FORWARD_MSG,
        ScriptRunnerEvent.SCRIPT_STOPPED_FOR_RERUN,
    )

    def hold(self: Any, sender: Any, event: Any, *arguments: Any, **named: Any) -> None:
        held = vars(self).setdefault("_held", deque())  # its own methods are safe in threads
        held.append(((sender, event, *arguments), named))
        if event not in waiting:
            self._call_soon_on_event_loop(lambda: take(self))
        elif not vars(self).get("_is_awaited"):
            self._is_awaited = True
            self._call_soon_on_event_loop(lambda: self._event_loop.call_later(TOGETHER_SECONDS, take, self))

    def take(self: Any) -> None:
        self._is_awaited = False  # before the last look: what comes after it waits anew
        announce, self._message_enqueued_callback = self._message_enqueued_callback, None
        try:
            while self._held:
                arguments, named = self._held.popleft()
                self._handle_scriptrunner_event_on_event_loop(*arguments, **named)
        finally:
            self._message_enqueued_callback = announce
        if announce is not None:
            announce()

    AppSession._on_scriptrunner_event = hold


def _guarded_app(guarded: Callable[[Any], Any]) -> type[streamlit.App]:
    class Guarded(streamlit.App):
        """Streamlit's application with nothing of it reached but through the guard."""

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            await self._behind(scope, receive, send)

        @cached_property
        def _behind(self) -> Any:
            return guarded(super().__call__)

    return Guarded
