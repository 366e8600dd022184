"""Pooling of published outcomes: people are added, averages weighted, medians of programs; the same reporters apart."""

import polars as pl
import pytest

from data.bundled import outcomes as bundle_outcomes
from data.contracts import TABLES
from data.cubes import published_outcomes


def rows(*given: dict) -> pl.DataFrame:
    usual = {
        "list_id": "cirr", "provider_id": "a", "program_id": "p", "period": "2021-H1", "definition": "cirr_in_field_180",
        "provider": "A", "provider_type": "bootcamp", "program": "P", "value": 0.5, "cip_code": "11.0201",
    }  # fmt: skip
    schema = TABLES["market_outcomes"]
    empty = schema.create_empty()
    full = [{c: {**usual, **row}.get(c) for c in empty.columns} for row in given]
    return schema.validate(pl.DataFrame(full, schema=empty.schema))


def number(frame: pl.DataFrame, **which) -> dict:
    return frame.filter(**({"reporters": "all"} | which)).row(0, named=True)


BOTH = [
    {"provider_id": "a", "value": 0.9, "n": 100, "numerator": 90},
    {"provider_id": "b", "value": 0.5, "n": 10, "numerator": 5},
    {"provider_id": "c", "value": 1.0, "n": None, "numerator": None},  # states a share and no people
]


def test_shares_are_pooled_over_people_never_as_a_mean_of_shares():
    found = number(published_outcomes.pooled(rows(*BOTH)).filter(pl.col("field").is_null()))
    assert found["value"] == 95 / 110
    assert (found["pooled_by"], found["numbers"], found["providers"], found["n"]) == ("people", 2, 3, 110)


def test_averages_are_weighted_by_people_and_medians_are_of_programs():
    pay = {"definition": "nj_earnings_q2", "list_id": "new_jersey"}
    average = rows({**pay, "value": 6000, "n": 30}, {**pay, "provider_id": "b", "value": 9000, "n": 10})
    assert number(published_outcomes.pooled(average))["value"] == 6750
    salary = {"definition": "cirr_earnings_180"}
    median = rows(*({**salary, "provider_id": p, "value": v, "n": 20} for p, v in zip("abc", (1, 2, 9), strict=True)))
    found = number(published_outcomes.pooled(median))
    assert (found["value"], found["pooled_by"]) == (2, "median")


def test_fewer_than_ten_people_make_no_number():
    few = rows({"n": 4, "numerator": 4, "value": 1.0}, {"provider_id": "b", "n": 5, "numerator": 5, "value": 1.0})
    assert published_outcomes.pooled(few).is_empty()


def test_the_same_reporters_stand_apart_where_reporters_change():
    given = [
        {"provider_id": "a", "n": 100, "numerator": 50, "value": 0.5},
        {"provider_id": "a", "n": 100, "numerator": 60, "value": 0.6, "period": "2021-H2"},
        {"provider_id": "b", "n": 100, "numerator": 90, "value": 0.9, "period": "2021-H2"},  # reports only once
    ]
    found = published_outcomes.pooled(rows(*given)).filter(pl.col("field").is_null())
    assert number(found, period="2021-H2")["value"] == 0.75
    assert number(found, period="2021-H2", reporters="same")["value"] == 0.6
    stable = [g for g in given if g["provider_id"] == "a"]
    assert "same" not in published_outcomes.pooled(rows(*stable))["reporters"].to_list()


def test_bounds_are_only_of_numbers_that_all_state_what_they_need():
    whole = {"enrolled_least": 120, "enrolled_most": 130, "graduates": 110, "excluded": 10, "not_reporting": 3}
    stated = {"n": 100, "numerator": 90, "value": 0.9}
    assert number(published_outcomes.pooled(rows({**stated, **whole})))["graduates"] == 110
    half = published_outcomes.pooled(rows({**stated, **whole}, {**stated, "provider_id": "b"}))
    assert number(half)["graduates"] is None


def test_a_single_number_keeps_its_program():
    found = published_outcomes.single(rows({"value": 1.0, "n": 1, "numerator": 1}))
    assert found.select("program", "value", "n", "pooled_by").row(0) == ("P", 1.0, 1, "stated")


def test_the_bundle_holds_no_row_of_a_source():
    bundle = bundle_outcomes.load()
    assert bundle["is_pooled"].all()
    assert bundle["numbers"].min() >= 3
    assert bundle["program"].null_count() == bundle.height
    assert bundle["n"].drop_nulls().min() >= 10
    assert set(bundle["list_id"]) == {"cirr", "new_jersey", "harvardx_mitx"}


@pytest.mark.real_files
def test_the_bundle_is_what_the_files_give(shared_data):
    files = [
        shared_data / name
        for name in ("cirr/outcomes_2021.csv", "new_jersey/outcomes_schcip.csv", "mooc/harvardx_mitx_years_1-3.csv")
    ]
    assert bundle_outcomes.compute(files).equals(bundle_outcomes.load())
