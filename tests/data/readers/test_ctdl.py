"""CTDL documents: whatever way they are written, the same rows; the traps of the published examples."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.cubes import programs
from data.readers import ctdl_outcomes, ctdl_programs, ctdl_transfers, text
from data.readers.files import BadFile, Brought, FileSample, Origin
from data.readers.outcome_rows import TABLE as OUTCOMES

READERS = {"programs": ctdl_programs, "transfers": ctdl_transfers, "outcomes": ctdl_outcomes}


def tables(content: bytes | str, name: str = "file.json") -> dict[str, pl.DataFrame]:
    """The tables of a file, by what they hold."""
    content = content.encode() if isinstance(content, str) else content
    return {raw.name.removeprefix(f"{name} (").rstrip(")"): raw.rows for raw in text.tables(Brought(name, content))}


def written(*nodes: dict) -> str:
    return json.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": list(nodes)})


COLLEGE = {"@id": "_:college", "@type": "ceterms:CredentialOrganization", "ceterms:name": "Erewhon College"}
AGENCY = {"@id": "_:agency", "@type": "ceterms:QACredentialOrganization", "ceterms:name": {"en": "An agency"}}
EXAM = {"@id": "_:exam", "@type": "ceterms:AssessmentProfile", "ceterms:name": {"en-US": "Finance exam"}}
COURSE = {"@id": "_:course", "@type": "ceterms:Course", "ceterms:name": "Finance 101", "ceterms:offeredBy": "_:college"}


def profile(**terms: object) -> dict:
    """A transfer value of three credits for an exam."""
    value = {"schema:value": 3, "ceterms:creditUnitType": "creditUnit:DegreeCredit"}
    base = {"@id": "_:tvp", "@type": "ceterms:TransferValueProfile", "ceterms:transferValueFrom": "_:exam", "ceterms:transferValue": value}  # fmt: skip
    return base | {f"ceterms:{name}": term for name, term in terms.items()}


def articulations(*nodes: dict) -> list[dict]:
    return ctdl_transfers.tidy(tables(written(*nodes))["transfers"]).tables["articulations"].to_dicts()


# How a value may be written


@pytest.mark.parametrize(
    "name", ["Finance exam", {"en-US": "Finance exam"}, {"fr": "Examen", "en": "Finance exam"}, ["Finance exam"], {"en": ["Finance exam"]}, {"@value": "Finance exam"}],
    ids=["text", "language", "languages", "list", "list of a language", "value"],
)  # fmt: skip
def test_a_name_is_text_or_a_map_of_languages(name):
    assert articulations(profile(), EXAM | {"ceterms:name": name})[0]["from_title"] == "Finance exam"


@pytest.mark.parametrize("value", [3, 3.0, "3", [3], [3.0], {"@value": 3}], ids=str)
def test_a_value_is_a_number_or_a_list(value):
    given = {"schema:value": value, "ceterms:creditUnitType": ["creditUnit:DegreeCredit"]}
    for transfer in (given, [given]):
        assert articulations(profile(transferValue=transfer), EXAM)[0]["credit_hours"] == 3.0


def test_several_values_that_differ_may_be_a_choice_and_none_is_taken():
    unit = {"ceterms:creditUnitType": "creditUnit:DegreeCredit"}
    several = [{"schema:value": 3} | unit, {"schema:value": 6} | unit]
    raw = tables(written(profile(transferValue=several), EXAM))["transfers"]
    tidied = ctdl_transfers.tidy(raw)
    assert tidied.tables["articulations"]["credit_hours"].to_list() == [None]
    assert "several_credits" in tidied.issues["code"].to_list()


def test_a_misspelled_unit_is_restored_and_said():
    value = {"schema:value": 6, "ceterms:creditUnitType": "creditUnit:DegreeeCredit"}
    tidied = ctdl_transfers.tidy(tables(written(profile(transferValue=value), EXAM))["transfers"])
    assert tidied.tables["articulations"]["credit_hours"].to_list() == [6.0]
    assert tidied.repairs["code"].to_list() == ["credit_unit_restored"]


@pytest.mark.parametrize(("unit", "hours"), [("QuarterHours", 2.0), ("SemesterHours", 3.0), ("ClockHours", None)])
def test_credit_is_in_semester_hours_or_not_taken(unit, hours):
    value = {"schema:value": 3, "ceterms:creditUnitType": {"ceterms:targetNode": f"creditUnit:{unit}"}}
    assert articulations(profile(transferValue=value), EXAM)[0]["credit_hours"] == hours


def test_a_blank_node_holds_within_its_document_alone():
    # Both documents say _:exam and mean two things.
    other = written(profile() | {"@id": "_:other"}, EXAM | {"ceterms:name": "Another exam"})
    rows = tables(f"{written(profile(), EXAM)}\n{other}")["transfers"]
    assert rows["from_title"].to_list() == ["Finance exam", "Another exam"]


def test_a_reference_is_an_id_a_map_with_one_or_the_thing_itself():
    for reference in ("_:exam", ["_:exam"], {"@id": "_:exam"}, [{"@id": "_:exam"}], EXAM):
        assert articulations(profile(transferValueFrom=reference), EXAM)[0]["from_title"] == "Finance exam", reference


def test_placeholders_are_nothing():
    more = {"@id": "_:more", "@type": "ceterms:TransferValueProfile", "...": "..."}
    listed = tables(written(profile(transferValueFrom=["_:exam", "..."]), EXAM, more))["transfers"]
    assert listed["from_title"].to_list() == ["Finance exam"]
    (raw,) = text.tables(Brought("file.json", written(profile(), EXAM, more).encode()))
    assert raw.notes == ("left out of file.json: 1 entry with nothing but a kind",)


def test_a_byte_order_mark_and_blanks_before_are_no_matter():
    assert tables("\ufeff \n" + written(profile(), EXAM))["transfers"].height == 1


# Recommended or agreed


def test_a_value_for_nothing_in_particular_is_a_recommendation():
    (row,) = articulations(profile(ownedBy="_:agency", startDate="2020-01-01", endDate="2023-01-01"), EXAM, AGENCY)
    assert (row["agreement_state"], row["recommended_by"], row["receiving_institution"]) == ("recommended", "An agency", None)  # fmt: skip
    assert (row["effective_on"], row["expires_on"]) == (date(2020, 1, 1), date(2023, 1, 1))


def test_an_institution_that_grants_the_credit_agrees():
    (row,) = articulations(profile(transferValueFor="_:course", ownedBy="_:agency"), EXAM, COURSE, COLLEGE, AGENCY)
    assert (row["agreement_state"], row["receiving_institution"]) == ("agreed", "Erewhon College")
    assert (row["degree"], row["recommended_by"]) == ("Finance 101", None)


def test_an_agency_that_names_a_program_nobody_describes_agrees_to_nothing():
    (row,) = articulations(profile(transferValueFor="res:ce-1", ownedBy="_:agency"), EXAM, AGENCY)
    assert row["agreement_state"] == "recommended"


def test_a_college_that_owns_the_profile_grants_the_credit_itself():
    (row,) = articulations(profile(transferValueFor="res:ce-1", ownedBy="_:college"), EXAM, COLLEGE)
    assert (row["agreement_state"], row["receiving_institution"]) == ("agreed", "Erewhon College")


def test_an_agreement_dates_the_values_that_it_holds():
    agreement = {
        "@id": "_:agreement", "@type": "ceterms:TransferAgreement", "ceterms:sendingProgram": "_:exam",
        "ceterms:receivingProgram": "_:course", "ceterms:receivingOrganization": "_:college",
        "ceterms:dateEffective": "2025-07-06", "ceterms:expirationDate": "2028-06-31", "ceterms:hasTransferValueProfile": ["_:tvp"],
    }  # fmt: skip
    rows = articulations(agreement, profile(transferValueFor="_:course"), EXAM, COURSE, COLLEGE)
    assert [row["agreement_kind"] for row in rows] == ["articulation", "transfer_value"]
    assert {row["effective_on"] for row in rows} == {date(2025, 7, 6)}
    assert {row["expires_on"] for row in rows} == {None}  # June has no 31st
    assert {row["receiving_institution"] for row in rows} == {"Erewhon College"}


def test_our_own_keys_come_back_as_they_were():
    key = {"ceterms:identifierTypeName": "offering_id", "ceterms:identifierValueCode": "fin-1"}
    (row,) = articulations(profile(transferValueFrom="_:course"), COURSE | {"ceterms:identifier": [key]}, COLLEGE)
    assert row["from_offering"] == "fin-1"


# Programs and outcomes


def test_a_program_has_price_length_and_codes():
    program = {
        "@id": "_:p", "@type": "ceterms:LearningProgram", "ceterms:name": "Truck driving", "ceterms:offeredBy": "_:college",
        "ceterms:estimatedCost": [
            {"ceterms:price": 4695, "ceterms:currency": "USD", "ceterms:directCostType": "costType:Tuition"},
            {"ceterms:price": 100, "ceterms:directCostType": {"ceterms:targetNode": "costType:EnrollmentFee"}},
        ],
        "ceterms:estimatedDuration": [{"ceterms:exactDuration": "P4W"}, {"ceterms:exactDuration": "PT160H"}],
        "ceterms:instructionalProgramType": [{"ceterms:codedNotation": "49-0205"}],
        "ceterms:occupationType": [{"ceterms:codedNotation": "53-3032.00"}, {"ceterms:codedNotation": "53-3032.01"}],
        "ceterms:deliveryType": [{"ceterms:targetNode": "deliveryType:InPerson"}],
    }  # fmt: skip
    raw = tables(written(program, COLLEGE))["programs"]
    assert raw.row(0, named=True) | {"fees_usd": "100", "soc_codes": "53-3032"} == raw.row(0, named=True)
    (row,) = ctdl_programs.tidy(raw, Origin(brought_on=date(2026, 3, 1))).tables["market_offerings"].to_dicts()
    assert (row["price_usd"], row["weeks"], row["contact_hours"], row["cip_code"]) == (4695, 4, 160, "49.0205")
    assert (row["provider"], row["modality"], row["edition"]) == ("Erewhon College", "in_person", date(2026, 3, 1))


def test_a_price_in_another_currency_is_no_price():
    cost = [{"ceterms:price": 900, "ceterms:currency": "EUR"}]
    tidied = ctdl_programs.tidy(tables(written(COURSE | {"ceterms:estimatedCost": cost}, COLLEGE))["programs"])
    assert tidied.tables["market_offerings"]["price_usd"].to_list() == [None]
    assert "no_price" in tidied.issues["code"].to_list()


def test_a_program_that_is_taught_in_two_ways_has_no_one_way():
    ways = ["deliveryType:InPerson", "deliveryType:OnlineOnly"]
    assert tables(written(COURSE | {"ceterms:deliveryType": ways}, COLLEGE))["programs"]["modality"].to_list() == [None]


def test_shares_pay_and_passed_exams_have_definitions_of_their_own():
    data = {
        "ceterms:jobsObtained": [{"schema:value": 188}],
        "ceterms:numberAwarded": 234,
        "ceterms:medianEarnings": 44439,
    }
    raw = tables(written(COURSE | {"ceterms:aggregateData": [data]}, COLLEGE))["outcomes"]
    rows = ctdl_outcomes.tidy(raw).tables[OUTCOMES].sort("definition").to_dicts()
    assert [(row["definition"], row["n"], row["numerator"]) for row in rows] == [
        ("ctdl_employment", 234, 188), ("ctdl_earnings", None, None),
    ]  # fmt: skip
    assert rows[0]["value"] == pytest.approx(188 / 234)


def test_pay_of_an_hour_is_no_pay_of_a_year():
    data = {"ceterms:medianEarnings": 19.35}
    tidied = ctdl_outcomes.tidy(tables(written(COURSE | {"ceterms:aggregateData": data}, COLLEGE))["outcomes"])
    assert tidied.tables[OUTCOMES].is_empty()
    assert tidied.issues["code"].to_list() == ["no_pay_of_a_year"]


# Other JSON


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"a": 1}]', "no CTDL document"),
        ('{"@graph": [{"@type": "ceterms:Place"}]}', "without a program, a transfer value or an outcome. It has Place."),
        ('{"@type": "ceterms:Course"', "no JSON from line 1 on"),
        ('{"a": 1}{', "no JSON from line 1 on"),
        (b'{"a": "\xff"}', "no UTF-8 text"),
        ('{"a":' * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_is_no_ctdl_says_so_in_a_sentence(content, said):
    with pytest.raises(BadFile, match=said):
        tables(content)


# The published examples


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
