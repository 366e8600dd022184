"""Cards of demand: which programs it is asked for and how it is counted, and what their occupations come to."""

import polars as pl
import streamlit as st

from dashboard import screen, wording
from dashboard.address import linked
from dashboard.ask import derive, recall
from dashboard.cards.guidelines import guidelines
from dashboard.filters import NARROW
from dashboard.finding import show_finding
from dashboard.page import follow
from dashboard.tables import table
from dashboard.wording import demand as words
from dashboard.wording.counts import counted
from queries.forecasting import external
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.strategy import demand_choice, demand_entry, demand_pairs, demand_postings, demand_skills
from queries.strategy.demand import AVERAGE_WAGE
from queries.strategy.demand_choice import EVERY, OFFERING, OURS
from queries.strategy.demand_pairs import LEVELS, Choices
from queries.strategy.demand_shares import SPLITS


def choose(scope: Scope) -> tuple[str, str, tuple[str, ...], Choices] | None:
    """Draw what is asked: the choice, its name, its programs and how they are counted. None, with a sentence, where there is nothing."""
    options = recall(demand_choice.options, scope)
    if not options:
        st.info(words.NO_STATISTICS)
        return None
    columns = st.columns([3, 2, 2])
    chosen = linked(
        columns[0].selectbox, "Programs", [*options], key="demand_programs", format_func=options.__getitem__
    )
    split = linked(
        columns[1].selectbox,
        "Divide openings by",
        list(SPLITS),
        key="demand_split",
        format_func=words.SPLITS.__getitem__,
        help="An occupation has several programs. Its openings are divided among them, so that none is counted twice.",
    )
    level = linked(
        columns[2].selectbox,
        "Awards that count",
        list(LEVELS),
        key="demand_level",
        format_func=words.LEVELS.__getitem__,
    )
    metro = _metro(scope)
    with st.container(horizontal=True):
        teachers = linked(st.checkbox, "Count teachers at colleges", False, key="demand_teachers")
        supervisors = linked(st.checkbox, "Count first-line supervisors", False, key="demand_supervisors")
    codes = recall(demand_choice.codes, scope, chosen)
    if not codes and chosen != EVERY:
        st.info(words.NO_OFFERING if chosen == OURS else words.NO_LINK)
        return None
    return chosen, options[chosen], codes, Choices(split, level, teachers, supervisors, metro)


def _metro(scope: Scope) -> str:
    """Draw the choice of an area of the chosen state; empty means the whole state, or the country."""
    names = recall(demand_pairs.metros, scope)
    if not names:
        return ""
    chosen = linked(
        st.selectbox,
        "Part of the state",
        [words.WHOLE_STATE, *names],
        key="demand_metro",
        width=NARROW,
        format_func=lambda code: names.get(code, code),
        help="An area that crosses states is counted whole.",
    )
    return "" if chosen == words.WHOLE_STATE else chosen


def tiles(row: pl.DataFrame) -> None:
    """Openings, those without transfers, openings per award and the median wage: four to a row, two by two on a phone."""
    whole = row.row(0, named=True)
    strict = whole["strict"] / whole["openings"] if whole["openings"] else None
    shown = (
        ("Openings a year", words.openings(whole["openings"]), counted(whole["occupations"], "occupation"), "The programs' share of all openings of their occupations."),
        ("Without transfers", words.openings(whole["strict"]), f"{wording.percent(strict)} of them" if strict is not None else "", "Exits from the labor force and growth. People who change occupation are left out."),
        ("Openings per award", words.index(whole["per_award"]), counted(whole["awards"], "award") if whole["awards"] is not None else "not known by area", words.PER_AWARD),
        ("Median wage", words.average_wage(whole["wage_median"]), words.beside_wage(row), AVERAGE_WAGE),
    )  # fmt: skip
    places = (
        [c for _ in range(0, len(shown), 2) for c in st.columns(2, wrap=False)]
        if screen.is_phone()
        else st.columns(len(shown))
    )
    for column, (label, value, beside, help_) in zip(places, shown, strict=True):
        column.metric(
            label,
            value,
            delta=beside or None,
            delta_color="off",
            delta_arrow="off",
            help=help_,
            border=True,
            height="stretch",
        )


def bar(scope: Scope, occupations: Table) -> None:
    """Set a bar of hourly pay, and read how many openings are in occupations that reach it near entry."""
    amounts = guidelines()
    of = amounts.newest(scope.as_of.year, demand_pairs.area(scope))
    if of is None:
        return
    default = round(demand_entry.bar_usd(of[1]), 2)
    hourly = linked(
        st.number_input,
        "Hourly pay to reach",
        1.0,
        500.0,
        default,
        0.5,
        format="%.2f",
        key="demand_bar",
        width=NARROW,
        help="At national prices. The college's own bar; it starts from 1.5 times the poverty guideline of one person.",
    )
    part = derive(demand_entry.share_at, occupations, hourly)
    st.caption(wording.escaped(words.sentence_of_bar(part, hourly, of if hourly == default else None)))


def skills(scope: Scope, chosen: str, codes: tuple[str, ...], choices: Choices) -> None:
    """Technologies beside soft skills and work styles, and for our offerings what the catalog names."""
    if not recall(demand_skills.is_held, scope.version):
        st.info(words.NO_STATISTICS)
        return
    technologies = recall(demand_skills.technologies, scope, chosen, codes, choices)
    rated = recall(demand_skills.skills, scope, codes, choices)
    show_finding(words.sentence_of_skills, technologies.frame, rated.frame)
    left, right = st.columns(2)
    with left:
        table("Technologies in demand", technologies, empty=words.NO_TECHNOLOGY)
    with right:
        table("Skills and work styles", rated)
    if chosen == OURS or chosen.startswith(OFFERING):
        table(
            "What our catalog names",
            recall(demand_skills.catalog, scope, chosen, codes, choices),
            empty=words.NO_SKILLS,
        )
    st.caption(f"{demand_skills.RATED} {demand_skills.TECHNOLOGY_SKILLS}")


def trust(scope: Scope, codes: tuple[str, ...], choices: Choices) -> None:
    """Where postings are going in the sectors of the occupations, and how well both were foreseen before."""
    postings = recall(demand_postings.by_sector, scope, codes, choices)
    show_finding(words.sentence_of_postings, postings.frame)
    table("Job postings by sector", postings, empty=words.NO_POSTINGS)
    past, scores = recall(demand_postings.past, scope.version), recall(external.postings, scope.version)
    st.markdown(wording.escaped(f"{words.sentence_of_past(past)} {words.sentence_of_scores(scores)}".strip()))
    if scope.audience != "public":  # who finds public pages only would be led to none
        follow("Scoreboard", "past forecasts of postings and of others, and what came of them")
    st.caption(demand_postings.ABOUT)
