"""Counts by academic year, each line named at its end and broken where years are missing."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import value_axis
from dashboard.charts.card import ACCENT, EVENT, GREEN, MUTED, PURPLE, TEAL, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.ends import ends
from dashboard.passport import of_answer
from queries.answer import Answer
from queries.semantic.metric import Metric

PALETTE = (ACCENT, PURPLE, GREEN, TEAL, EVENT, MUTED)
"""Given out by the name's place in the alphabet, so that a filter recolors nothing; blue and orange sides are not meant."""
MOST = 5
NAMES_BESIDE: Any = [0, {"expr": "width - 120"}]
"""The lines end that many pixels before the right, where their names stand, however wide the screen is."""
LABEL_WIDTH = 18
"""Letters to a line of a label, so that it fits on a narrow screen too."""


@drawn
def metrics_by_year(title: str, answer: Answer, unit_line: str) -> Card:
    """A line per metric of an answer that is cut by year."""
    labels = {m.name: m.label for m in answer.metrics}
    long = answer.frame.unpivot(index="year", variable_name="line", value_name="value")
    return _lines(title, long.with_columns(pl.col("line").replace(labels)), list(labels.values()), answer, unit_line)


@drawn
def cut_by_year(title: str, answer: Answer, unit_line: str) -> Card:
    """A line per value of the second dimension of an answer by year, the largest in the newest year."""
    metric, cut = answer.metrics[0], answer.by[1]
    is_newest = (pl.col("year") == pl.col("year").max()) & (pl.col(metric.name) > 0)
    newest = answer.frame.filter(is_newest).sort(metric.name, descending=True)
    largest = newest[cut].drop_nulls().head(MOST).to_list()
    kept = answer.frame.filter(pl.col(cut).is_in(largest))
    names = pl.Series("line", [wording.name(cut, value) for value in kept[cut]], dtype=pl.String)
    long = kept.select("year", names, value=metric.name)
    return _lines(title, long, sorted({*names}), answer, unit_line)


def _lines(title: str, long: pl.DataFrame, names: Sequence[str], answer: Answer, unit_line: str) -> Card:
    metric = answer.metrics[0]
    long = long.drop_nulls("value").sort("line", "year")
    # A gap in the years is a gap in the line: each run of years is drawn by itself.
    starts = pl.col("year").diff().over("line").fill_null(1) > 1
    long = long.with_columns(run=starts.cast(pl.Int64).cum_sum().over("line"))
    return card(
        title,
        unit_line,
        _chart(long, names, metric) if long.height else None,
        _summary(title, long, metric),
        of_answer(answer),
        f"years-{'-'.join([*answer.by, metric.name])}",
    )


def _chart(long: pl.DataFrame, names: Sequence[str], metric: Metric) -> Any:
    years = sorted({*long["year"]})
    top = max(long["value"]) or 1
    colors = alt.Scale(domain=list(names), range=[PALETTE[i % len(PALETTE)] for i in range(len(names))])
    turns = [y for y in years if y - 1 not in years or y + 1 not in years] if len(years) > 6 else years
    x_axis = alt.Axis(title=None, format="d", values=turns, grid=False)
    domain = [years[0], years[-1] if len(years) > 1 else years[0] + 1]
    x = alt.X("year:Q", scale=alt.Scale(domain=domain, range=NAMES_BESIDE, nice=False), axis=x_axis)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 1.08 * top]), axis=value_axis(metric.unit))
    color = alt.Color("line:N", scale=colors, legend=None)
    tooltip = [
        alt.Tooltip("line:N", title=" "),
        alt.Tooltip("year:Q", format="d", title="Academic year ending"),
        alt.Tooltip("value:Q", format=metric.unit.axis, title="Count"),
    ]
    base: Any = alt.Chart(long)
    lines = base.mark_line(strokeWidth=2.5, point=True).encode(x=x, y=y, color=color, tooltip=tooltip, detail="run:O")
    labels: Any = alt.Chart(_labels(long, metric))
    texts = labels.mark_text(align="left", dx=8, fontWeight=600, lineBreak="\n").encode(
        x=x, y=y, text="text:N", color=color
    )
    return alt.layer(lines, texts)


def _labels(long: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """Name and newest value of each line at its end, moved up where two would lie on each other."""
    last = ends(long, "year", "value", "line")
    text = [
        folded(f"{name} {wording.value(metric, value, short=True)}")
        for name, value in last.select("line", "value").rows()
    ]
    return last.with_columns(value=pl.col("place"), text=pl.Series(text, dtype=pl.String))


def folded(text: str) -> str:
    """On at most two lines, as narrow as they can be."""
    widths = range(LABEL_WIDTH, len(text) + LABEL_WIDTH)
    folds = (wrap(text, width, break_on_hyphens=False) for width in widths)
    return "\n".join(next(lines for lines in folds if len(lines) <= 2))


def _summary(title: str, long: pl.DataFrame, metric: Metric) -> str:
    sentences = []
    for (name,), line in long.group_by("line", maintain_order=True):
        ends = [wording.value(metric, line["value"][place], short=True) for place in (0, -1)]
        first, last = line["year"][0], line["year"][-1]
        since = f"from {ends[0]} in {first} to " if first != last else ""
        sentences.append(f"{name} {since}{ends[1]} in {last}")
    return f"{title}: {'; '.join(sentences) or 'no data for this choice'}."
