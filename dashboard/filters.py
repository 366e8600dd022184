"""The choices of the market pages: which list, which sector basis, and what is short and intensive."""

from dataclasses import replace

import streamlit as st

from dashboard import wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.wording import versus as versus_words
from dashboard.wording.offerings import sentence_of_list
from data.reference.format_rule import DEFAULT, HOURS_STEPS, WEEKS_STEPS, FormatRule
from queries.cubes import list_statistics
from queries.semantic.dimensions import SIDES
from queries.semantic.scope import Scope
from queries.strategy import institutions, market, offerings, versus_view
from queries.strategy.versus_view import View

NARROW = 480
"""Pixels of a choice that stands alone in its row; narrower where the screen is."""


EVERY = "all"


def programs(scope: Scope, page: str) -> Scope:
    """Draw which list programs are compared on and which kind of provider, and return the scope of both.

    A kind narrows its own side only; a provider type of the frame is where it begins. The frame has the other filters.
    """
    left, right = st.columns(2)
    chosen = linked(
        left.selectbox,
        "Programs on",
        recall(offerings.lists, scope),
        key=f"{page}_list",
        width=NARROW,
        format_func=lambda name: wording.name("list", name),
        help="Fictional and real programs are never added together.",
    )
    wanted = dict(scope.where).get("provider_type")
    scope = scope.over_all("provider_type").narrowed(list=chosen)
    options = [EVERY, *recall(offerings.kinds, scope)]
    kind = linked(
        right.selectbox,
        "Kind of provider",
        options,
        options.index(wanted) if wanted in options else 0,
        key=f"{page}_kind",
        width=NARROW,
        format_func=lambda code: "All kinds" if code == EVERY else wording.name("provider_type", code),
        help="Narrows its own side; the other side stays whole.",
    )
    st.caption(sentence_of_list(recall(offerings.edition, scope)))
    return scope if kind == EVERY else scope.narrowed(kind=kind)


def versus(scope: Scope) -> View:
    """Draw which market is compared and which kinds of each side, and return what is asked.

    A kind narrows its own side only; a provider type of the frame is where its own side begins.
    """
    markets = recall(versus_view.markets, scope)
    columns = st.columns([2, 1, 1], vertical_alignment="bottom")
    chosen = linked(
        columns[0].selectbox,
        "Market",
        markets,
        key="versus_market",
        format_func=lambda code: versus_words.market(code, is_demo=scope.college == "demo"),
        help="Fictional and real providers are never pooled in one number.",
    )
    view = View(scope.over_all("provider_type"), chosen or markets[0])
    wanted = dict(scope.where).get("provider_type")
    kinds = {}
    for column, side in zip(columns[1:], SIDES, strict=True):
        options = recall(versus_view.kinds, view, side)
        kinds[side] = linked(
            column.selectbox,
            f"Kind of {'institution' if side == SIDES[0] else 'alternative'}",
            options,
            options.index(wanted) if wanted in options else 0,
            key=f"versus_{side}_{view.market}",
            format_func=lambda code, side=side: versus_words.kind(code, side),
        )
    return replace(view, **kinds)


def format_rule(scope: Scope) -> Scope:
    """Draw what counts as short and intensive, and return the scope under that rule."""
    is_fixed = recall(list_statistics.stands_in, scope)
    left, middle, right = st.columns(3)
    weeks = linked(
        left.selectbox,
        "At most, weeks",
        list(map(str, WEEKS_STEPS)),
        WEEKS_STEPS.index(DEFAULT.weeks_at_most),
        key="offerings_weeks",
    )
    hours = linked(
        middle.selectbox,
        "At least, hours a week",
        list(map(str, HOURS_STEPS)),
        HOURS_STEPS.index(DEFAULT.hours_per_week_at_least),
        key="offerings_hours",
    )
    word = linked(
        right.text_input,
        "Or the title contains",
        DEFAULT.title_word,
        max_chars=40,
        key="offerings_word",
        disabled=is_fixed,
        help="Spaces and hyphens do not matter. The summary figures cover one word only; import the list to change it.",
    )
    rule = FormatRule(int(weeks), int(hours), DEFAULT.title_word if is_fixed else word.replace("/", " ").strip())
    return scope.narrowed(format_rule=rule.code)


def sector_basis(scope: Scope) -> Scope:
    """Draw at which time institutions have their sector, and return the scope on that basis."""
    basis = linked(
        st.selectbox,
        "Sector",
        [market.SAME_YEAR, *recall(market.frozen_years, scope.version)],
        key="market_sector",
        width=NARROW,
        format_func=lambda b: "Sector of each year" if b == market.SAME_YEAR else f"Sector in {b}",
        help="Some colleges change sector. Choose a year to count each college in its sector of that year.",
    )
    return scope.narrowed(sector_basis=basis)


def basis_or_first(scope: Scope, years: list[int]) -> str:
    """The year at which sectors are frozen, or the first year where they are not, to say what freezing would change."""
    chosen = dict(scope.where).get("sector_basis", market.SAME_YEAR)
    return str(years[0]) if chosen == market.SAME_YEAR else chosen


def between(years: list[int], page: str) -> tuple[int, int]:
    """Draw two years and return them in order; the first and the newest unless chosen."""
    names = [str(year) for year in years]
    left, right = st.columns(2)
    first = linked(left.selectbox, "From", names, 0, key=f"{page}_from")
    last = linked(right.selectbox, "To", names, len(names) - 1, key=f"{page}_to")
    return min(int(first), int(last)), max(int(first), int(last))


def institution(scope: Scope) -> str | None:
    """Draw a choice of one US institution by its name; the largest awarder of certificates unless chosen."""
    names = recall(institutions.names, scope.version)
    state = dict(scope.where).get("state")
    options = [unitid for unitid, name in names.items() if state is None or f"({state})" in name]
    largest = recall(institutions.largest, scope)
    return linked(
        st.selectbox,
        "College",
        options,
        options.index(largest) if largest in options else None,
        key="colleges_unitid",
        width=NARROW,
        format_func=names.__getitem__,
        placeholder="Any college by its name",
    )
