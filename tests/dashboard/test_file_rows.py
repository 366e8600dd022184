"""Rows of a file in the browser: text as it is written, days in words, and nothing that a spreadsheet would run."""

import json
from datetime import date
from decimal import Decimal

from streamlit.testing.v1 import AppTest


def drawn(rows: dict) -> AppTest:
    return AppTest.from_function(_page, args=(rows,), default_timeout=60).run()


def _page(rows):
    import polars as pl

    from dashboard.importing import file_rows

    file_rows.draw(pl.DataFrame(rows))


def test_text_stays_as_it_is_written():
    rows = {"Price": ["$1,690", "12.50"], "Section": ["0042", "7"]}
    assert drawn(rows).dataframe[0].value.to_dict("list") == rows


def test_what_a_spreadsheet_would_run_is_made_plain():
    assert drawn({"=1+1": ["@SUM(A1)"]}).dataframe[0].value.to_dict("list") == {"'=1+1": ["'@SUM(A1)"]}


def test_a_day_tells_month_and_day_apart_and_cents_are_kept():
    app = drawn({"starts_on": [date(2025, 3, 4)], "paid_usd": [Decimal("19.95")]})
    assert json.loads(app.dataframe[0].proto.columns)["starts_on"]["type_config"]["format"] == "MMM D, YYYY"
    assert app.dataframe[0].value["paid_usd"].to_list() == [19.95]
