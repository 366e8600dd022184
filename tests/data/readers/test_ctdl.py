"""CTDL documents: whatever way they are written, the same rows."""

from datetime import date

import pytest

from data.readers import ctdl_outcomes, ctdl_programs, ctdl_transfers, text
from data.readers.files import BadFile, Brought, Origin
from data.readers.outcome_rows import TABLE as OUTCOMES
from tests.data.readers.ctdl_documents import AGENCY, COLLEGE, COURSE, EXAM, articulations, profile, tables, written

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
