"""The rows of the comparison: dots, sentence, badge and what is expected next, and the same field by field."""

import polars as pl
import streamlit as st

from dashboard import passport, wording
from dashboard.ask import recall
from dashboard.charts import versus as charts
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.copying import copy_button
from dashboard.tables import table
from dashboard.wording import badges
from dashboard.wording import versus as words
from dashboard.wording import versus_ahead as ahead_words
from queries.semantic.dimensions import SIDES
from queries.semantic.unit import COUNT, SHARE, USD, Unit
from queries.strategy import versus, versus_ahead, versus_fields, versus_table, versus_view
from queries.strategy.versus import ENROLLMENT, OUTCOMES, REVENUE, Line
from queries.strategy.versus_view import View

MOST_FIELDS = 10
PANELS = (
    ("price", USD, "Price", "Median list price of a program"),
    ("people", COUNT, "People", "People who completed"),
    ("value", USD, "Value at list price", "People who completed × list price, where a price is known"),
    ("employed", SHARE, "Employed", "Share employed in the second quarter after completing"),
)
"""Measure, unit, title and unit line of the small multiples."""
_OWN_METRIC = {ENROLLMENT: "net_registrations", REVENUE: "net_revenue"}


def quote(view: View, found: dict[str, Line], gaps: dict[str, dict]) -> None:
    """The sentence to quote, with the button that copies it."""
    if text := words.quotable(view, gaps, found, recall(versus_view.computed_on)):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(wording.escaped(text), width="stretch")
            copy_button("Copy sentence", text, "copy_quote", "The sentence with its source and date.")


def row(view: View, line: Line, gaps: dict[str, dict]) -> None:
    """One subject: its dots at the left, beside them the sentence, the badges and what is expected next."""
    left, middle, right = st.columns([5, 4, 3])
    with left:
        dots(view, line.subject)
    with middle:
        st.markdown(f"**{wording.escaped(words.difference(line))}** {wording.escaped(words.college(line))}")
        if line.subject == OUTCOMES and gaps:
            st.markdown(wording.escaped(words.same_fields(gaps)))
        st.caption(wording.escaped(words.foot(line, view)))
    with right:
        st.markdown(f"Both sides: {badges.badge(line.sides.verdict)}", help=badges.about_badge(line.sides.verdict))
        if line.college is not None:
            st.markdown(f"This college: {badges.badge(line.own.verdict)}", help=badges.about_badge(line.own.verdict))
            st.markdown(wording.escaped(line.own.reason))
        ahead = recall(versus_ahead.certificates, view) if line.subject == ENROLLMENT else None
        own = recall(versus_ahead.expected, view, _OWN_METRIC[line.subject]) if line.subject in _OWN_METRIC else None
        said = ahead_words.expected(line.subject, ahead, own, view.state)
        st.markdown("**Next**  \n" + "  \n".join(wording.escaped(s) for s in said))


@drawn
def dots(view: View, subject: str) -> Card:
    """Both sides and the college on one scale."""
    line = recall(versus.headlines, view)[subject]
    known = passport.of_table(recall(versus_table.numbers, view, line.subject))
    title = words.TITLES[line.subject]
    said = f"{title}: {words.difference(line)} {words.college(line)}"
    return charts.dots(title, words.unit_line(line), line, said, known, f"versus-{line.subject}")


def by_field(view: View) -> None:
    """The four headlines field by field, in one order, each measure on one scale."""
    known = recall(versus_table.fields, view)
    for start in (0, 2):
        for column, panel in zip(st.columns(2), PANELS[start : start + 2], strict=True):
            with column:
                _panel(view, known, *panel)


@drawn
def _panel(view: View, known: object, measure: str, unit: Unit, title: str, unit_line: str) -> Card:
    frame = recall(versus_fields.by_field, view).head(MOST_FIELDS)
    named = frame.select(
        pl.Series("name", [wording.name("field", f) for f in frame["field"]], dtype=pl.String),
        *(pl.col(f"{measure}_{side}").cast(pl.Float64).alias(side) for side in SIDES),
    )
    whole = passport.of_table(recall(versus_table.fields, view))
    unit_line += wording.all_fields(view.scope, frame["field"])
    return charts.fields(f"{title} by field", unit_line, named, unit, whole, f"versus-field-{measure}")


def rivals(view: View) -> None:
    """Each kind of alternative in each field beside the college's own programs, and where it beats them."""
    kinds = recall(versus_fields.beside_kinds, view).to_dicts()
    st.markdown(
        f"**{wording.escaped(words.sentence_of_rivals(kinds, has_all_kinds=view.alternative == versus_view.ALL))}**"
    )
    table("Alternatives beside us on price and time", recall(versus_table.alternatives, view))


def numbers(view: View) -> None:
    """Every measure in one table."""
    table("Every number", recall(versus_table.numbers, view))


def headlines(view: View) -> tuple[dict[str, Line], dict[str, dict]]:
    """The four headlines, and the adjusted gap of the outcome."""
    found = recall(versus.headlines, view)
    return found, recall(versus.gaps, view, found[OUTCOMES].measure)
