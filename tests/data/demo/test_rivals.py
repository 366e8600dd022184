"""The fictional competitors' people and outcomes: the same every time, labeled, and plausible by kind."""

import polars as pl

from data.demo import catalog, rivals


def test_every_competing_program_has_people_and_the_college_none():
    listed = catalog.offerings().filter(pl.col("provider_id") != catalog.HOME)
    found = rivals.results()
    assert set(found["offering_id"]) == set(listed["offering_id"])
    assert rivals.results().equals(found)


def test_counts_nest():
    found = rivals.results()
    assert (found["people"] <= found["started"]).all()
    assert (found["known"] <= found["people"]).all()
    assert (found["employed"] <= found["known"]).all()


def test_kinds_differ_as_they_may():
    by_kind = rivals.results().group_by("provider_type").agg(share=pl.col("people").sum() / pl.col("started").sum())
    share = dict(by_kind.rows())
    assert share["platform"] < 0.5 < share["bootcamp"]


def test_all_tables_are_labeled_fictional_and_have_both_sides():
    cubes = rivals.cubes()
    for name in ("provider_people", "provider_work"):
        assert cubes[name]["is_fictional"].all()
        assert set(cubes[name]["side"].cast(pl.String)) == {"institution", "alternative"}
    assert cubes["side_gaps"].filter(weights="overlap").height > 0
