"""Before a page: whether the reader may open it, and the way to sign in; after it: who is signed in, and the way out."""

import streamlit as st

from dashboard import reader
from dashboard.access.roles import Person
from dashboard.access.settings import Misconfigured
from dashboard.heading import title
from dashboard.navigation import PRODUCT, Entry
from dashboard.wording.markdown import escaped


def person() -> Person:
    """Who is here. Where the settings leave that open, says so and makes no page."""
    try:
        return reader.person()
    except Misconfigured as error:
        st.error(escaped(f"Nobody can come in. {error}"))
        st.stop()


def check(who: Person, page: Entry) -> None:
    """Make no page that the reader may not open; say why, and offer to sign in where that may help."""
    if who.may(page.needs):
        return
    title(page.title if who.is_known else PRODUCT)
    if who.is_known:
        why = "has no role here" if who.role in ("nobody", "visitor") else f"has the role {who.role}"
        st.info(
            escaped(
                f"{page.title} is not open to you: your account {why}. Ask the person who manages the dashboard at your college."
            )
        )
    else:
        st.markdown(
            "Your sign-in has run out. Sign in again to go on where you were."
            if who.is_late
            else f"Sign in with your college's account to open {page.title}."
        )
        st.button("Sign in", type="primary", on_click=st.login, key="sign_in")
    if who.is_known:
        foot(who)
    st.stop()


def foot(who: Person) -> None:
    """Who is signed in, and the way out; nothing where nobody is asked to sign in."""
    if not who.is_asked or not (who.is_known or who.role == "visitor"):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if who.is_known:
            shown = f", for {who.part.words()}" if who.part is not None else ""
            st.caption(escaped(f"Signed in as {who.name}, {who.role}{shown}."))
            st.button("Sign out", on_click=st.logout, key="sign_out")
        else:
            st.caption("You see the public pages.")
            st.button("Sign in for more", on_click=st.login, key="sign_in_for_more")
