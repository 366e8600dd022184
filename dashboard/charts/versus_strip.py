"""Both sides as dots, a row a subject, each row on a scale of its own from zero."""

from dataclasses import replace
from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.card import LABEL, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.versus import COLORS, SHAPES
from dashboard.passport import of_table
from dashboard.wording import versus_strip as words
from dashboard.wording.versus_strip import NAMES
from queries.semantic.dimensions import SIDES
from queries.strategy import versus_table
from queries.strategy.versus import Line
from queries.strategy.versus_strip import Strip

ROW, FIRST = 26, 4
"""Pixels of a row, as high as a link with the gap below it, and of the first one's middle: each stands beside its words."""
_ROOM: Any = [150, {"expr": "width - 66"}]
_COLUMNS = dict.fromkeys(("subject", "who", "name", "text", "place"), pl.String) | {"at": pl.Float64, "row": pl.Int64}


@drawn
def versus_strip(title: str, strip: Strip) -> Card:
    """A row a subject with its two dots, and beside it what they differ by as a link to Versus."""
    rows = [row | {"row": place} for place, line in enumerate(strip.lines.values()) for row in _rows(line)]
    subjects = pl.DataFrame({"subject": [NAMES[subject] for subject in strip.lines]}).with_row_index("row")
    strip_card = card(
        title,
        words.unit_line(strip),
        filled(_shape(), rows=pl.DataFrame(rows, _COLUMNS), subjects=subjects) if rows else None,
        f"{title}: {words.sentence_of_strip(strip)}",
        of_table(versus_table.of_lines(list(strip.lines.values()), strip.view)),
        "versus-strip",
        height=ROW * len(strip.lines),
    )
    links = tuple(("Versus", f"**{NAMES[s]}:**", wording.escaped(words.difference(strip, s))) for s in strip.lines)
    return replace(strip_card, links=links, is_compact=True)


def _rows(line: Line) -> list[dict]:
    held = [(side, figure) for side in SIDES if (figure := line.of(side)) is not None]
    most = max((figure.value for _, figure in held), default=0) or 1.0
    ordered = sorted(held, key=lambda one: one[1].value)
    return [
        {
            "subject": NAMES[line.subject],
            "who": side,
            "name": wording.name("side", side),
            "text": line.unit.short(figure.value),
            "place": "left" if place == 0 and len(ordered) > 1 else "right",
            "at": figure.value / most,
        }
        for place, (side, figure) in enumerate(ordered)
    ]


@shape
def _shape() -> Any:
    y = alt.Y("row:Q", scale=alt.Scale(domain=[0, 1], range=[FIRST, FIRST + ROW]), axis=None)
    x = alt.X("at:Q", scale=alt.Scale(domain=[0, 1], range=_ROOM), axis=None)
    color = alt.Color("who:N", scale=COLORS, legend=None)
    base = rows_of("rows")
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("text:N", title="Value")]
    names = rows_of("subjects").mark_text(align="left", fontSize=13, fontWeight=600, color=LABEL)
    points = base.mark_point(size=110, filled=True, opacity=1).encode(
        x=x, y=y, color=color, shape=alt.Shape("who:N", scale=SHAPES, legend=None), tooltip=tooltip
    )
    texts = [
        base.transform_filter(f"datum.place == '{place}'")
        .mark_text(align=align, dx=dx, fontSize=12, fontWeight=600)
        .encode(x=x, y=y, text="text:N", color=color)
        for place, align, dx in (("left", "right", -10), ("right", "left", 10))
    ]
    return alt.layer(
        names.encode(x=alt.value(0), y=y, text="subject:N"),
        base.mark_line(color=MUTED, strokeWidth=2).encode(x=x, y=y, detail="subject:N"),
        points,
        *texts,
    )
