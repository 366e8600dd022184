"""Outcome numbers side by side with their badges: unlike definitions never share an axis."""

from collections.abc import Iterator

import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.ask import derive
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, RANGE, intervals
from dashboard.heading import heading
from dashboard.passport import of_table, public_line
from dashboard.streamlit_internals import DeltaGenerator
from dashboard.tables import table
from dashboard.wording import outcomes as words
from data.bundled import outcomes as bundle_outcomes
from data.reference.caveats import CAVEATS
from data.reference.outcome_definitions import DEFINITIONS
from data.reference.sources import SOURCES
from queries.outcomes import chosen_numbers
from queries.outcomes import completion as outcomes
from queries.outcomes import tables as outcome_tables
from queries.semantic.scope import Scope

POOLINGS = {
    "stated": "as stated",
    "people": "sums of people",
    "average": "weighted by people",
    "median": "median of programs",
}


def label(number: dict) -> str:
    """A number's name in a list of choices: whose, what, when."""
    parts = [number["provider"], number["program"]] if number["program"] else [_whose(number)]
    return " · ".join([DEFINITIONS[number["definition"]].label, *filter(None, parts), words.period(number["period"])])


def verdict(chosen: list[dict]) -> None:
    """Whether the chosen definitions can be compared, in a sentence."""
    st.markdown(f"**{chosen_numbers.verdict([number['definition'] for number in chosen])}**")


def badges(chosen: list[dict]) -> None:
    """Every pair of the chosen definitions with its badge and reason."""
    definitions = [number["definition"] for number in chosen]
    for _, _, pairs in chosen_numbers.pairs(definitions):
        st.markdown(f"- **{pairs.verdict.capitalize()}**: {wording.escaped(pairs.reason)}")


def stated(chosen: list[dict], scope: Scope) -> None:
    """The numbers as stated: a card, and so an axis, per definition."""
    definitions = list(dict.fromkeys(number["definition"] for number in chosen))
    for definition, column in _abreast(definitions):
        with column:
            _one_definition(definition, [n for n in chosen if n["definition"] == definition], scope)


def on_common_basis(chosen: list[dict], scope: Scope) -> None:
    """What is certain of each number among all who completed and among all who enrolled; who cannot be bounded is said."""
    for basis, title in (("completers", "all who completed"), ("enrolled", "all who enrolled")):
        _bounds(basis, title, chosen, scope)
        without = [label(n) for n in chosen if outcomes.common_basis(n)[basis] is None]
        if without:
            names = wording.escaped("; ".join(without))
            st.caption(f"These have no published counts for this basis: {names}.")


@drawn
def _bounds(basis: str, title: str, chosen: list[dict], scope: Scope) -> Card:
    rows, bounded = [], []
    for number in chosen:
        interval = outcomes.common_basis(number)[basis]
        if interval:
            bounded.append(number)
            least, most = interval
            in_words = words.interval(least, most) if least < most else words.share(least)
            ends = {"value": least, "low": least, "high": most}
            state = RANGE if least < most else CLOSED
            rows.append(_point(label(number), number | ends, in_words) | {"state": state})
    points = pl.DataFrame(rows, schema=_POINTS)
    return intervals(
        f"Bounds among {title}",
        points,
        "Lowest to highest share, whatever happened to learners who were left out or did not answer",
        of_table(outcome_tables.bounds(points, scope, (_BOUNDS, _COMPUTED)), _source(bounded, scope)),
        f"bounds-{basis}",
        axis="whole",
    )


def records(chosen: list[dict]) -> None:
    """The definition records side by side, a column each."""
    codes = list(dict.fromkeys(number["definition"] for number in chosen))
    for code, column in _abreast(codes):
        with column.container(border=True, height="stretch", gap="xsmall"):
            heading(DEFINITIONS[code].label)
            for field, text in words.record(code).items():
                st.markdown(f"**{field}.** {text}")


def _abreast(codes: list[str]) -> Iterator[tuple[str, DeltaGenerator]]:
    abreast = 2 if len(codes) in (1, 2, 4) else 3  # as few rows that are not full as can be
    for first in range(0, len(codes), abreast):
        yield from zip(codes[first : first + abreast], st.columns(abreast), strict=False)


