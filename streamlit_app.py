"""The frame: page configuration, navigation, the row of filters, and the page. No numbers."""

from pathlib import Path

import streamlit as st

from dashboard import address, ahead, contents, entrance, printing, scope_bar
from dashboard.importing import begun
from dashboard.navigation import ABOUT_DATA, titled
from dashboard.page import sections, window_title
from dashboard.wording import escaped
from data.store.parts import OutOfPart
from data.store.store import Store, StoreError
from queries.semantic.scope import Unanswerable

ROOT = Path(__file__).parent

who = entrance.person()
chosen = st.navigation(sections(who), position="top")
last_college = scope_bar.last_college()
# In one message with the title: the browser draws its whole frame anew for each.
st.set_page_config(
    page_title=window_title(chosen.title, last_college),
    page_icon=str(ROOT / "dashboard" / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
entrance.check(who, titled(chosen.title))

store = Store()
try:
    current, problems = store.served()
    if current is None:
        from dashboard.importing.bar import Bar
        from data.default import prepare

        with Bar() as bar:
            prepare(store, say=lambda what, done: bar(f"Making the demo college. {what}", done))
        current, problems = store.served()
except StoreError as error:
    st.error(escaped(str(error)))
    st.stop()
for problem in problems:
    st.warning(escaped(problem))
if current is None:
    st.error("No data version can be read. `dashboard demo` makes the demo college anew.")
    st.stop()
scope = scope_bar.draw(store, current, who)
if scope.college != last_college:
    st.set_page_config(page_title=window_title(chosen.title, scope.college))
if scope.college == "demo":
    st.caption(
        "The demo college is fictional. Its registrations, revenue, outcomes and rivals are made up. "
        "Awards and imported lists are real."
    )
    if who.audience == "staff" and (unfinished := begun.sentence(store.version(scope.version))):
        st.info(unfinished)
        if titled(chosen.title) not in ABOUT_DATA and not st.toggle("Show the demo college", key="demo_meanwhile"):
            st.stop()
if scope_bar.is_by_date(scope, chosen.url_path):
    st.stop()
try:
    with ahead.noted(scope):
        chosen.run()
except (OutOfPart, Unanswerable) as refusal:
    if who.part is None:
        raise
    st.info(escaped(str(refusal)))
contents.finish()
printing.choice()
printing.style()
entrance.foot(who)
address.run_ended()
