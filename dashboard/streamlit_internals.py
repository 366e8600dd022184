"""Everything of Streamlit that is not `st.…`: this file alone imports it, so that an upgrade is checked in one place."""

from typing import TYPE_CHECKING, Any

from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

if TYPE_CHECKING:
    import polars as pl  # not while the server starts, which loads this file before it answers

__all__ = ["ColumnConfig", "DeltaGenerator", "arrow_bytes", "serve"]


def arrow_bytes(table: "pl.DataFrame") -> bytes:
    """Return a table as the Arrow bytes that Streamlit sends to the browser."""
    return convert_anything_to_arrow_bytes(table)


def serve(script: str, options: dict[str, Any]) -> None:
    """Serve a script until the process ends; the options are named like those of config.toml (`server.port`)."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import bootstrap

    # Streamlit takes a folder named pages for its old automatic mode until the script has run once: the first visitor
    # of a deep link would meet a "page not found" that blocks the frame (decision 11).
    PagesManager.uses_pages_directory = False
    bootstrap.load_config_options({key.replace(".", "_"): value for key, value in options.items()})
    bootstrap.run(script, False, [], {})
