"""The page Brief: choose a brief, download it, and put one's own together."""

import streamlit as st

from dashboard import export, reader, scope_bar, wording
from dashboard.access.roles import Action
from dashboard.address import linked
from dashboard.brief import building
from dashboard.brief.document import Brief
from dashboard.brief.saving import save_brief
from dashboard.heading import heading
from dashboard.offered import basket
from dashboard.wording.counts import counted
from data.ingest.saved import Refused
from data.store.store import StoreError
from queries.semantic.scope import Scope

OWN = "Your brief"
MOST_LETTERS = 320
"""Of a sentence on the page."""


def choose(scope: Scope) -> str:
    """A box with every brief: ready-made ones, saved ones, and the one that the reader is putting together."""
    offered = [*building.names(scope), *([OWN] if basket.items() else [])]
    return linked(
        st.selectbox,
        "Brief",
        offered,
        key="brief_name",
        width=340,
        help="A brief asks for its numbers anew for the college, period, field and as-of date above.",
    )


def downloads(name: str, scope: Scope) -> None:
    """A button for each kind of file; a file is made when its button is pressed."""
    with st.container(horizontal=True):
        for ending, (kind, media_type) in building.FORMATS.items():
            st.download_button(
                f"Download {kind}",
                lambda ending=ending: building.print_brief(_build(name, scope), ending),
                f"{export.slug(name)}.{ending}",
                media_type,
                key=f"brief-{ending}",
                type="primary" if ending == "pdf" else "secondary",
            )


def preview(name: str, scope: Scope) -> None:
    """What the brief says, a sentence per claim, and what changed since it was saved."""
    with st.spinner("Reading the numbers of this brief…"):
        brief = _build(name, scope)
    heading(brief.title)
    st.caption(wording.escaped(f"{brief.about} {counted(len(brief.claims), 'claim')}."))
    for claim in brief.claims:
        st.markdown(f"**{wording.escaped(claim.heading)}.** {wording.escaped(_short(claim.sentence))}")
        if claim.before and brief.saved_on:
            st.caption(wording.escaped(f"On {wording.day(brief.saved_on)}: {_short(claim.before)}"))
    for sentence in brief.missing:
        st.info(wording.escaped(sentence))


@reader.only_for(Action.PLAN, of_whole=True)
def own(scope: Scope) -> None:
    """The items that the reader has added: order them, remove some, and save them under a name."""
    heading("Put your own together")
    items = basket.items()
    if not items:
        st.info("Press “Add to brief” beside a finding, chart or table on any page. What you add is listed here.")
        return
    for place, item in enumerate(items):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(wording.escaped(f"{place + 1}. {item.heading} ({item.kind}, {item.period})"), width="stretch")
            if place and st.button("Move up", key=f"brief-up-{place}", help=f"Moves {item.heading} up."):
                basket.put((*items[: place - 1], item, items[place - 1], *items[place + 1 :]))
                st.rerun()
            if st.button("Remove", key=f"brief-remove-{place}", help=f"Removes {item.heading} from your brief."):
                basket.put((*items[:place], *items[place + 1 :]))
                st.rerun()
    with st.form("brief_save", border=False):
        name = st.text_input("Name of the brief", max_chars=60, help="A brief of the same name is replaced.")
        if st.form_submit_button("Save this brief"):
            _save(name, scope)


def _save(name: str, scope: Scope) -> None:
    try:
        version = save_brief(reader.store(Action.PLAN), name, basket.items(), scope)
    except (StoreError, Refused) as error:
        st.error(wording.escaped(str(error)))
        return
    scope_bar.note_saved("brief", version.id)
    st.success(
        f"Saved {wording.escaped(name.strip())} as version {version.id}. Choose that version to see it in the list."
    )


def _build(name: str, scope: Scope) -> Brief:
    if name == OWN:
        return building.build_of_items(OWN, basket.items(), scope)
    return building.build_brief(name, scope)


def _short(sentence: str) -> str:
    """A long list of a chart cut at its clauses; the file has all of it."""
    if len(sentence) <= MOST_LETTERS:
        return sentence
    start = sentence[:MOST_LETTERS]
    kept = start.rpartition("; ")[0] or start.rpartition(" ")[0]
    return f"{kept}; and more in the file."
