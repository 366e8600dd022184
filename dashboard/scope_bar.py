"""The row of filters under the navigation, bound to the URL. The only owner of session state and query parameters."""

from datetime import date
from urllib.parse import urlencode

import streamlit as st

from data import periods
from data.store import Store, Version
from queries import college as colleges
from queries.dimensions import FIELDS
from queries.scope import Scope

COLLEGES = {"demo": "Demo college (fictional)", "college": "Your college"}
ALL = "All"
_SCOPE = "_scope"


def draw(store: Store, current: Version) -> Scope:
    """Draw the filters and return what they say. Every choice stands in the URL, defaults too."""
    columns = st.columns([3, 2, 3, 2.4, 1.6], vertical_alignment="bottom")
    version = _version(store, current)
    held = [c for c in COLLEGES if version.has(c, "cubes", "enrollment")]
    with columns[0]:
        college = _choose("College", "college", held, held[-1], COLLEGES.get)
    years = colleges.fiscal_years(version.id, college)
    with columns[1]:
        names = [p.name for year in years for p in (year, *periods.between(year.start, year.end, "quarter")[::-1])]
        period = _choose("Period", "period", names, years[0].name, lambda n: periods.parse(n).label())
    with columns[2]:
        codes = [ALL, *colleges.fields(version.id, college)]
        field = _choose("Field", "field", codes, ALL, lambda c: FIELDS.get(c, c))
    with columns[3]:
        newest = colleges.span(version.id, college)[1]
        as_of = _choose("As of", "as_of", _days(years[-1].start, newest), newest.isoformat(), _day_label)
    _write({"version": version.id, "college": college, "period": period, "field": field, "as_of": as_of})
    with columns[4]:
        _link()
    where = () if field == ALL else (("field", field),)
    scope = Scope(version.id, college, periods.parse(period), date.fromisoformat(as_of), where)
    st.session_state[_SCOPE] = scope
    return scope


def current() -> Scope:
    """The scope that the frame has drawn, for a page."""
    return st.session_state[_SCOPE]


def _version(store: Store, current_version: Version) -> Version:
    """The version that the link pins, kept from page to page; the current one where it names none that is here."""
    wanted = _wanted("version", current_version.id)
    known = {} if wanted == current_version.id else {v.id: v for v in store.versions()}
    version = known.get(wanted, current_version)
    if wanted != version.id:
        st.warning(f"The link asks for data version {wanted[:40]!r}, which is not here. The current one is shown.")
    return version


def _choose(label: str, key: str, options: list[str], default: str, wording) -> str:
    """A select box whose value always stands in the URL."""
    box = f"{key}_box"
    chosen = _wanted(key, default)
    if key == "as_of" and chosen not in options and _is_day(chosen):
        options = sorted({*options, chosen}, reverse=True)
    if chosen not in options:
        st.toast(f"{label} {chosen[:40]!r} is not in this data; {wording(default)} is shown.")
        chosen = default
    st.session_state[box] = chosen
    return st.selectbox(label, options, key=box, format_func=wording)


def _wanted(key: str, default: str) -> str:
    """What a filter should be: the URL where it was changed from outside (a deep link, Back), else what it was.

    Following a link of the navigation empties the URL, which says nothing about the filter.
    """
    written = st.session_state.get(f"{key}_written")
    in_url = st.query_params.get(key)
    if in_url is not None and in_url != written:
        return in_url
    return st.session_state.get(f"{key}_box", written or default)


def _write(chosen: dict[str, str]) -> None:
    """Put every filter into the URL, defaults too, so that a link never drifts.

    All at once: each write is a step in the browser's history, and Back must leave the page, not undo half a link.
    """
    for key, value in chosen.items():
        st.session_state[f"{key}_written"] = value
    if any(st.query_params.get(key) != value for key, value in chosen.items()):
        st.query_params.update(chosen)


def _link() -> None:
    with st.popover("Copy link", width="stretch"):
        st.write("This link shows the same numbers tomorrow: data version and as-of date are part of it.")
        address = (st.context.url or "").split("?")[0]
        st.code(f"{address}?{urlencode(st.query_params.to_dict())}", language=None, wrap_lines=True)


def _days(first: date, newest: date) -> list[str]:
    """The newest day and every month end before it, newest first."""
    ends = [p.end for p in periods.between(first, newest, "month") if p.end < newest]
    return [d.isoformat() for d in [newest, *ends[::-1]]]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _day_label(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day:%b} {day.day}, {day.year}"
