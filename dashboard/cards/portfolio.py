"""Cards of the portfolio: its weights, every offering by class, and one offering with all that its class rests on."""

import streamlit as st

from dashboard import filters, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.editing import portfolio_notes as editing
from dashboard.finding import show_finding
from dashboard.heading import heading
from dashboard.page import link
from dashboard.tables import table
from dashboard.wording import launch as launch_words
from dashboard.wording import portfolio as words
from dashboard.wording import program_thresholds as threshold_words
from dashboard.wording import teach_out as teach_out_words
from data.reference import portfolio as rules
from data.reference import program_thresholds
from data.reference.portfolio import CRITERIA, Rule
from data.store.home import home
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.strategy import launch, portfolio_notes, portfolio_tables, portfolio_ties, portfolio_verdict, teach_out
from queries.strategy import program_thresholds as threshold_questions

LABELS = tuple(words.INPUTS[name] for name in CRITERIA)


def rule() -> Rule:
    """The rule of the data folder or the shipped one, with the weights that are chosen on the page."""
    try:
        used = rules.rule(home())
    except rules.BadRule as error:
        st.warning(f"{error} The shipped rule is used.")
        used = rules.shipped()
    chosen = []
    with st.expander("Weights"):
        columns = st.columns(4)
        for place, (name, label) in enumerate(zip(CRITERIA, LABELS, strict=True)):
            column = columns[place % len(columns)]
            start = float(used.weights[place])
            key = f"portfolio_{name}"
            chosen.append(linked(column.number_input, label, 0.0, 100.0, start, 0.5, format="%g", key=key))
        st.caption("Only the share of a weight counts. 0 leaves an input out. The link of this page holds the weights.")
    if sum(chosen):
        return used.weighted(tuple(chosen))
    st.warning(words.NO_WEIGHT)
    return used


def launches(used: Rule, scope: Scope) -> None:
    """Program groups that could be launched, and how large the college's own launches became."""
    heading("What could be launched")
    if not recall(launch.is_answerable, scope):
        st.info(launch_words.WHOLE_COLLEGE)
        return
    candidates = recall(launch.candidates, scope, used)
    show_finding(launch_words.sentence_of_candidates, candidates, used)
    if not candidates.is_empty:
        table("Candidates by points", candidates)
    fared = recall(launch.own_launches, scope)
    st.markdown(wording.escaped(launch_words.sentence_of_launches(fared)))
    if fared is None:
        st.caption(launch_words.WHERE_FROM)
    else:
        st.caption(f"{launch_words.BANDS} {launch_words.WHERE_FROM}")
        seats = str(round(fared.middle))
        link(
            "Scenario", "**Scenario**:", "a launch of that size, at a price and cost of your own", scenario_seats=seats
        )


def thresholds(scope: Scope) -> None:
    """The degrees of the college under state laws on few graduates; one sentence where it offers none."""
    try:
        laws, is_shipped = program_thresholds.rules(home())
    except rules.BadRule as error:
        st.warning(f"{error} The shipped rules are used.")
        laws, is_shipped = program_thresholds.shipped(), True
    heading("State laws on degrees with few graduates")
    degrees = recall(threshold_questions.degrees, scope, laws)
    state = recall(threshold_questions.state, scope)
    show_finding(threshold_words.sentence_of_degrees, degrees, laws, state)
    if not degrees.is_empty:
        table("Degrees and their limits", degrees)
    st.caption(threshold_words.sentence_of_laws(laws, is_shipped=is_shipped))


def offerings(judged: Table) -> None:
    """Every open offering: grow first, then by points."""
    table("Every open offering by class", judged)


def one(judged: Table, used: Rule, scope: Scope) -> None:
    """Choose an offering and read what its class rests on, what would change it, and what closing it would take."""
    heading("One offering")
    titles = dict(judged.frame.sort("title", "offering").select("offering", "title").rows())
    chosen = linked(
        st.selectbox,
        "Offering",
        [portfolio_verdict.FEWEST, *titles],
        key="portfolio_offering",
        width=filters.NARROW,
        format_func=lambda code: titles.get(code, "The one with the fewest points"),
    )
    turns = words.sentence_of_turns(portfolio_verdict.turns(judged, chosen, used)) or words.no_turn(
        judged, chosen, used
    )
    notes = recall(portfolio_notes.log, scope)
    for sentence in (
        words.sentence_of_one(judged, chosen, used),
        words.sentence_of_cap(judged, chosen, used),
        turns,
        words.sentence_of_money(judged, chosen),
        words.sentence_of_contested(notes, judged, chosen, used),
        words.sentence_of_decision(notes, judged, chosen),
    ):
        if sentence:
            st.markdown(wording.escaped(sentence))
    table("What its class rests on", derive(portfolio_tables.of_one, judged, chosen, LABELS, used))
    _notes(judged, chosen, notes, scope)
    _closing(judged, chosen, used, scope)


def _notes(judged: Table, chosen: str, notes: Table, scope: Scope) -> None:
    """The notes on the chosen offering, and a form that adds one."""
    mine = derive(portfolio_notes.of_one, notes, judged, chosen)
    if not mine.is_empty:
        table("Notes and decisions", derive(words.in_words, mine))
    with st.expander("Contest an input, add a remark or record a decision"):
        row = portfolio_verdict.row_of(judged, chosen)
        editing.write(scope, row, portfolio_notes.contested(notes, judged, chosen))
        st.caption(words.NOTES_KEPT)


def _closing(judged: Table, chosen: str, used: Rule, scope: Scope) -> None:
    """What closing the chosen offering would take, in every class."""
    heading("What closing it would take")
    owed, ties = recall(teach_out.owed, scope), recall(portfolio_ties.ties, scope)
    made = derive(teach_out.closing, judged, owed, ties, chosen, used)
    show_finding(teach_out_words.sentence_of_closing, made)
    st.markdown("\n".join(f"- {wording.escaped(step)}" for step in teach_out_words.steps(made, scope.as_of)))
    left, right = st.columns(2)
    with left:
        notes = (teach_out_words.how_saved(used),)
        by_year = derive(teach_out.years, made, judged, notes)
        table("Revenue lost beside cost avoided", by_year, empty=teach_out_words.NO_COST)
        st.caption(teach_out_words.how_saved(used))
    with right:
        table("What it is tied to", derive(teach_out.ties_of, ties, judged, chosen), empty=teach_out_words.NO_TIE)
    title = portfolio_verdict.row_of(judged, chosen)["title"]
    link("Scenario", "**Scenario**:", "close registration for it, and see the goals", scenario_retired=title)
    table("Sections owed", derive(teach_out.owed_of, owed, judged, chosen), empty=teach_out_words.NO_SECTION)
