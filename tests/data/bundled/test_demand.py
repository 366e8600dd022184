"""The bundled statistics of occupations: golden totals, what is conserved, and what the command makes of the public files."""

from pathlib import Path

import polars as pl
import pytest

from data.bundled import demand as bundle
from data.cubes.occupations import KINDS, TERRITORIES
from data.reference.award_levels import CERTIFICATES
from data.reference.merged_occupations import MERGED, NO_OCCUPATION
from data.reference.sources import SOURCES
from queries.strategy.demand_shares import SPLITS, shared

GOLDEN = {  # CIP: awards of 2023, occupations, and thousands a year: all openings, exits, transfers, growth, shared
    "51.3902": (37_998, 1, 204.1, 96.3, 104.5, 3.26, 181.49),
    "51.0801": (47_073, 2, 139.7, 50.9, 73.7, 15.13, 120.23),
    "49.0205": (22_902, 6, 484.8, 233.2, 232.2, 19.31, 483.41),
    "48.0508": (47_135, 2, 48.8, 15.0, 33.2, 0.64, 48.60),
    "11.1003": (7_290, 7, 114.5, 32.9, 64.5, 16.94, 26.85),
    "46.0302": (22_766, 4, 165.6, 60.2, 91.9, 13.54, 139.20),
    "12.0401": (52_675, 5, 118.9, 49.8, 63.8, 5.51, 99.45),
    "52.0302": (10_846, 5, 198.3, 115.9, 94.3, -12.13, 196.09),
}


@pytest.fixture(scope="module")
def cubes() -> dict[str, pl.DataFrame]:
    return bundle.load()


@pytest.fixture(scope="module")
def certificates(cubes) -> pl.DataFrame:
    """Certificates of 2023 by program, the whole country."""
    counted = cubes["program_awards"].filter(year=2023).group_by("cip_code").agg(awards=pl.col("certificates").sum())
    return counted.filter(pl.col("awards") > 0)


@pytest.mark.parametrize("code", GOLDEN)
def test_eight_programs_have_their_golden_totals(cubes, certificates, code):
    divided = shared(cubes["occupation_links"], certificates, cubes["occupations"])
    rows = divided.filter(cip_code=code).join(cubes["occupations"], on="soc_code")
    sums = [rows[part].sum() / 1_000 for part in ("openings", "exits", "transfers", "growth")]
    part = (rows["openings"] * rows["share"]).sum() / 1_000
    awards, occupations, *thousands = GOLDEN[code]
    assert (rows["awards"].unique().to_list(), rows.height) == ([awards], occupations)
    assert [*(round(n, 1) for n in sums[:3]), round(sums[3], 2), round(part, 2)] == pytest.approx(thousands, abs=0.0051)


def test_shared_openings_of_all_programs_are_those_of_occupations_with_an_award(cubes, certificates):
    as_named = cubes["occupation_links"].filter(~pl.col("is_merged"))
    divided = shared(as_named, certificates, cubes["occupations"]).join(cubes["occupations"], on="soc_code")
    assert round((divided["openings"] * divided["share"]).sum() / 1_000, 1) == 11_276.9
    assert round(cubes["occupations"]["openings"].sum() / 1_000, 1) == 18_861.6


@pytest.mark.parametrize("split", SPLITS)
def test_no_split_counts_an_opening_twice(cubes, certificates, split):
    divided = shared(cubes["occupation_links"], certificates, cubes["occupations"], split)
    by_occupation = divided.group_by("soc_code").agg(pl.col("share", "awards").sum())
    by_occupation = by_occupation.join(cubes["occupations"], on="soc_code").filter(pl.col("openings") > 0)
    assert by_occupation["share"].to_list() == pytest.approx((by_occupation["awards"] > 0).cast(pl.Float64).to_list())


def test_a_plain_join_would_count_openings_six_times(cubes):
    jobs = cubes["occupations"].filter(soc_code="25-1071")  # health teachers at colleges: 337 programs
    joined = cubes["occupation_links"].join(jobs, on="soc_code")
    assert joined.height == 337
    every = cubes["occupation_links"].join(cubes["occupations"], on="soc_code")
    assert every["openings"].sum() > 5.5 * cubes["occupations"]["openings"].sum()


