"""Revenue is one number: on the overview, in the bridge, in the margin, in the goals and in `ask`."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from click.testing import CliRunner

from dashboard import cells, passport
from dashboard.cli import dashboard
from dashboard.export import csv
from dashboard.wording.revenue import goals_table, sentence_of_goal
from data.cubes import money_months
from data.demo import generate
from data.reference import periods
from data.store.store import Store, scan
from queries import college
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.metrics.revenue import CONTRIBUTION, DIRECT_COST, STARTED_REVENUE
from queries.revenue import change as revenue
from queries.revenue import goals, margin, scenario
from queries.revenue.phasing import asked_by, goal_for, shares
from queries.revenue.rest_of_year import rest
from queries.semantic.scope import Scope

DAYS = [date(2025, 7, 20), date(2025, 12, 31), date(2026, 3, 31)]


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@pytest.mark.parametrize("field", [None, "11", "50"])
@pytest.mark.parametrize("day", DAYS)
def test_the_same_number_on_every_page_in_ask_and_in_exports(scope, day, field):
    here = replace(scope, as_of=day)
    here = here.narrowed(field=field) if field else here
    tile = measure(NET_REVENUE, scope=here).value(NET_REVENUE)
    assert tile is not None
    found = revenue.bridge(here)
    before = measure(NET_REVENUE, scope=here.last_year()).value(NET_REVENUE)
    assert found.now_cents == round(100 * tile)
    assert found.before_cents == round(100 * before)
    assert revenue.by_part(found, "field", here).frame["now_cents"].sum() == found.now_cents
    assert margin.totals(here)["net_revenue"] == tile
    goal = goal_for(here, "net_revenue")
    assert goal is not None
    assert goals.standing(goal, here).actual == tile
    unchanged = scenario.play(here, scenario.Change())
    assert unchanged.revenue_usd.mean() == pytest.approx(goals.standing(goal, here).finals.mean())
    words = ["ask", "net_revenue", "--as-of", str(day), "--period", "FY2026", "--format", "json"]
    words += ["--where", f"field={field}"] if field else []
    assert json.loads(CliRunner().invoke(dashboard, words).stdout)["rows"][0]["net_revenue"] == tile
    exported = csv(passport.of_answer(measure(NET_REVENUE, by=["offering"], scope=here)))
    rows = [line.rpartition(",")[2] for line in exported.splitlines() if not line.startswith("#")][1:]
    assert sum(map(float, rows)) == pytest.approx(tile)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("basis", revenue.BASES)
def test_the_bridge_leaves_no_cent_and_its_sections_add_up(scope, basis, day):
    here = replace(scope, as_of=day)
    found = revenue.bridge(here, basis)
    assert found.residual_cents == 0
    if basis == "plan":
        goal = goal_for(here, "net_revenue")
        assert found.before_cents == round(asked_by(goal, [day], here)[0] * 100)
        return
    row = found.offerings.row(0, named=True)
    sections = revenue.sections(here, row["offering"])
    for year in ("before", "now"):
        assert sections.frame.filter(year=year)["net_cents"].sum() == row[f"{year}_cents"]


def test_a_filter_of_the_market_changes_nothing_of_the_colleges_own_money(scope):
    change = scenario.Change(launched_seats=10, launched_price_usd=1000.0, launched_cost_usd=500.0)
    here = scope.narrowed(state="TX")
    assert revenue.bases(here) == revenue.bases(scope) == list(revenue.BASES)
    assert college.target("net_revenue", here) == college.target("net_revenue", scope)
    with_state, without = scenario.play(here, change), scenario.play(scope, change)
    assert with_state.revenue_usd.mean() == pytest.approx(without.revenue_usd.mean())
    assert with_state.registrations.mean() == pytest.approx(without.registrations.mean())
    assert with_state.contribution_usd.mean() == pytest.approx(without.contribution_usd.mean())


def with_targets(scope: Scope, home, target: float) -> Scope:
    """The same question in a version whose goals all have one target."""
    with Store(home).draft("other goals") as draft:
        table = draft.table("demo", "cubes", "goals")
        assert table is not None
        draft.put("demo", "cubes", "goals", table.with_columns(target=pl.lit(target)).collect())
    return replace(scope, version=draft.version.id)


def test_a_goal_of_nothing_has_no_chance_and_is_no_plan_but_a_contribution_of_nothing_breaks_even(demo_home, scope):
    home = Store(demo_home)
    try:
        there = with_targets(scope, demo_home, 0.0)
        found = {s.metric.name: s for s in goals.standings(there) if not s.goal.where}
        assert [found[n].probability for n in ("net_revenue", "net_registrations", "headcount")] == [None] * 3
        assert sentence_of_goal(found["headcount"]).startswith("Headcount, whole college: ")
        assert revenue.bases(there) == ["last_year"]
        assert found["contribution"].probability is not None
        early = goals.standing(found["contribution"].goal, replace(there, as_of=date(2025, 7, 20)))
        assert "likely to break even" in sentence_of_goal(replace(early, actual=-1.0))
    finally:
        home.rollback(scope.version)


def test_without_a_goal_for_the_choice_there_is_no_plan(scope):
    assert revenue.bases(replace(scope, period=periods.STANDARD.parse("FY2023"), as_of=date(2023, 6, 30))) == [
        "last_year"
    ]


def test_contribution_agrees_with_a_count_by_hand(scope):
    facts, cents = generate(), 0.0
    sections = {s["section_id"]: s for s in facts["sections"].to_dicts()}
    seats: dict = {}
    for row in facts["registrations"].to_dicts():
        seats.setdefault(row["section_id"], []).append(row)
    cost = 0.0
    for key, section in sections.items():
        cancelled = section["decided_on"] is not None and section["decided_on"] <= scope.as_of
        if cancelled or section["starts_on"] > scope.as_of:
            continue
        taken = [r for r in seats.get(key, []) if r["registered_on"] <= scope.as_of]
        inside = [r for r in taken if scope.period.start <= r["registered_on"] <= scope.period.end]
        for r in inside:
            gone = r["dropped_on"] is not None and r["dropped_on"] <= scope.as_of
            cents += 100 * (r["gross_usd"] - r["discount_usd"] - (r["refund_usd"] if gone else 0))
            cost += 0 if gone else section["variable_cost_usd"]
        if taken:
            cost += section["direct_cost_usd"] * len(inside) / len(taken)
        elif scope.period.start <= section["starts_on"]:
            cost += section["direct_cost_usd"]
    answer = measure(CONTRIBUTION, STARTED_REVENUE, DIRECT_COST, scope=scope)
    assert answer.value(STARTED_REVENUE) == pytest.approx(cents / 100)
    # A section's cost is shared in whole cents, so each may be off by one.
    assert answer.value(DIRECT_COST) == pytest.approx(cost, abs=len(sections) / 100)
    assert answer.value(CONTRIBUTION) == pytest.approx(cents / 100 - cost, abs=len(sections) / 100)


def test_missing_costs_are_null_and_said_never_zero():
    rows = pl.DataFrame(
        {
            "state": ["held", "held"],
            "net_cents": [500_00, 300_00],
            "direct_cost_cents": [None, None],
            "variable_cost_cents": [None, None],
        },
        schema_overrides={"direct_cost_cents": pl.Int64, "variable_cost_cents": pl.Int64},
    )
    assert rows.select(CONTRIBUTION.formula).item() is None
    one = rows.with_columns(direct_cost_cents=pl.Series([100_00, None], dtype=pl.Int64))
    assert one.select(CONTRIBUTION.formula).item() == 400  # of the section whose cost is stated


def test_phasing_follows_its_shape_and_ends_at_all(scope):
    for goal in (s.goal for s in goals.standings(scope)):
        assert sum(shares(goal, scope)) == pytest.approx(1)
        assert asked_by(goal, [date(2025, 6, 30), goal.period.end], scope) == pytest.approx([0, goal.target])
    flat = next(s.goal for s in goals.standings(scope) if s.goal.phasing == "flat")
    assert asked_by(flat, [date(2025, 12, 31)], scope)[0] == pytest.approx(flat.target / 2)


def test_a_forecast_uses_nothing_that_became_known_later(scope, demo_home):
    """The same college cut off at the day gives the same draws, but for sections that were not open yet."""
    early = replace(scope, as_of=date(2025, 9, 30))
    left = rest(early, draws=50)
    again = rest(replace(early), draws=50)
    assert (left.total(()) == again.total(())).all()
    facts = generate()
    opened = facts["sections"].filter(pl.col("opens_on") <= early.as_of, pl.col("starts_on") > early.as_of)
    gone = opened.filter(pl.col("decided_on") <= early.as_of).height
    assert len(left.section) == opened.height - gone


def test_no_open_section_is_cancelled_for_seats_that_nothing_projects(scope):
    """In its first month a college has no finished section to compare with, and every open one is still filling."""
    first = rest(replace(scope, period=periods.STANDARD.parse("FY2023"), as_of=date(2022, 7, 31)), draws=50)
    every = first.rows(())
    assert not first.later.sections.any()
    assert len(every)
    assert not first.moved.is_cancelled(every).any()
    assert (first.moved[every] == 0).all()


def test_a_scenario_moves_the_rest_of_the_year_only(scope):
    plain, dearer = (scenario.play(scope, scenario.Change(price=p)) for p in (0.0, 0.1))
    assert dearer.revenue_usd.mean() > plain.revenue_usd.mean()
    assert (dearer.registrations == plain.registrations).all()
    over = replace(scope, period=periods.STANDARD.parse("FY2025"))
    ended = [scenario.play(over, scenario.Change(price=p)).revenue_usd.mean() for p in (0.0, 0.1)]
    assert ended[0] == ended[1]


def test_a_launched_offering_adds_its_money_to_every_draw(scope):
    plain, more = (scenario.play(scope, scenario.Change(launched_seats=n, launched_price_usd=500)) for n in (0, 20))
    assert (more.revenue_usd - plain.revenue_usd).tolist() == pytest.approx([10_000] * plain.revenue_usd.size)


@pytest.fixture
def contribution(scope) -> goals.Standing:
    return one(scope)


def one(scope: Scope) -> goals.Standing:
    """The college's contribution goal of the period."""
    return next(s for s in goals.standings(scope) if s.metric is CONTRIBUTION)


