"""The choices of the market pages: which list, where, by whom, of which sector, and what is short and intensive."""

import streamlit as st

from dashboard import wording
from dashboard.ask import recall
from data.format_rule import DEFAULT, HOURS_STEPS, WEEKS_STEPS, FormatRule
from queries import institutions, market, offerings, published
from queries.scope import Scope

ALL = "All"


def programs(scope: Scope, page: str, *, lists: list[str] | None = None) -> Scope:
    """Draw list, state and provider type, and return the scope that they say. What the frame has chosen stands."""
    left, middle, right = st.columns(3)
    with left:
        chosen = _select(
            "Programs on",
            lists or recall(offerings.lists, scope),
            f"{page}_list",
            "list",
            help="Fictional and real programs are never pooled in one number.",
        )
    scope = scope.narrowed(list=chosen)
    for column, label, name in ((middle, "State", "state"), (right, "Provider type", "provider_type")):
        with column:
            scope = narrowed(scope, label, name, f"{page}_{name}", recall(offerings.values, scope, name))
    st.caption(recall(offerings.known_as, scope))
    return scope


def format_rule(scope: Scope) -> Scope:
    """Draw what counts as short and intensive, and return the scope under that rule."""
    is_fixed = recall(published.stands_in, scope)
    left, middle, right = st.columns(3)
    weeks = left.selectbox(
        "At most, weeks",
        list(map(str, WEEKS_STEPS)),
        WEEKS_STEPS.index(DEFAULT.weeks_at_most),
        key="offerings_weeks",
        bind="query-params",
    )
    hours = middle.selectbox(
        "At least, hours a week",
        list(map(str, HOURS_STEPS)),
        HOURS_STEPS.index(DEFAULT.hours_per_week_at_least),
        key="offerings_hours",
        bind="query-params",
    )
    word = right.text_input(
        "Or the title contains",
        DEFAULT.title_word,
        max_chars=40,
        key="offerings_word",
        bind="query-params",
        disabled=is_fixed,
        help="Spaces and hyphens do not matter. The bundled statistics know one word; import the list to change it.",
    )
    rule = FormatRule(int(weeks), int(hours), DEFAULT.title_word if is_fixed else word.replace("/", " ").strip())
    return scope.narrowed(format_rule=rule.code)


def awards(scope: Scope) -> Scope:
    """Draw state and sector basis, and return the scope that they say."""
    left, right = st.columns(2)
    with left:
        scope = narrowed(scope, "State", "state", "market_state", recall(market.states, scope.version))
    basis = right.selectbox(
        "Sector",
        [market.SAME_YEAR, *recall(market.frozen_years, scope.version)],
        key="market_sector",
        bind="query-params",
        format_func=lambda b: "Of the same year" if b == market.SAME_YEAR else f"Frozen at {b}",
        help="Institutions change sector. Frozen keeps each where it was: a change of label is no change in awards.",
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
    first = left.selectbox("From", names, 0, key=f"{page}_from", bind="query-params")
    last = right.selectbox("To", names, len(names) - 1, key=f"{page}_to", bind="query-params")
    return min(int(first), int(last)), max(int(first), int(last))


def institution(scope: Scope) -> str | None:
    """Draw a choice of one US institution by its name; the largest awarder of certificates unless chosen."""
    names = recall(institutions.names, scope.version)
    state = dict(scope.where).get("state")
    options = [unitid for unitid, name in names.items() if state is None or f"({state})" in name]
    largest = recall(institutions.largest, scope)
    return st.selectbox(
        "College",
        options,
        options.index(largest) if largest in options else None,
        key="colleges_unitid",
        bind="query-params",
        format_func=names.__getitem__,
        placeholder="Any college by its name",
    )


def narrowed(scope: Scope, label: str, name: str, key: str, options: list[str]) -> Scope:
    """Draw one filter and return the scope under it. What the frame has chosen stands and is only shown."""
    if name in dict(scope.where):
        st.selectbox(label, [wording.name(name, dict(scope.where)[name])], disabled=True, help="Chosen above.")
        return scope
    chosen = _select(label, [ALL, *options], key, name)
    return scope if chosen == ALL else scope.narrowed(**{name: chosen})


def _select(label: str, options: list[str], key: str, dimension: str, help: str | None = None) -> str:
    return st.selectbox(
        label,
        options,
        key=key,
        bind="query-params",
        format_func=lambda value: value if value == ALL else wording.name(dimension, value),
        help=help,
    )
