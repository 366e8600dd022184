"""The card around every chart: title, unit, one sentence for who cannot see it, table twin, download, passport."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
import streamlit as st

from dashboard import cells, tables, wording
from dashboard.charts.sentence import spoken
from dashboard.charts.shape import PADDING, arrow
from dashboard.heading import heading
from dashboard.offered.offer import offer
from dashboard.origins import Call
from dashboard.page import link
from dashboard.passport import Passport, of_answer
from dashboard.tables import NOTHING
from queries.answer import Answer
from queries.semantic.metric import Metric

HEIGHT = 260
INSTITUTION, ALTERNATIVE, GREEN, PURPLE, FALL, TEAL, EVENT, LABEL = (
    "#1f5fa8", "#c4641a", "#4f7d3a", "#8a5aa6", "#a33b4b", "#2b8a8a", "#8a7a2b", "#6b7280",
)  # fmt: skip
ACCENT, MUTED = INSTITUTION, "#8a93a0"
"""One fixed color per meaning, never given out by rank. LABEL is for text, MUTED for lines and bars of either theme."""
TEXT = "#10151c"
"""Of numbers on a shade: that of the theme's text."""
ON_DARK = {
    INSTITUTION: "#6aa5e8", ALTERNATIVE: "#e8955a", GREEN: "#8fbf73", PURPLE: "#c09bd8", FALL: "#e08592",
    TEAL: "#66c2c2", EVENT: "#cbb965", LABEL: "#a3abb8", TEXT: "#e8eaee",
}  # fmt: skip
"""What stands for each of them on the dark theme; no one color is readable as text on both."""


@dataclass(frozen=True)
class Card:
    """One chart as it is shown. `spec` is its Vega-Lite specification with its data, None where there is nothing."""

    title: str
    unit_line: str
    spec: dict[str, Any] | None
    summary: str
    passport: Passport
    key: str
    links: tuple[tuple[str, str, str], ...] = ()
    """Links beside the chart, one a row of it: the title of a page, a word and what it says, both as Markdown."""
    note: str = ""
    """A sentence below the chart, of what it does not explain by itself."""
    width: int | None = None
    """Pixels, where both axes must have one length; as wide as the card otherwise."""
    is_compact: bool = False
    """Whether its quiet actions stand beside the title, with the source in them, where a page has little room."""
    empty: str = NOTHING
    """What it says where there is nothing to draw."""

    @cached_property
    def on_light(self) -> dict[str, Any] | None:
        """The specification as it is shown, with its sentence."""
        return self.spec and spoken(self.spec, self.summary)

    @cached_property
    def on_dark(self) -> dict[str, Any] | None:
        """The same in the colors of the dark theme."""
        return self.on_light and darkened(self.on_light)


def card(title: str, unit_line: str, chart: Any, summary: str, known: Passport, key: str, height: int = HEIGHT) -> Card:
    """One chart in its card, from Altair or a filled shape. None is nothing to draw; the card then says so."""
    spec = chart if chart is None or isinstance(chart, dict) else specification(chart)
    return Card(title, unit_line, spec and spec | {"height": height}, summary, known, key)


def darkened(spec: dict[str, Any]) -> dict[str, Any]:
    """A specification in the colors of the dark theme."""
    text = json.dumps({name: part for name, part in spec.items() if name != "datasets"})
    for light, dark in ON_DARK.items():
        text = text.replace(light, dark)
    return json.loads(text) | {"padding": PADDING, "datasets": spec["datasets"]}


def is_dark() -> bool:
    """Whether the reader's theme is the dark one."""
    return st.context.theme.type == "dark"


def specification(chart: Any) -> dict[str, Any]:
    """An Altair chart as plain Vega-Lite, in the colors and fonts of the page's theme instead of Altair's own.

    Its datasets are named by their place, so that other data in the same chart is no other specification: the browser
    then changes the chart instead of building it anew.
    """
    spec = chart.to_dict(validate=False)  # a third of the time; a test validates the charts of every page
    spec.pop("config", None)
    datasets = spec.pop("datasets", {})
    text = json.dumps(spec)
    for place, name in enumerate(datasets):
        text = text.replace(f'"{name}"', f'"data-{place}"')
    tables = (pl.DataFrame(rows, infer_schema_length=None) for rows in datasets.values())
    return json.loads(text) | {
        "padding": PADDING,
        "datasets": {f"data-{place}": arrow(table) for place, table in enumerate(tables)},
    }


