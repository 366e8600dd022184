"""What Streamlit itself costs: four tiles, as many charts, filters and tables as the address asks for, and no data."""

import random

import altair as alt
import polars as pl
import streamlit as st

FIELDS = ["All", "Arts", "Business", "Computing", "Education", "Engineering", "Health", "Trades"]

st.set_page_config(page_title="Bare", layout="wide")
st.title("Bare")
asked = {
    name: int(st.query_params.get(name, usual)) for name, usual in {"charts": 4, "filters": 1, "tables": 0}.items()
}
in_link = {"bind": "query-params"} if asked["filters"] > 1 else {}
field = st.selectbox("Field", FIELDS, key="field", **in_link)
for number in range(1, asked["filters"]):
    st.selectbox(f"Filter {number}", FIELDS, key=f"filter-{number}", bind="query-params")
chance = random.Random(field)
for column, tile in zip(st.columns(4), ("Seats", "People", "Revenue", "Completion"), strict=True):
    column.metric(tile, chance.randint(100, 999), chance.randint(-9, 9))
columns = [*st.columns(2), *st.columns(2)]
for number in range(asked["charts"]):
    table = pl.DataFrame({"month": range(1, 13), "value": [chance.randint(10, 99) for _ in range(12)]})
    with columns[number]:
        st.altair_chart(alt.Chart(table).mark_line().encode(x="month", y="value"), key=f"chart-{number}")
for number in range(asked["tables"]):
    rows = {name: [chance.randint(100, 999) for _ in range(20)] for name in ("a", "b", "c", "d")}
    st.dataframe(pl.DataFrame(rows), key=f"table-{number}")