def test_a_merged_occupation_is_linked_once_under_its_published_code(cubes):
    links = cubes["occupation_links"]
    assert {"31-1120", "13-1020"} <= {*links.filter("is_merged")["soc_code"]} <= {*MERGED}
    assert not {*links["soc_code"]} & {soc for parts in MERGED.values() for soc in parts}
    aide = links.filter(cip_code="51.2602")  # the crosswalk names home health and personal care aides apart
    assert aide.select("soc_code", "is_projected").rows() == [("31-1120", True)]


def test_what_has_no_projection_is_military_or_no_match(cubes):
    without = cubes["occupation_links"].filter(~pl.col("is_projected"))["soc_code"].unique()
    assert {code for code in without if not code.startswith("55-")} == {NO_OCCUPATION}


def test_teachers_at_colleges_and_supervisors_are_marked(cubes):
    kinds = dict(cubes["occupations"].group_by("kind").agg(pl.col("soc_code")).rows())
    assert all(code.startswith("25-1") for code in kinds[KINDS[1]])
    assert "47-1011" in kinds[KINDS[2]]
    assert "25-2021" in kinds["usual"]  # teachers in elementary schools


def test_a_group_of_a_state_is_of_several_occupations_and_every_state_is_there(cubes):
    groups = cubes["occupation_groups"]
    assert groups["occupations"].min() >= 3
    assert groups["area"].n_unique() == 54  # 50 states, DC and three territories
    whole = groups.filter(pl.col("group").str.len_chars() == 2, ~pl.col("area").is_in(TERRITORIES))
    by_group = whole.group_by("group").agg(pl.col("employment_part").sum()).filter(pl.col("group") != "45")
    # All states together have all jobs, but for occupations that a few of them withhold.
    assert by_group["employment_part"].is_between(0.99, 1.35).all()


def test_wages_of_the_country_lie_between_those_of_its_states_and_close_to_what_is_published(cubes, fine):
    """They are averages of the states' medians: half of them within 3% of the country's own, nine in ten within a tenth."""
    states = fine.filter(~pl.col("area").is_in([*TERRITORIES, "US"]), pl.col("employment") > 0)
    ends = states.group_by("soc_code").agg(low=pl.col("wage_median").min(), high=pl.col("wage_median").max())
    mine = cubes["occupation_wages"].join(ends, on="soc_code").drop_nulls("wage_median")
    assert mine.filter(~pl.col("wage_median").is_between(pl.col("low") - 50, pl.col("high") + 50)).is_empty()
    both = mine.join(fine.filter(area="US"), on="soc_code").drop_nulls("wage_median_right")
    off = (both["wage_median"] / both["wage_median_right"] - 1).abs()
    assert (off.median(), off.quantile(0.9)) < (0.03, 0.1)
    assert both.filter(pl.col("wage_median") == pl.col("wage_median_right")).height < 0.2 * both.height


def test_how_far_off_a_state_by_group_is(cubes, fine):
    """Jobs of an occupation in a state by a fifth, weighted by jobs; its median wage by a twentieth."""
    wages, groups = cubes["occupation_wages"], cubes["occupation_groups"]
    whole = wages.select("soc_code", "group", all_jobs="employment", all_median="wage_median")
    parts = groups.select("area", "group", "employment_part", "wage_part")
    rows = fine.join(whole, on="soc_code").join(parts, on=["area", "group"])
    rows = rows.filter(~pl.col("area").is_in(TERRITORIES)).drop_nulls(["employment", "wage_median"])
    jobs = (pl.col("all_jobs") * pl.col("employment_part") - pl.col("employment")).abs().sum() / pl.col(
        "employment"
    ).sum()
    off = (pl.col("all_median") * pl.col("wage_part") / pl.col("wage_median") - 1).abs()
    pay = (off * pl.col("employment")).sum() / pl.col("employment").sum()
    assert rows.select(jobs.alias("jobs"), pay.alias("pay")).row(0) == (
        pytest.approx(0.205, abs=0.01),
        pytest.approx(0.054, abs=0.005),
    )


