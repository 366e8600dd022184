"""The row of filters under the navigation, bound to the URL. The only owner of session state and query parameters."""

# Why: decisions 10 and 77.

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard import screen, wording
from dashboard.ask import recall
from dashboard.streamlit_internals import StreamlitAPIException
from dashboard.wording import COLLEGES, states
from data.contracts.vocabulary import PROVIDER_TYPES
from data.reference import periods
from data.store.store import Store, Version
from queries import college as colleges
from queries.semantic.scope import Scope
from queries.strategy import market

ALL = "All"
MARKET = ("state", "provider_type")
"""Filters that only pages about the market need; they stand behind a button."""
_SCOPE, _NOTICES, _PUT_BACK, _MORE, _SAVED = "_scope", "_notices", "_put_back", "_more", "_saved_"


@dataclass(frozen=True)
class Filter:
    """One filter. Streamlit leaves a default out of the URL; a pinned filter has none, so it always stands there.

    Pinned are those whose default moves as data arrives. A link may name an option by its code or by its words.
    """

    key: str
    label: str
    options: Sequence[str]
    default: str
    worded: Callable[[str], str] = str
    is_pinned: bool = True
    help: str | None = None

    def draw(self) -> str:
        """The select box and what is chosen."""
        index = None if self.is_pinned else 0
        chosen = st.selectbox(
            self.label,
            self.options,
            index,
            key=self.key,
            bind="query-params",
            format_func=self.worded,
            placeholder=self.worded(self.default),
            help=self.help,
        )
        return self.default if chosen is None else chosen


def draw(store: Store, current: Version) -> Scope:
    """Draw the filters and return what they say."""
    version = _version(store, current)
    filters = {f.key: f for f in _filters(store, version)}
    _settle(filters.values())
    with screen.folded_on_a_phone("Filters"):
        chosen = _row(filters)
    if on := [
        f"{filters[key].label.lower()} {filters[key].worded(chosen[key])}" for key in MARKET if chosen[key] != ALL
    ]:
        st.caption(f"Also chosen: {', '.join(on)}.")
    where = tuple((key, chosen[key]) for key in ("field", "provider_type", "state") if chosen[key] != ALL)
    period, as_of = periods.parse(chosen["period"]), date.fromisoformat(chosen["as_of"])
    scope = Scope(version.id, chosen["college"], period, as_of, where)
    st.session_state[_SCOPE] = scope
    return scope


def current() -> Scope:
    """The scope that the frame has drawn, for a page."""
    return st.session_state[_SCOPE]


def _version(store: Store, current_version: Version) -> Version:
    """The version that the link pins; the current one where it names none that is here."""
    wanted = st.session_state.get("version") or st.query_params.get("version") or current_version.id
    if wanted == current_version.id:
        return current_version
    found = {v.id: v for v in store.versions()}.get(wanted)
    if found is None:
        st.warning(f"The link asks for data version {_as_text(wanted)}, which is not here. The current one is shown.")
    return found or current_version


def _filters(store: Store, version: Version) -> list[Filter]:
    """Every filter with the options that this version has."""
    held = version.colleges
    wanted = st.session_state.get("college") or st.query_params.get("college")
    college = next((c for c in held if wanted in (c, COLLEGES[c])), held[-1])
    years = recall(colleges.fiscal_years, version.id, college)
    names = [p.name for year in years for p in (year, *periods.between(year.start, year.end, "quarter")[::-1])]
    first, newest = recall(colleges.span, version.id, college)
    asked = _day(st.session_state.get("as_of") or st.query_params.get("as_of"))
    versions = sorted({version.id, *(v.id for v in store.versions())}, reverse=True)
    return [
        Filter("college", "College", held, held[-1], lambda c: COLLEGES[c]),
        Filter(
            "period",
            "Period",
            names,
            years[0].name,
            help="A fiscal year runs from July to June; Q1 is January to March.",
        ),
        _unless_chosen("field", recall(colleges.fields, version.id, college)),
        Filter(  # in ISO on screen too: a bound box writes to the URL what it shows, and links stay as they are
            "as_of",
            "As of",
            _days(first, newest, asked),
            newest.isoformat(),
            help="The college's own numbers are shown as of this day. Public statistics (awards, program lists and "
            "outcomes of others) are the newest edition imported, on every day. A link may name any day of the data.",
        ),
        _unless_chosen("state", recall(market.states, version.id)),
        _unless_chosen("provider_type", PROVIDER_TYPES),
        Filter(
            "version", "Data version", versions, version.id, help="Each import makes a new version; see the Data page."
        ),
    ]


def _unless_chosen(dimension: str, values: Sequence[str]) -> Filter:
    """A filter that is off unless chosen."""
    every = f"All {wording.plural(dimension)}"

    def worded(value: str) -> str:
        if value == ALL:
            return every
        return states.in_a_list(value) if dimension == "state" else wording.name(dimension, value)

    label = wording.label(dimension)
    return Filter(dimension, label, [ALL, *values], ALL, worded, is_pinned=False)


