"""Counts that stop where the way of counting changes."""

import polars as pl

from dashboard.charts.counts_to_break import counts_to_break
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, YEAR
from tests.dashboard.charts.drawing import SCOPE, colors, fields, layer, rows


def table(*cells: tuple[int, str, float, bool]) -> Table:
    schema = {"year": pl.Int64, "kind": pl.String, "value": pl.Float64, "is_after_break": pl.Boolean}
    frame = pl.DataFrame(cells, schema=schema, orient="row")
    return Table(frame, (Column("year", "Year", YEAR), Column("kind", "Kind"), Column("value", "n", COUNT)), SCOPE)


BROKEN = table((2018, "All", 100.0, False), (2022, "All", 300.0, False), (2022, "Schools", 50.0, False), (2025, "All", 900.0, True))  # fmt: skip


def datasets(card) -> dict[str, pl.DataFrame]:
    return {name: pl.read_ipc_stream(data) for name, data in card.spec["datasets"].items()}


def test_no_line_leads_over_the_break():
    card = counts_to_break.__wrapped__("Counts", BROKEN, "Why.")
    assert layer(card, "line")["data"] == {"name": "before"}
    assert datasets(card)["before"]["year"].max() == 2022
    assert datasets(card)["after"].select("year", "value").rows() == [(2025, 900.0)]
    assert fields(card, "point") == {"x": "year", "y": "value", "color": "kind"}


def test_the_break_lies_between_the_last_year_before_and_the_first_after():
    card = counts_to_break.__wrapped__("Counts", BROKEN, "Why.")
    assert datasets(card)["rule"]["year"].to_list() == [2023.5]
    assert card.note == "Why."
    assert [*colors(card, "line")] == ["All", "Schools"]


def test_counts_without_a_break_have_no_rule():
    card = counts_to_break.__wrapped__("Counts", table((2018, "All", 100.0, False)), "Why.")
    assert datasets(card)["rule"].is_empty()
    assert rows(card, "year", "text", "kind") == [(2018, "100", "All")]


def test_the_sentence_says_what_is_counted_otherwise():
    card = counts_to_break.__wrapped__("Counts", BROKEN, "Why.")
    assert card.summary == "Counts: All 100 in 2018 to 300 in 2022; Schools 50 in 2022; 900 in 2025, counted otherwise."
