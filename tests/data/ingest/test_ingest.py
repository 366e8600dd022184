"""Bringing files: everything read is accounted for, bad input is a sentence, and the last good version stays."""

import shutil

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard.cli import dashboard
from data import demo
from data.contracts.vocabulary import PROVIDER_TYPES
from data.ingest import ingest
from data.readers import text
from data.reference import periods
from data.store.store import Store
from queries.answer import measure
from queries.metrics.offerings import PROGRAMS
from queries.semantic.scope import Scope

PROVIDERS = "provider_id,name,provider_type,state,is_home\nus,Our College,public 2yr,OR,yes\nx,Camp,Bootcamp,WA,no\n"
OFFERINGS = 'Offering ID,provider_id,title,credential_type,cip_code,price_usd\no1,us,Welding,course,48.0508,"$1,200"\n'


def test_rows_read_are_rows_accepted_plus_rows_quarantined(bring):
    (report,) = bring(PROVIDERS + "y,Bad,pirate,OR,no\n")
    assert (report.rows_read, report.rows_accepted, report.rows_quarantined) == (3, 2, 1)
    assert report.quarantined_why == {f"provider_type: not one of {', '.join(PROVIDER_TYPES)}": 1}


def test_quarantine_is_a_file_that_can_be_fixed_and_brought_again(bring, store):
    (report,) = bring(PROVIDERS + "y,Bad,pirate,OR,no\n")
    fixed = pl.read_csv(report.quarantine_file).with_columns(provider_type=pl.lit("employer"))
    assert fixed["quarantine_reason"][0]
    assert bring(fixed.write_csv())[0].rows_accepted == 1
    with store.draft("look") as draft:
        assert draft.facts("college", "providers").collect().height == 3


def test_the_same_file_twice_adds_nothing(bring, store):
    bring(PROVIDERS)
    before = store.current().id
    assert bring(PROVIDERS)[0].is_repeat
    assert store.current().id == before


def test_a_corrected_file_replaces_by_key(bring, store):
    bring(PROVIDERS)
    bring(PROVIDERS.replace("Camp", "Boot Camp"))
    with store.draft("look") as draft:
        assert draft.facts("college", "providers").collect()["name"].to_list() == ["Our College", "Boot Camp"]


def test_several_files_make_one_version_and_keys_are_checked_in_any_order(bring, store):
    offerings, providers = bring(OFFERINGS + "o2,nobody,Art,course,50.0101,10\n", PROVIDERS)[::-1]
    assert len(store.versions()) == 2
    assert providers.rows_quarantined == 0
    assert offerings.quarantined_why == {"provider_id: not a key of providers": 1}


def test_the_demo_brought_as_own_facts_publishes_the_same_cubes(store, tmp_path):
    paths = []
    for name, frame in demo.generate(400, seed=5).items():
        if frame.is_empty():
            continue  # a file without rows is refused, whatever it is called
        frame.write_csv(tmp_path / f"{name}.csv")
        paths.append(tmp_path / f"{name}.csv")
    reports = ingest.run(paths, store).reports
    assert all(report.rows_quarantined == 0 for report in reports)
    assert store.current().has("college", "cubes", "headcount")


def test_learner_ids_that_identify_people_refuse_the_file_and_are_not_echoed(bring):
    with pytest.raises(text.BadFile, match="look like e-mail") as caught:
        bring("learner_id,first_seen_on\nann@example.org,2025-01-01\n")
    assert "ann@" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"provider_id,name\n", "no rows"),
        (b"provider_id,name,name,provider_type,is_home\nx,A,B,employer,no\n", "two columns named 'name'"),
        (b"a,,c\n1,2,3\n", "column without a name"),
        (b"a,b\n1\n", "has 1 cells where the header has 2"),
        (b"a\0b,c\n1,2\n", "no text file has"),
        (b"PAR1 not really", "damaged or truncated"),
        (b"PK\x03\x04 not really", "cannot be read as a table"),
        (
            (",".join(f"c{i}" for i in range(20_000)) + "\n" + "," * 19_999 + "1\n").replace("\n,", "\n1,", 1).encode(),
            "20,000 columns",
        ),
        (b"a,b\n1,2\n", "no layout that is known here"),
    ],
    ids=["empty", "header", "duplicate", "unnamed", "ragged", "nul", "parquet", "zip", "wide", "unknown"],
)
def test_bad_input_is_a_sentence_exit_code_1_and_the_last_good_version(store, tmp_path, content, sentence):
    before = store.current().id
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    result = CliRunner().invoke(dashboard, ["import", str(path)])
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert store.current().id == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("o1,us,A,course,48.0508,-5", "price_usd: below 0"),
        ("o1,us,A,course,48.0508,nan", "price_usd: not a number"),
        ("o1,us,A,course,48.05,5", "cip_code: not a six-digit CIP code"),
        ("o1,us,A,sorcery,48.0508,5", "credential_type: not one of"),
    ],
    ids=["negative money", "not a number", "half a cip code", "unknown category"],
)
def test_a_bad_row_is_quarantined_with_its_reason(bring, row, why):
    bring(PROVIDERS)
    (report,) = bring("offering_id,provider_id,title,credential_type,cip_code,price_usd\n" + row + "\n")
    assert report.rows_quarantined == 1
    assert any(reason.startswith(why) for reason in report.quarantined_why)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_and_separators_are_read(bring, encoding):
    content = PROVIDERS.replace("Camp", "Café").replace(",", ";").encode(encoding)
    assert bring(content)[0].rows_accepted == 2


@pytest.mark.real_files
def test_the_texas_list_joins_the_market_of_every_college(shared_data, store):
    (report,) = ingest.run([shared_data / "texas" / "statewide_list_2024-03-20.xlsx"], store).reports
    assert (report.rows_read, report.rows_accepted) == (6_245, 6_245)
    assert store.current().has("market", "cubes", "programs")


@pytest.mark.real_files
def test_real_and_fictional_programs_never_stand_in_one_number(shared_data, demo_made, tmp_path, monkeypatch):
    home = shutil.copytree(demo_made, tmp_path / "home")
    monkeypatch.setenv("DASHBOARD_HOME", str(home))
    store = Store(home)
    before = store.current().id
    ingest.run([shared_data / "texas" / "statewide_list_2024-03-20.xlsx"], store)
    scopes = [Scope(v, "demo", periods.STANDARD.parse("FY2026"), demo.AS_OF) for v in (before, store.current().id)]
    counts = [measure(PROGRAMS, scope=scope).value(PROGRAMS) for scope in scopes]
    assert counts[0] == counts[1]
    assert measure(PROGRAMS, scope=scopes[1].narrowed(list="texas")).value(PROGRAMS) == 6_245
