"""Cards of partners and pathways: the map, agreements that end, offerings without one, and value along the way."""

import streamlit as st

from dashboard import charts, ctdl, wording
from dashboard.ask import derive, recall
from dashboard.tables import table
from dashboard.wording import pathways as words
from queries.outcomes import pathway_tables, pathways
from queries.outcomes.pathways import Pathways
from queries.semantic.scope import Scope


def map_of(found: Pathways, scope: Scope) -> None:
    """The map of all ways, and its table."""
    charts.ways("What stacks into what", found, scope)
    table("Every way", derive(pathway_tables.ways, found, words.state, scope))
    said = (words.sentence_of_time(recall(pathways.how_soon, scope)), words.ABOUT)
    st.caption(wording.escaped(" ".join(filter(None, said))))


def ending(found: Pathways, scope: Scope) -> None:
    """Agreements that end soon."""
    table("Agreements that end within a year", derive(pathway_tables.ending, found, scope), empty=words.NO_ENDING)


def without(found: Pathways, scope: Scope) -> None:
    """Open offerings without an agreement."""
    table("Offerings without an agreement", derive(pathway_tables.without, found, scope), empty=words.ALL_AGREED)


def export(scope: Scope) -> None:
    """The college's own offerings as a file that registries read."""
    st.download_button(
        "Download our offerings as CTDL",
        lambda: ctdl.file(scope),
        ctdl.NAME,
        ctdl.MEDIA_TYPE,
        key="ctdl",
        help=words.ABOUT_CTDL,
    )


def value(scope: Scope) -> None:
    """What a learner pays along the way."""
    table("From a partner's credential to a degree: value per learner", recall(pathway_tables.value, scope))
    st.caption(wording.escaped(words.ABOUT_VALUE))
