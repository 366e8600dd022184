"""Degrees under state laws, with graduates by hand; what is hidden is not known."""

from datetime import date

import polars as pl
import pytest

from data.ingest import ingest
from data.readers.files import Brought
from data.reference import program_thresholds as rules
from data.reference.periods import STANDARD
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.strategy import program_thresholds

LAWS = rules.shipped()
DEGREES = (
    "offering_id,provider_id,title,credential_type,cip_code,credit_hours\n"
    "aas,us,Nursing,degree,51.3801,64\nba,us,History,degree,54.0101,120\nodd,us,Some Degree,degree,24.0101,30\n"
    "weld,us,Welding,course,48.0508,0\n"
)
TABLES = {
    "providers": "provider_id,name,provider_type,is_home,state\nus,Ours,public_2yr,yes,IN\n",
    "offerings": DEGREES,
    "sections": "section_id,offering_id,opens_on,starts_on,ends_on,status\ns1,aas,2024-07-01,2024-08-01,2024-12-01,held\n",
    "registrations": "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome\n"
    "r1,s1,l1,2024-07-10,100,0,0,completed\n",
}


@pytest.fixture
def scope(tmp_path, monkeypatch) -> Scope:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    ingest.run([Brought(f"{name}.csv", rows.encode()) for name, rows in TABLES.items()], Store(tmp_path))
    version = Store(tmp_path).current()
    assert version is not None
    return Scope(version.id, "college", STANDARD.parse("FY2025"), date(2025, 6, 30))


def stands(scope: Scope, by_year: list[dict[str, int | None]], monkeypatch) -> dict[tuple[str, str], tuple]:
    monkeypatch.setattr(program_thresholds, "_completed", lambda scope, years: by_year)
    frame = program_thresholds.degrees(scope, LAWS).frame
    return {
        (o, law): (mean, limit, s)
        for o, law, mean, limit, s in frame.select("offering", "law", "graduates", "limit", "stands").rows()
    }


def test_the_mean_of_three_years_is_held_against_the_limit_of_the_level(scope, monkeypatch):
    found = stands(scope, [{"aas": 9, "ba": 15}, {"aas": 9, "ba": 15}, {"aas": 12, "ba": 15}], monkeypatch)
    assert found[("aas", "Indiana")] == (10, 10, "at_least")  # exactly ten is not fewer than ten
    assert found[("ba", "Indiana")] == (15, 15, "at_least")
    found = stands(scope, [{"aas": 9, "ba": 4}, {"aas": 9, "ba": 5}, {"aas": 11, "ba": 5}], monkeypatch)
    assert found[("aas", "Indiana")][2] == "below"
    assert found[("aas", "Ohio")][2] == "at_least"
    assert found[("ba", "Ohio")][2] == "below"


def test_a_year_that_is_hidden_or_missing_is_not_known(scope, monkeypatch):
    found = stands(scope, [{"aas": 9}, {"aas": None}, {"aas": 1}], monkeypatch)
    assert found[("aas", "Indiana")] == (None, 10, "not_known")
    assert stands(scope, [{"aas": 1}, {"aas": 1}], monkeypatch)[("aas", "Indiana")][2] == "not_known"


def test_a_degree_whose_level_its_hours_do_not_say_is_not_known_and_a_course_is_no_degree(scope, monkeypatch):
    found = stands(scope, [{"odd": 0}] * 3, monkeypatch)
    assert found[("odd", "Indiana")][1:] == (None, "not_known")
    assert {offering for offering, _ in found} == {"aas", "ba", "odd"}


def test_the_state_is_that_of_the_college(scope):
    assert program_thresholds.state(scope) == "IN"


def test_published_completions_are_what_is_counted(scope):
    frame = program_thresholds.degrees(scope, LAWS).frame
    assert frame.filter(pl.col("graduates").is_not_null()).is_empty()  # one learner is hidden


def test_the_demo_offers_no_degree(demo_version):
    demo = Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    assert program_thresholds.degrees(demo, LAWS).is_empty