def test_areas_have_their_control_totals(cubes, fine):
    software = fine.filter(soc_code="15-1252")
    employment = dict(software.select("area", "employment").rows())
    assert [employment[state] for state in ("CA", "TX", "AL")] == [284_390, 163_880, 17_450]
    assert fine["area"].n_unique() == 55  # 50 states, DC, three territories and the country
    parity = dict(cubes["area_prices"].select("area", "price_parity").rows())
    assert (parity["AR"], parity["CA"], parity["US"]) == (0.86508, 1.12581, 1)


def test_single_occupations_by_area_do_not_ship_and_have_their_control_totals_where_the_command_makes_them(made):
    assert not {*bundle.OPTIONAL} & {path.stem.removeprefix("demand_") for path in shipped()}
    cubes, is_metro = made, pl.col("area").str.len_chars() == 5
    assert cubes["metros"].filter(is_metro).height == 393
    assert cubes["metros"].filter(is_metro, pl.col("price_parity").is_null())["area_name"].str.ends_with(", PR").all()
    named = dict(cubes["metros"].select("area_name", "price_parity").rows())
    assert (named["Monroe, LA"], max(v for v in named.values() if v)) == (0.83597, 1.15613)
    assert cubes["occupation_metros"].join(cubes["metros"], on="area", how="anti").is_empty()


def test_areas_outside_of_metropolitan_ones_have_the_prices_of_their_part_of_the_state(made):
    outside = made["metros"].filter(pl.col("area").str.len_chars() == 7)
    assert outside.height == 135
    assert outside["area_name"].str.contains(r", [A-Z]{2}$").all()
    alabama = outside.filter(pl.col("area_name").str.ends_with(", AL"))
    assert alabama.height > 1
    assert alabama["price_parity"].unique().to_list() == [0.83231]  # nonmetropolitan portion, 2024
    assert made["occupation_metros"].filter(pl.col("area").is_in(outside["area"].implode()))["area"].n_unique() == 135


def test_job_zones_are_those_of_o_net(cubes):
    zones = dict(cubes["occupations"].select("soc_code", "job_zone").rows())
    assert (zones["31-1131"], zones["29-1141"], zones["23-1011"]) == (3, 4, 5)  # nursing assistants, nurses, lawyers
    assert cubes["occupations"]["job_zone"].null_count() < 100


@pytest.fixture(scope="module")
def made(shared_data) -> dict[str, pl.DataFrame]:
    """What the command makes of the public files."""
    return bundle.compute(shared_data)


@pytest.fixture(scope="module")
def fine(made) -> pl.DataFrame:
    """Single occupations by state and of the country as they are published."""
    return made["occupation_areas"]


def shipped() -> list[Path]:
    """The files of the bundle that ship, whatever the command has made beside them."""
    return [bundle._file(name) for name in bundle.CONTRACTS if name not in bundle.OPTIONAL]


def test_the_bundle_stays_small():
    assert sum(path.stat().st_size for path in shipped()) < 750_000


def test_the_manifest_names_every_publisher_and_input():
    about = bundle.about()
    for code in ("cip_soc", "bls_projections", "oews", "bea", "onet", "indeed", "ipeds"):
        assert SOURCES[code].title in about["source"]
    assert len(about["inputs"]) == len(bundle.FILES) + 2 * bundle.YEARS_OF_AWARDS


@pytest.mark.real_files
def test_the_command_reproduces_what_is_shipped(made, cubes):
    assert all(made[name].equals(cube) for name, cube in cubes.items())


@pytest.mark.real_files
def test_certificates_are_those_of_the_four_levels(shared_data, certificates):
    raw = pl.read_parquet(shared_data / "ipeds" / "c2023_a.parquet")
    rows = raw.filter(pl.col("AWLEVEL").is_in([20, 21, 2, 4]), MAJORNUM=1, IS_CIP_6DIGIT=True)
    assert len(CERTIFICATES) == 3  # 20 and 21 are one family
    assert certificates["awards"].sum() == rows["CTOTALT"].sum()
