"""Registrations whose account lines are read in pieces come to the same as those whose lines are held."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data.ingest import ingest
from data.ingest.plan import Choices
from data.readers import account_lines, apart, delimited_parts, laid_out, parquet_parts, spread_lines
from data.readers.files import BadFile
from data.readers.mapping import Mapping
from data.readers.recipe_file import Recipe
from data.store.store import Store
from tests.data.ingest.test_pieces import BESIDE, FACTS, TEXT, TODAY

pytestmark = pytest.mark.usefixtures("unpublished")

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


@pytest.fixture
def beside(tmp_path, monkeypatch) -> list[Path]:
    """Files of the tables beside registrations. Every home has the same key of pseudonyms, so that their rows can be compared."""
    monkeypatch.setattr("data.ingest.plan.pseudonym_key", lambda home: b"key")
    monkeypatch.setattr("data.ingest.brought.key_of", lambda mapping, home: b"key")
    paths = [tmp_path / f"{name}.parquet" for name in BESIDE if name != "learners"]
    for path in paths:
        FACTS[path.stem].write_parquet(path)
    return paths


def take_in_pieces(monkeypatch, large: set[str]) -> None:
    """Have text files of these names read in pieces, and no others."""
    real = delimited_parts.is_text
    monkeypatch.setattr(delimited_parts, "PIECE_BYTES", 3_000)
    monkeypatch.setattr(delimited_parts, "WHOLE_BYTES", 0)
    monkeypatch.setattr(delimited_parts, "is_text", lambda path: path.name in large and real(path))


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
def test_registrations_with_lines_come_to_the_same_whichever_file_is_large(tmp_path, monkeypatch, beside, large):
    spoiled = SEATS.with_columns(
        registered_on=pl.when(pl.int_range(pl.len()) == 7).then(pl.lit("soon")).otherwise("registered_on")
    )
    files = exported(tmp_path / "files", spoiled)
    expected = brought(tmp_path / "a", files, beside)
    assert any("account lines of lines.csv summed" in note for note in expected[0]["notes"])
    assert any("2 of" in warning and "account lines were not counted" in warning for warning in expected[0]["warnings"])
    seen = []
    if large:
        take_in_pieces(monkeypatch, large)
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
def test_lines_of_several_files_are_summed_together_whichever_file_is_large(tmp_path, monkeypatch, beside, large):
    seats, lines = exported(tmp_path / "files", SEATS)
    expected = brought(tmp_path / "a", [seats, lines], beside)[2]
    rows = pl.read_csv(lines, infer_schema=False)
    more, twin = tmp_path / "files" / "more.csv", tmp_path / "files" / "twin.csv"
    rows[: rows.height // 2].write_csv(lines)
    rows[rows.height // 2 :].write_csv(more)
    twin.write_bytes(more.read_bytes())
    if large:
        take_in_pieces(monkeypatch, large)
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
