"""Tables of the pacing page: the board with a row to choose, and how good the projections have been."""

from itertools import pairwise

import polars as pl
import streamlit as st

from dashboard import export, scope_bar, tables, wording
from dashboard.ask import recall
from dashboard.streamlit_internals import ColumnConfig
from queries import college as colleges
from queries.cubes.funnel import STAGES
from queries.enrollment.section import View
from queries.semantic.scope import Scope

_CAPTION = "Select a row to see its curve, or choose the section above."


def pacing(frame: pl.DataFrame, scope: Scope, widget: str) -> None:
    """The board, most money at risk first; selecting a row chooses its section_id in the widget of that key."""
    titles = recall(colleges.titles, scope.version, scope.college)
    shown = frame.select(
        pl.col("offering").replace(titles).alias("Offering"),
        pl.col("starts_on").alias("Starts"),
        pl.col("at_risk_cents").truediv(100).alias("At risk"),
        (pl.col("chance_to_run") * 100).alias("Chance to run"),
        pl.col("net").alias("Net now"),
        pl.col("minimum").alias("Minimum"),
        pl.col("capacity").alias("Seats"),
        _range("comparable_low", "comparable_high").alias("Past sections by now"),
        pl.col("projected").alias("Projected"),
        _range("projected_low", "projected_high").alias("80% range"),
        (pl.col("chance_of_target") * 100).alias("Chance of target"),
        pl.col("needed_per_day").alias("Needed a day"),
        pl.col("decide_by").alias("Decide by"),
        pl.col("section_id").alias("Section"),
    )
    with st.container(border=True):
        tables.head("Open sections by money at risk", _CAPTION)
        st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            placeholder=wording.NOTHING,
            column_config=_columns(shown),
            on_select=scope_bar.choose_by_row("pacing_board", widget, frame["section_id"].to_list()),
            selection_mode="single-row",
            key="pacing_board",
        )
        about = [
            "Open sections by money at risk: US dollars, chances in percent.",
            f"Data version {scope.version}, {wording.known_at(scope)}.",
        ]
        st.download_button(
            "Download CSV", lambda: export.frame_sheet(shown, about), "pacing.csv", "text/csv", key="csv-pacing"
        )


def _columns(shown: pl.DataFrame) -> dict[str, ColumnConfig]:
    """How the board shows its columns, each heading over its numbers."""

    def number(name: str, form: str = "%,d", about: str | None = None) -> ColumnConfig:
        return st.column_config.NumberColumn(tables.TO_RIGHT + name, format=form, help=about)

    days = {"Decide by": "MMM D", "Starts": "MMM D, YYYY"}
    return {
        "Offering": st.column_config.Column(**tables.cut_name(shown["Offering"])),
        "At risk": number("At risk", "$%,d", "Expected revenue × chance of not running."),
        "Chance to run": st.column_config.ProgressColumn(format="%.0f%%", min_value=0, max_value=100, width=115),
        "Chance of target": number("Chance of target", "%.0f%%", "Chance to fill the chosen share of seats."),
        "Projected": number("Projected", "%.1f"),
        "Needed a day": number("Needed a day", "%.1f", "Seats a day to reach the minimum by the decision day."),
        "Past sections by now": st.column_config.TextColumn(
            help="How many seats past sections had taken by now: 80% lie in this range."
        ),
        **{name: number(name) for name in ("Net now", "Minimum", "Seats")},
        **{name: st.column_config.DateColumn(format=form) for name, form in days.items()},
    }


def views(seen: list[View]) -> pl.DataFrame:
    """A section by each alignment, in words of the screen."""
    rows = [
        {
            "Compared by": wording.ALIGNMENTS[view.alignment],
            "Pace index": wording.NOTHING if view.pace_index is None else f"{view.pace_index:.2f}",
            "Projected": wording.number(None if view.projected is None else round(view.projected, 1)),
            "80% range": wording.NOTHING
            if view.low is None
            else f"{wording.number(view.low)} to {wording.number(view.high)}",
            "Chance to run": wording.chance(view.chance_to_run),
        }
        for view in seen
    ]
    return pl.DataFrame(rows)


def funnel(frame: pl.DataFrame, outcomes: pl.DataFrame, cut: str) -> pl.DataFrame:
    """Yields by channel or field, with what became of those who started; hidden counts are said to be."""
    people = {row["value"]: row for row in outcomes.to_dicts()}
    rows = []
    for row in frame.to_dicts():
        after = people.get(row["value"], {})
        rows.append(
            {
                wording.label(cut): wording.name(cut, row["value"]),
                "Inquiries": row["inquiry"],
                **{
                    f"{wording.name('stage', a)} → {wording.name('stage', b).lower()}": wording.share(
                        row[b] / row[a] if row[a] else None
                    )
                    for a, b in pairwise(STAGES)
                },
                **{f"{c.capitalize()}, year": _people(after, c) for c in ("started", "completed", "returned")},
            }
        )
    return pl.DataFrame(rows)


def _people(row: dict, count: str) -> str:
    if not row:
        return wording.NOTHING
    return "hidden" if row[count] is None else f"{row[count]:,}"


def accuracy(frame: pl.DataFrame) -> pl.DataFrame:
    """How far projections were off, in words of the screen."""
    return frame.select(
        pl.col("days_to_start").alias("Days before start"),
        pl.col("sections").alias("Sections"),
        pl.col("mean_error").round(2).alias("Our error (seats)"),
        pl.col("last_run_error").round(2).alias("Last run's final count"),
        pl.col("scaled_error").round(2).alias("Last run scaled"),
        pl.Series("In 80% range", [wording.share(v) for v in frame["coverage"]], dtype=pl.String),
        pl.col("mean_band").round(1).alias("Range (seats)"),
    )


def reliability(frame: pl.DataFrame) -> pl.DataFrame:
    """Chances that were said and what happened, in words of the screen."""
    return pl.DataFrame(
        {
            "Chance to run, predicted": [wording.share(v) for v in frame["chance"]],
            "Share that ran": [wording.share(v) for v in frame["ran_share"]],
            "Sections": frame["sections"],
        },
        schema_overrides={"Chance to run, predicted": pl.String, "Share that ran": pl.String},
    )


def _range(low: str, high: str) -> pl.Expr:
    whole = (pl.col(c).round().cast(pl.Int64).cast(pl.String) for c in (low, high))
    return pl.concat_str(*whole, separator=" to ")
