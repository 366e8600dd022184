"""Cards of published figures: contradictions side by side, counts by kind of provider, and the table of all."""

import streamlit as st

from dashboard import wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.heading import heading
from dashboard.page import follow
from dashboard.tables import table
from dashboard.wording import claims as words
from data.reference.claims import SPONSOR_KINDS, SUBJECTS
from queries.semantic.scope import Scope
from queries.trust import claims

ABREAST = 2


def contradictions() -> None:
    """Every contradiction as a card: its figures beside each other, and what explains it."""
    heading("Figures that contradict each other")
    disputes = recall(claims.disputes)
    columns = [column for _ in disputes[::ABREAST] for column in st.columns(ABREAST)]
    for column, dispute in zip(columns, disputes, strict=False):
        with column.container(border=True, height="stretch", gap="xsmall"):
            st.markdown(f"**{wording.escaped(dispute.about.title)}**")
            for side, place in zip(dispute.sides, st.columns(len(dispute.sides)), strict=True):
                place.metric(wording.escaped(side.period), words.figure(side))
                known = (words.origin(side), words.implied(side), side.note)
                place.caption(wording.escaped(" ".join(filter(None, known))))
            st.markdown(wording.escaped(dispute.about.why))


def sums(scope: Scope) -> None:
    """Counts with their parts: whether they add up."""
    found = recall(claims.sums, scope)
    table("Do the parts add up?", found)
    st.caption(wording.escaped(words.sentence_of_sums(found)))


def forecasts(scope: Scope) -> None:
    """Forecasts among the figures, and what came of them."""
    table("Forecasts and what came of them", recall(claims.forecasts, scope))
    st.caption(words.FORECASTS_NOTE)
    follow("Scoreboard", "scores these forecasts beside our own")


def kinds(scope: Scope) -> None:
    """Who offers microcredentials: the kinds of providers, and the side of each."""
    table("Kinds of providers", recall(claims.kinds, scope))
    follow("Versus", "compares institutions with alternative providers field by field")


def every(scope: Scope) -> None:
    """Every figure, by subject and kind of sponsor."""
    left, right = st.columns(2)
    subject = linked(
        left.selectbox,
        "Subject",
        ["", *SUBJECTS],
        key="claims_subject",
        format_func=lambda c: SUBJECTS.get(c, "All subjects"),
    )
    kind = linked(
        right.selectbox, "Kind of sponsor", ["", *SPONSOR_KINDS], key="claims_sponsor",
        format_func=lambda c: SPONSOR_KINDS.get(c, "All sponsors"),
    )  # fmt: skip
    rows = recall(claims.selected, subject, kind)
    st.caption(words.standing(rows) if rows.height else "")
    table("Published figures", derive(claims.table, rows, words.care, scope), empty=words.NO_FIGURE)
