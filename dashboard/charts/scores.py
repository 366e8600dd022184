"""How wrong forecasts have been, by how far ahead they looked."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.charts import card as card_parts
from dashboard.charts.axes import legend
from dashboard.charts.card import ACCENT, MUTED, TEAL, Card, card, foot, specification
from dashboard.charts.drawn import drawn
from dashboard.charts.sentence import spoken
from dashboard.heading import heading
from dashboard.passport import of_table
from dashboard.wording import scores as words
from data.caches import kept
from queries.forecasting import tables as forecast_tables
from queries.semantic.scope import Scope

LINES = {"error_share": "Forecast", "naive_share": "Last value", "seasonal_naive_share": "Last year"}
COLORS = alt.Scale(domain=list(LINES.values()), range=[ACCENT, MUTED, TEAL])
DASHES = alt.Scale(domain=list(LINES.values()), range=[[1, 0], [2, 2], [6, 3]])
ACROSS, SMALL = 4, 130
PERCENT = alt.Axis(format=".0%", title=None, tickCount=5, domain=False, ticks=False)


@drawn
def error_by_lead(
    title: str, scores: pl.DataFrame, scope: Scope, key: str, *, frequency: str = "month", source: str = ""
) -> Card:
    """Error of what is shown beside both baselines, a line each. `scores` cut by `lead`; `source` if not the college."""
    chart = _lines(_long(scores)) if scores.height else None
    passport = of_table(forecast_tables.by_lead(scores, frequency, scope, words.DEFINITIONS), source)
    return card(
        title,
        f"Error as a share of the actual values · by {frequency}s ahead",
        chart,
        words.summary(scores, frequency),
        passport,
        key,
    )


@drawn
def coverage_by_lead(title: str, scores: pl.DataFrame, scope: Scope, key: str, *, frequency: str = "month") -> Card:
    """Share of actual values inside the two bands, beside the shares that were promised."""
    chart = _coverage(scores) if scores.height else None
    passport = of_table(forecast_tables.by_lead(scores, frequency, scope, words.DEFINITIONS))
    return card(
        title,
        f"Share of actual values inside the range · by {frequency}s ahead",
        chart,
        words.covered(scores),
        passport,
        key,
    )


def small_multiples(title: str, scores: pl.DataFrame, scope: Scope, key: str, *, frequency: str = "month") -> None:
    """Error by lead for every field, a small chart each on one scale. `scores` cut by `value` and `lead`."""
    with st.container(border=True):
        heading(title)
        shown = wording.all_fields(scope, scores["value"] if scores.height else ())
        st.caption(f"Error as a share of the actual values · by {frequency}s ahead · one scale for all{shown}")
        st.markdown(words.best_field(scores))
        top = max((y for line in LINES for y in scores[line] if y is not None), default=0.0)
        # A field in which nothing happened when a forecast came due has no share to draw.
        fields = scores.drop_nulls("error_share")["value"].unique().sort().to_list() if scores.height else []
        for start in range(0, len(fields), ACROSS):
            for column, field in zip(st.columns(ACROSS), fields[start : start + ACROSS], strict=False):
                with column:
                    mine, name = scores.filter(pl.col("value") == field), wording.name("field", field)
                    st.markdown(name)
                    spec = _small(tuple(mine.select("lead", *LINES).rows()), top, in_dark=card_parts.is_dark())
                    spec = spoken(spec, f"{name}: {words.summary(mine, frequency)}")
                    st.vega_lite_chart(
                        spec=spec, key=f"{key}-{field}", width="stretch", height=spec["height"], alt=f"{title}: {name}"
                    )
        foot(of_table(forecast_tables.by_field(scores, scope, words.DEFINITIONS)), key)


@kept("small_charts")
def _small(rows: tuple[tuple, ...], top: float, *, in_dark: bool) -> dict[str, Any]:
    scores = pl.DataFrame(list(rows), schema={"lead": pl.Int64} | dict.fromkeys(LINES, pl.Float64), orient="row")
    spec = specification(_lines(_long(scores), top=top).properties(height=SMALL))
    return card_parts.darkened(spec) if in_dark else spec


def _long(scores: pl.DataFrame) -> pl.DataFrame:
    long = scores.select("lead", *LINES).unpivot(list(LINES), index="lead", variable_name="line", value_name="share")
    return long.with_columns(pl.col("line").replace(LINES)).drop_nulls("share")


def _lines(long: pl.DataFrame, top: float | None = None) -> Any:
    """A line per forecast and baseline; `top` fixes the scale of a small chart, which has no legend and no points."""
    keys = legend() if top is None else None
    scale = alt.Undefined if top is None else alt.Scale(domain=[0, top])
    base: Any = alt.Chart(long).encode(
        x=alt.X("lead:Q", axis=alt.Axis(title=None, grid=False, tickMinStep=1, tickCount=6, format="d")),
        y=alt.Y("share:Q", axis=PERCENT, scale=scale),
        color=alt.Color("line:N", scale=COLORS, legend=keys),
        strokeDash=alt.StrokeDash("line:N", scale=DASHES, legend=None),
        tooltip=[
            alt.Tooltip("lead:Q", title="Ahead"),
            "line:N",
            alt.Tooltip("share:Q", format=".1%", title="Off by"),
        ],
    )
    return base.mark_line(point=top is None, strokeWidth=2)


def _coverage(scores: pl.DataFrame) -> Any:
    names = {"coverage_80": "80% range", "coverage_95": "95% range"}
    long = scores.select("lead", *names).unpivot(list(names), index="lead", variable_name="band", value_name="share")
    scale = alt.Scale(domain=list(names.values()), range=[ACCENT, MUTED])
    base: Any = alt.Chart(long.with_columns(pl.col("band").replace(names))).encode(
        x=alt.X("lead:Q", axis=alt.Axis(title=None, grid=False, tickMinStep=1, format="d")),
        y=alt.Y("share:Q", axis=PERCENT, scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("band:N", scale=scale, legend=legend()),
        tooltip=[alt.Tooltip("lead:Q", title="Ahead"), "band:N", alt.Tooltip("share:Q", format=".0%", title="Inside")],
    )
    promised: Any = alt.Chart(pl.DataFrame({"share": [0.8, 0.95], "band": list(names.values())}))
    rules = promised.mark_rule(strokeDash=[4, 4]).encode(y="share:Q", color=alt.Color("band:N", scale=scale))
    return alt.layer(rules, base.mark_line(point=True, strokeWidth=2))
