"""The bundled statistics of occupations: golden totals, what is conserved, and what the command makes of the public files."""

from pathlib import Path

import polars as pl
import pytest

from data.bundled import demand as bundle
from data.cubes.award_levels import CERTIFICATES
from data.cubes.occupations import KINDS
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


def test_areas_have_their_control_totals(cubes):
    software = cubes["occupation_areas"].filter(soc_code="15-1252")
    employment = dict(software.select("area", "employment").rows())
    assert [employment[state] for state in ("CA", "TX", "AL")] == [284_390, 163_880, 17_450]
    assert cubes["occupation_areas"]["area"].n_unique() == 55  # 50 states, DC, three territories and the country
    parity = dict(cubes["area_prices"].select("area", "price_parity").rows())
    assert (parity["AR"], parity["CA"], parity["US"]) == (0.86508, 1.12581, 1)


def test_metropolitan_areas_do_not_ship_and_have_their_control_totals_where_the_command_makes_them(shared_data):
    assert not {*bundle.OPTIONAL} & {path.stem.removeprefix("demand_") for path in shipped()}
    cubes = bundle.compute(shared_data)
    assert cubes["metros"].height == 393
    assert cubes["metros"].filter(pl.col("price_parity").is_null())["area_name"].str.ends_with(", PR").all()
    named = dict(cubes["metros"].select("area_name", "price_parity").rows())
    assert (named["Monroe, LA"], max(v for v in named.values() if v)) == (0.83597, 1.15613)
    assert cubes["occupation_metros"].join(cubes["metros"], on="area", how="anti").is_empty()


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
def test_the_command_reproduces_what_is_shipped(shared_data, cubes):
    made = bundle.compute(shared_data)
    assert all(made[name].equals(cube) for name, cube in cubes.items())


@pytest.mark.real_files
def test_certificates_are_those_of_the_four_levels(shared_data, certificates):
    raw = pl.read_parquet(shared_data / "ipeds" / "c2023_a.parquet")
    rows = raw.filter(pl.col("AWLEVEL").is_in([20, 21, 2, 4]), MAJORNUM=1, IS_CIP_6DIGIT=True)
    assert len(CERTIFICATES) == 3  # 20 and 21 are one family
    assert certificates["awards"].sum() == rows["CTOTALT"].sum()
