"""Projections of states as Projections Central exports them: each trap on a few rows, and openings of a state in place of estimates."""

from datetime import date

import polars as pl
import pytest

from data.bundled import demand as bundle
from data.readers.files import BadFile
from data.reference import periods
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.strategy import demand

HEADER = "STFIPS,Area,OccCode,Title,Base,Projected,Change,PercentChange,AvgAnnualOpenings,BaseYear,ProjYear,StateURL\n"
NURSING = '48,Texas,31-1131,Nursing assistants,"90,000",95000,5000,5.6,12000,2022,2032,https://example.org\n'
ROWS = (
    "48,Texas,00-0000,Total,14000000,16000000,2000000,14.3,1800000,2022,2032,\n"  # a total
    "48,Texas,31-0000,Healthcare support,900000,990000,90000,10,130000,2022,2032,\n"  # a group of occupations
    f"{NURSING}"
    "48,Texas,31-1121,Home health aides,100,120,20,20,30,2022,2032,\n"  # published together with
    "48,Texas,31-1122,Personal care aides,200,210,10,5,40,2022,2032,\n"  # this one
    "48,Texas,27-2032,Choreographers,10,10,0,0,0,2022,2032,\n"  # a zero is a row that exists
    "0,United States,31-1131,Nursing assistants,1400000,1450000,50000,3,200000,2022,2032,\n"  # the country
    "1,Alabama,311131,Nursing assistants,20000,20500,500,2.5,2900,2022,2032,\n"  # lost zero, lost hyphen
)


def brought(bring, facts, content: str = HEADER + ROWS) -> list[tuple]:
    bring(content)
    rows = facts("market_projections", "market").sort("state", "soc_code")
    return rows.select("state", "soc_code", "employment", "projected_employment", "openings").rows()


def test_totals_groups_and_the_country_are_set_aside_and_parts_added(bring, facts):
    assert brought(bring, facts) == [
        ("AL", "31-1131", 20_000, 20_500, 2_900),
        ("TX", "27-2032", 10, 10, 0),
        ("TX", "31-1120", 300, 330, 70),
        ("TX", "31-1131", 90_000, 95_000, 12_000),
    ]


def test_the_report_counts_what_was_set_aside(bring):
    (report,) = bring(HEADER + ROWS)
    assert (report.reader, report.rows_aside) == ("State employment projections (Projections Central)", 3)
    assert report.totals["openings a year"] == 14_970


def test_what_is_no_state_or_no_number_is_rejected_by_its_row(bring, facts):
    bad = (
        "99,Nowhere,31-1131,Nursing assistants,1,1,0,0,5,2022,2032,\n48,Texas,31-9091,Dental,1,1,0,0,many,2022,2032,\n"
    )
    assert [row[:2] for row in brought(bring, facts, HEADER + NURSING + bad)] == [("TX", "31-1131")]


def test_a_state_is_replaced_whole_and_other_states_stay(bring, facts):
    brought(bring, facts)
    again = brought(bring, facts, HEADER + NURSING.replace("12000", "13000"))
    assert [(state, soc, openings) for state, soc, *_, openings in again] == [
        ("AL", "31-1131", 2_900),
        ("TX", "31-1131", 13_000),
    ]


def test_a_file_of_another_layout_is_not_taken_for_it(bring):
    with pytest.raises(BadFile):
        bring("STFIPS,Area,OccCode,Title\n48,Texas,31-1131,Nursing assistants\n")


@pytest.fixture
def texas(store: Store, bring) -> Scope:
    """Texas after its export was brought, beside the bundled statistics."""
    with store.draft("bundled") as draft:
        for name, cube in bundle.load().items():
            draft.put("market", "cubes", name, cube)
    bring(HEADER + ROWS)
    version = store.current()
    assert version is not None
    return Scope(version.id, "college", periods.STANDARD.parse("FY2026"), date(2026, 3, 31), (("state", "TX"),))


def test_openings_of_the_state_stand_in_place_of_the_estimate(texas):
    jobs = {row["soc_code"]: row for row in demand.jobs(texas).to_dicts()}
    nursing, country = jobs["31-1131"], {r["soc_code"]: r for r in demand.jobs(texas.over_all("state")).to_dicts()}
    assert (nursing["openings"], nursing["growth"], nursing["is_projected"]) == (12_000, 500, True)
    assert nursing["exits"] + nursing["transfers"] == pytest.approx(11_500)
    national = country["31-1131"]
    ratio = national["exits"] / (national["exits"] + national["transfers"])
    assert nursing["exits"] / 11_500 == pytest.approx(ratio)
    assert nursing["strict"] == pytest.approx(nursing["exits"] + 500)
    assert not jobs["31-9091"]["is_projected"]  # the state leaves dental assistants out: still an estimate
    assert jobs["31-9091"]["openings"] > 0


def test_the_tables_say_whose_openings_they_are(texas):
    table = demand.by_program(texas, ("51.3902",))
    assert "Openings are the state's own projection from 2022 to 2032." in " ".join(table.notes)
    assert table.sources[-1].code == "state_projections"
    alone = demand.by_program(texas.narrowed(state="CA"), ("51.3902",))
    assert demand.ESTIMATE in alone.notes


def test_the_newest_projection_that_ends_last_counts(texas, bring, store):
    bring(HEADER + NURSING.replace("2022,2032", "2024,2026").replace("12000", "99"))  # short term
    bring(HEADER + NURSING.replace("2022,2032", "2024,2034").replace("12000", "12500"))
    version = store.current()
    scope = Scope(version.id, texas.college, texas.period, texas.as_of, texas.where)
    assert demand.jobs(scope).filter(soc_code="31-1131")["openings"].to_list() == [12_500]


def test_a_tiny_state_without_its_own_employment_has_its_own_openings(texas):
    dancers = demand.jobs(texas).filter(soc_code="27-2032")
    assert dancers["openings"].to_list() == [0]
    assert dancers.select(pl.col("exits") + pl.col("transfers")).item() == 0
