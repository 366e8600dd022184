"""The middle half of programs: from the first to the third quartile, with the median."""

from typing import Any

import altair as alt
import polars as pl

from dashboard import wording
from dashboard.charts.axes import rows_down, value_axis
from dashboard.charts.card import LABEL, Card, card
from dashboard.charts.drawn import drawn
from dashboard.charts.shape import filled, rows_of, shape
from dashboard.charts.sides import COLORS
from dashboard.passport import of_answer
from queries.answer import Answer
from queries.semantic.unit import USD

MOST = 10
"""Values of the cut, those with the most programs."""
QUARTILES = ("price_q1", "median_price", "price_q3")


@drawn
def ranges(title: str, answer: Answer, cut: str) -> Card:
    """A bar per value of `cut` and side over the middle half of its list prices, the median as a tick.

    `answer` is cut by side and `cut` and holds programs and the quartiles of price. Rows with fewer than three prices
    stand in the table only.
    """
    with_prices = answer.frame.drop_nulls(["price_q1", cut])
    largest = with_prices.group_by(cut).agg(pl.col("programs").sum()).sort("programs", descending=True).head(MOST)[cut]
    largest_rows = with_prices.filter(pl.col(cut).is_in(largest.to_list())).sort("median_price", descending=True)
    return card(
        title,
        "US dollars: the middle half of list prices, the median as a tick",
        _chart(largest_rows, cut) if largest_rows.height else None,
        _summary(title, largest_rows, cut),
        of_answer(answer),
        f"ranges-{cut}",
    )


def _chart(prices: pl.DataFrame, cut: str) -> dict[str, Any]:
    rows = [
        {
            "side": row["side"],
            "name": f"{wording.name(cut, row[cut])} · {'inst.' if row['side'] == 'institution' else 'alt.'}",
            "n": f"{row['programs']:,} programs",
            **{quartile: row[quartile] for quartile in QUARTILES},
        }
        for row in sorted(
            prices.with_columns(pl.col(cut).cast(pl.String)).to_dicts(),
            key=lambda row: (str(row[cut]), row["side"] != "institution"),
        )
    ]
    return filled(_ranges(), rows=pl.DataFrame(rows))


@shape
def _ranges() -> Any:
    base = rows_of("rows")
    y = rows_down("name")
    tooltip = [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("n:N", title="Counted"),
        *(
            alt.Tooltip(f"{q}:Q", format="$,.0f", title=label)
            for q, label in zip(QUARTILES, ("First quartile", "Median", "Third quartile"), strict=True)
        ),
    ]
    x = alt.X("price_q1:Q", scale=alt.Scale(zero=True), axis=value_axis(USD))
    color = alt.Color("side:N", scale=COLORS, legend=None)
    bars = base.mark_bar(size=12, cornerRadius=3, opacity=0.55).encode(
        x=x, x2="price_q3:Q", y=y, color=color, tooltip=tooltip
    )
    ticks = base.mark_tick(thickness=3, size=18).encode(x="median_price:Q", y=y, color=color, tooltip=tooltip)
    counts = base.mark_text(align="left", dx=6, color=LABEL).encode(x="price_q3:Q", y=y, text="n:N")
    return alt.layer(bars, ticks, counts)


def _summary(title: str, prices: pl.DataFrame, cut: str) -> str:
    if prices.is_empty():
        return f"{title}: nothing is known for this choice."
    ends = [
        f"${row['median_price']:,.0f} for {wording.name(cut, row[cut])} at {wording.name('side', row['side']).lower()}"
        for row in (prices.row(0, named=True), prices.row(-1, named=True))
    ]
    if prices.height == 1:
        return f"{title}: the median is {ends[0]}."
    return f"{title}: the highest median is {ends[0]}, the lowest {ends[1]}."
