"""Account lines that are read in pieces come to the same as those that are held, wherever either file is cut."""

from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import account_lines, apart, delimited_parts, laid_out, parquet_parts, spread_lines
from data.readers.files import BadFile, Raw
from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe
from data.readers.spread_lines import Texts
from data.store.store import Store
from tests.data.ingest.test_pieces import BESIDE, FACTS, TEXT, TODAY

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


SEATS = (
    TEXT.drop("gross_usd", "discount_usd", "refund_usd")
    .with_columns(Person=pl.col("learner_id") + "@example.edu")
    .drop("learner_id")
)
RECIPE = Recipe(
    "own",
    (
        Mapping(
            "registrations",
            {column: column for column in SEATS.columns if column != "Person"} | {"Person": "learner_id"},
            pseudonyms=("Person",),
            lines=account_lines.parsed(
                {
                    "of": ["SECTION", "WHO"],
                    "by": ["section_id", "Person"],
                    "amount": "AMOUNT",
                    "kind": "CODE",
                    "kinds": {"tuition": ["T"], "discount": ["D"], "payment": ["P"]},
                }
            ),
        ),
        Mapping("marketing_costs", {"month": "month", "channel": "channel", "spent": "spend_usd"}),
    ),
)


def exported(folder: Path, seats: pl.DataFrame) -> list[Path]:
    """Registrations without amounts, and their account lines: of all but some, in another order, some of nobody."""
    folder.mkdir()
    charged = TEXT.select(
        SECTION="section_id",
        WHO=pl.col("learner_id") + "@example.edu",
        CODE=pl.lit("T"),
        AMOUNT=pl.format("${}", pl.col("gross_usd")),
    )
    discounts = charged.gather_every(3).with_columns(CODE=pl.lit("D"), AMOUNT=pl.lit("(12.50)"))
    payments = charged.gather_every(2).with_columns(CODE=pl.lit("P"))
    strange = charged.head(2).with_columns(WHO=pl.Series(["nobody@example.edu", "another@example.edu"]))
    lines = pl.concat([payments, strange, charged[:-3].reverse(), discounts])
    seats.write_csv(folder / "seats.csv")
    lines.write_csv(folder / "lines.csv")
    return [folder / "seats.csv", folder / "lines.csv"]


def brought(home: Path, files: list[Path], beside: list[Path]):
    """What an import says of registrations with their lines, what it keeps of them, and what is there then."""
    store = Store(home)
    ingest.run(beside, store, Choices(today=TODAY))
    (report,) = ingest.run(files, store, Choices(recipe=RECIPE, today=TODAY)).reports
    said = report.as_dict()
    names = ("quarantine_file", "check_file", "issues_file")
    kept = [Path(said.pop(name)).read_text() for name in names if said[name]]
    with store.draft("look") as draft:
        held = draft.facts("college", "registrations")
        assert held is not None
        rows = held.collect()
        draft.discard()
    return {name: value for name, value in said.items() if name not in names}, kept, rows


@pytest.mark.parametrize("large", [{"seats.csv", "lines.csv"}, {"seats.csv"}, {"lines.csv"}, set()])
def test_registrations_with_lines_come_to_the_same_whichever_file_is_large(tmp_path, monkeypatch, large):
    monkeypatch.setattr("data.publish.college.publish_college", lambda *given, **said: [])
    monkeypatch.setattr("data.ingest.plan.pseudonym_key", lambda home: b"key")
    monkeypatch.setattr("data.ingest.brought.key_of", lambda mapping, home: b"key")
    beside = [tmp_path / f"{name}.parquet" for name in BESIDE if name != "learners"]
    for path in beside:
        FACTS[path.stem].write_parquet(path)
    spoiled = SEATS.with_columns(
        registered_on=pl.when(pl.int_range(pl.len()) == 7).then(pl.lit("soon")).otherwise("registered_on")
    )
    files = exported(tmp_path / "files", spoiled)
    expected = brought(tmp_path / "a", files, beside)
    assert any("account lines of lines.csv summed" in note for note in expected[0]["notes"])
    assert any("2 of" in warning and "account lines were not counted" in warning for warning in expected[0]["warnings"])
    seen = []
    if large:
        monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 3_000)
        monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
        real = delimited_parts.is_text
        monkeypatch.setattr(delimited_parts, "is_text", lambda path: path.name in large and real(path))
    else:  # both come from the reading process, which lays them out on the disk
        apart._readings.clear()
        monkeypatch.setattr(laid_out, "FIRST_CELLS", 300)
        monkeypatch.setattr(parquet_parts, "PIECE_CELLS", 500)
    monkeypatch.setattr(spread_lines, "AT_ONCE", 40)
    told = ingest.planned
    monkeypatch.setattr(ingest, "planned", lambda *given: seen.append(answer := told(*given)) or answer)
    found = brought(tmp_path / "b", files, beside)
    assert len(seen[-1][1]) == 1  # they were taken in pieces
    assert found[0] == expected[0]
    assert found[1] == expected[1]
    assert_frame_equal(found[2], expected[2])


@pytest.mark.parametrize("large", [{"seats.csv", "lines.csv", "more.csv", "twin.csv"}, {"more.csv"}, set()])
def test_lines_of_several_files_are_summed_together_whichever_file_is_large(tmp_path, monkeypatch, large):
    monkeypatch.setattr("data.publish.college.publish_college", lambda *given, **said: [])
    monkeypatch.setattr("data.ingest.plan.pseudonym_key", lambda home: b"key")
    monkeypatch.setattr("data.ingest.brought.key_of", lambda mapping, home: b"key")
    beside = [tmp_path / f"{name}.parquet" for name in BESIDE if name != "learners"]
    for path in beside:
        FACTS[path.stem].write_parquet(path)
    seats, lines = exported(tmp_path / "files", SEATS)
    expected = brought(tmp_path / "a", [seats, lines], beside)[2]
    rows = pl.read_csv(lines, infer_schema=False)
    more, twin = tmp_path / "files" / "more.csv", tmp_path / "files" / "twin.csv"
    rows[: rows.height // 2].write_csv(lines)
    rows[rows.height // 2 :].write_csv(more)
    twin.write_bytes(more.read_bytes())
    if large:
        monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 3_000)
        monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
        real = delimited_parts.is_text
        monkeypatch.setattr(delimited_parts, "is_text", lambda path: path.name in large and real(path))
    said, _, found = brought(tmp_path / "b", [seats, lines, more, twin], beside)
    assert_frame_equal(found, expected)
    told, store, choices = " ".join(said["notes"]), Store(tmp_path / "b"), Choices(recipe=RECIPE, today=TODAY)
    again = [seats, lines, more, twin]
    assert [report.is_repeat for report in ingest.run(again, store, choices).reports] == [True]
    with more.open("a") as file:
        file.write(rows.row(0)[0] + ",new@example.edu,T,1.00\n")
    assert [report.is_repeat for report in ingest.run(again, store, choices).reports] == [False]
    assert [report.is_repeat for report in ingest.run(again, store, choices).reports] == [True]
    assert "account lines of lines.csv summed" in told
    assert any(f"account lines of {name}.csv summed" in told for name in ("more", "twin"))
    assert any("the same account lines as" in warning for warning in said["warnings"])


def test_large_registrations_without_their_lines_are_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    files = exported(tmp_path / "files", SEATS)
    with pytest.raises(BadFile, match="Bring that file together with it"):
        ingest.check(files[:1], Store(tmp_path / "home"), Choices(recipe=RECIPE, today=TODAY))
