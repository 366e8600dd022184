"""Our own offerings as CTDL: what is written is read again as it was."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard import ctdl as files
from data import demo
from data.readers import text
from data.readers.files import Brought
from data.reference.periods import STANDARD
from data.store.store import scan
from queries.outcomes import ctdl
from queries.semantic.scope import Scope

TEXTS = ("title", "provider_id", "credential_type", "cip_code", "modality", "stacks_into", "launched_on", "retired_on")
NUMBERS = ("price_usd", "fees_usd", "contact_hours", "credit_hours", "weeks")


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), demo.AS_OF)


def nodes(scope: Scope) -> dict[str, dict]:
    return {node["@id"]: node for node in ctdl.own_offerings(scope)["@graph"]}


def test_every_offering_comes_back_as_it_was(scope):
    (raw,) = text.tables(Brought(files.NAME, files.file(scope).encode()))
    back = {row["offering_id"]: row for row in raw.rows.to_dicts()}
    own = scan(scope.version, "demo", "programs").filter("is_ours").select(offering_id="program_id")
    held = scan(scope.version, "demo", "offerings").join(own, on="offering_id", how="semi").collect()
    assert len(back) == held.height
    for row in held.to_dicts():
        read = back[row["offering_id"]]
        assert [read[name] for name in TEXTS] == [None if row[name] is None else str(row[name]) for name in TEXTS]
        for name in NUMBERS:
            given = row[name] or None
            assert (read[name] is None) == (given is None), name
            assert given is None or float(read[name]) == pytest.approx(given, abs=0.07), name  # a length in days
        assert read["soc_codes"] == row["soc_codes"]
        assert (read["skills"] or "").split(";") == (row["skills"] or "").split(";")


def test_the_demo_says_that_it_is_fictional(scope):
    assert nodes(scope)["_:provider-larkmoor"]["ceterms:description"]["en-US"] == ctdl.FICTIONAL


def test_no_offering_of_others_and_none_of_the_future_is_written(scope):
    assert all(node.startswith(("_:offering-", "_:provider-larkmoor")) for node in nodes(scope))
    assert "_:offering-o-it" not in nodes(scope)
    early = nodes(replace(scope, as_of=date(2020, 1, 31)))
    assert "_:offering-cloud-admin" not in early  # launched in July 2021
    assert "_:offering-net-admin" in early
    assert "ceterms:isAdvancedStandingFor" not in early["_:offering-net-admin"]  # to what is not offered yet


def test_credit_and_price_are_stated_only_where_they_are_known(scope):
    by_id = nodes(scope)
    assert by_id["_:offering-net-admin"]["ceterms:isNonCredit"] is False
    assert by_id["_:offering-net-admin"]["ceterms:creditValue"][0]["schema:value"] == 9
    assert "ceterms:creditValue" not in by_id["_:offering-cna"]
    assert not any(value in (None, []) for node in by_id.values() for value in node.values())


@pytest.mark.parametrize(("weeks", "said"), [(10.0, "P10W"), (0.5, "P4D"), (None, None)])
def test_a_length_is_in_weeks_or_days(weeks, said):
    assert ctdl._weeks(weeks) == said


@pytest.mark.parametrize(("hours", "said"), [(96.0, "PT96H"), (1.5, "PT1H30M"), (None, None)])
def test_hours_have_minutes(hours, said):
    assert ctdl._hours(hours) == said


def test_the_file_is_json_with_one_document(scope):
    document = json.loads(files.file(scope))
    assert document["@context"] == ctdl.CONTEXT
    kinds = pl.Series([node["@type"] for node in document["@graph"]]).unique()
    assert {"ceterms:CredentialOrganization", "ceterms:DigitalBadge", "ceterms:Course"} <= set(kinds)
