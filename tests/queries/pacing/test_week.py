"""Sections that need a decision: which they are, what merging and waiting add, and who stands before any canceling."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from dashboard.wording.week import sentence_of_due
from data.contracts import Articulations, Providers
from queries.enrollment import mergers, simulator, week
from queries.enrollment.dependents import dependents
from tests.queries.pacing.conftest import OPENING, by_hand, filled, published
from tests.queries.pacing.test_alignments import run

TODAY = OPENING + timedelta(days=1026)


def thin(starts: int = 1040, seats: int = 4, **more) -> dict:
    """An open section that has so many seats by now; past ones had twice as many."""
    drawn = run(1000, starts, 12)
    return drawn | {"takes": drawn["takes"][:seats]} | more


def scope_of(home, drawn: dict, **facts: pl.DataFrame):
    past = {f"p{n:02}": run(50 * n, 50 * n + 40, 8 + n % 7) for n in range(20)}
    return published(home, by_hand(past | drawn) | facts, TODAY)


def rows(table) -> dict[str, dict]:
    return {row["section_id"]: row for row in table.frame.to_dicts()}


def test_only_what_is_doubtful_and_due_needs_a_decision(home):
    drawn = {
        "thin": thin(),
        "full": thin(seats=11) | {"takes": [1001] * 20},  # likely to run
        "later": thin(starts=1058, seats=2),  # its decision day is more than two weeks ahead
        "over": thin(starts=1030),  # its decision day is past
    }
    scope = scope_of(home, drawn)
    due = week.due(scope)
    assert due.frame["section_id"].to_list() == ["over", "thin"]
    assert due.frame["decide_by"].to_list() == [OPENING + timedelta(days=1023), OPENING + timedelta(days=1033)]
    assert due.frame["wait_cents"].is_null().to_list() == [True, False]
    assert week.next_due(scope).frame.select("offering", "decide_by").rows() == [("a", OPENING + timedelta(days=1051))]


def test_a_section_without_a_minimum_is_on_no_list_and_counted(home):
    scope = scope_of(home, {"thin": thin(), "free": thin(minimum=None), "also": thin(starts=1042, minimum=None)})
    due, unstated = week.due(scope), week.without_minimum(scope)
    assert due.frame["section_id"].to_list() == ["thin"]
    assert unstated.frame["section_id"].to_list() == ["free", "also"]
    said = sentence_of_due(due, week.next_due(scope), {}, unstated)
    assert said.startswith("1 section needs a decision by ")
    assert said.endswith(
        "2 open sections state no minimum, so they are on no list here: import sections with the column “minimum” on the "
        "Data page."
    )


def test_one_section_without_a_minimum_and_none_to_decide_are_said_together(home):
    scope = scope_of(home, {"free": thin(minimum=None)})
    said = sentence_of_due(week.due(scope), week.next_due(scope), {}, week.without_minimum(scope))
    assert said.startswith(
        "No section needs a decision in the next 14 days. 1 open section states no minimum, so it is on"
    )


def test_a_section_that_reaches_its_minimum_at_a_loss_needs_a_decision(home):
    drawn = {"loses": thin(minimum=1), "runs": thin(minimum=1, seats=9)}
    due = rows(week.due(scope_of(home, drawn)))
    assert [*due] == ["loses"]
    assert due["loses"]["chance_to_run"] > 0.7
    assert due["loses"]["run_cents"] < 0


def test_running_is_valued_by_what_canceling_would_lose(home):
    scope = scope_of(home, {"thin": thin()})
    row = rows(week.due(scope))["thin"]
    stands = simulator.simulate(scope, "thin", simulator.as_it_stands(simulator.of_section(scope, "thin")))
    assert row["run_cents"] == stands.contribution  # nothing is spent or due in any case
    bound = scope_of(home, {"thin": thin(committed=200.0)})
    assert rows(week.due(bound))["thin"]["run_cents"] == pytest.approx(row["run_cents"] + 200_00)


def test_two_thin_sections_are_merged_and_counted_once(home):
    scope = scope_of(home, {"one": thin(), "two": thin(starts=1042), "far": thin(starts=1060)})
    due = rows(week.due(scope))
    assert {code: due[code]["merge_with"] for code in ("one", "two")} == {"one": "two", "two": "one"}
    assert [due[code]["advice"] for code in ("one", "two")] == ["merge", "merge"]
    assert sorted(due[code]["closes"] for code in ("one", "two")) == [False, True]
    counted = [due[code] for code in ("one", "two") if due[code]["is_counted"]]
    assert len(counted) == 1
    merged = simulator.merge(scope, counted[0]["merge_with"], counted[0]["section_id"])
    plain = sum(max(due[code]["run_cents"], 0) for code in ("one", "two"))
    assert counted[0]["worth_cents"] == pytest.approx(merged.together - plain)


def test_fewer_who_move_make_merging_worth_less(home):
    scope = scope_of(home, {"one": thin(), "two": thin(starts=1042)})
    worth = [week.due(scope, week.Assumed(moving_share=share)).frame["worth_cents"].sum() for share in (1.0, 0.8, 0.5)]
    assert worth == sorted(worth, reverse=True)


def test_a_section_without_room_for_both_is_not_kept(home):
    small = {"capacity": 8, "minimum": 8}
    scope = scope_of(home, {"one": thin(**small), "two": thin(starts=1042, **small)})
    assert set(week.due(scope).frame["advice"]) & {"merge"} == set()


def test_promotion_that_wins_enough_is_advised(home):
    scope = scope_of(home, {"thin": thin()})
    row = rows(week.due(scope, week.Assumed(seats_per_thousand=50)))["thin"]
    assert row["advice"] == "promote"
    assert row["promotion_cents"] < row["promote_cents"]


def test_a_promised_section_runs_whatever_it_costs(home):
    row = rows(week.due(scope_of(home, {"thin": thin(seats=1, commitment="Promised to an employer")})))["thin"]
    assert (row["advice"], row["is_bound"]) == ("run", True)
    assert row["worth_cents"] == row["run_cents"] < 0
    assert [(one["kind"], one["what"]) for one in row["dependents"]] == [("commitment", "Promised to an employer")]


def test_seats_expected_by_the_decision_day_lie_between_now_and_the_start(home):
    row = rows(week.due(scope_of(home, {"thin": thin()})))["thin"]
    assert row["net"] < row["by_decision"] < row["projected"]


def test_the_record_of_a_chance_is_that_of_past_sections_with_about_the_same(home):
    frame = week.due(scope_of(home, {"thin": thin(seats=6)})).frame
    assert frame["came_true"].is_between(0, 1).all()
    assert (frame["came_true_sections"] > 0).all()


def test_a_college_without_open_sections_has_an_empty_table(home):
    scope = scope_of(home, {})
    assert week.due(scope).is_empty
    assert week.next_due(scope).is_empty


def test_everybody_who_depends_on_a_section_is_named_in_order(home):
    drawn = {
        "one": thin(offering="a"),
        "going": run(1000, 1020, 7) | {"offering": "b"},  # runs now, and counts toward a
        "next": thin(offering="b", starts=1060) | {"takes": [1025]},
    }
    facts = by_hand(drawn)
    offerings = facts["offerings"].with_columns(
        stacks_into=pl.when(pl.col("offering_id") == "b").then(pl.lit("a")),
        retired_on=pl.when(pl.col("offering_id") == "a").then(pl.lit(date(2027, 1, 1))),
        partner_provider_id=pl.when(pl.col("offering_id") == "a").then(pl.lit("firm")),
    )
    provider = {"provider_id": "firm", "name": "Firm", "provider_type": "employer", "state": "OH", "is_home": False}
    agreed = {"articulation_id": "1", "from_offering": "a", "degree": "AAS Welding", "effective_on": date(2020, 1, 1)}
    scope = scope_of(
        home,
        drawn,
        offerings=offerings,
        providers=filled(Providers, pl.DataFrame([provider])),
        articulations=filled(Articulations, pl.DataFrame([agreed])),
    )
    runs = pl.DataFrame({"section_id": ["one"], "offering": ["a"], "starts_on": [OPENING + timedelta(days=1040)]})
    assert dependents(scope, runs).select("kind", "what", "learners", "until").rows() == [
        ("last_run", None, None, date(2027, 1, 1)),
        ("come_from", "b", 7, None),
        ("counts_toward", "AAS Welding", None, None),
        ("partner", "Firm", None, None),
    ]


def test_a_retiring_offering_with_a_later_run_is_no_last_chance(home):
    drawn = {"one": thin(), "later": thin(starts=1060)}
    offerings = by_hand(drawn)["offerings"].with_columns(retired_on=pl.lit(date(2027, 1, 1)))
    due = rows(week.due(scope_of(home, drawn, offerings=offerings)))
    assert due["one"]["is_bound"] is False


def test_of_many_sections_those_that_start_nearest_are_tried():
    first = date(2026, 5, 4)
    starts = [first + timedelta(days=n) for n in (0, 14, *range(1, 10), 15)]
    sections = [f"s{n:02}" for n in range(len(starts))]
    whole = pl.DataFrame({"section_id": sections, "offering": "a", "starts_on": starts})
    near = mergers.near(whole.head(1), whole)
    assert near == {"s00": sections[2 : 2 + mergers.MOST_NEAR]}  # the second starts 14 days apart, the last one 15
    assert mergers.near(whole.head(1), whole.head(2)) == {"s00": ["s01"]}


def test_of_sections_that_start_on_one_day_the_first_by_id_are_tried_and_never_the_section_itself():
    sections = [f"s{n:02}" for n in range(12)]
    whole = pl.DataFrame({"section_id": sections[::-1], "offering": "a", "starts_on": date(2026, 5, 4)})
    near = mergers.near(whole, whole)
    assert list(near) == sections[::-1]  # in the order in which they are due
    assert near["s11"] == sections[: mergers.MOST_NEAR]
    assert near["s03"] == [code for code in sections if code != "s03"][: mergers.MOST_NEAR]


def test_a_section_of_another_offering_is_never_near():
    first = date(2026, 5, 4)
    whole = pl.DataFrame({"section_id": ["a1", "b1", "b2"], "offering": ["a", "b", "b"], "starts_on": first})
    assert mergers.near(whole, whole) == {"a1": [], "b1": ["b2"], "b2": ["b1"]}


def test_a_filter_shows_the_advice_of_the_whole_college(home):
    drawn = {"one": thin(), "two": thin(starts=1042), "other": thin(offering="b")}
    scope = scope_of(home, drawn)
    whole, one = week.due(scope).frame, week.due(replace(scope, where=(("offering", "a"),))).frame
    assert one.equals(whole.filter(pl.col("offering") == "a"))
    assert {*whole["section_id"]} > {*one["section_id"]}
