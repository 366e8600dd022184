"""A provider list of any state becomes a market through the form: its name and its edition are asked once."""

import polars as pl
from streamlit.testing.v1 import AppTest

from data.store.store import Store

LIST = (
    "Training Provider,Course Title,Total Tuition,CIP,Length in Weeks,School Kind\n"
    "Prairie College,Welding Basics,$900.00,48.0508,8,public 2yr\n"
    "Prairie College,Bookkeeping,$650.00,52.0302,10,public 2yr\n"
    "Camp Code,Web Development,$9800.00,11.0801,14,bootcamp\n"
)
FORM = "data_columns_0_market_offerings"


def test_list_and_edition_are_asked_once_and_the_programs_join_the_market(store):
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60).run().switch_page("pages/trust/data.py").run()
    app.file_uploader[0].upload("north_dakota_2026.csv", LIST.encode(), "text/csv").run()
    assert not app.exception
    asked = [box.key for box in app.text_input if box.key.startswith(FORM)]
    assert asked == [f"{FORM}_list_id_value", f"{FORM}_edition_value"]
    app.text_input(key=f"{FORM}_list_id_value").input("north_dakota")
    app.text_input(key=f"{FORM}_edition_value").input("2026-03-31").run()
    words = "\n".join(m.value for m in app.markdown).replace("\\", "")
    assert "3 rows read = 3 accepted + 0 to check + 0 quarantined" in words
    app.button(key="data_import").click().run()
    assert not app.exception
    programs = pl.read_parquet(Store(store.home).current().folder / "market/cubes/programs.parquet")
    mine = programs.filter(list_id="north_dakota").sort("price_usd")
    assert mine["price_usd"].to_list() == [650, 900, 9_800]
    assert mine["field"].to_list() == ["52", "48", "11"]
    again = (
        AppTest.from_file("../../streamlit_app.py", default_timeout=60).run().switch_page("pages/trust/data.py").run()
    )
    again.file_uploader[0].upload("newer.csv", LIST.replace("650", "700").encode(), "text/csv").run()
    assert not [box for box in again.text_input if box.key.startswith(FORM)]  # remembered for these headers
