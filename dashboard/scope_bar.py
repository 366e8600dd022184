"""The row of filters under the navigation. With `dashboard.address` the only owner of session state and address."""

# Why: decisions 10 and 77.

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import streamlit as st

from dashboard import address, price_response, screen, wording
from dashboard.access.roles import Person
from dashboard.ask import recall
from dashboard.copying import copy_link
from dashboard.navigation import PAGES, titled
from dashboard.wording import COLLEGES, states
from data.contracts.vocabulary import PROVIDER_TYPES
from data.reference import periods
from data.reference.colleges import College
from data.reference.colleges import college as find_college
from data.reference.periods import Period
from data.reference.view import view
from data.store.store import Store, Version
from queries import college as colleges
from queries.semantic.scope import Scope
from queries.strategy import market

ALL = "All"
MARKET = ("state", "provider_type")
"""Filters that only pages about the market need; they stand behind a button."""
PINNED = ("college", "period", "as_of", "version")
"""Filters whose default moves as data arrives; every address of ours names them."""
_LINK_HELP = "This link keeps showing the same numbers: it includes the data version and the as-of date."
_SCOPE, _MORE, _SAVED, _NEXT, _LINKED = "_scope", "_more", "_saved_", "_next_version", "_linked"


@dataclass(frozen=True)
class Filter:
    """One filter of the row: its options by code, and the one that is chosen where nothing else is.

    `worded` says an option as it stands on screen, and `help` is shown beside the label.
    """

    key: str
    label: str
    options: Sequence[str]
    default: str
    worded: Callable[[str], str] = str
    help: str | None = None

    @cached_property
    def choice(self) -> address.Choice:
        """Return what the filter can hold, for the address and the state of the session."""
        by_text, words = address.options_by_text(self.options, self.worded)
        return address.Choice(self.default, by_text, words, is_pinned=self.key in PINNED)

    def settle(self) -> str:
        """Return the option that the address names, as its code.

        Where the address names too little it is that of the page before, and else the default. What the address names
        and the data does not have becomes the default with a notice.
        """
        is_kept = not address.named(self.key) and (self.key in PINNED or not _is_ours())
        return address.settle(self.key, self.label, self.choice, is_kept=is_kept)

    def draw(self) -> None:
        """Draw the select box."""
        address.linked(
            st.selectbox,
            self.label,
            self.options,
            self.options.index(self.default),
            key=self.key,
            format_func=self.worded,
            help=self.help,
            is_pinned=self.key in PINNED,
        )


def draw(store: Store, current: Version, who: Person) -> Scope:
    """Draw the row of filters and return the scope that they make, which `current` gives to the page."""
    if (version := st.session_state.pop(_NEXT, None)) is not None:
        st.session_state["version"] = version
        address.put({"version": (version,)})
    is_opened = _SCOPE in st.session_state and address.is_bare()
    is_ours = _is_ours()
    filters, chosen = _settled(store, current, who)
    texts = {f.key: f.choice.texts(chosen[f.key]) for f in filters.values()}
    texts[price_response.KEY] = price_response.settle(is_kept=not is_ours)
    _complete(filters, chosen, texts, is_opened=is_opened)
    with screen.folded_on_a_phone("Filters"):
        _row(filters, chosen)
    for notice in address.notices():
        st.warning(notice)
    if on := [
        f"{filters[key].label.lower()} {filters[key].worded(chosen[key])}" for key in MARKET if chosen[key] != ALL
    ]:
        st.caption(f"Also chosen: {', '.join(on)}.")
    where = tuple((key, chosen[key]) for key in ("field", "provider_type", "state") if chosen[key] != ALL)
    if who.part is not None and "field" not in dict(where):
        where = tuple(sorted((*where, who.part.filter)))
    calendar = recall(colleges.calendar, who.view(chosen["version"]), chosen["college"])
    period, as_of = calendar.parse(chosen["period"]), date.fromisoformat(chosen["as_of"])
    if as_of < period.start:
        _say_early(period, as_of)
    scope = Scope(who.view(chosen["version"]), find_college(chosen["college"]), period, as_of, where)
    st.session_state[_SCOPE] = scope
    st.session_state[_LINKED] = {key: values[0] for key, values in texts.items() if values}
    return scope