def _settle(filters: Iterable[Filter]) -> None:
    """Give every filter a value that this data has, before it is drawn; start anew where that changes the URL."""
    respelled = {}
    for f in filters:
        in_url = st.query_params.get(f.key)
        if f.key in st.session_state:
            if st.session_state[f.key] not in f.options:
                st.session_state[f.key] = f.default
            elif in_url is None and (f.is_pinned or st.session_state[f.key] != f.default):
                respelled[f.key] = f.worded(st.session_state[f.key])  # the browser left before it knew the filters
        elif in_url is None:
            if f.is_pinned:
                respelled[f.key] = f.worded(f.default)
        elif in_url not in map(f.worded, f.options):
            respelled[f.key] = f.worded(in_url if in_url in f.options else f.default)
            if in_url not in f.options:
                shown = wording.escaped(f.worded(f.default))
                said = f"{f.label} {_as_text(in_url)} is not in this data; {shown} is shown."
                st.session_state.setdefault(_NOTICES, []).append(said)
    if respelled:
        _write(respelled)
    for notice in st.session_state.pop(_NOTICES, ()):
        st.toast(notice)


def _as_text(in_url: str) -> str:
    """What a link says, as code: nothing in it is drawn."""
    quoted = repr(in_url[:40]).replace("`", "'")
    return f"`{quoted}`"


def _write(respelled: dict[str, str]) -> None:
    """Put filters into the URL, all in one step of the browser's history, and start anew.

    A bound widget reads the URL as it was when the run began. One that is drawn already cannot be written for: it puts
    its value back itself, in the run after the one in which the browser's Back has let an empty URL win.
    """
    try:
        st.query_params.update(respelled)
    except StreamlitAPIException:
        for key in respelled:
            st.session_state[key] = st.session_state[key]
        if st.session_state.pop(_PUT_BACK, False):
            return
        st.session_state[_PUT_BACK] = True
    st.rerun()


def _row(filters: dict[str, Filter]) -> dict[str, str]:
    """Draw in one row on a wide screen, two by two on a narrow one."""
    # At the bottom the boxes are level with the buttons; an open list of filters would push them down.
    with st.container(horizontal=True, vertical_alignment="top" if st.session_state.get(_MORE) else "bottom"):
        chosen = {key: filters[key].draw() for key in ("college", "period", "field", "as_of")}
        # No popover: what it holds is not in the page until it is opened, and the version must stand in every link.
        with st.expander("More filters", width=170, key=_MORE, on_change="rerun"):
            chosen |= {key: filters[key].draw() if _is_wanted(key) else ALL for key in MARKET}
            chosen["version"] = filters["version"].draw()
        _copy_link(chosen)
    return chosen


def _is_wanted(key: str) -> bool:
    """Whether a filter that is off unless chosen is drawn: the browser builds long lists anew whatever is changed."""
    return bool(st.session_state.get(_MORE)) or st.session_state.get(key, st.query_params.get(key, ALL)) != ALL


@st.fragment
def _copy_link(chosen: dict[str, str]) -> None:
    """The address with every filter that is on in it, sent when it is asked for."""
    asked = st.popover("Copy link", key="copy_link", on_change="rerun")
    if asked.open:
        with asked:
            st.write("This link keeps showing the same numbers: it includes the data version and the as-of date.")
            address = (st.context.url or "").split("?")[0]
            named = {key: value for key, value in (st.query_params.to_dict() | chosen).items() if value != ALL}
            st.code(f"{address}?{urlencode(named)}", language=None, wrap_lines=True)


def _days(first: date, newest: date, asked: date | None) -> list[str]:
    """The newest day, every month end before it and any day of them that a link names, newest first."""
    days = {newest, *(p.end for p in periods.between(first, newest, "month") if p.end < newest)}
    if asked is not None and first <= asked <= newest:
        days.add(asked)
    return [d.isoformat() for d in sorted(days, reverse=True)]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def by_code(widget: str, worded: dict[str, str]) -> None:
    """Let a link name an option of a page's select box by its code too, before the box is drawn; start anew with words.

    A bound box knows its options by their words only.
    """
    code = st.query_params.get(widget)
    if widget not in st.session_state and code in worded and worded[code] != code:
        _write({widget: worded[code]})


def note_saved(page: str, version: str) -> None:
    """Keep which version the reader made from a page that goes on showing an older one."""
    st.session_state[_SAVED + page] = version


def last_saved(page: str) -> str | None:
    """The version that the reader made last from a page; None before the first."""
    return st.session_state.get(_SAVED + page)


def choose_by_row(table: str, widget: str, values: Sequence[str]) -> Callable[[], None]:
    """What a table does on a selection: the widget takes the value of the row, and so the URL says which it was."""

    def chosen() -> None:
        rows = st.session_state[table]["selection"]["rows"]
        if rows and rows[0] < len(values):
            st.session_state[widget] = values[rows[0]]

    return chosen
