"""A cube with a row per section is read some rows at a time, and without the rows of others where they lie together."""

import polars as pl
import pytest

from queries.cubes import section_terms

ROWS = pl.LazyFrame({"section_id": ["c", "a", "e", "b", "d"]})


def read(*of: str) -> list[list[str]]:
    asked_for = pl.LazyFrame({"section_id": of}, schema={"section_id": pl.String})
    return [piece.collect()["section_id"].to_list() for piece in section_terms.pieces(ROWS, asked_for)]


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch):
    monkeypatch.setattr(section_terms, "SECTIONS_AT_ONCE", 2)


def test_all_pieces_are_all_rows_in_their_order():
    assert [p.collect()["section_id"].to_list() for p in section_terms.pieces(ROWS)] == [["c", "a"], ["e", "b"], ["d"]]


def test_pieces_without_any_section_that_is_asked_for_are_left_out():
    assert read("a", "d", "not there") == [["c", "a"], ["d"]]
    assert read("b", "e") == [["e", "b"]]


def test_one_piece_is_left_where_nothing_is_asked_for():
    assert read() == [["c", "a"]]
    assert [p.collect().height for p in section_terms.pieces(ROWS.clear())] == [0]
