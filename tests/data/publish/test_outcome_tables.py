"""Tables of steps, placement and cells: counted independently, and nothing small is shown."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from data import demo
from data.cubes import (
    completion,
    completion_formats,
    completion_groups,
    fiscal,
    half_years,
    placement,
    returns,
    steps,
)
from data.publish import counting
from data.reference.periods import STANDARD, Calendar
from data.store.store import scan

ENDS = STANDARD.half_ends(date(2022, 7, 1), date(2026, 3, 31))
NEWEST = date(2025, 12, 31)


@pytest.fixture(scope="module")
def counted() -> counting.Counted:
    return counting.people({name: frame.lazy() for name, frame in demo.generate(6_000, 5).items()})


@pytest.fixture(scope="module")
def facts(counted) -> dict[str, pl.LazyFrame]:
    return counted.facts


@pytest.fixture(scope="module")
def shown(counted) -> dict[str, pl.DataFrame]:
    """Completion as if nothing had to be hidden."""
    of = counted.tables["tally"], counted.span.last("completed")
    frames = {"completion": completion.build(*of), "completion_groups": completion_groups.build(*of)}
    return {name: frame.with_columns(known_on="as_of") for name, frame in frames.items()}


def test_steps_count_completions_and_only_later_registrations(counted, facts, shown):
    day = date(2025, 6, 30)
    taken = facts["registrations"].join(facts["sections"].select("section_id", "offering_id"), on="section_id")
    rows = (
        taken.filter(pl.col("dropped_on").is_null())
        .select("learner_id", "offering_id", "registered_on", "completed_on")
        .collect()
        .rows()
    )
    into = {o: t for o, t in facts["offerings"].select("offering_id", "stacks_into").collect().rows() if t}
    began = defaultdict(list)
    for who, what, when, _ in rows:
        began[who, what].append(when)
    wanted = defaultdict(lambda: [0, 0])
    for who, what, when, completed in rows:
        if what in into and completed is not None and completed <= day:
            wanted[what][0] += 1
            wanted[what][1] += any(when < later <= day for later in began[who, into[what]])
    built = steps_of(counted, shown["completion"], day).filter(kind="stacked")
    assert {row[0]: list(row[1:]) for row in built.select("from_offering", "completed", "went_on").rows()} == dict(
        wanted
    )


def test_the_median_time_of_a_way_is_that_of_a_loop_over_the_rows(counted, facts, shown):
    day = date(2025, 6, 30)
    taken = facts["registrations"].join(facts["sections"].select("section_id", "offering_id"), on="section_id")
    rows = taken.filter(pl.col("dropped_on").is_null()).select(
        "learner_id", "offering_id", "registered_on", "completed_on"
    )
    into = {o: t for o, t in facts["offerings"].select("offering_id", "stacks_into").collect().rows() if t}
    rows, began, waited = rows.collect().rows(), defaultdict(list), defaultdict(list)
    for who, what, when, _ in rows:
        began[who, what].append(when)
    for who, what, when, completed in rows:
        later = [next_on for next_on in began[who, into.get(what)] if when < next_on <= day]
        if completed is not None and completed <= day and later:
            waited[what, into[what]].append(int(max((min(later) - completed).days, 0) / 30.4375))
    medians = steps.medians(facts, counted.tables["stacked"], shown["completion"], [day])
    found = {
        (start, end): months for start, end, months in medians.select("from_offering", "to", "median_months").rows()
    }
    assert found == {way: sorted(months)[(len(months) - 1) // 2] for way, months in waited.items()}
    assert len(found) > 5
    assert len(set(found.values())) > 2


def steps_of(counted: counting.Counted, shown: pl.DataFrame, day: date) -> pl.DataFrame:
    return steps.build(counted.facts, counted.tables["tally"], counted.tables["stacked"], shown, [day])


def test_steps_leave_out_cohorts_that_completion_hides(counted, shown):
    day = date(2025, 6, 30)
    hides = pl.col("cohort") == date(2023, 7, 1)
    some = shown["completion"].with_columns(completed=pl.when(~hides).then("completed"))
    built = {
        name: steps_of(counted, frame, day).select(pl.col("completed", "went_on").sum()).row(0)
        for name, frame in (("all", shown["completion"]), ("some", some), ("left", some.filter(~hides)))
    }
    assert built["some"] == built["left"]
    assert 0 < built["some"][0] < built["all"][0]
    assert 0 < built["some"][1] < built["all"][1]


COUNTS = {
    "placement": ("known", "placed"),
    "steps": steps.COUNTS,
    "returns": returns.COUNTS,
}


@pytest.mark.parametrize("table", COUNTS)
def test_what_is_published_is_about_ten_people_or_more(demo_version, table):
    frame = scan(demo_version, "demo", table).collect()
    frame = frame.filter(measure="employed_q2") if table == "placement" else frame
    base, inner = COUNTS[table]
    assert frame.filter(pl.col(base).is_between(0, 9)).is_empty()
    split = frame.drop_nulls([base, inner])
    assert split.filter(pl.col(inner) < 10).is_empty()
    assert split.filter(pl.col(base) - pl.col(inner) < 10).is_empty()
    assert frame[inner].null_count() > 0, "something had to be hidden, so the test can fail"
    newest = frame.filter(pl.col("as_of") == pl.col("as_of").max())
    assert newest.drop_nulls(inner).height > 0.15 * newest.height, "and much can be used"


@pytest.mark.parametrize("table", COUNTS)
def test_every_table_is_published_at_several_ends_of_terms(demo_version, table):
    days = scan(demo_version, "demo", table).select(pl.col("as_of").unique()).collect()["as_of"]
    assert len(days) >= 3
    assert set(days) <= set(ENDS)


@pytest.mark.parametrize("table", COUNTS)
def test_no_cell_changes_by_few_people_from_one_point_in_time_to_the_next(demo_version, table):
    frame = scan(demo_version, "demo", table).collect()
    base, inner = COUNTS[table]
    keys = [k for k in frame.columns if k not in (*COUNTS[table], "as_of", "known_on", "completers", "found", "median_pay_usd", "median_months", "credit_hours", "month_to")]  # fmt: skip
    shown = frame.drop_nulls([base, inner]).sort("as_of")
    moved = shown.select(
        pl.col(inner).diff().over(keys), rest=(pl.col(base) - pl.col(inner)).diff().over(keys)
    ).drop_nulls()
    assert moved.height > 5
    assert moved.filter((pl.min_horizontal(inner, "rest") < 10) & (pl.max_horizontal(inner, "rest") > 0)).is_empty()


def test_pay_stands_only_on_ten_people(demo_version):
    frame = scan(demo_version, "demo", "placement").collect()
    paid = frame.drop_nulls("median_pay_usd")
    assert paid["known"].min() >= 10
    assert set(paid["measure"]) == {"pay"}


def test_placement_leaves_out_who_completed_in_the_running_term(counted, facts):
    built = placement.build(counted.tables["placed"], ENDS).filter(
        pl.col("as_of") == NEWEST, measure="employed_q2", grain="all"
    )
    ripe = facts["registrations"].filter(pl.col("completed_on") <= date(2025, 6, 30)).collect()
    found = facts["placements"].collect()["registration_id"].is_in(ripe["registration_id"].to_list())
    assert built["found"].sum() == found.sum()


def test_half_years_are_those_of_the_fiscal_year():
    assert STANDARD.half_ends(date(2025, 1, 1), date(2026, 3, 31)) == [date(2025, 6, 30), date(2025, 12, 31)]
    assert half_years.before(date(2025, 6, 30)) == date(2024, 12, 31)
    days = pl.DataFrame({"day": [date(2025, 6, 30), date(2025, 7, 1)]})
    for calendar, ends in {
        STANDARD: [date(2025, 6, 30), date(2025, 12, 31)],
        Calendar(9): [date(2025, 8, 31), date(2025, 8, 31)],
    }.items():
        assert days.select(fiscal.half_end(pl.col("day"), calendar)).to_series().to_list() == ends


def test_a_format_less_its_shown_offerings_gives_nobody_away(demo_version):
    """The attack: for every modality, length and price band take away every offering that is shown."""
    shown = scan(demo_version, "demo", "completion").filter(pl.col("grain") == "offering").collect()
    shown = shown.filter(pl.col("known_on") == pl.col("as_of"))
    formats = completion_formats.of_offerings(scan(demo_version, "demo", "offerings")).collect()
    tried = 0
    for row in scan(demo_version, "demo", "completion_formats").drop_nulls("completed").collect().to_dicts():
        mine = formats.filter(pl.col(row["attribute"]) == row["group"])["offering"].to_list()
        seen = shown.filter(pl.col("value").is_in(mine), cohort=row["cohort"], as_of=row["as_of"]).drop_nulls(
            "completed"
        )
        completed = row["completed"] - seen["completed"].sum()
        failed = row["started"] - seen["started"].sum() - completed
        tried += 1
        assert (completed, failed) == (0, 0) or min(completed, failed) >= 10, row
    assert tried > 50


def test_a_cell_of_all_learners_is_the_sum_of_what_completion_shows(demo_version):
    cells = scan(demo_version, "demo", "completion_cells").collect()
    offerings = scan(demo_version, "demo", "offerings")
    formats = completion_formats.of_offerings(offerings).collect()
    fields = dict(offerings.select("offering_id", pl.col("cip_code").str.head(2)).collect().rows())
    every = scan(demo_version, "demo", "completion").filter(pl.col("grain") == "offering").collect()
    for row in cells.to_dicts():
        same = formats.filter(modality=row["modality"], length_band=row["length_band"])["offering"].to_list()
        own = [o for o in same if fields[o] == row["field"]]
        shown = every.filter(pl.col("value").is_in(own), pl.col("as_of") == row["as_of"]).drop_nulls("completed")
        assert (row["started"], row["completed"]) == shown.select(pl.col("started", "completed").sum()).row(0)
    assert cells.height > 50
