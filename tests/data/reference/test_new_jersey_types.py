"""The provider types of New Jersey: every code placed once, and the outcomes that end up on each side."""

import polars as pl

from data.contracts.vocabulary import ALTERNATIVE_TYPES, INSTITUTION_TYPES, PROVIDER_TYPES
from data.reference import new_jersey_types


def test_each_code_stands_once_and_under_a_known_kind():
    types = new_jersey_types.provider_types()
    assert types["type_code"].is_unique().all()
    assert set(types["provider_type"].drop_nulls()) <= {*PROVIDER_TYPES}


def test_the_sides_and_the_kind_on_neither_side_are_all_the_kinds():
    assert {*INSTITUTION_TYPES} | {*ALTERNATIVE_TYPES} | {"public_secondary"} == {*PROVIDER_TYPES}


def test_completers_fall_on_the_sides_as_counted_by_hand(shared_data):
    def kinds(names):
        return types.filter(pl.col("provider_type").is_in(names))["type_code"].implode()

    types = new_jersey_types.provider_types()
    providers = pl.read_csv(shared_data / "new_jersey" / "providers_2020-08-12.csv", infer_schema=False)
    outcomes = pl.read_csv(shared_data / "new_jersey" / "outcomes_schcip.csv", infer_schema=False)
    rows = outcomes.join(providers, on="providerid", how="left", validate="m:1")
    people = rows.select(
        "typeid", completers=pl.col("NumCompleted2").cast(pl.Int64), share=pl.col("PerEmployed2").cast(pl.Float64)
    )
    stated = people.filter(pl.col("share") >= 0)

    def completers(names):
        return people.filter(pl.col("typeid").is_in(kinds(names)))["completers"].sum()

    def employed(names):
        side = stated.filter(pl.col("typeid").is_in(kinds(names)))
        return round((side["share"] * side["completers"]).sum() / side["completers"].sum(), 4)

    assert rows["name"].count() == 1450
    assert people["completers"].sum() == 61_752
    assert completers(ALTERNATIVE_TYPES) == 43_621
    assert completers(INSTITUTION_TYPES) == 9_516
    assert (employed(ALTERNATIVE_TYPES), employed(INSTITUTION_TYPES)) == (0.6685, 0.6334)
