"""Answers cut by side, laid out for the comparison charts and tables: a column per side."""

import polars as pl
import streamlit as st

from dashboard import charts, wording
from dashboard.ask import ask, derive, recall
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.pairs import pairs
from dashboard.charts.ranges import ranges
from dashboard.passport import of_answer, of_table
from dashboard.tables import table
from dashboard.wording import offerings as offering_words
from data.reference.caveats import CAVEATS
from queries.answer import Answer
from queries.metrics import METRICS
from queries.semantic.dimensions import SIDES
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import distributions, offerings
from queries.strategy import tables as strategy_tables
from queries.strategy.head_to_head import Program, Standing
from queries.strategy.program_groups import group_title

SAID = 3
"""Groups with the widest gap that the sentence of their chart names."""
MOST_LINES, MOST_GROUPS = 8, 12
"""Values of a cut, and groups of programs, that one chart shows."""
STATISTICS_ONLY = "Only summary figures of this list are here. `dashboard import FILE` adds its programs one by one."
NOTHING_NEAR = "This list has no other program of that side in its field."


def caveats(*codes: str) -> None:
    """What a reader must know before quoting the numbers that follow."""
    st.caption(" ".join(CAVEATS[code] for code in codes))


def spread(scope: Scope, titles: dict[str, str]) -> None:
    """How programs of both sides spread over measures of `distributions.MEASURES`, each under its title, two abreast."""
    medians = ask(*(metric.name for metric in distributions.MEASURES.values()), by=("side",), scope=scope)
    for (measure, title), column in zip(titles.items(), st.columns(len(titles)), strict=True):
        metric = distributions.MEASURES[measure]
        middle = dict(medians.frame.select("side", metric.name).rows())
        with column:
            charts.distribution(title, recall(distributions.distribution, scope, measure), middle, metric, scope)


def side_by_side(title: str, answer: Answer) -> None:
    """A row per metric and a column per side, values in words."""
    labels = [wording.name("side", side) for side in SIDES]
    table(title, derive(strategy_tables.side_by_side, answer, labels))


@drawn
def shares(title: str, answer: Answer) -> Card:
    """A line per share metric of an answer that is cut by side."""
    of_side = {row["side"]: row for row in answer.frame.to_dicts()}
    rows = [{"name": m.label, **{side: of_side.get(side, {}).get(m.name) for side in SIDES}} for m in answer.metrics]
    schema = {"name": pl.String, **dict.fromkeys(SIDES, pl.Float64)}
    frame = pl.DataFrame(rows, schema=schema).filter(pl.any_horizontal(pl.col(SIDES).is_not_null()))
    return pairs(
        title,
        frame,
        answer.metrics[0],
        of_answer(answer),
        "shares",
        unit_line="Share of each side's programs: institutions blue, alternatives orange",
    )


@drawn
def by_cut(title: str, answer: Answer, metric: Metric) -> Card:
    """A line per value of the answer's second dimension for one metric, the values with most programs on top."""
    cut = answer.by[1]
    with_cut = answer.frame.drop_nulls(cut).with_columns(pl.col(cut).cast(pl.String))
    wide = with_cut.pivot("side", index=cut, values=metric.name)
    wide = wide.with_columns(pl.lit(None, pl.Float64).alias(side) for side in SIDES if side not in wide.columns)
    size = with_cut.group_by(cut).agg(pl.col("programs").sum())
    wide = wide.join(size, on=cut).sort("programs", cut, descending=[True, False]).head(MOST_LINES)
    with_names = wide.with_columns(name=pl.Series([wording.name(cut, v) for v in wide[cut]], dtype=pl.String))
    return pairs(title, with_names.select("name", *SIDES), metric, of_answer(answer), f"{metric.name}-{cut}")


@drawn
def white_space(title: str, frame: pl.DataFrame, ours: str, scope: Scope) -> Card:
    """Counts of both sides in the groups with the widest gap, largest gap on top."""
    top = frame.head(MOST_GROUPS)
    with_names = pl.DataFrame(
        {
            "name": [group_title(code) for code in top["cip4"]],
            "institution": top["ours"].cast(pl.Float64),
            "alternative": top["alternatives"].cast(pl.Float64),
        }
    )
    widest = [
        f"{name}, {mine:,.0f} programs of {ours} and {theirs:,.0f} of alternative providers"
        for name, mine, theirs in with_names.head(SAID).rows()
    ]
    passport = of_table(strategy_tables.white_space(frame, ours, scope, (CAVEATS["two_sources_side_by_side"],)))
    return pairs(
        title,
        with_names,
        METRICS["programs"],
        passport,
        "white-space",
        unit_line=f"Programs of {ours} in blue, of alternative providers in orange",
        said=f"{title}: {'; '.join(widest)}.",
    )


def by_format(scope: Scope) -> None:
    """What is short and intensive under the rule of the scope; a sentence where only the list itself can tell."""
    try:
        formats = recall(offerings.formats, scope)
        answer = recall(offerings.by_side, scope, "format")
    except Unanswerable as error:
        st.info(wording.escaped(str(error)))
        return
    st.markdown(f"**{offering_words.sentence_of_formats(formats.frame)}**")
    left, right = st.columns([2, 3])  # six columns of numbers need the room
    with left:
        ranges("List price by format", answer, "format")
    with right:
        table("By side and format", answer)


def positions(standings: dict[str, Standing | None], lists: dict[str, Scope]) -> None:
    """Where the program lies, a card per list that has programs to compare with, two abreast."""
    compared = [name for name, standing in standings.items() if standing]
    for first in range(0, len(compared), 2):
        pair = compared[first : first + 2]
        for name, column in zip(pair, st.columns(len(pair)), strict=True):
            with column:
                charts.positions(wording.name("list", name), standings[name], lists[name])


def nearest(title: str, chosen: Program, others: list[tuple[Program, str]], scope: Scope) -> None:
    """The chosen program and its nearest, each with its distance."""
    rows = [(chosen, "The chosen program"), *others] if others else []
    near = [words for _, words in rows]
    table(title, derive(strategy_tables.programs, [program for program, _ in rows], scope, near), empty=NOTHING_NEAR)


def programs(title: str, listed: list[Program], scope: Scope) -> None:
    """Programs one by one; what to do where only their statistics are known."""
    table(title, derive(strategy_tables.programs, listed, scope), empty=STATISTICS_ONLY)