def is_by_date(scope: Scope, url: str) -> bool:
    """Whether a term is chosen on a page that counts by date; it is said, and a period by date is offered."""
    page = next((entry for entry in PAGES if entry.url == url), None)
    if scope.period.kind != "term" or page is None or not page.by_date:
        return False
    year = scope.period.fiscal_year
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"{page.title} shows quarters and fiscal years, not terms such as {scope.period.label()}.")
        st.button(f"Show {year.label()}", on_click=address.choose, args=("period", year.name))
    return True


def current() -> Scope:
    """Return the scope of this run; `draw` has been called before any page. Raises KeyError where it was not."""
    return st.session_state[_SCOPE]


def last_college() -> College | None:
    """The college of the page before, None where this is the first of the session."""
    return st.session_state[_SCOPE].college if _SCOPE in st.session_state else None


def page_link(page: st.Page, label: str, **choices: str | list[str]) -> None:
    """A link to another page at an address that names the filters that are on here, and choices of that page."""
    st.page_link(page, label=label, query_params=st.session_state.get(_LINKED, {}) | choices)


def _is_ours() -> bool:
    """Whether we wrote the address; a filter that it does not name is then at its default."""
    return all(address.named(key) for key in PINNED)


def _say_early(period: Period, as_of: date) -> None:
    """Say that nothing of the period is known on a day before it, and offer the period of that day."""
    then = period.calendar.containing(as_of, period.kind)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"{period.label()} begins on {wording.day(period.start)}, after the as-of date {wording.day(as_of)}.")
        st.button(f"Show {then.label()}", on_click=address.choose, args=("period", then.name))


def _settled(store: Store, current: Version, who: Person) -> tuple[dict[str, Filter], dict[str, str]]:
    """Every filter by key, with the options that the chosen version has, and the code of what is chosen in each."""
    held = {v.id: v for v in store.versions()} | {current.id: current}
    versions = Filter(
        "version",
        "Data version",
        sorted(held, reverse=True),
        current.id,
        help="Each import makes a new version; see the Data page.",
    )
    version = held[versions.settle()]
    college = Filter("college", "College", version.colleges, version.colleges[-1], lambda c: COLLEGES[c])
    filters = [college, *_filters(version, college.settle(), who), versions]
    return {f.key: f for f in filters}, {f.key: f.settle() for f in filters}


def _filters(version: Version, college: str, who: Person) -> list[Filter]:
    """The filters whose options depend on the version and the college, as the reader is shown them."""
    shown = who.view(version.id)
    years = recall(colleges.fiscal_years, shown, college)
    names = [p.name for year in years for p in _within(year, who)]
    first, newest = recall(colleges.span, shown, college)
    asked = _day(next(iter(address.named("as_of")), st.session_state.get("as_of")))
    days = _days(first, newest, asked) if who.audience == "staff" else _quarter_ends(years[0].calendar, first, newest)
    return [
        Filter("period", "Period", names, years[0].name, help=wording.periods_of(years[0].calendar)),
        _fields(shown, college, who),
        Filter(  # in ISO on screen too: the address says what the box shows, and links stay as they are
            "as_of",
            "As of",
            days,
            days[0],
            help="The college's own numbers are shown as of this day. Public statistics (awards, program lists and "
            "outcomes of others) are the newest edition imported, on every day. A link may name any day of the data.",
        ),
        _unless_chosen("state", recall(market.states, shown)),
        _unless_chosen("provider_type", PROVIDER_TYPES),
    ]


def _within(year: Period, who: Person) -> list[Period]:
    """A fiscal year with its quarters and the terms that start in it, newest first; the public is not offered terms."""
    calendar = year.calendar
    offered = calendar.terms if who.audience == "staff" else ()
    terms = [calendar.of_term(term) for term in offered if year.start <= term.starts_on <= year.end]
    return [year, *calendar.between(year.start, year.end, "quarter")[::-1], *terms[::-1]]


