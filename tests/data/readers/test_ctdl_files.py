"""The published examples of CTDL with their traps, and documents that are brought as any other file is."""

from datetime import date
from pathlib import Path

from data.cubes import programs
from data.readers import ctdl_outcomes, ctdl_programs, text
from data.readers.files import BadFile, FileSample
from tests.data.readers.ctdl_documents import (
    COLLEGE,
    COURSE,
    READERS,
    tables,
    written,
)


def tidied(shared: Path, file: str, kind: str) -> list[dict]:
    rows = next(raw.rows for raw in text.tables(text.load(shared / "ctdl" / file)) if raw.name.endswith(f"({kind})"))
    return next(iter(READERS[kind].tidy(rows).tables.values())).to_dicts()


def test_the_published_examples_of_transfer(shared_data: Path):
    said = {
        file: [(r["agreement_state"], r["credit_hours"], r["from_title"]) for r in tidied(shared_data, f"{file}.json", "transfers")]
        for file in ("tvp_ace_introductory_sociology", "tvp_ace_principles_of_finance", "tvp_course_to_course",
                     "tvp_handbook_assessment_to_program", "tvp_handbook_occupation", "tvp_kansas_military_occupation",
                     "transfer_agreement_full")
    }  # fmt: skip
    assert said == {
        "tvp_ace_introductory_sociology": [("recommended", 3.0, "Introductory Sociology")],
        "tvp_ace_principles_of_finance": [("recommended", 3.0, "Principles of Finance")],
        "tvp_course_to_course": [("agreed", 4.0, "Prin of Financial Accounting")],
        "tvp_handbook_assessment_to_program": [("recommended", 3.0, "Finance Exam")],
        "tvp_handbook_occupation": [("agreed", 6.0, "Navy Information Systems Technician")],
        "tvp_kansas_military_occupation": [("agreed", 1.0, "Infantryman Level 10")],
        "transfer_agreement_full": [
            ("agreed", None, "Diploma of Applied Science in Advanced Manufacturing Technology"),
            ("agreed", None, "Intro to Mechancical Engineering"),  # 15 credit units of a kind of its own
        ],
    }


def test_the_published_examples_of_outcomes(shared_data: Path):
    (driver,) = tidied(shared_data, "program_short_driver_training.json", "programs")  # starts with a byte order mark
    assert (driver["cip_code"], driver["price_usd"], driver["weeks"]) == ("49.0205", 4695, 4)
    passed = tidied(shared_data, "outcomes_indiana_pass_rates.json", "outcomes")
    assert [(row["period"], row["value"], row["n"]) for row in passed] == [("2018", 0.98, 51), ("2019", 0.948, 58), ("2020", 1.0, 51)]  # fmt: skip
    virginia = next(raw.rows for raw in text.tables(text.load(shared_data / "ctdl/outcomes_virginia_dataset.json")))
    result = ctdl_outcomes.tidy(virginia)
    assert result.issues["code"].to_list() == ["stated_twice"]  # two medians for the graduates of 2020-21


def test_every_reader_knows_its_own_table_and_no_other(shared_data: Path):
    files = sorted((shared_data / "ctdl").iterdir())
    refused = []
    for file in files:
        try:
            raws = text.tables(text.load(file))
        except BadFile:
            refused.append(file.name)
            continue
        for raw in raws:
            sample = FileSample(raw.name, raw.rows.columns, raw.rows)
            assert [kind for kind, reader in READERS.items() if reader.sniff(sample)] == [raw.name.split("(")[1][:-1]]
    assert refused == [
        "approval_list.json", "ingest_Organization-1.json", "trap_several_documents_in_one_file.json",
    ]  # fmt: skip


def test_documents_come_in_as_any_other_file(shared_data: Path, bring, facts):
    names = ("tvp_ace_introductory_sociology.json", "outcomes_kansas_associate.json")
    reports = bring(*((shared_data / "ctdl" / name).read_bytes() for name in names), name="ctdl.json")
    accepted = {report.table: report.rows_accepted for report in reports}
    assert accepted == {"articulations": 1, "market_offerings": 1, "market_outcomes": 3}
    (row,) = facts("articulations").to_dicts()
    assert (row["agreement_state"], row["from_title"], row["degree"]) == ("recommended", "Introductory Sociology", None)


def test_own_offerings_are_read_under_the_table_that_is_named(bring, facts):
    ours = {
        kind: [{"ceterms:identifierTypeName": kind, "ceterms:identifierValueCode": value}]
        for kind, value in (("offering_id", "fin-1"), ("provider_id", "us"))
    }
    program = COURSE | {
        "ceterms:instructionalProgramType": [{"ceterms:codedNotation": "52.0801"}],
        "ceterms:identifier": ours["offering_id"],
    }
    bring("provider_id,name,provider_type,is_home\nus,Erewhon College,public_2yr,yes\n")
    bring(
        written(program, COLLEGE | {"ceterms:identifier": ours["provider_id"]}), name="ours.jsonld", table="offerings"
    )
    (row,) = facts("offerings").to_dicts()
    keys = ("offering_id", "provider_id", "cip_code", "credential_type", "title")
    assert [row[key] for key in keys] == ["fin-1", "us", "52.0801", "course", "Finance 101"]


def test_programs_come_piece_by_piece_and_the_newest_row_of_each_counts(bring, facts):
    other = {
        "@id": "https://x.org/ce-2",
        "@type": "ceterms:Course",
        "ceterms:name": "Law 101",
        "ceterms:offeredBy": "_:college",
    }
    first = COURSE | {"@id": "https://x.org/ce-1"}
    bring(written(first, COLLEGE), name="first.json", today=date(2026, 3, 1))
    bring(written(other, COLLEGE), name="other.json", today=date(2026, 3, 1))
    bring(written(first | {"ceterms:name": "Finance 102"}, COLLEGE), name="again.json", today=date(2026, 4, 1))
    rows = facts("market_offerings", "market").sort("program_id").select("program_id", "title", "edition").rows()
    assert rows == [("ce-1", "Finance 102", date(2026, 4, 1)), ("ce-2", "Law 101", date(2026, 3, 1))]
    shown = programs.from_market(facts("market_offerings", "market").lazy())
    assert shown["title"].sort().to_list() == ["Finance 102", "Law 101"]  # also the one of an earlier day


def test_blank_nodes_of_two_documents_are_two_programs():
    rows = tables(f"{written(COURSE, COLLEGE)}\n{written(COURSE | {'ceterms:name': 'Law'}, COLLEGE)}")["programs"]
    listed = ctdl_programs.tidy(rows).tables["market_offerings"]
    assert listed["program_id"].to_list() == ["Erewhon College · Finance 101", "Erewhon College · Law"]
