"""A shape is made once for what it depends on; its tables come as Arrow that the browser reads right."""

from datetime import date, datetime
from io import BytesIO

import polars as pl
import pyarrow as pa
import pytest

from dashboard.charts.shape import arrow, filled, rows_of, set_to, shape


def read(table: bytes) -> list[dict]:
    return pa.ipc.open_stream(BytesIO(table)).read_all().to_pylist()


def test_a_shape_is_drawn_once_for_the_same_arguments():
    drawn = []

    @shape
    def line(unit: str):
        drawn.append(unit)
        return rows_of("rows").mark_line().encode(x="month:T", y="value:Q")

    assert line("usd") is line("usd")
    line("share")
    assert drawn == ["usd", "share"]


def test_a_filled_shape_holds_its_tables_by_name_and_leaves_the_shape_alone():
    spec = {"data": {"name": "rows"}, "mark": "bar"}
    full = filled(spec, rows=pl.DataFrame({"value": [1, None]}))
    assert read(full["datasets"]["rows"]) == [{"value": 1}, {"value": None}]
    assert "datasets" not in spec


@pytest.mark.parametrize(
    ("value", "read_as"),
    [
        (date(2026, 3, 31), "2026-03-31T00:00:00"),  # with its time, a browser takes it as local
        (datetime(2026, 3, 31, 9, 30), "2026-03-31T09:30:00"),
        (None, None),
    ],
)
def test_days_and_times_are_text_of_the_reader_s_own_day(value, read_as):
    dtype = pl.Date if type(value) is date else pl.Datetime
    assert read(arrow(pl.DataFrame({"on": [value]}, schema={"on": dtype}))) == [{"on": read_as}]


def test_a_shape_brings_no_colors_of_its_own():
    assert "config" not in shape(lambda: rows_of("rows").mark_bar())()


def test_ends_that_follow_from_the_rows_are_set_beside_the_shape():
    spec = {"mark": "bar"}
    assert set_to(spec, top=0.5, edges=[1, 2]) == spec | {
        "params": [{"name": "top", "value": 0.5}, {"name": "edges", "value": [1, 2]}]
    }