def test_a_contribution_goal_stands_on_the_margin_and_the_draws_of_the_scenario(scope, contribution):
    assert contribution.actual == measure(CONTRIBUTION, scope=scope).value(CONTRIBUTION)
    unchanged = scenario.play(scope, scenario.Change())
    assert contribution.finals == pytest.approx(unchanged.contribution_usd)
    (chances,) = [(now, then) for s, now, then in unchanged.goals if s.metric is CONTRIBUTION]
    assert chances == (contribution.probability, contribution.probability)
    assert 0 < contribution.probability < 1


def test_a_scenario_moves_the_chance_of_contribution_by_its_own_draws(scope, contribution):
    launch = scenario.Change(volume=0.1, launched_seats=20, launched_price_usd=500.0, launched_cost_usd=4_000.0)
    for change in (scenario.Change(price=0.05), scenario.Change(volume=-0.2), launch):
        played = scenario.play(scope, change)
        (then,) = [after for s, _, after in played.goals if s.metric is CONTRIBUTION]
        assert then == (played.contribution_usd >= contribution.goal.target).mean()


def test_contribution_is_phased_by_the_starts_of_sections_as_it_comes_in(scope, contribution):
    """Last year's contribution to date, of what it had come to at its end: what is left of seats waits for the start."""
    last = Scope(scope.version, scope.college, periods.STANDARD.parse("FY2025"), date(2025, 6, 30))
    whole = measure(CONTRIBUTION, scope=last).value(CONTRIBUTION)
    assert sum(margin.by_start_month(last).values()) == pytest.approx(whole)
    assert min(margin.by_start_month(last)) == last.period.start
    for day in (date(2025, 9, 30), date(2026, 3, 31)):
        then = measure(CONTRIBUTION, scope=replace(last, as_of=day.replace(year=day.year - 1))).value(CONTRIBUTION)
        # Seats dropped between the start of a section and the end of the year are all that differs.
        assert asked_by(contribution.goal, [day], scope)[0] / contribution.goal.target == pytest.approx(
            then / whole, abs=0.01
        )


