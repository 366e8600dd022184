"""Sums of account lines that are read in pieces are those of lines that are held, wherever either file is cut."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.readers import account_lines, spread_lines
from data.readers.files import BadFile, Raw
from data.readers.spread_lines import Texts

LINES = account_lines.parsed(
    {
        "of": ["TERM", "STUDENT"],
        "by": ["term", "student"],
        "amount": "AMOUNT",
        "kind": "code",
        "kinds": {"tuition": ["T"], "fee": ["F", "(empty)"], "discount": ["D"], "refund": ["R"], "payment": ["P"]},
    }
)
KEYS = [(term, student) for term in ("26", "27", None) for student in ("a", "0a", "b", None)]
LINE = st.tuples(
    st.sampled_from(KEYS),
    st.sampled_from(["T", "F", None, "D", "R", "P"]),
    st.sampled_from(["100", "-40.5", "$1,200.50", "(7)", "", "1.495", "1,495", "12,50", "0"]),
)
CUTS = st.lists(st.integers(0, 30), max_size=4)


def cut(rows: pl.DataFrame, cuts: list[int]) -> list[pl.DataFrame]:
    ends = [0, *sorted(min(at, rows.height) for at in cuts), rows.height]
    return [rows.slice(start, end - start) for start, end in pairwise(ends)]


def as_texts(name: str, rows: pl.DataFrame, cuts: list[int], separator: str = "") -> Texts:
    return Texts(name, rows.height, separator, tuple(rows.columns), lambda: iter(cut(rows, cuts)))


def frames(registered: list, given_lines: list) -> tuple[pl.DataFrame, pl.DataFrame]:
    mine = pl.DataFrame(
        [(term, student, str(at)) for at, (term, student) in enumerate(registered)],
        schema=dict.fromkeys(["term", "student", "note"], pl.String),
        orient="row",
    )
    theirs = pl.DataFrame(
        [(*key, code, amount or None) for key, code, amount in given_lines],
        schema=dict.fromkeys(["TERM", "STUDENT", "code", "AMOUNT"], pl.String),
        orient="row",
    )
    return mine, theirs


def said(found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return found.notes, found.warnings


def tried(made):
    """What is made, or the sentence about why not."""
    try:
        return made()
    except BadFile as error:
        return str(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    registered=st.lists(st.sampled_from(KEYS), min_size=1, max_size=14),
    lines=st.lists(LINE, min_size=1, max_size=30),
    cuts=st.tuples(CUTS, CUTS),
    separator=st.sampled_from([",", ";"]),
    size=st.integers(1, 9),
)
@example(  # the decimal comma stands in the last piece and is of all; a key has two rows; a line is of nobody
    registered=[("26", "a"), ("26", "a"), ("27", None)],
    lines=[(("26", "a"), "T", "1,495"), (("27", "b"), "T", "100"), (("26", "a"), "D", "12,50")],
    cuts=([1], [1, 1, 2]),
    separator=",",
    size=1,
)
def test_sums_of_any_pieces_are_those_of_the_whole(
    tmp_path_factory, monkeypatch, registered, lines, cuts, separator, size
):
    mine, theirs = frames(registered, lines)
    monkeypatch.setattr(spread_lines, "AT_ONCE", size)
    source = Raw("lines.csv", theirs, separator=separator)
    whole = tried(lambda: account_lines.summed(Raw("regs.csv", mine), LINES, [source]))
    both = as_texts("regs.csv", mine, cuts[0]), [as_texts("lines.csv", theirs, cuts[1], separator)]
    sums = tried(lambda: spread_lines.in_lots(*both, LINES, None, tmp_path_factory.mktemp("sums")))
    if isinstance(whole, str) or isinstance(sums, str):
        # Which amount is named first depends on the lot that is summed first.
        assert (type(sums), type(whole)) == (str, str)
        return
    rows = pl.concat(sums.beside(rows, at) for at, rows in enumerate(cut(mine, cuts[0])))
    assert_frame_equal(rows, whole.rows)
    assert said(sums) == said(whole)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    marks=st.lists(st.sampled_from(["Y", "N", None]), min_size=1, max_size=12),
    currencies=st.lists(st.sampled_from(["USD", None, "CAD"]), min_size=12, max_size=12),
    cuts=CUTS,
)
@example(marks=["N", "Y"], currencies=["USD"] * 12, cuts=[1])  # the void line is the first of its piece
def test_void_lines_and_other_currencies_are_named_by_their_rows_wherever_a_file_is_cut(
    tmp_path_factory, marks, currencies, cuts
):
    mine, theirs = frames([("26", "a")], [(("26", "a"), "T", str(at)) for at in range(len(marks))])
    theirs = theirs.with_columns(
        VOID=pl.Series(marks, dtype=pl.String), Currency=pl.Series(currencies[: len(marks)], dtype=pl.String)
    )
    whole = tried(lambda: account_lines.summed(Raw("regs.csv", mine), LINES, [Raw("lines.csv", theirs)]))
    both = as_texts("regs.csv", mine, []), [as_texts("lines.csv", theirs, cuts)]
    sums = tried(lambda: spread_lines.in_lots(*both, LINES, None, tmp_path_factory.mktemp("void")))
    if isinstance(whole, str):
        assert f"row {currencies.index('CAD') + 1:,} (CAD)" in whole
        assert sums == whole
        return
    assert said(sums) == said(whole)
    assert any("void or reversed by VOID" in one for one in sums.warnings) == ("Y" in marks)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    registered=st.lists(st.sampled_from(KEYS), min_size=1, max_size=9),
    files=st.tuples(st.lists(LINE, min_size=1, max_size=12), st.lists(LINE, min_size=1, max_size=12)),
    size=st.integers(1, 9),
)
@example(  # each file tells by itself how its amounts are written, and one line stands in both
    registered=[("26", "a")],
    files=(
        [(("26", "a"), "T", "1,495"), (("26", "a"), "D", "12,50")],
        [(("26", "a"), "T", "100"), (("26", "a"), "D", "12,50")],
    ),
    size=1,
)
def test_sums_of_several_files_in_pieces_are_those_of_files_that_are_held(
    tmp_path_factory, monkeypatch, registered, files, size
):
    monkeypatch.setattr(spread_lines, "AT_ONCE", size)
    mine, one = frames(registered, files[0])
    other = frames([], files[1])[1].with_columns(note=pl.lit("x"))
    if one.equals(other.drop("note")):  # told by the hash of the whole file
        return
    held = [Raw("one.csv", one, separator=";"), Raw("other.csv", other, separator=",")]
    whole = tried(lambda: account_lines.summed(Raw("regs.csv", mine), LINES, held))
    texts = [as_texts("one.csv", one, [1], ";"), as_texts("other.csv", other, [2], ",")]
    both = as_texts("regs.csv", mine, [1]), texts
    sums = tried(lambda: spread_lines.in_lots(*both, LINES, None, tmp_path_factory.mktemp("sums")))
    if isinstance(whole, str) or isinstance(sums, str):
        # Which amount is named first depends on the lot that is summed first.
        assert (type(sums), type(whole)) == (str, str)
        return
    assert_frame_equal(pl.concat(sums.beside(rows, at) for at, rows in enumerate(cut(mine, [1]))), whole.rows)
    assert said(sums) == said(whole)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=30), cuts=CUTS, size=st.integers(1, 9))
def test_lines_that_are_the_registrations_become_one_row_each_in_any_pieces(
    tmp_path_factory, monkeypatch, lines, cuts, size
):
    itself = account_lines.parsed({**LINES.plain(), "by": LINES.of})
    rows = frames([], lines)[1].with_row_index("note").cast(pl.String)
    monkeypatch.setattr(spread_lines, "AT_ONCE", size)
    whole = tried(lambda: account_lines.summed(Raw("f.csv", rows), itself, []))
    texts, scratch = as_texts("f.csv", rows, cuts), tmp_path_factory.mktemp("sums")
    sums = tried(lambda: spread_lines.in_lots(texts, [], itself, None, scratch))
    if isinstance(whole, str) or isinstance(sums, str):
        assert (type(sums), type(whole)) == (str, str)
        return
    assert_frame_equal(pl.concat(sums.beside(some, at) for at, some in enumerate(cut(rows, cuts))), whole.rows)
    assert (sums.notes, sums.warnings) == (whole.notes, ())


def test_codes_of_no_kind_are_counted_over_all_pieces(tmp_path):
    mine, theirs = frames([("26", "a")], [(("26", "a"), "X", "5"), (("27", "b"), "X", "7"), (("27", "b"), "Y", None)])
    with pytest.raises(BadFile, match=r"X \(2 lines, \$12\.00\); Y \(1 lines, \$0\.00\)"):
        spread_lines.in_lots(as_texts("r", mine, []), [as_texts("l", theirs, [1])], LINES, None, tmp_path)


def test_an_amount_that_can_be_read_in_two_ways_is_a_sentence():
    mine, theirs = frames([("26", "a")], [(("26", "a"), "T", "1.495")])
    with pytest.raises(BadFile, match=r"AMOUNT in lines\.csv holds numbers such as 1\.495"):
        account_lines.summed(Raw("regs.csv", mine), LINES, [Raw("lines.csv", theirs, separator=";")])
