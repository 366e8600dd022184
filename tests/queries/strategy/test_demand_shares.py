"""Shares of openings among the programs that lead to an occupation, on tiny tables."""

import polars as pl
import pytest

from queries.strategy.demand_shares import SPLITS, estimated, shared, with_totals

LINKS = pl.DataFrame(
    [
        ("A", "cook"),  # A leads to one occupation
        ("B", "cook"),  # B leads to two, of unlike size
        ("B", "chef"),
        ("C", "baker"),  # nobody was awarded C
        ("D", "soldier"),  # not projected
    ],
    schema=["cip_code", "soc_code"],
    orient="row",
)


AWARDS = pl.DataFrame({"cip_code": ["A", "B", "D"], "awards": [30, 10, 5]})


JOBS = pl.DataFrame(
    [("cook", 300, 80.0), ("chef", 100, 40.0), ("baker", 50, 10.0)],
    schema=["soc_code", "employment", "openings"],
    orient="row",
)


def shares(split) -> dict[tuple[str, str], float | None]:
    return {(cip, soc): share for cip, soc, _, _, share in shared(LINKS, AWARDS, JOBS, split).rows()}


def test_by_awards_an_occupation_is_divided_as_its_programs_award():
    assert shares("awards") == {("A", "cook"): 0.75, ("B", "cook"): 0.25, ("B", "chef"): 1, ("C", "baker"): None}


def test_by_employment_awards_go_first_to_where_the_jobs_are():
    # B's 10 awards: 7.5 to cooks (300 of 400 jobs), 2.5 to chefs. Cooks: 30 of A and 7.5 of B.
    found = shares("employment")
    assert (found["A", "cook"], found["B", "cook"]) == (pytest.approx(0.8), pytest.approx(0.2))
    assert found["B", "chef"] == 1
    parts = shared(LINKS, AWARDS, JOBS, "employment").filter(cip_code="B").sort("soc_code")
    assert parts["part_of_awards"].to_list() == [0.25, 0.75]


def test_by_openings_awards_go_first_to_where_the_openings_are():
    # B's 10 awards: 6 2/3 to cooks (80 of 120 openings). Cooks: 30 of A and 6 2/3 of B.
    assert shares("openings")["B", "cook"] == pytest.approx((20 / 3) / (30 + 20 / 3))


@pytest.mark.parametrize("split", SPLITS)
def test_shares_of_an_occupation_add_up_to_one_or_are_unknown(split):
    by = shared(LINKS, AWARDS, JOBS, split).group_by("soc_code").agg(pl.col("share").sum()).sort("soc_code")
    assert by["share"].to_list() == pytest.approx([0, 1, 1])  # bakers: nobody was awarded their program


def test_a_state_is_estimated_by_its_own_employment():
    national = pl.DataFrame(
        [("cook", 1_000, 40.0, 60.0, -5.0), ("chef", 500, 10.0, 20.0, 5.0)],
        schema=["soc_code", "employment", "exits", "transfers", "growth"],
        orient="row",
    )
    local = pl.DataFrame({"soc_code": ["cook", "chef", "diver"], "employment": [100, None, 7]})
    rows = {row["soc_code"]: row for row in estimated(national, local).to_dicts()}
    cook = rows["cook"]  # a tenth of the jobs: a tenth of every part
    assert [cook[part] for part in ("exits", "transfers", "growth", "openings", "strict")] == [4, 6, -0.5, 9.5, 3.5]
    assert rows["chef"]["openings"] is None  # its employment is withheld, which is not zero
    assert "diver" not in rows


def test_printed_openings_are_kept_and_strict_leaves_transfers_out():
    jobs = pl.DataFrame({"exits": [3.0], "transfers": [4.0], "growth": [1.0], "openings": [8.1]})
    assert with_totals(jobs).select("openings", "strict").row(0) == (8.1, 4.0)
