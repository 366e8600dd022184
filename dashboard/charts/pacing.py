"""The curve of one open section over those of comparable past ones."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.card import ACCENT, EVENT, MUTED, Card, card
from dashboard.charts.drawn import drawn
from dashboard.passport import of_table
from queries.enrollment import tables as enrollment_tables
from queries.semantic.scope import Scope

AXES = {
    "days_to_start": "Days before the start",
    "days_since_opening": "Days since registration opened",
    "window_share": "Share of the sign-up window",
}


@drawn
def curves(points: pl.DataFrame, band: pl.DataFrame, section: dict, name: str, alignment: str, scope: Scope) -> Card:
    """Seats taken: past runs thin, their middle 80% as a band, the section itself bold, its projection at the end.

    `section` is its row of the board, `name` what it is called.
    """
    # Days before the start are negative in the data and counted down on the axis.
    words = "format(datum.value, '.0%')" if alignment == "window_share" else "format(abs(datum.value), ',.0f')"
    axis = alt.Axis(title=None, grid=False, tickCount=6, labelExpr=words)
    x = alt.X("at:Q", axis=axis)
    y = alt.Y("net:Q", axis=alt.Axis(title=None, tickCount=5, domain=False, ticks=False))
    past: Any = alt.Chart(points.filter(~pl.col("is_own")))
    layers = [past.mark_line(color=MUTED, opacity=0.35, strokeWidth=1).encode(x=x, y=y, detail="run:N")]
    if not band.is_empty():
        around: Any = alt.Chart(band)
        layers.insert(0, around.mark_area(color=MUTED, opacity=0.22).encode(x=x, y="low:Q", y2="high:Q"))
        layers.append(around.mark_line(color=MUTED, strokeDash=[5, 3]).encode(x=x, y="mean:Q"))
    own: Any = alt.Chart(points.filter("is_own"))
    tips = [alt.Tooltip("at:Q", title=AXES[alignment], format=",.2~f"), alt.Tooltip("net:Q", title="Seats taken")]
    layers.append(own.mark_line(color=ACCENT, strokeWidth=3).encode(x=x, y=y, tooltip=tips))
    layers += _ends(section, alignment) + _lines(section)
    definition = (
        "Bold: this section. Thin: the newest comparable past sections. Shaded: 80% of them lie here. Dashed: their "
        "average. At the end: the projection with its 80% range."
    )
    title = f"Seats taken: {name}"
    return card(
        title,
        f"{AXES[alignment]}; seats taken and not dropped · gray: comparable past sections; the shaded range holds 80% of them",
        alt.layer(*layers),
        f"{title}: {section['net']} now; comparable sections had "
        f"{wording.number(section['comparable_net'])} at the same time.",
        of_table(enrollment_tables.curves(points, scope, definition)),
        "pacing-curve",
    )


def _ends(section: dict, alignment: str) -> list:
    if section["projected"] is None:
        return []
    at = 0.0 if alignment == "days_to_start" else 1.0
    if alignment == "days_since_opening":
        at = float((section["starts_on"] - section["opens_on"]).days)
    base: Any = alt.Chart(
        pl.DataFrame(
            {
                "at": [at],
                "low": [section["projected_low"]],
                "high": [section["projected_high"]],
                "expected": [section["projected"]],
            }
        )
    )
    return [
        base.mark_rule(color=ACCENT, strokeWidth=5, opacity=0.45).encode(x="at:Q", y="low:Q", y2="high:Q"),
        base.mark_point(color=ACCENT, filled=True, size=90).encode(
            x="at:Q", y="expected:Q", tooltip=[alt.Tooltip("expected:Q", title="Projected", format=".1f")]
        ),
    ]


def _lines(section: dict) -> list:
    limits = [("Minimum", section["minimum"]), ("Capacity", section["capacity"])]
    lines = pl.DataFrame([(n, v) for n, v in limits if v is not None], ["name", "seats"], orient="row")
    if lines.is_empty():
        return []
    base: Any = alt.Chart(lines)
    words = base.mark_text(align="left", dx=4, dy=-6, color=EVENT).encode(x=alt.value(0), y="seats:Q", text="name:N")
    return [base.mark_rule(color=EVENT, strokeDash=[2, 2]).encode(y="seats:Q"), words]
