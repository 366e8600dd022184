"""Candidates to launch from gaps and demand by hand, and how large own launches became."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.ingest import ingest
from data.readers.files import Brought
from data.reference import portfolio as rules
from data.reference.periods import STANDARD
from data.reference.view import Part, View
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.strategy import launch, white_space

GAPS = pl.DataFrame(  # cip4, alternatives, ours, certificates, growth
    [
        ("46.03", 3, 0, 900, 0.30),  # all points on growth, and half on demand: 0.75
        ("49.02", 2, 0, 900, 0.30),  # all points on both
        ("11.10", 9, 4, 900, 0.30),  # we offer it
        ("50.04", 9, 0, 900, -0.20),  # no points on growth: 0.5
        ("52.02", 0, 0, 900, 0.30),  # nobody offers it
        ("51.39", 9, 0, 40, None),  # growth is not known
        ("43.01", 9, 0, 900, 0.30),  # openings are not known
    ],
    schema=["cip4", "alternatives", "ours", "certificates", "growth"],
    orient="row",
)
DEMAND = pl.DataFrame(
    {"cip4": ["46.03", "49.02", "11.10", "50.04", "52.02", "51.39"], "demand": [3.0, 8.0, 8.0, 8.0, 8.0, 8.0]}
).with_columns(openings=pl.lit(100.0), wage_median=pl.lit(40_000.0))
RULE = rules.shipped()
SCOPE = Scope("v", "college", STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.fixture
def by_hand(monkeypatch):
    monkeypatch.setattr(white_space, "ranked", lambda scope: GAPS)
    monkeypatch.setattr(launch, "_openings", lambda scope: DEMAND)


def test_candidates_are_what_others_offer_and_we_do_not_with_enough_points(by_hand):
    # Demand earns from 1 to 5, growth from -20% to +30%, both with the same weight; 75% of the points are enough.
    frame = launch.candidates(SCOPE, RULE).frame
    assert frame.select("cip4", "points").rows() == [("49.02", pytest.approx(1.0)), ("46.03", pytest.approx(0.75))]


def test_the_weights_of_the_two_inputs_count(by_hand):
    weights = tuple(0.0 if name == "market" else 1.0 for name in rules.CRITERIA)
    frame = launch.candidates(SCOPE, RULE.weighted(weights)).frame
    assert {*frame["cip4"]} == {"49.02", "50.04"}  # growth counts for nothing, but has to be known
    without = tuple(0.0 if name in ("market", "demand") else 1.0 for name in rules.CRITERIA)
    assert launch.candidates(SCOPE, RULE.weighted(without)).frame["cip4"].to_list() == ["49.02", "46.03"]


def test_a_part_of_the_college_has_no_gaps_of_its_own():
    part = View("20260101-abcdef", part=Part("school", ("Health",)))
    assert launch.is_answerable(SCOPE)
    assert not launch.is_answerable(replace(SCOPE, version=part.id))


# offering, first day of registration, starts of its sections with ten seats each
LAUNCHED = {
    "a": (date(2024, 1, 1), ["2024-02-10"]),  # 10 seats in its first year
    "b": (date(2024, 1, 1), ["2024-01-31", "2024-06-01"]),  # 20
    "c": (date(2024, 1, 1), ["2024-01-21", "2024-06-01", "2024-12-31"]),  # 30
    "d": (date(2024, 1, 1), ["2024-01-11", "2025-01-01"]),  # 10, and 10 after the year
    "e": (date(2024, 1, 1), ["2024-01-31", "2024-03-01", "2024-04-01", "2024-05-01"]),  # 40
    "f": (date(2025, 6, 1), ["2025-06-10"]),  # its first year is not over
    "g": (date(2019, 1, 1), ["2024-03-01"]),  # launched before the data
}


@pytest.fixture
def scope(tmp_path, monkeypatch) -> Scope:
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    starts = [(o, start) for o, (_, found) in LAUNCHED.items() for start in found]
    tables = {
        "providers": ["provider_id,name,provider_type,is_home", "us,Ours,public_2yr,yes"],
        "offerings": ["offering_id,provider_id,title,credential_type,cip_code,launched_on"]
        + [f"{o},us,Title {o},course,48.0508,{day}" for o, (day, _) in LAUNCHED.items()],
        "sections": ["section_id,offering_id,opens_on,starts_on,ends_on,status"]
        + [f"{o}-{start},{o},2023-12-01,{start},{start},held" for o, start in starts],
        "registrations": [
            "registration_id,section_id,learner_id,registered_on,gross_usd,discount_usd,refund_usd,outcome,completed_on"
        ]
        + [
            f"{o}-{start}-{k},{o}-{start},l{k},2023-12-{k + 10},100,0,0,completed,{start}"
            for o, start in starts
            for k in range(10)
        ]
        + ["last,f-2025-06-10,l99,2025-06-09,100,0,0,completed,2025-06-10"],
    }
    ingest.run([Brought(f"{name}.csv", "\n".join(rows).encode()) for name, rows in tables.items()], Store(tmp_path))
    version = Store(tmp_path).current()
    assert version is not None
    return Scope(version.id, "college", STANDARD.parse("FY2026"), date(2025, 12, 31))


def test_own_launches_say_how_large_a_first_year_was_as_three_bands(scope):
    found = launch.own_launches(scope)
    # First years of 10, 10, 20, 30 and 40 seats: a third of the way and two thirds by linear steps of four.
    assert found is not None
    assert found.offerings == 5
    assert (found.low, found.middle, found.high) == pytest.approx((12, 20, 28))
    assert found.days_to_start == 30  # 40, 30, 20, 10 and 30 days


def test_too_few_launches_say_nothing(scope):
    assert launch.own_launches(replace(scope, as_of=date(2024, 12, 31))) is None
