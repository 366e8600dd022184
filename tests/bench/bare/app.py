"""What Streamlit itself costs: four tiles, as many charts as the address asks for, one filter, no data to speak of."""

import random

import altair as alt
import polars as pl
import streamlit as st

FIELDS = ["All", "Arts", "Business", "Computing", "Education", "Engineering", "Health", "Trades"]

st.set_page_config(page_title="Bare", layout="wide")
st.title("Bare")
field = st.selectbox("Field", FIELDS, key="field")
chance = random.Random(field)
for column, tile in zip(st.columns(4), ("Seats", "People", "Revenue", "Completion"), strict=True):
    column.metric(tile, chance.randint(100, 999), chance.randint(-9, 9))
columns = [*st.columns(2), *st.columns(2)]
for number in range(int(st.query_params.get("charts", "4"))):
    table = pl.DataFrame({"month": range(1, 13), "value": [chance.randint(10, 99) for _ in range(12)]})
    with columns[number]:
        st.altair_chart(alt.Chart(table).mark_line().encode(x="month", y="value"), key=f"chart-{number}")
