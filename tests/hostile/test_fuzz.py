"""Small good files with bits flipped, parts cut off and parts doubled: a table or a sentence, and never anything else."""

import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.readers import apart, recipe_file, text
from data.readers.files import BadFile, Brought
from tests.hostile.files import TABLE, archive, small_parquet
from tests.hostile.workbooks import workbook

GOOD = {
    "a.csv": 'id;name;"price"\n1;"Übung; two";3,50\n2;"over\ntwo";4\n'.encode(),
    "utf16.csv": "id,name\n1,é\n2,😀\n".encode("utf-16"),
    "a.xlsx": workbook(TABLE * 3),
    "a.zip": archive(a_csv=b"a,b\n1,2\n", b_csv=b"c,d\n3,4\n"),
    "a.parquet": small_parquet(),
}
PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
RECIPE_KEYS = st.sampled_from(
    ["table", "columns", "made", "values", "date_format", "decimal", "lines", "fill", "pseudonyms", "rows", "headers"]
)
NESTED = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
COLUMN_NAMES = st.sampled_from(
    ["registration_id", "learner_id", "outcome", "of", "amount", "kinds", "column", "join", "where"]
)
NAMED = st.dictionaries(COLUMN_NAMES, NESTED | st.dictionaries(COLUMN_NAMES, NESTED, max_size=3), max_size=3)


@st.composite
def spoiled(draw: st.DrawFn, content: bytes) -> bytes:
    """The content after a few accidents."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        accident = draw(st.sampled_from(["flip", "flip", "cut", "double", "insert"]))
        if accident == "flip" and content:
            content = content[:at] + bytes([content[at] ^ (1 << draw(st.integers(0, 7)))]) + content[at + 1 :]
        elif accident == "cut":
            content = content[:at]
        elif accident == "double":
            content = content[:at] + content[at // 2 :]
        else:
            content = content[:at] + draw(st.binary(max_size=4)) + content[at:]
    return content


@pytest.mark.parametrize("name", GOOD)
def test_a_spoiled_file_is_a_table_or_a_sentence(name, monkeypatch):
    monkeypatch.setenv("DASHBOARD_READ_MEMORY_MB", "512")
    monkeypatch.setenv("DASHBOARD_READ_SECONDS", "20")

    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(spoiled(GOOD[name]))
    def check(content: bytes) -> None:
        with suppress(BadFile):
            assert all(raw.rows.height and raw.rows.width for raw in apart.tables(Brought(name, content)))

    check()


@given(st.dictionaries(RECIPE_KEYS, NESTED | NAMED, max_size=4))
def test_a_recipe_of_anything_is_a_recipe_or_a_sentence(content):
    with suppress(BadFile):
        assert recipe_file.recipe({"table": "registrations"} | content, "recipe.json").mappings


@pytest.mark.parametrize(("name", "content"), [("deep.json", "[" * 100_000), ("deep.toml", "a = " + "[" * 100_000)])
def test_a_recipe_that_is_nested_without_end_is_a_sentence(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(BadFile, match=f"The mapping file {name} is neither TOML nor JSON"):
        recipe_file.load(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadFile, match=r"pipe.csv is no file that can be read at once"):
        text.load(tmp_path / "pipe.csv")
