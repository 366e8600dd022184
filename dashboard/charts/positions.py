"""Where one program lies among many, measure by measure."""

from typing import Any

import altair as alt
import polars as pl

from dashboard.charts.axes import rows_down
from dashboard.charts.card import LABEL, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.sides import COLOR_OF
from dashboard.passport import Passport, of_table
from dashboard.wording.programs import rank
from queries.semantic.scope import Scope
from queries.strategy import tables as strategy_tables
from queries.strategy.distributions import MEASURES
from queries.strategy.head_to_head import Standing


@drawn
def positions(title: str, standing: Standing | None, scope: Scope) -> Card:
    """One dot per measure on the line from the lowest to the highest program, the middle half shaded."""
    rows = pl.DataFrame(
        [
            {
                "name": MEASURES[m].label.removeprefix("Median ").capitalize(),
                "place": (1 + p.below - p.above) / 2,
                "words": rank(p),
                "below": p.below,
                "above": p.above,
            }
            for m, p in (standing.positions.items() if standing else ())
        ],
        schema={"name": pl.String, "place": pl.Float64, "words": pl.String, "below": pl.Float64, "above": pl.Float64},
    )
    place = f"{standing.programs:,} programs in {standing.group}" if standing else "No program to compare with"
    return card(
        title,
        f"From the lowest (left) to the highest (right) of {place}; the middle half is shaded",
        _chart(rows, standing.side) if standing and rows.height else None,
        f"{title}: {'; '.join(f'{name} {words}' for name, words in rows.select('name', 'words').rows())}.",
        _passport(rows, standing, scope),
        f"positions-{dict(scope.where).get('list', '')}",
    )


def _chart(rows: pl.DataFrame, side: str) -> Any:
    order = rows["name"].to_list()
    y = rows_down("name", 160, order=order)
    axis = alt.Axis(title=None, values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=False)
    x = alt.X("place:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    ends = pl.DataFrame({"name": order, "low": [0.25] * len(order), "high": [0.75] * len(order)})
    color = COLOR_OF["institution" if side == "alternative" else "alternative"]
    middle: Any = alt.Chart(ends)
    band = middle.mark_bar(size=14, opacity=0.3, color=COLOR_OF[side]).encode(x="low:Q", x2="high:Q", y=y)
    base: Any = alt.Chart(rows).encode(
        x=x, y=y, tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("words:N", title="Is")]
    )
    dots = base.mark_point(size=170, filled=True, opacity=1, color=color)
    # The label stands where there is room for it.
    texts = [
        base.transform_filter(test).mark_text(align=align, dx=dx, dy=-15, color=LABEL).encode(text="words:N")
        for test, align, dx in (
            ("datum.place < 0.25", "left", -6),
            ("datum.place >= 0.25 && datum.place <= 0.75", "center", 0),
            ("datum.place > 0.75", "right", 6),
        )
    ]
    return alt.layer(band, dots, *texts)


def _passport(rows: pl.DataFrame, standing: Standing | None, scope: Scope) -> Passport:
    lines = ["Shares of the programs that state the measure; programs with the same value are counted on neither side."]
    if standing and any(p.is_estimate for p in standing.positions.values()):
        lines.append("These are estimates from the published steps of the list, spread evenly within each step.")
    return of_table(strategy_tables.positions(rows, scope, tuple(lines)))
