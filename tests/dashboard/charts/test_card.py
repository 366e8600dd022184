"""Cards: one specification per theme, and no color that is hard to read on either."""

from datetime import date

import altair as alt
import polars as pl
import pytest

from dashboard.charts.axes import labeled
from dashboard.charts.card import LABEL, ON_DARK, Card, answer_card, specification
from data.reference import periods
from queries.answer import Answer
from queries.metrics.revenue import CONTRIBUTION
from queries.semantic.scope import Scope
from tests.dashboard.charts.drawing import PASSPORT

LIGHT, DARK = "#fbfbf9", "#12161d"
"""The page's backgrounds, as in the theme."""


def _card(color: str) -> Card:
    chart = alt.Chart(pl.DataFrame({"x": [1], "note": [color]})).mark_bar(color=color).encode(x="x:Q")
    return Card("Title", "Count", specification(chart), "Title: one.", PASSPORT, "key")


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", ON_DARK)
def test_every_color_stands_out_on_its_background(color):
    assert _contrast(color, LIGHT) >= 3
    assert _contrast(ON_DARK[color], DARK) >= 4.5


def test_text_beside_marks_can_be_read_on_both_themes():
    assert _contrast(LABEL, LIGHT) >= 4.5
    assert _contrast(ON_DARK[LABEL], DARK) >= 4.5


@pytest.mark.parametrize("color", ON_DARK)
def test_the_dark_theme_changes_colors_and_no_data(color):
    card = _card(color)
    assert card.on_light is not None
    assert card.on_dark is not None
    assert card.on_dark["layer"][1]["mark"]["color"] == ON_DARK[color]
    assert card.on_light["layer"][1]["mark"]["color"] == color
    assert card.on_dark["datasets"] == card.on_light["datasets"]
    assert Card("Title", "", None, "", card.passport, "none").on_dark is None


def test_thousands_are_a_capital_k_and_zero_has_no_sign():
    words = labeled("+$,.3~s").to_dict()["labelExpr"]
    assert words == "replace(format(datum.value, datum.value ? '+$,.3~s' : '$,.3~s'), 'k', 'K')"


@pytest.mark.parametrize(
    ("by", "rows", "sentence"),
    [
        ("month", {date(2026, 1, 1): 8.0, date(2025, 10, 1): 2.0}, "highest at $8.00 for January 2026, lowest at $2.00 for October 2025."),
        ("field", {"51": 0.0, "52": 0.0}, "$0 throughout."),
        ("field", {"51": 8.0, "11": 5.0, "52": 2.0}, "highest at $8.00 for Health, lowest at $2.00 for Business."),
        ("field", {"51": 8.0}, "$8.00 for Health."),  # one row is neither the highest nor the lowest
        ("field", {"51": None}, "no data for this choice."),
    ],
)  # fmt: skip
def test_the_sentence_names_both_ends_in_words(by, rows, sentence):
    frame = pl.DataFrame({by: rows.keys(), "contribution": pl.Series(rows.values(), dtype=pl.Float64)})
    scope = Scope("version", "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    answer = Answer(frame, (CONTRIBUTION,), (by,), scope)
    assert answer_card("Contribution", answer, None).summary == f"Contribution: {sentence}"


@pytest.mark.parametrize(("value", "is_drawn"), [(None, False), (0.0, True)])
def test_an_answer_of_which_nothing_is_known_is_said_and_not_drawn_empty(value, is_drawn):
    frame = pl.DataFrame({"field": ["11"], "contribution": [value]}, schema_overrides={"contribution": pl.Float64})
    scope = Scope("version", "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    chart = alt.Chart(frame).mark_bar().encode(x="contribution:Q")
    card = answer_card("Contribution by field", Answer(frame, (CONTRIBUTION,), ("field",), scope), chart)
    assert (card.spec is not None) == is_drawn
