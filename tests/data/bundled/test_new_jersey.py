"""The bundled comparison of New Jersey: the control totals, what can be recomputed from it, and no row of the source."""

import polars as pl
import pytest

from data.bundled import new_jersey as bundle
from data.cubes.adjusted_gap import compare
from data.cubes.provider_results import ALL, FEWEST_PEOPLE, FEWEST_ROWS
from data.reference.new_jersey_types import BASIS
from data.reference.outcome_definitions import DEFINITIONS

SIDES = ("institution", "alternative")
CONTROL = {  # definition: people and value of institutions, people and value of alternatives
    "nj_employment_q2": (9_368, 0.6334, 43_134, 0.6685),
    "nj_employment_q4": (8_232, 0.6723, 34_587, 0.6942),
    "nj_employment_q8": (4_507, 0.6998, 16_568, 0.7292),
    "nj_earnings_q2": (5_845, 6_887, 28_572, 6_820),
    "nj_earnings_q8": (3_085, 8_594, 11_922, 8_430),
}


@pytest.fixture(scope="module")
def cubes() -> dict[str, pl.DataFrame]:
    return bundle.load()


def whole(frame: pl.DataFrame, side: str) -> dict:
    return frame.filter(side=side, provider_type=ALL, field=ALL).row(0, named=True)


def test_completers_of_both_sides_and_their_list_price(cubes):
    people = {side: whole(cubes["provider_people"], side) for side in SIDES}
    assert [people[side]["people"] for side in SIDES] == [9_516, 43_621]
    assert [people[side]["priced_people"] for side in SIDES] == [1_329, 6_984]
    assert [round(people[side]["value_usd"] / 1e6, 1) for side in SIDES] == [20.4, 83.4]


@pytest.mark.parametrize("definition", CONTROL)
def test_work_and_pay_of_both_sides(cubes, definition):
    stated = [whole(cubes["provider_work"].filter(definition=definition), side) for side in SIDES]
    n, value, other_n, other_value = CONTROL[definition]
    assert [row["n"] for row in stated] == [n, other_n]
    close = 0.00005 if value < 1 else 0.5
    assert [row["value"] for row in stated] == [pytest.approx(value, abs=close), pytest.approx(other_value, abs=close)]


def test_the_lead_of_alternatives_disappears_in_the_same_fields(cubes):
    gaps = {
        row["weights"]: row
        for row in cubes["side_gaps"].filter(institution=ALL, alternative=ALL, definition="nj_employment_q2").to_dicts()
    }
    overlap, standardized = gaps["overlap"], gaps["both"]
    assert (overlap["fields"], overlap["covered"], overlap["people"]) == (18, 51_478, 52_502)
    assert (overlap["one_providers"], overlap["other_providers"], overlap["resamples"]) == (33, 254, 2_000)
    points = {name: round(100 * row["gap"], 1) for name, row in gaps.items()}
    assert points == {"raw": -3.2, "overlap": -0.7, "both": 2.0, "institution": 1.7, "alternative": 2.1}
    half = [round(50 * (row["binomial_high"] - row["binomial_low"]), 1) for row in (overlap, standardized)]
    assert half == [1.3, 1.7]
    assert [round(100 * standardized[name], 2) for name in ("one", "other")] == [68.34, 66.30]
    assert (overlap["least_without"], overlap["most_without"]) == ("32", "51")
    assert [round(100 * overlap[name], 1) for name in ("least", "most")] == [-2.6, 2.1]
    assert (standardized["least_without"], round(100 * standardized["least"], 1)) == ("47", -3.1)
    ends = {name: [round(100 * gaps[name][end]) for end in ("low", "high")] for name in ("raw", "overlap", "both")}
    assert ends == {"raw": [-14, 6], "overlap": [-12, 6], "both": [-14, 10]}


def test_fields_add_up_to_no_more_than_the_whole(cubes):
    work = cubes["provider_work"].filter(provider_type=ALL)
    keys = ["side", "definition"]
    parts = work.filter(pl.col("field") != ALL).group_by(keys).agg(part=pl.col("n").sum())
    both = work.filter(field=ALL).join(parts, on=keys)
    assert both.height == len(keys) * 6
    assert both.filter(pl.col("part") > pl.col("n")).is_empty()
    assert (both["part"] >= 0.85 * both["n"]).all()  # what is left out is small


def test_the_headline_can_be_recomputed_from_the_fields_that_are_shown(cubes):
    work = cubes["provider_work"].filter(pl.col("field") != ALL, provider_type=ALL, definition="nj_employment_q2")
    group = pl.when(pl.col("side") == SIDES[0]).then(pl.lit("one")).otherwise(pl.lit("other"))
    found = compare(work.select("n", group=group, stratum="field", k=pl.col("n") * pl.col("value")))
    shown = (
        cubes["side_gaps"]
        .filter(institution=ALL, alternative=ALL, definition="nj_employment_q2", weights="overlap")
        .row(0, named=True)
    )
    assert found.covered > 0.85 * shown["covered"]
    assert found.headline.value == pytest.approx(shown["gap"], abs=0.01)  # small fields are not shown one by one


def test_no_cell_repeats_a_row_of_the_source(cubes):
    assert cubes["provider_people"]["rows"].min() >= FEWEST_ROWS
    assert cubes["provider_work"]["rows"].min() >= FEWEST_ROWS
    assert cubes["provider_work"]["n"].min() >= FEWEST_PEOPLE


def test_the_manifest_says_where_it_comes_from_and_how_kinds_were_found():
    about = bundle.about()
    assert "New Jersey Department of Labor" in about["source"]
    assert about["kinds"] == BASIS
    assert len(about["inputs"]) == 3


def test_every_number_has_a_definition_of_wage_records(cubes):
    for code in cubes["provider_work"]["definition"].unique():
        assert DEFINITIONS[code].verified_by == "wage_records"


@pytest.mark.real_files
def test_the_command_reproduces_what_is_shipped(shared_data, cubes):
    made = bundle.compute(shared_data / "new_jersey")
    for name, cube in cubes.items():
        numbers = pl.selectors.float()
        assert made[name].drop(numbers).equals(cube.drop(numbers))
        for column in cube.select(numbers).columns:
            assert (made[name][column] - cube[column]).abs().max() == pytest.approx(0, abs=1e-6)


@pytest.mark.real_files
def test_every_outcome_row_finds_its_provider_or_is_counted_as_unplaced(shared_data):
    from data.readers import text

    raw = {kind: text.read(path) for kind, path in bundle.files(shared_data / "new_jersey").items()}
    placed = bundle.placed(raw["outcomes"], raw["providers"])
    assert placed.height == 1_565
    assert placed["typeid"].is_null().sum() <= 115
    assert placed.join(raw["providers"], on="providerid", how="semi").height == 1_450
