"""Demand for programs: the questions on the bundled statistics, and two metropolitan areas that are made up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.bundled import demand as bundle
from data.cubes.occupations import Metros, OccupationAreas, OccupationMetros
from data.reference import periods, posting_sectors
from data.store.home import home
from data.store.store import Store
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.strategy import demand, demand_choice, demand_entry, demand_pairs, demand_postings, demand_skills
from queries.strategy.demand import Choices

SCOPE = Scope("v", "college", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


METROPOLITAN = {  # two areas, made up: the command makes them all, and they do not ship
    "metros": Metros.cast(
        pl.DataFrame(
            [("28140", "Kansas City, MO-KS", 0.93), ("12420", "Austin-Round Rock-San Marcos, TX", 0.98)],
            Metros.column_names(),
            orient="row",
        )
    ),
    "occupation_metros": OccupationMetros.cast(
        pl.DataFrame(
            [("28140", "31-1131", 9_000, 36_000, 39_000, 44_000), ("12420", "31-1131", 6_000, 35_000, 38_000, 43_000)],
            OccupationMetros.column_names(),
            orient="row",
        )
    ),
}


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> Iterator[Scope]:
    """A scope on the bundled statistics of occupations, without a filter."""
    home = tmp_path_factory.mktemp("occupations")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(home))
        with Store(home).draft("bundled") as draft:
            for name, cube in (bundle.load() | METROPOLITAN).items():
                draft.put("market", "cubes", name, cube)
        assert draft.version is not None
        yield Scope(draft.version.id, "college", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def test_programs_add_up_to_what_is_matched(country):
    whole = demand.by_program(country).frame
    reasons = {row["reason"]: row for row in demand.unmatched(country).frame.to_dicts()}
    assert whole["openings"].sum() == pytest.approx(reasons["matched"]["openings"])
    assert whole["openings_other"].sum() == pytest.approx(reasons["matched"]["openings"])
    assert whole["awards"].sum() == reasons["matched"]["awards"]
    given = demand.awards(country)["awards"].sum()
    assert reasons["matched"]["awards"] + reasons["no_occupation"]["awards"] == given


@pytest.mark.parametrize("state", [None, "TX"])
def test_every_opening_has_one_place(country, state):
    asked = country.narrowed(state=state) if state else country
    reasons = demand.unmatched(asked).frame
    assert {"matched", "no_awards", "no_program", "left_out"} <= {*reasons["reason"]}
    assert reasons["openings"].sum() == pytest.approx(demand.jobs(asked)["openings"].sum())


def test_teachers_and_supervisors_count_only_when_asked_for(country):
    few = demand.by_program(country, ("11.1003", "46.0302")).frame.sort("cip_code")
    every = demand.by_program(
        country, ("11.1003", "46.0302"), Choices(includes_teachers=True, includes_supervisors=True)
    ).frame.sort("cip_code")
    assert (every["occupations"] - few["occupations"]).to_list() == [0, 1]  # first-line supervisors of trades
    assert every["openings"][1] > few["openings"][1]


def test_strict_openings_leave_out_transfers_and_parts_make_the_whole(country):
    row = demand.by_program(country, ("51.3902",)).frame.row(0, named=True)
    assert row["strict"] == pytest.approx(row["exits"] + row["growth"])
    assert row["openings"] == pytest.approx(row["exits"] + row["transfers"] + row["growth"], rel=0.001)
    assert row["per_award"] == pytest.approx(row["openings"] / row["awards"])
    assert row["reach"] == 204_100


def test_a_field_narrows_to_its_programs_and_codes_go_before_it(country):
    health = demand.by_program(country.narrowed(field="51")).frame
    assert {code[:2] for code in health["cip_code"]} == {"51"}
    assert demand.by_program(country.narrowed(field="51"), ("11.1003",)).frame["cip_code"].to_list() == ["11.1003"]


def test_a_program_that_nobody_awards_in_a_state_has_no_index_but_a_reach(country):
    programs = demand.by_program(country.narrowed(state="TX")).frame
    none = programs.filter(pl.col("awards") == 0)
    assert none.height > 0
    assert none["per_award"].null_count() == none.height
    assert (none["openings"] == 0).all()
    assert none["reach"].sum() > 0
    assert programs.filter(pl.col("awards") < demand.FEWEST_AWARDS)["per_award"].null_count() > none.height


def test_prices_of_a_state_make_its_wages_real(country):
    texas = demand.by_program(country.narrowed(state="TX"), ("51.3902",)).frame.row(0, named=True)
    assert texas["wage_real"] == pytest.approx(texas["wage_median"] / 0.97175, rel=0.001)
    usa = demand.by_program(country, ("51.3902",)).frame.row(0, named=True)
    assert usa["wage_real"] == usa["wage_median"]


def test_a_state_is_scaled_by_its_group_of_occupations_unless_single_ones_are_held(country):
    asked = country.narrowed(state="AL")
    wages, groups = (bundle.load()[name] for name in ("occupation_wages", "occupation_groups"))
    mine = wages.filter(soc_code="15-1252").row(0, named=True)
    part = groups.filter(area="AL", group=mine["group"]).row(0, named=True)
    row = demand.jobs(asked).filter(soc_code="15-1252").row(0, named=True)
    assert row["employment"] == round(mine["employment"] * part["employment_part"])
    assert row["wage_median"] == 100 * round(mine["wage_median"] * part["wage_part"] / 100)
    assert demand.BY_GROUP in demand.by_program(asked).notes
    with Store(home()).draft("single occupations") as draft:
        one = OccupationAreas.cast(pl.DataFrame([("AL", "15-1252", 17_450, 90_000, 122_500, 150_000, False)], OccupationAreas.column_names(), orient="row"))  # fmt: skip
        draft.put("market", "cubes", "occupation_areas", one)
    assert draft.version is not None
    finer = replace(asked, version=draft.version.id)
    row = demand.jobs(finer).filter(soc_code="15-1252").row(0, named=True)
    assert (row["employment"], row["wage_median"]) == (17_450, 122_500)
    assert demand.BY_GROUP not in demand.by_program(finer).notes


def test_a_bar_is_reached_by_occupations_that_pay_it_near_entry_at_national_prices():
    frame = pl.DataFrame(
        [(30.0, 20_800, 25_000.0, 25_000), (60.0, 41_600, 50_000.0, 40_000), (10.0, None, None, None)],
        schema=["shared", "wage_p25", "wage_real", "wage_median"], orient="row",
    )  # fmt: skip
    table = Table(frame, (), SCOPE, has_period=False)
    # $10.00 an hour; $20.00 here is $25.00 at national prices; of the third nothing is known
    assert [demand_entry.share_at(table, bar) for bar in (10, 10.01, 25, 25.01)] == [
        1,
        pytest.approx(2 / 3),
        pytest.approx(2 / 3),
        0,
    ]
    assert demand_entry.share_at(table.with_frame(frame.tail(1)), 10) is None
    assert round(demand_entry.bar_usd(15_960), 2) == 11.51


def test_zones_share_all_openings(country):
    zones = demand_entry.by_zone(country, ("51.3902", "11.1003"), demand.DEFAULT)
    assert zones["part"].sum() == pytest.approx(1)
    assert zones["job_zone"].to_list() == [3, 4]  # nursing assistants, and information security


def test_a_state_without_statistics_has_no_programs(country):
    assert demand.by_program(country.narrowed(state="GU")).frame.height > 0
    assert demand.by_program(country.narrowed(state="PW")).is_empty


@pytest.mark.parametrize("level", demand.LEVELS)
def test_more_levels_are_more_awards(country, level):
    counted = demand.awards(country, Choices(level=level))["awards"].sum()
    assert counted >= demand.awards(country)["awards"].sum()


def test_a_version_of_an_older_release_offers_nothing_to_choose(home_with):
    assert demand_choice.options(home_with("programs")) == {}


def test_a_skill_of_the_catalog_is_found_by_whole_words():
    assert demand_skills.is_found("SQL", "Structured query language SQL")
    assert demand_skills.is_found("critical thinking", "Critical Thinking")
    assert not demand_skills.is_found("Java", "JavaScript")
    assert not demand_skills.is_found("", "Python")


def test_technologies_are_shares_of_openings_and_differ_between_programs(country):
    security = demand_skills.technologies(country, "11.1003", ("11.1003",), demand.DEFAULT).frame
    aides = demand_skills.technologies(country, "51.3902", ("51.3902",), demand.DEFAULT).frame
    assert security["part"].is_between(0, 1.000001).all()
    assert "Linux" in security["technology"].to_list()
    assert "Linux" not in aides["technology"].to_list()
    assert security["in_catalog"].null_count() == security.height  # the program is not ours


def test_importance_is_weighted_by_openings_and_stands_beside_all_occupations(country):
    one = demand_skills.skills(country, ("51.3902",), demand.DEFAULT).frame  # one occupation: its own ratings
    concern = one.filter(name="Concern for Others").row(0, named=True)
    assert concern["importance"] == 0.933
    assert 0 < concern["difference"] < 0.4
    assert concern["level"] is None
    assert one["importance"].is_between(0, 1).all()
    assert {*one["kind"]} == {"Soft skill", "Technical skill", "Work style"}


def test_the_longest_beginning_of_a_code_names_its_sector():
    codes = (
        "15-1252",
        "15-1212",
        "29-1141",
        "31-1131",
        "31-1120",
        "43-3031",
        "43-3071",
        "41-2031",
        "41-3091",
        "99-0000",
    )
    assert [posting_sectors.sector(code) for code in codes] == [
        "Software Development", "IT Operations & Helpdesk", "Nursing", "Nursing", "Personal Care & Home Health", "Accounting",
        "Banking & Finance", "Retail", "Sales", None,
    ]  # fmt: skip


def test_every_sector_of_the_index_has_a_beginning(country):
    held = {*demand_postings._levels(country.version)["sector"]}
    assert held == {*posting_sectors.SECTORS}


def test_postings_of_a_program_are_those_of_its_sectors(country):
    rows = demand_postings.by_sector(country, ("51.3902",), demand.DEFAULT).frame
    assert rows["sector"].to_list() == ["Nursing"]
    assert rows["part"].to_list() == [1]
    assert f"{rows['month'][0]}" == "2024-08-01"  # September is not over in the file
    assert rows["change"][0] == pytest.approx(rows["value"][0] / _level(country, "Nursing", date(2023, 8, 1)) - 1)


def _level(scope: Scope, sector: str, month: date) -> float:
    levels = bundle.load()["posting_levels"]
    return levels.filter(sector=sector, month=month)["value"].item()


def test_a_metropolitan_area_belongs_to_each_of_its_states(country):
    in_missouri, in_kansas = (demand_pairs.metros(country.narrowed(state=state)) for state in ("MO", "KS"))
    assert in_missouri["28140"] == in_kansas["28140"] == "Kansas City, MO-KS"
    assert "28140" not in demand_pairs.metros(country.narrowed(state="TX"))
    assert demand_pairs.metros(country) == {}


def test_a_metropolitan_area_is_estimated_by_its_jobs_and_has_no_index(country):
    texas, austin = country.narrowed(state="TX"), Choices(metro="12420")
    row = demand.by_program(texas, ("51.3902",), austin).frame.row(0, named=True)
    whole = demand.by_program(texas, ("51.3902",)).frame.row(0, named=True)
    national = demand.by_program(country, ("51.3902",)).frame.row(0, named=True)
    jobs = demand.jobs(texas, "12420").filter(soc_code="31-1131").row(0, named=True)
    per_job = national["reach"] / demand.jobs(country).filter(soc_code="31-1131")["employment"].item()
    assert row["reach"] == pytest.approx(jobs["employment"] * per_job, rel=0.001)
    assert row["openings"] / row["reach"] == pytest.approx(
        whole["openings"] / whole["reach"]
    )  # divided as in the state
    assert (row["awards"], row["per_award"], row["area"]) == (None, None, "Austin-Round Rock-San Marcos, TX")
    assert jobs["wage_real"] == pytest.approx(jobs["wage_median"] / demand_pairs._parity(texas, "12420"))
    assert row["openings"] < whole["openings"]
    assert demand.METRO in demand.by_program(texas, ("51.3902",), austin).notes