def show(card: Card, call: Call) -> None:
    """Draw a card; `call` is what built it, for a brief."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        _head(card, call)
        if card.spec is None:
            st.info(card.empty)
            return
        if not card.links:
            _chart(card)
        else:
            left, right = st.columns(2)
            with left:
                _chart(card)
            with right, st.container(gap="xsmall"):
                for page, word, detail in card.links:
                    link(page, word, detail)
        if card.note:
            st.caption(wording.escaped(card.note))
        if not card.is_compact:
            foot(card.passport, card.key, card.title, call)


def _head(card: Card, call: Call) -> None:
    """Title and unit; in one row with the quiet actions where there is little room."""
    if not card.is_compact:
        heading(card.title)
        st.caption(card.unit_line)
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        heading(card.title, width="content")
        st.caption(card.unit_line, width="stretch")
        if card.spec is not None:
            actions(card.passport, card.key, card.title, call)


def _chart(card: Card) -> None:
    spec = card.on_dark if is_dark() else card.on_light
    # With its height said, the page keeps the room while the browser still loads what draws it: nothing below jumps.
    height = card.spec["height"] if card.spec else 0
    st.vega_lite_chart(spec=spec, key=f"chart-{card.key}", width=card.width or "stretch", height=height, alt=card.title)


@st.fragment
def foot(known: Passport, key: str, title: str = "", call: Call | None = None) -> None:
    """The quiet row under a chart: its source, then its table, download and passport, sent when they are asked for."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if known.source:
            st.caption(known.short_source, width="stretch")
        asked = st.popover("Table, download and source", key=f"foot-{key}", on_change="rerun")
    if asked.open:
        _opened(asked, known, key, title, call)


@st.fragment
def actions(known: Passport, key: str, title: str, call: Call) -> None:
    """The same beside a title, without the source, which stands in what it opens."""
    asked = st.popover("Table, download and source", key=f"foot-{key}", on_change="rerun", type="tertiary")
    if asked.open:
        _opened(asked, known, key, title, call)


def _opened(asked: Any, known: Passport, key: str, title: str, call: Call | None) -> None:
    with asked:
        if call is not None:
            offer(title, "chart", call, key)
        tables.draw(known.table)
        tables.download(known, key)
        for fact in known.facts:
            st.markdown(f"**{wording.escaped(fact.term)}.** {wording.escaped(fact.text)}")


def answer_card(title: str, answer: Answer, chart: Any, unit_line: str | None = None, height: int = HEIGHT) -> Card:
    """The card of an Answer cut by one dimension or more."""
    metric = answer.metrics[0]
    return card(
        title,
        unit_line or unit_of(answer),
        chart if answer.frame[metric.name].count() else None,
        _summary(title, answer, metric),
        of_answer(answer),
        f"{metric.name}-{'-'.join(answer.by)}",
        height,
    )


def unit_of(answer: Answer) -> str:
    """Unit of an Answer's first metric and its period, as they stand under a title."""
    return f"{answer.metrics[0].unit.title} · {answer.scope.period.label()}"


def _summary(title: str, answer: Answer, metric: Metric) -> str:
    """One sentence for who cannot see the chart: where it is highest and lowest."""
    groups = [cells.names(answer.frame[one], one, answer.scope) for one in answer.by]
    names = [", ".join(words) for words in zip(*groups, strict=True)]
    named = answer.frame.select(metric.name, pl.Series("name", names, dtype=pl.String))
    known = named.drop_nulls(metric.name).sort(metric.name)
    if known.is_empty():
        return f"{title}: no data for this choice."
    ends = [f"{wording.value(metric, known.row(at)[0], short=True)} for {known.row(at)[1]}" for at in (-1, 0)]
    if known.height == 1:
        return f"{title}: {ends[0]}."
    if known.row(0)[0] == known.row(-1)[0]:
        return f"{title}: {wording.value(metric, known.row(0)[0], short=True)} throughout."
    return f"{title}: highest at {ends[0]}, lowest at {ends[1]}."
