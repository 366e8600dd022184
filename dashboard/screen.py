"""What the browser says of the screen that it draws on."""

import streamlit as st


def is_phone() -> bool:
    """Whether the browser says that it runs on a phone; filters then fold into one button and tables hold their names."""
    return "Mobi" in st.context.headers.get("User-Agent", "")
