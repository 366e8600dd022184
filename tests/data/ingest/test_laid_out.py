"""Workbooks, archives and what a browser uploads: large tables of theirs go in pieces, and come to the same as whole ones."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from polars.testing import assert_frame_equal

from data.ingest import ingest, trial
from data.ingest.plan import Choices
from data.readers import apart, laid_out, parquet_parts
from data.readers.files import Brought
from data.readers.mapping import Mapping, guess
from data.readers.recipe_file import Recipe
from data.store.store import Store
from tests.data.ingest.test_pieces import BESIDE, FACTS, PASSED, TEXT, TODAY, spoiled

pytestmark = pytest.mark.usefixtures("unpublished")

PLAN = [
    (at, kind)
    for at, kind in enumerate(4 * ["as it is", "in dollars", "not a day", "repeated", "twice", "nowhere", "passed"])
]


RECIPE = Recipe(
    "own",
    (
        replace(PASSED.mappings[0], columns={column: column for column in TEXT.columns}),
        Mapping("marketing_costs", {"spent in": "month"}),
    ),
)


def workbook(rows: pl.DataFrame) -> bytes:
    """Registrations as people keep them: a title, days as days, amounts as numbers, ids as text, a hidden row, an error."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "mm/dd/yyyy"}) as book:
        book.add_worksheet("notes").write_row(0, 0, ["Nothing to see"])
        sheet = book.add_worksheet("Registrations")
        sheet.write(0, 0, "Export of registrations")
        sheet.write_row(2, 0, rows.columns)
        for number, row in enumerate(rows.iter_rows(named=True), 3):
            for place, (name, value) in enumerate(row.items()):
                if value is None:
                    continue
                if name.endswith("_on") and value[:2] == "20":
                    sheet.write_datetime(number, place, date.fromisoformat(value))
                elif name.endswith("_usd") and value.replace(".", "").isdigit():
                    sheet.write_number(number, place, float(value))
                else:
                    sheet.write_string(number, place, value)
        sheet.set_row(5, None, None, {"hidden": True})
    return target.getvalue()


def zipped(rows: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/registrations.csv", rows.write_csv())
        archive.writestr("export/readme.pdf", "no table")
        archive.writestr("export/other.csv", "what,who\n1,2\n")
    return target.getvalue()


def csv(rows: pl.DataFrame) -> bytes:
    return rows.write_csv(separator=";").encode("utf-16")


def brought(home: Path, files: list[Brought]):
    """What an import says, what it keeps, and the registrations that are there then."""
    store = Store(home)
    beside = [Brought(f"{name}.csv", FACTS[name].write_csv().encode()) for name in BESIDE]
    ingest.run(beside, store, Choices(today=TODAY))
    outcome = ingest.run(files, store, Choices(recipe=RECIPE, today=TODAY))
    said = [report.as_dict() for report in outcome.reports]
    names = ("quarantine_file", "check_file", "issues_file")
    kept = [Path(report.pop(name)).read_text() for report in said for name in names if report[name]]
    with store.draft("look") as draft:
        held = draft.facts("college", "registrations")
        assert held is not None
        rows = held.collect()
        draft.discard()
    return [{k: v for k, v in report.items() if k not in names} for report in said], kept, rows, outcome.unread


@pytest.fixture
def small_pieces(monkeypatch):
    """Tables of over 12 rows are laid out, and go in pieces of 5."""

    def done() -> None:
        width = FACTS["registrations"].width
        monkeypatch.setattr(laid_out, "FIRST_CELLS", 12 * width)
        monkeypatch.setattr(parquet_parts, "PIECE_CELLS", 5 * width)
        for kept in (apart._readings, apart._large_readings):
            kept.clear()

    return done


@pytest.mark.parametrize(("name", "made"), [("r.xlsx", workbook), ("r.zip", zipped), ("r.csv", csv)])
def test_a_large_table_in_any_file_comes_to_the_same_as_a_small_one(tmp_path, monkeypatch, small_pieces, name, made):
    files = [Brought(name, made(spoiled(PLAN)))]
    expected = brought(tmp_path / "a", files)
    assert expected[0][0]["rows_quarantined"] > 0
    small_pieces()
    seen, real = [], ingest.planned
    monkeypatch.setattr(ingest, "planned", lambda *given: seen.append(answer := real(*given)) or answer)
    found = brought(tmp_path / "b", files)
    assert [len(each.parts.pieces()) for each in seen[-1][1]] == [8]
    assert found[0] == expected[0]
    assert found[1] == expected[1]
    assert_frame_equal(found[2], expected[2])
    assert found[3] == expected[3]


def test_two_large_files_of_one_table_are_checked_beside_each_other(tmp_path, monkeypatch, small_pieces):
    rows = spoiled(PLAN)
    files = [Brought("a.xlsx", workbook(rows.head(20))), Brought("b.zip", zipped(rows.tail(20)))]
    expected = brought(tmp_path / "a", files)
    assert any("in the file" in str(report) or report["rows_read"] == 20 for report in expected[0])
    small_pieces()
    found = brought(tmp_path / "b", files)
    assert found[:2] == expected[:2]
    assert_frame_equal(found[2], expected[2])


def test_the_first_rows_of_a_large_file_are_shown_as_all_of_it_is_written(tmp_path, monkeypatch):
    # The order of dates and the decimal comma show in the last row only.
    months, spent = ["04/03/2025"] * 8 + ["20/03/2025"], ["1,495"] * 8 + ["12,50"]
    rows = pl.DataFrame({"month": months, "channel": ["email"] * 9, "spend_usd": spent, "note": ["x"] * 9})
    monkeypatch.setattr(laid_out, "FIRST_CELLS", 8)
    (raw,) = apart.opened(Brought("costs.csv", rows.write_csv(separator=";").encode())).tables
    assert (raw.rows.height, raw.height) == (2, 9)
    chosen: Mapping | None = guess(raw.rows.columns, "marketing_costs")
    assert chosen is not None
    shown, count = trial.rows(raw, chosen, [], tmp_path)
    whole, _ = trial.rows(raw.whole(), chosen, [], tmp_path)
    assert shown.equals(whole.head(2))
    assert shown.select("month", "cost_usd").row(0) == (date(2025, 3, 4), 1.5)
    assert count is None
