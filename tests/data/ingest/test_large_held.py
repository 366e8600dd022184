"""An import into a large college, and a removal from it, come to the same as where its tables are held in the memory."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data import demo
from data.contracts import FACTS as CONTRACTS
from data.ingest import ingest, merging, removing
from data.ingest.plan import Choices
from data.ingest.removing import Request
from data.readers.files import BadFile, Brought
from data.store.store import Store
from tests.data.ingest.test_pieces import FACTS, PLAN, spoiled

pytestmark = pytest.mark.usefixtures("unpublished")

TODAY = date(2026, 6, 1)
IDS = FACTS["registrations"]["registration_id"]
INQUIRIES = FACTS["inquiries"].with_columns(pl.all().cast(pl.String))
PLACEMENTS = FACTS["placements"].with_columns(pl.all().cast(pl.String))
CLAIM = st.tuples(
    st.integers(0, INQUIRIES.height - 1),
    st.sampled_from([*IDS[:4], "nowhere", None]),
    st.sampled_from(["2025-02-03", "2024-09-01", "1960-01-01", "2031-01-01"]),
    st.booleans(),
)
PLACED = st.tuples(
    st.integers(0, PLACEMENTS.height - 1), st.sampled_from(["as it is", "shortened", "nowhere", "changed", "twice"])
)
REMOVED = st.lists(st.integers(0, IDS.len() - 1), max_size=4, unique=True)


def claims(plan: list[tuple]) -> pl.DataFrame:
    """Inquiries as text, some of them changed: other registrations, other days, other ids."""
    rows = []
    for at, registration, day, is_new in plan:
        row = INQUIRIES.row(at, named=True) | dict.fromkeys(("contacted_on", "applied_on", "registered_on"))
        row |= {"registration_id": registration, "inquired_on": day}
        rows.append(row | {"inquiry_id": f"new-{at}"} if is_new else row)
    return pl.DataFrame(rows, schema=dict.fromkeys(INQUIRIES.columns, pl.String))


def placed(plan: list[tuple[int, str]]) -> pl.DataFrame:
    """Placements as text, some of them under keys that are none."""
    rows = []
    for at, kind in plan:
        row = PLACEMENTS.row(at, named=True)
        key = row["registration_id"]
        changed = {
            "shortened": [row | {"registration_id": f"00{key}"}],
            "nowhere": [row | {"registration_id": "nowhere"}],
            "changed": [row | {"earnings_usd": "12345"}],
            "twice": [row, row | {"earnings_usd": "777"}],
        }
        rows += changed.get(kind, [row])
    return pl.DataFrame(rows, schema=dict.fromkeys(PLACEMENTS.columns, pl.String))


def as_files(tables: dict[str, pl.DataFrame]) -> list[Brought]:
    return [Brought(f"{name}.csv", rows.write_csv().encode()) for name, rows in tables.items() if rows.height]


def held(store: Store) -> dict[str, pl.DataFrame]:
    with store.draft("look") as draft:
        frames = {name: draft.facts("college", name) for name in CONTRACTS}
        draft.discard()
    return {name: frame.collect() for name, frame in frames.items() if frame is not None}


def history(home: Path, files: list[Brought], removed: Brought | None) -> tuple[list, dict[str, pl.DataFrame]]:
    """What an import of the files and a removal after it say of a college, and the tables that are there then."""
    store, said = Store(home), []
    ingest.run(as_files({name: FACTS[name] for name in CONTRACTS if name in FACTS}), store, Choices(today=TODAY))
    if files:
        try:
            reports = ingest.run(files, store, Choices(today=TODAY, are_corrections=True)).as_dict()["files"]
        except BadFile as error:  # days that can be read in two ways
            return [str(error)], held(store)
        paths = ("quarantine_file", "check_file", "issues_file")
        kept = [Path(report.pop(name)).read_text() for report in reports for name in paths if report[name]]
        said += [reports, kept]
    if removed is not None:
        removal = removing.run(Request(removed, "registrations", with_dependents=True, today=TODAY), store)
        said.append({name: value for name, value in removal.as_dict().items() if name != "version"})
    return said, held(store)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    registered=PLAN,
    asked=st.lists(CLAIM, max_size=8, unique_by=lambda claim: (claim[0], claim[3])),
    after=st.lists(PLACED, max_size=6, unique_by=lambda one: one[0]),
    removed=REMOVED,
)
@example(
    registered=[(0, "as it is"), (1, "moved"), (2, "twice"), (3, "nowhere")],
    asked=[(0, IDS[0], "2025-02-03", True), (1, "nowhere", "1960-01-01", False), (2, IDS[0], "2024-09-01", True)],
    after=[(0, "as it is"), (1, "shortened"), (2, "nowhere"), (3, "changed"), (4, "twice")],
    removed=[0, 5, 9],
)
def test_a_large_college_comes_to_the_same(tmp_path_factory, monkeypatch, registered, asked, after, removed):
    tmp_path = tmp_path_factory.mktemp("large")
    files = as_files({"registrations": spoiled(registered), "inquiries": claims(asked), "placements": placed(after)})
    keys = None if not removed else as_files({"keys": IDS[removed].to_frame()})[0]
    expected = history(tmp_path / "a", files, keys)
    monkeypatch.setattr(merging, "MOST_HELD", 0)
    found = history(tmp_path / "b", files, keys)
    monkeypatch.undo()
    assert found[0] == expected[0]
    assert found[1].keys() == expected[1].keys()
    for name, frame in found[1].items():
        assert_frame_equal(frame, expected[1][name])


def test_rows_stay_in_their_order_where_few_of_many_are_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr(merging, "MOST_HELD", 1_000)
    store, facts = Store(tmp_path / "home"), demo.generate(3_000, seed=3)
    ingest.run(as_files({name: facts[name] for name in CONTRACTS if name in facts}), store, Choices(today=TODAY))
    chosen = facts["registrations"].gather_every(100).with_columns(gross_usd=pl.col("gross_usd") + 1)
    (report,) = ingest.run(as_files({"registrations": chosen}), store, Choices(today=TODAY)).reports
    assert (report.rows_new, report.rows_changed) == (0, chosen.height)
    rest = facts["registrations"].filter(~pl.col("registration_id").is_in(chosen["registration_id"].implode()))
    columns = rest.columns
    assert_frame_equal(held(store)["registrations"].select(columns), pl.concat([rest, chosen]), check_dtypes=False)
