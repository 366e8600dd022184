"""What words of a file mean: a box for each word that is on no list of ours."""

import polars as pl
import streamlit as st

from dashboard.wording import escaped
from dashboard.wording.columns import column_name
from data.contracts import TABLES
from data.ingest import trial
from data.readers.files import Raw
from data.readers.mapping import Mapping

EMPTY = "(leave empty)"
MOST = 40


def choose_words(raw: Raw, mapping: Mapping, key: str) -> dict[str, dict[str, str]]:
    """By our column, their words and what they mean. Words that are ours already are not asked."""
    values = {}
    for column, words in trial.words_to_translate(raw, mapping, MOST).items():
        st.markdown(f"**Words of {column_name(column)}**")
        dtype = TABLES[mapping.table].columns()[column].dtype
        meant, sides = dict(mapping.values.get(column, {})), st.columns(4)
        for number, word in enumerate(words):
            with sides[number % 4]:
                answer = _asked(word, column, dtype, meant.get(word), f"{key}_{column}_word_{number}_{word}")
            meant.pop(word, None)
            if answer is not None:
                meant[word] = answer
        values[column] = meant
    return values


def _asked(word: str, column: str, dtype: pl.DataType, before: str | None, key: str) -> str | None:
    label = f"“{escaped(word[:60])}” is"
    if not isinstance(dtype, pl.Enum):
        example = "such as 52.0302" if column == "cip_code" else None
        return st.text_input(label, before or "", key=key, placeholder=example).strip() or None
    options = [*dtype.categories.to_list(), EMPTY]
    index = options.index(EMPTY if before == "" else before) if before in ("", *options) else None
    answer = st.selectbox(label, options, index, key=key)
    return "" if answer == EMPTY else answer