def test_a_contribution_goal_is_judged_at_the_end_of_its_period(scope):
    over = replace(scope, period=periods.STANDARD.parse("FY2025"))
    at_end = measure(CONTRIBUTION, scope=replace(over, as_of=over.period.end)).value(CONTRIBUTION)
    assert one(over).actual == at_end
    # Looked back on, the year holds seats of sections that started after it.
    assert measure(CONTRIBUTION, scope=over).value(CONTRIBUTION) > at_end
    assert college.target("contribution", over) is None
    assert college.target("contribution", scope) == one(scope).goal.target


def test_a_contribution_goal_without_a_cost_is_a_sentence_and_no_number(demo_home, scope):
    store, sections = Store(demo_home), scan(scope.version, "demo", "sections").collect()
    stated = pl.col("direct_cost_cents")
    says = {}
    try:
        for name, cost in (
            ("none", pl.lit(None, pl.Int64)),
            ("half", pl.when(pl.int_range(pl.len()) % 2 == 0).then(stated)),
        ):
            with store.draft(name) as draft:
                costed = sections.with_columns(direct_cost_cents=cost)
                months = scan(scope.version, "demo", "section_months")
                draft.put("demo", "cubes", "sections", costed)
                draft.put("demo", "cubes", "money_months", money_months.build(costed.lazy(), months))
            found = one(replace(scope, version=draft.version.id))
            says[name] = found, sentence_of_goal(found)
    finally:
        store.rollback(scope.version)
    found, said = says["none"]
    assert (found.actual, found.finals, found.probability, found.needed) == (None, None, None, None)
    assert "no direct cost, so we can't say how likely" in said
    row = cells.in_words(goals_table([found], scope)).row(0, named=True)
    assert {name for name, words in row.items() if words == "–"} >= {"Actual to date", "Forecast", "Chance"}
    found, said = says["half"]
    uncosted, sections = found.unstated
    assert 0 < uncosted < sections
    assert f"{uncosted:,} of {sections:,} sections state no direct cost and are left out." in said


def test_before_its_period_a_contribution_goal_says_that_nothing_has_started(scope):
    early = one(replace(scope, as_of=date(2025, 6, 1)))
    assert "no section of the period has started" in sentence_of_goal(early)
    first = one(replace(scope, as_of=date(2025, 7, 3)))
    assert first.probability is not None
    assert "No section has started yet" in sentence_of_goal(first)


def test_what_is_missing_of_contribution_is_not_turned_into_registrations(contribution):
    assert contribution.needed is None
    said = sentence_of_goal(contribution)
    assert "Started sections contribute" in said
    assert "those that start by Jun 30, 2026 must add" in said
