"""A map of ways: what counts toward what, from partners' credentials at the left to degrees at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.card import ALTERNATIVE, FALL, GREEN, INSTITUTION, LABEL, MUTED, PURPLE, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.passport import of_table
from dashboard.wording import pathways as words
from queries.outcomes import pathway_tables
from queries.outcomes.pathways import AGREED, ANY, ENDING, LISTED, RECOMMENDED, Pathways, Way
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE

ROW_HEIGHT, LEAST_HEIGHT = 24, 120
"""Pixels of one credential of a column at least, and of the smallest map."""
_COLORS = {AGREED: GREEN, ENDING: FALL, RECOMMENDED: PURPLE, LISTED: MUTED}
_DASHES = {AGREED: [1, 0], ENDING: [8, 3], RECOMMENDED: [4, 4], LISTED: [1, 3]}
_KINDS = {"partner": ALTERNATIVE, "ours": INSTITUTION, "degree": GREEN}
_NAME = 0.82
"""Of a column for the name of a credential; the rest is for lines."""
_BELOW = 0.35
"""Rows by which a share stands below the lower end of a slope."""
_ROOMY = 700
"""Pixels from which on shares have room between the names, and names stand in one line."""
_LETTERS = 58
"""Letters that fit beside each other in all columns of a phone; a name is broken into lines so that it fits its own."""
_LINE = 10
"""Pixels from one line of a broken name to the next."""
_GAP = 0.6
"""Rows between groups of ways that do not meet."""


@dataclass(frozen=True)
class Place:
    """Where a credential stands: its column from the left, and its row."""

    column: int
    row: float


@drawn
def ways(title: str, found: Pathways, scope: Scope) -> Card:
    """Credentials in columns, a line for each way, its state by color and dash."""
    table = pathway_tables.ways(found, words.state, scope)
    places, passing = placed(found.ways)
    wide = _wide(found.ways, places)
    nodes, lines = _nodes(found.ways, places, wide), _lines(found.ways, places, passing, wide)
    rows = max((place.row for place in places.values()), default=0) + 1
    columns = max((place.column for place in places.values()), default=0) + 1
    shares = _shares(found.ways, places, wide)
    chart = filled(_map(columns), nodes=nodes, lines=lines, shares=shares) if found.ways else None
    row_height = max(ROW_HEIGHT, _LINE * (nodes.select(pl.max("lines")).item() or 1) + 2)
    height = max(LEAST_HEIGHT, round(row_height * rows) + 30)
    unit = "Partners' credentials in orange, ours in blue, degrees and other colleges in green · percent of completers who went on"
    return card(title, unit, chart, f"{title}: {words.summary(found)}.", of_table(table), "ways", height)


def placed(every: Sequence[Way]) -> tuple[dict[str, Place], dict[int, list[Place]]]:
    """A place for each end of the ways, and by the number of a way the free places that it passes between its ends.

    Ways that meet stand together, and each goes from the left to the right.
    """
    column = _columns(every)
    places: dict[str, Place] = {}
    passing: dict[int, list[Place]] = {}
    top = 0.0
    for group in _groups(every):
        free: dict[int, float] = {}
        left = min(column[node] for node in group)

        def place(at: int, least: float, free: dict[int, float] = free) -> Place:
            row = max(free.get(at, least), least)
            free[at] = row + 1
            return Place(at, row)

        for node in group:
            places[node] = place(column[node] - left, top)
        for number, way in enumerate(every):
            if way.start in group:
                start, end = places[way.start], places[end_of(way)]
                passing[number] = [place(at, start.row) for at in range(start.column + 1, end.column)]
        top = max(free.values()) + _GAP
    return places, passing


def end_of(way: Way) -> str:
    """The end of a way; what is recommended to any college ends by itself."""
    return f"{way.start} to any" if way.end == ANY else way.end


def _columns(every: Sequence[Way]) -> dict[str, int]:
    """The column of each: ours by the longest way to them, partners before what they lead to, degrees after the last."""
    ours = [way for way in every if way.is_ours and not way.is_degree]
    column = {node: 1 for way in every for node in (way.start, end_of(way))}
    for _ in ours:  # as many rounds as ways settle the longest; a circle of ways stops there
        for way in ours:
            if way.start != way.end and column[way.end] <= column[way.start] <= len(ours):
                column[way.end] = column[way.start] + 1
    for way in every:
        if way.is_degree:
            column[end_of(way)] = max(column[w.start] for w in every if end_of(w) == end_of(way)) + 1
    for way in every:
        if not way.is_ours:
            column[way.start] = min(column[end_of(w)] for w in every if w.start == way.start) - 1
    used = sorted({*column.values()})
    return {node: used.index(at) for node, at in column.items()}


def _groups(every: Sequence[Way]) -> list[list[str]]:
    """Ends that hang together by ways, each group in the order of the ways, the largest first."""
    group: dict[str, list[str]] = {}
    for way in every:
        end = end_of(way)
        one, other = group.setdefault(way.start, [way.start]), group.setdefault(end, [end])
        if one is not other:
            one.extend(other)
            group |= dict.fromkeys(other, one)
    unlike = {id(members): members for members in group.values()}
    return sorted(unlike.values(), key=lambda members: (-len(members), members[0]))


def _wide(every: Sequence[Way], places: dict[str, Place]) -> dict[str, float]:
    """How wide a column is at each end of the ways: those that hang together by fewer ways share the whole width, too."""
    columns = max((place.column for place in places.values()), default=0) + 1
    return {
        node: columns / (max(places[other].column for other in group) + 1) for group in _groups(every) for node in group
    }


def _nodes(every: Sequence[Way], places: dict[str, Place], wide: dict[str, float]) -> pl.DataFrame:
    """Names of the ends with their places, and in `narrow` what stands on a phone: no provider or college, and lines that fit."""
    names, kinds, short = {}, {}, {}
    columns = max((place.column for place in places.values()), default=0) + 1
    for way in every:
        names |= {way.start: words.start_title(way), end_of(way): words.end_title(way)}
        short |= {way.start: way.start_title, end_of(way): words.ANY_COLLEGE if way.end == ANY else way.end_title}
        kinds |= {way.start: "ours" if way.is_ours else "partner"}
        kinds.setdefault(end_of(way), "degree" if way.is_degree else "ours")
    rows = []
    for node, place in places.items():
        broken = wrap(short[node], max(round(_LETTERS * wide[node] / columns), 1), break_long_words=False)
        at = (place.column * wide[node], place.row)
        rows.append((names[node], "\n".join(broken), len(broken), wide[node], kinds[node], *at))
    return pl.DataFrame(rows, schema=_NODES, orient="row")


def _lines(
    every: Sequence[Way], places: dict[str, Place], passing: dict[int, list[Place]], wide: dict[str, float]
) -> pl.DataFrame:
    """Points of each way in their order: behind the name of its start, through what it passes, before its end."""
    rows = []
    for number, way in enumerate(every):
        start, end = places[way.start], places[end_of(way)]
        between = [(at, place.row) for place in passing[number] for at in (place.column, place.column + _NAME)]
        points = [(start.column + _NAME, start.row), *between, (float(end.column), end.row)]
        in_words = (words.STATES[way.state], words.start_title(way), words.end_title(way), words.tooltip(way))
        rows += [(str(number), place, x * wide[way.start], y, *in_words) for place, (x, y) in enumerate(points)]
    return pl.DataFrame(rows, schema=_POINTS, orient="row")


def _shares(every: Sequence[Way], places: dict[str, Place], wide: dict[str, float]) -> pl.DataFrame:
    """The share that went on, on each way to the next column for which it is shown: above a level one, below a slope."""
    rows = []
    for way in every:
        start, end = places[way.start], places[end_of(way)]
        if way.share is not None and end.column == start.column + 1:
            below = 0.0 if start.row == end.row else _BELOW
            row = max(start.row, end.row) + below
            rows.append((wide[way.start] * (start.column + (1 + _NAME) / 2), row, SHARE.whole.exact(way.share)))
    return pl.DataFrame(rows, schema={"x": pl.Float64, "y": pl.Float64, "text": pl.String}, orient="row")


_NODES = {
    "name": pl.String, "narrow": pl.String, "lines": pl.Int64, "wide": pl.Float64, "kind": pl.String,
    "x": pl.Float64, "y": pl.Float64,
}  # fmt: skip
_POINTS = {
    "way": pl.String, "order": pl.Int64, "x": pl.Float64, "y": pl.Float64,
    "state": pl.String, "start": pl.String, "end": pl.String, "text": pl.String,
}  # fmt: skip


@shape
def _map(columns: int) -> Any:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, columns], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(reverse=True, nice=False, zero=False, padding=12), axis=None)
    states = [words.STATES[code] for code in _COLORS]
    legend = alt.Legend(orient="top", title=None, columns=2, symbolType="stroke", symbolOpacity=1, labelLimit=220)
    color = alt.Color("state:N", scale=alt.Scale(domain=states, range=list(_COLORS.values())), legend=legend)
    dash = alt.StrokeDash("state:N", scale=alt.Scale(domain=states, range=list(_DASHES.values())), legend=None)
    shown = [alt.Tooltip("start:N", title="From"), alt.Tooltip("end:N", title="To"), alt.Tooltip("text:N", title="How")]
    lines = rows_of("lines").mark_line(strokeWidth=2, opacity=0.8)
    lines = lines.encode(x=x, y=y, order="order:Q", detail="way:N", color=color, strokeDash=dash, tooltip=shown)
    kinds = alt.Color("kind:N", scale=alt.Scale(domain=list(_KINDS), range=list(_KINDS.values())), legend=None)
    tooltip = [alt.Tooltip("name:N", title="Credential")]
    roomy, narrow = (alt.ExprRef(f"width {sign} {_ROOMY} ? 1 : 0") for sign in (">", "<="))
    limit = alt.ExprRef(f"0.8 * width * datum.wide / {columns}")
    names = rows_of("nodes").mark_text(align="left", dx=3, fontSize=11, limit=limit, opacity=roomy)
    names = names.encode(x=x, y=y, text="name:N", color=kinds, tooltip=tooltip)
    middle = alt.ExprRef(f"-{_LINE / 2} * (datum.lines - 1)")
    broken = rows_of("nodes").mark_text(
        align="left", dx=1, dy=middle, fontSize=10, lineHeight=_LINE, lineBreak="\n", opacity=narrow
    )
    broken = broken.encode(x=x, y=y, text="narrow:N", color=kinds, tooltip=tooltip)
    shares = rows_of("shares").mark_text(dy=-6, fontSize=10, fontWeight=600, color=LABEL, opacity=roomy)
    shares = shares.encode(x=x, y=y, text="text:N", tooltip=alt.value(None))
    return alt.layer(lines, names, broken, shares).resolve_scale(color="independent")
