"""The given cases, each beside its right answer: a figure to the dollar, a row to check, or a refusal in a sentence."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.ingest import ingest
from data.ingest.plan import Choices
from data.ingest.report import Report
from data.readers import recipe_file
from data.readers.files import BadFile
from data.store.store import Store

pytestmark = pytest.mark.real_files
TODAY = date(2026, 11, 29)


@pytest.fixture(scope="session")
def cases() -> Path:
    folder = (
        Path(os.environ.get("SHARED_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data").parent / "cases"
    )
    if not folder.is_dir():
        pytest.skip("needs the given cases beside the project")
    return folder


@pytest.fixture(scope="session")
def colleges(cases, tmp_path_factory) -> dict[str, Path]:
    """A home for each base, made once; a check keeps nothing in it."""
    homes = {}
    for name in ("files", "bugs"):
        homes[name] = tmp_path_factory.mktemp(name)
        ingest.run(sorted((cases / name / "base").glob("*.csv")), Store(homes[name]), Choices(today=TODAY))
    return homes


@dataclass(frozen=True)
class Case:
    """A case and what is right: rows accepted, to check and quarantined, codes of reasons, and totals of the rows taken."""

    path: str
    rows: tuple[int, int, int]
    codes: set[str] = field(default_factory=set)
    gross: float | None = None
    recipe: str | None = None


CASES = [
    Case("files/euro_1495_00.csv", (20, 0, 0), gross=29_900),
    Case("files/euro_1495_00.csv", (20, 0, 0), gross=29_900, recipe="files/euro.toml"),
    Case("files/euro_thousands_dot.csv", (20, 0, 0), gross=29_900, recipe="files/euro.toml"),
    Case("files/pounds.csv", (0, 0, 20), {"other_currency"}),
    Case("files/future_2099.csv", (19, 0, 1), {"after_import"}),
    Case("files/withdrawn_without_day.csv", (0, 20, 0), {"withdrawn_without_day"}, 9_900),
    Case("files/hidden_fuller_sheet.xlsx", (20, 0, 0), gross=9_900),
    Case("files/na_price.csv", (19, 0, 1), {"missing"}),
    Case("files/refund_as_negative_row.csv", (19, 2, 0), {"refund_line", "refund_without_drop"}, 9_900),
    Case("files/oracle_dates.csv", (20, 0, 0), gross=9_900),
    Case("files/oracle_dates.csv", (20, 0, 0), gross=9_900, recipe="files/oracle_dates.toml"),
    Case("files/cirr_duplicate_row/cirr.csv", (3, 0, 0)),
    Case("bugs/dup_learner/registrations.csv", (3, 0, 0)),
    Case("bugs/seat_twice/registrations.csv", (0, 2, 0), {"learner_twice_in_section"}),
    Case("bugs/id_spellings/registrations.csv", (5, 0, 0), {"whole_id"}),
    Case("bugs/transfer/registrations.csv", (2, 0, 0)),
    Case("bugs/retro_drop/registrations.csv", (1, 0, 0)),
    Case("bugs/cancelled_open_seats/sections.csv", (0, 1, 0), {"canceled_with_seats"}),
    Case("bugs/after_end/registrations.csv", (0, 2, 0), {"long_after_section", "long_before_section"}),
    Case("bugs/typo_year/registrations.csv", (0, 0, 1), {"after_import"}),
    Case("bugs/refund_stays/registrations.csv", (0, 1, 0), {"refund_without_drop"}),
    # 100 + 100 + 100 + 0.01 + 1.01: half a cent is rounded up
    Case("bugs/half_cents/registrations.csv", (5, 0, 0), {"rounded_to_cent"}, 301.02),
    Case("bugs/goal_bad/goals.csv", (0, 1, 4), {"not_a_metric", "unknown_choice", "wrong_pattern", "two_goals"}),
    Case("bugs/cp1252/offerings.csv", (1, 0, 0)),
    Case("bugs/two_inquiries/inquiries.csv", (2, 1, 1), {"second_inquiry", "breaks_rule"}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path}{' as stated' if case.recipe else ''}")
def test_a_given_case_has_its_right_answer(cases, colleges, case):
    recipe = recipe_file.load(cases / case.recipe) if case.recipe else None
    report = _check(cases / case.path, colleges[case.path.split("/")[0]], Choices(recipe=recipe, today=TODAY))
    assert (report.rows_accepted, report.rows_to_check, report.rows_quarantined) == case.rows
    assert {c.code for c in report.reasons} == case.codes
    if case.gross is not None:
        assert report.totals["sum of gross_usd, rows taken"] == case.gross


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("files/euro_thousands_dot.csv", "1.495, in which the point may be for thousands or for decimals"),
        ("files/exports/scorecard_fos.csv", "scorecard_fos.csv"),
        ("files/exports/ipeds_c_b.csv", "IPEDS"),
    ],
)
def test_what_cannot_be_read_one_way_is_refused_in_a_sentence(cases, colleges, path, sentence):
    with pytest.raises(BadFile, match=sentence):
        _check(cases / path, colleges["files"], Choices(today=TODAY))


def test_a_second_term_under_the_numbers_of_the_first_is_refused(cases, tmp_path):
    folder, store = cases / "files" / "crn_reused", Store(tmp_path)
    fall = [folder / f"{name}.csv" for name in ("providers", "offerings", "fall_sections", "fall_regs")]
    ingest.run(fall, store, Choices(today=TODAY))
    before = store.current()
    spring = [folder / "spring_sections.csv", folder / "spring_regs.csv"]
    with pytest.raises(BadFile, match="10 sections under a section_id that stands for another one"):
        ingest.run(spring, store, Choices(today=TODAY))
    assert store.current() == before


def test_an_outcome_file_with_a_repeated_row_is_reported_to_the_end(cases, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from dashboard.cli import dashboard

    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    shutil.copy(cases / "files" / "cirr_duplicate_row" / "cirr.csv", tmp_path / "cirr.csv")
    with Store(tmp_path).draft("first") as draft:
        draft.put("demo", "cubes", "tiny", pl.DataFrame({"value": [1]}))
    result = CliRunner().invoke(dashboard, ["import", str(tmp_path / "cirr.csv")])
    assert result.exit_code == 0, result.output
    assert "1 equal to another row and counted once" in result.output


def _check(path: Path, home: Path, choices: Choices) -> Report:
    (report,) = ingest.check([path], Store(home), choices).reports
    return report
