"""Choosing one program of any provider, and the side that it is to be compared with."""

import streamlit as st

from dashboard import wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.filters import NARROW
from queries.semantic.scope import Scope
from queries.strategy import head_to_head
from queries.strategy.head_to_head import Program

OTHER = {"institution": "alternative", "alternative": "institution", None: "alternative"}


def draw(scope: Scope) -> tuple[str, Program, str] | None:
    """The list of the chosen program, the program and the side; None, with a sentence, where there is none."""
    columns = st.columns([2, 2, 3, 2])
    with columns[0]:
        list_id = linked(
            st.selectbox,
            "A program on",
            recall(head_to_head.lists_with_programs, scope),
            key="head_to_head_list",
            format_func=lambda name: wording.name("list", name),
        )
    on_list = head_to_head.whole_list(scope, list_id)
    with columns[1]:
        who = recall(head_to_head.providers, on_list)
        provider = linked(st.selectbox, "Of", who, key="head_to_head_provider")
    if provider is None:
        st.info("No program is listed on this date. Choose a later as-of date, or import a program list.")
        return None
    titles = recall(head_to_head.titles, on_list, provider)
    with columns[2]:
        program_id = linked(
            st.selectbox, "Program", list(titles), key="head_to_head_program", format_func=titles.__getitem__
        )
    chosen = recall(head_to_head.program, on_list, program_id) if program_id else None
    if chosen is None:
        return None
    with columns[3]:
        side = linked(
            st.selectbox,
            "Beside",
            ["other", "alternative", "institution"],
            key="head_to_head_side",
            format_func=lambda value: "The other side" if value == "other" else wording.name("side", value),
        )
    return list_id, chosen, OTHER[chosen.side] if side == "other" else side


def rivals_on(scope: Scope, list_id: str) -> str:
    """Draw on which list rivals are looked for, where there are several: that of the program unless another is chosen."""
    names = recall(head_to_head.lists_with_programs, scope)
    if len(names) == 1:
        return names[0]
    return linked(
        st.selectbox,
        "Its rivals on",
        names,
        names.index(list_id),
        key=f"head_to_head_rivals_on_{list_id}",
        width=NARROW,
        format_func=lambda name: wording.name("list", name),
    )


def rivals(on_list: Scope, list_id: str, chosen: Program, side: str) -> list[tuple[Program, str]]:
    """Draw which programs of a list stand beside the chosen one, the most similar unless others are chosen."""
    options = recall(head_to_head.rivals, on_list, chosen, side)
    if not options:
        return []
    picked = st.multiselect(
        f"Rivals on: {wording.name('list', list_id)}",
        list(options),
        list(options)[: head_to_head.MOST_RIVALS],
        max_selections=head_to_head.MOST_RIVALS,
        key=f"head_to_head_rivals_{list_id}_{side}",
        bind="query-params",
        format_func=options.__getitem__,
        placeholder=f"Choose up to {head_to_head.MOST_RIVALS} programs",
        help="The most similar programs come first: same program group, then same field, then closest contact hours.",
    )
    return recall(head_to_head.beside, on_list, chosen, side, tuple(picked))
