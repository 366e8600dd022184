"""New Jersey's providers: their types, and the outcomes that they put on the two sides."""

import polars as pl

from data.cubes.offering_cells import side
from data.ingest import ingest
from data.publish import placed_outcomes

PROVIDERS = "providerid,name,typeid,city,county,state,statusname\n"
OUTCOMES = (
    "providerid,cipcode,PerEmployed2,PerEmployed4,PerEmployed8,AvgQuarterlyWage2,NumCompleted2,NumCompleted4,NumCompleted8,NumUsedWageCalc2\n"
    "1,520302,0.5,-99999,-99999,6000,20,20,20,10\n"
    "2,520302,0.6,-99999,-99999,6500,30,30,30,15\n"
    "9,520302,0.7,-99999,-99999,7000,40,40,40,20\n"  # on no list of providers
)
LISTED = "1,A County College,3,A,B,NJ,Approved\n2,A Career School,5,A,B,NJ,Suspend\n3,A Stranger,99,A,B,NJ,Pending\n"


def placed(store) -> pl.DataFrame:
    with store.draft("look") as draft:
        rows = placed_outcomes.placed(draft)
        draft.discard()
    return rows.filter(pl.col("definition") == "nj_employment_q2").with_columns(side=side())


def test_outcomes_stand_on_the_side_of_their_provider_whatever_comes_first(bring, store):
    bring(OUTCOMES)
    reports = bring(PROVIDERS + LISTED)
    rows = placed(store).select("provider", "side").rows()
    assert rows == [("A County College", "institution"), ("A Career School", "alternative"), ("Provider 9", None)]
    assert reports[0].emptied_why == {"typeid: not a known kind of provider": 1}


def test_the_mapping_of_codes_is_a_table_that_can_be_brought_anew(bring, store):
    bring(PROVIDERS + LISTED)
    bring(OUTCOMES)
    bring("list_id,type_code,provider_type\nnew_jersey,5,private_forprofit_college\n")
    assert placed(store)["side"].to_list() == ["institution", "institution", None]


def test_the_real_files_place_1450_of_1565_programs(shared_data, store):
    folder = shared_data / "new_jersey"
    outcome = ingest.run([folder / "outcomes_schcip.csv", folder / "providers_2020-08-12.csv"], store)
    assert {r.table: r.rows_accepted for r in outcome.reports} == {
        "market_outcomes": 1_565, "market_providers": 1_953, "market_provider_types": 20,
    }  # fmt: skip
    assert any("74 of 1,089 programs" in sentence for sentence in outcome.missing)
    rows = placed(store)
    people = rows.group_by("side").agg(pl.col("n").sum(), pl.col("numerator").sum()).sort("side")
    assert dict(people.select("side", "n").rows()) == {"alternative": 43_134, "institution": 9_368, None: 8_401}
