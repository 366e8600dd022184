"""Everything of Streamlit that is not `st.…`: this file alone imports it, so that an upgrade is checked in one place."""

import re
import sys
from base64 import b64encode
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit
from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

if TYPE_CHECKING:
    import polars as pl  # not while the server starts, which loads this file before it answers

__all__ = ["ColumnConfig", "DeltaGenerator", "arrow_bytes", "inline_scripts", "serve"]


def arrow_bytes(table: "pl.DataFrame") -> bytes:
    """Return a table as the Arrow bytes that Streamlit sends to the browser."""
    return convert_anything_to_arrow_bytes(table)


def inline_scripts() -> tuple[str, ...]:
    """The hashes of the scripts that stand in Streamlit's own page, as a content security policy names them."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return tuple(f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}" for script in scripts)


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
    sys.argv = [script]  # beside it lies the configuration, whatever folder the command is given in
    _guarded_app(guarded)(script).run(config=options)


def _guarded_app(guarded: Callable[[Any], Any]) -> type[streamlit.App]:
    class Guarded(streamlit.App):
        """Streamlit's application with nothing of it reached but through the guard."""

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            await self._behind(scope, receive, send)

        @cached_property
        def _behind(self) -> Any:
            return guarded(super().__call__)

    return Guarded