def matrix(scope: Scope) -> None:
    """The badges of all definitions."""
    table("Which definitions can be compared", derive(outcome_tables.matrix, chosen_numbers.matrix(), scope))
    st.caption(
        "`no` means not comparable; `convertible` means a common basis exists, exact or within bounds. Rows and columns read alike."
    )


@drawn
def same_reporters(scope: Scope, definition: str) -> Card:
    """One definition by period, for all reporters and for the same ones."""
    rows = []
    rows_by_period = outcomes.same_reporters(scope, definition).to_dicts()
    source = _source(rows_by_period, scope)
    for r in rows_by_period:
        who = "the same schools" if r["reporters"] == "same" else "all who report"
        name = f"{words.period(r['period'])}, {who} ({r['providers']})"
        rows.append(_point(name, r | {"definition": definition}, words.number(definition, r["value"])))
    points = pl.DataFrame(rows, schema=_POINTS)
    return intervals(
        f"The same schools over time: {DEFINITIONS[definition].label}",
        points,
        "Number of schools in parentheses · schools that report in one period only move the line of all",
        of_table(outcome_tables.numbers(points, "Period", scope, (CAVEATS["reporters_change"], _COMPUTED)), source),
        f"same-{definition}",
    )


def _source(numbers: list[dict], scope: Scope) -> str:
    """Whose numbers they are: public sources first, the college's own after them."""
    public = dict.fromkeys(n["list_id"] for n in numbers if n["list_id"] != "own")
    sources = [SOURCES[source] for source in public if source in SOURCES]
    line = public_line(scope, *sources)
    if any(n["list_id"] == "own" for n in numbers):
        line = f"{line}; {wording.known_at(scope)}" if line else f"Source: {wording.known_at(scope)}"
    return line


_COMPUTED = (
    f"Pooled numbers of sources that are not imported were computed from the public files on "
    f"{bundle_outcomes.about()['computed_on']}."
)
_BOUNDS = (
    "Let E be enrolled, G graduates, X left out, J placed and N not reporting. The share of completers lies from J/G "
    "to (J+N+X)/G, the share of the enrolled from J/E to (J+N+X)/E. Where E and N have only published limits, the "
    "widest bounds are shown."
)
_POINTS = {
    "name": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "text": pl.String, "state": pl.String,
    "unit": pl.String,
}  # fmt: skip


@drawn
def _one_definition(definition: str, mine: list[dict], scope: Scope) -> Card:
    d = DEFINITIONS[definition]
    rows = []
    for number in mine:
        n = f"n {number['n']:,}" if number["n"] else "n not stated"
        value = words.number(definition, number["value"])
        rows.append(_point(f"{_name(number)} ({n})", number | {"definition": definition}, value))
    points = pl.DataFrame(rows, schema=_POINTS)
    lists = sorted({n["list_id"] for n in mine} & set(SOURCES))
    about = [f"**{d.label}.** {d.numerator} {d.exclusions}"]
    about += [f"Source: {SOURCES[s].publisher}, {SOURCES[s].title}. {SOURCES[s].covers}." for s in lists]
    about += [CAVEATS[c] for s in lists for c in SOURCES[s].caveats]
    pooled = ", ".join(sorted({POOLINGS[n["pooled_by"]] for n in mine}))
    return intervals(
        d.label,
        points,
        f"{d.numerator.rstrip('.')} · {pooled}",
        of_table(outcome_tables.numbers(points, "Number", scope, (*about, _COMPUTED)), _source(mine, scope)),
        f"stated-{definition}",
        axis="whole" if d.measure == "share" else "usd",
    )


def _name(number: dict) -> str:
    whose = f"{number['provider']}, {number['program']}" if number["program"] else _whose(number)
    return f"{whose}, {words.period(number['period'])}"


def _whose(number: dict) -> str:
    if number["list_id"] == "own":
        return "This college"
    of = words.LISTS.get(number["list_id"], number["list_id"])
    same = ", the same schools" if number["reporters"] == "same" else ""
    return f"{of}{same}"


def _point(name: str, number: dict, text: str) -> dict:
    ends = {end: number[end] for end in ("value", "low", "high")}
    return {"name": name, **ends, "text": text, "state": CLOSED, "unit": DEFINITIONS[number["definition"]].measure}