def _fields(shown: str, college: str, who: Person) -> Filter:
    """The fields to choose from. A reader who is shown only some fields of the college chooses one at a time."""
    own = recall(colleges.own_fields if who.part else colleges.fields, shown, college)
    every = _unless_chosen("field", own)
    options = own or who.part.values if who.part and who.part.grain == "field" else ()
    return replace(every, options=options, default=options[0]) if options else every


def _unless_chosen(dimension: str, values: Sequence[str]) -> Filter:
    """A filter that is off unless chosen."""
    every = f"All {wording.plural(dimension)}"

    def worded(value: str) -> str:
        if value == ALL:
            return every
        return states.in_a_list(value) if dimension == "state" else wording.name(dimension, value)

    label = wording.label(dimension)
    return Filter(dimension, label, [ALL, *values], ALL, worded)


def _complete(
    filters: dict[str, Filter], chosen: dict[str, str], texts: dict[str, address.Texts], *, is_opened: bool
) -> None:
    """Write the filters into the address where it leaves out one of them, or names one that is not in this data."""
    if is_opened:
        address.fill(texts)
    elif not all(f.choice.says(address.named(f.key), chosen[f.key]) for f in filters.values()):
        address.put(texts)


def _row(filters: dict[str, Filter], chosen: dict[str, str]) -> None:
    """Draw in one row on a wide screen, two by two on a narrow one."""
    # At the bottom the boxes are level with the buttons; an open list of filters would push them down.
    with st.container(horizontal=True, vertical_alignment="top" if st.session_state.get(_MORE) else "bottom"):
        for key in ("college", "period", "field", "as_of"):
            filters[key].draw()
        with st.expander("More filters", width=170, key=_MORE, on_change="rerun"):
            for key in MARKET:
                # The browser builds long lists anew whatever is changed, so that one that is off waits to be seen.
                if st.session_state.get(_MORE) or chosen[key] != ALL:
                    filters[key].draw()
            filters["version"].draw()
        pinned = {key: None if value == ALL else value for key, value in chosen.items()}
        copy_link("Copy link", pinned, "copy_link", _LINK_HELP)


def _days(first: date, newest: date, asked: date | None) -> list[str]:
    """The days to choose from as ISO text, newest first: the newest, each month end before it, and `asked` within."""
    days = {newest, *(p.end for p in periods.STANDARD.between(first, newest, "month") if p.end < newest)}
    if asked is not None and first <= asked <= newest:
        days.add(asked)
    return [d.isoformat() for d in sorted(days, reverse=True)]


def _quarter_ends(calendar: periods.Calendar, first: date, newest: date) -> list[str]:
    """The days to choose from for the public, newest first; the newest of all where no quarter is over."""
    ends = [q.end.isoformat() for q in calendar.between(first, newest, "quarter") if q.end <= newest]
    return ends[::-1] or [newest.isoformat()]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def note_saved(page: str, version: str) -> None:
    """Keep which version the reader made from a page that goes on showing an older one."""
    st.session_state[_SAVED + page] = version


def last_saved(page: str) -> str | None:
    """The version that the reader made last from a page, as it is shown to them; None before the first."""
    made = st.session_state.get(_SAVED + page)
    return made and replace(view(current().version), version=made).id


def show_version(version: str) -> None:
    """Make the page anew with another version of the data; the pages that are opened after it show that one, too."""
    st.session_state[_NEXT] = version
    st.rerun()


def link_to(title: str, label: str, **choices: str) -> None:
    """A link to another page, by its title, that keeps every filter and names more choices of that page."""
    kept = address.texts_of(("college", "period", "field", "as_of", *MARKET, "version", price_response.KEY))
    st.page_link(titled(title).file, label=label, query_params=kept | choices)


def choose_by_row(table: str, widget: str, values: Sequence[str]) -> Callable[[], None]:
    """Return what a table does when a row is selected: the widget, and so the address, takes the value of that row."""

    def chosen() -> None:
        rows = st.session_state[table]["selection"]["rows"]
        if rows and rows[0] < len(values):
            address.choose(widget, values[rows[0]])

    return chosen
