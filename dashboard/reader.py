"""Who reads the page, where signing in is on."""

import os

import streamlit as st


def signed_in() -> str | None:
    """The reader's name or address; None where nobody is asked to sign in.

    Streamlit's own sign-in tells it. Behind a proxy that signs people in, DASHBOARD_USER_HEADER names the header in which
    it says who they are; without that setting no header is believed.
    """
    claims = st.user.to_dict()
    name = claims.get("name") or claims.get("email")
    header = os.environ.get("DASHBOARD_USER_HEADER", "")
    if not name and header:
        name = st.context.headers.get(header)
    return str(name)[:120] if name else None
