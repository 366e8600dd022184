"""Tables of steps, placement and cells: counted independently, and nothing small is shown."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from data import demo, protect
from data.cubes import (
    completion,
    completion_cells,
    completion_formats,
    completion_groups,
    fiscal,
    half_years,
    placement,
    returns,
    seats,
    steps,
)
from data.publish import people_cells, people_tables
from data.reference.periods import STANDARD, Calendar
from data.store.store import scan

ENDS = STANDARD.half_ends(date(2022, 7, 1), date(2026, 3, 31))
NEWEST = date(2025, 12, 31)


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return seats.beside({name: frame.lazy() for name, frame in demo.generate(6_000, 5).items()})


@pytest.fixture(scope="module")
def shown(facts) -> dict[str, pl.DataFrame]:
    """Completion as if nothing had to be hidden."""
    tally = people_tables.tally(facts)
    frames = {"completion": completion.build(tally), "completion_groups": completion_groups.build(tally)}
    return {name: frame.with_columns(known_on="as_of") for name, frame in frames.items()}


def test_steps_count_completions_and_only_later_registrations(facts, shown):
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
    built = steps.build(facts, people_tables.tally(facts), shown["completion"], [day]).filter(kind="stacked")
    assert {row[0]: list(row[1:]) for row in built.select("from_offering", "completed", "went_on").rows()} == dict(
        wanted
    )


def test_steps_leave_out_cohorts_that_completion_hides(facts, shown):
    day = date(2025, 6, 30)
    hides = pl.col("cohort") == date(2023, 7, 1)
    some = shown["completion"].with_columns(completed=pl.when(~hides).then("completed"))
    tally = people_tables.tally(facts)
    built = {
        name: steps.build(facts, tally, frame, [day]).select(pl.col("completed", "went_on").sum()).row(0)
        for name, frame in (("all", shown["completion"]), ("some", some), ("left", some.filter(~hides)))
    }
    assert built["some"] == built["left"]
    assert 0 < built["some"][0] < built["all"][0]
    assert 0 < built["some"][1] < built["all"][1]


COUNTS = {
    "completion_cells": completion_cells.COUNTS,
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
    keys = [k for k in frame.columns if k not in (*COUNTS[table], "as_of", "known_on", "completers", "found", "median_pay_usd", "credit_hours", "month_to")]  # fmt: skip
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


def test_placement_leaves_out_who_completed_in_the_running_term(facts):
    built = placement.build(facts, ENDS).filter(pl.col("as_of") == NEWEST, measure="employed_q2", grain="all")
    ripe = facts["registrations"].filter(pl.col("completed_on") <= date(2025, 6, 30)).collect()
    found = facts["placements"].collect()["registration_id"].is_in(ripe["registration_id"].to_list())
    assert built["found"].sum() == found.sum()


def test_cells_add_up_to_what_completion_shows_in_every_trait(facts, shown):
    end = date(2025, 6, 30)
    started = completion.seats(facts["seats"], facts["sections"], facts["offerings"])
    whole = completion_cells.whole(shown["completion"], facts["offerings"], [end])
    split = completion_cells.split(people_tables.tally(facts), facts["offerings"], shown, [end])
    totals = pl.concat([whole.drop("known_on"), split], how="diagonal").group_by("trait").agg(
        pl.col("started", "completed").sum()
    )  # fmt: skip
    final = started.filter(pl.col("final_on") <= end).collect()
    assert set(totals.select("started", "completed").rows()) == {
        (final.height, final.filter(pl.col("completed_on") <= end).height)
    }
    assert totals.height == len(completion_cells.TRAITS)


def test_cells_leave_out_what_completion_hides(facts, shown):
    """A hidden offering counts in no cell; a hidden group of a field counts in none of its own cells."""
    end, field = date(2025, 6, 30), "51"
    started = completion.seats(facts["seats"], facts["sections"], facts["offerings"])
    offering = (
        facts["offerings"].filter(pl.col("cip_code").str.head(2) == field).select("offering_id").collect().item(0, 0)
    )
    group = (pl.col("value") == field) & (pl.col("attribute") == "age_band") & (pl.col("group") == "25_34")
    hides = {"completion": pl.col("value") == offering, "completion_groups": group}
    some = {n: frame.with_columns(completed=pl.when(~hides[n]).then("completed")) for n, frame in shown.items()}
    built = completion_cells.split(people_tables.tally(facts), facts["offerings"], some, [end]).filter(field=field)
    final = started.filter(pl.col("final_on") <= end, pl.col("field") == field, pl.col("offering") != offering)
    known = final.join(
        facts["learners"].select(pl.col("age_band").cast(pl.String), learner=pl.col("learner_id").hash()), on="learner"
    ).collect()
    ages = built.filter(trait="age_band").group_by("group").agg(pl.col("started").sum())
    assert dict(ages.rows()) == {
        age: n for age, n in known.group_by(pl.col("age_band").fill_null("not_known")).len().rows() if age != "25_34"
    }
    assert built.filter(trait="employment")["started"].sum() == known.height


def test_what_is_left_of_a_sum_is_a_cell_of_its_own_to_the_audit(facts, shown):
    """Learners of hidden offerings and of hidden groups: the sums that completion tells, less the cells."""
    end = date(2025, 6, 30)
    started = completion.seats(facts["seats"], facts["sections"], facts["offerings"])
    offering = (
        started.filter(pl.col("final_on") <= end).select(pl.col("offering").mode().sort().first()).collect().item()
    )
    hides = pl.col("value") == offering
    some = shown | {"completion": shown["completion"].with_columns(completed=pl.when(~hides).then("completed"))}
    split = completion_cells.split(people_tables.tally(facts), facts["offerings"], some, [end])
    tables = people_cells.tables(split, some, facts["offerings"], [end])
    missing = started.filter(pl.col("offering") == offering, pl.col("final_on") <= end).collect().height
    assert missing > 0
    for trait in completion_cells.TRAITS[1:]:
        left = tables["cells_elsewhere"].frame.filter(trait=trait)
        assert left["started"].sum() == missing
        fields, cells = (tables[n].frame.filter(trait=trait)["started"].sum() for n in ("cells_of_fields", "completion_cells"))  # fmt: skip
        assert fields == cells + missing
    assert tables["cells_of_others"].frame.is_empty()


def test_a_sum_that_an_earlier_version_has_kept_smaller_than_its_cells_is_left_out(facts, shown):
    """Completions that came in late: completion stands as it was, and the audit still works."""
    end = date(2025, 6, 30)
    tally = people_tables.tally(facts)
    fewer = pl.when(pl.col("completed") > 3).then(pl.col("completed") - 3).otherwise("completed")
    some = shown | {"completion": shown["completion"].with_columns(completed=fewer)}
    split = completion_cells.split(tally, facts["offerings"], some, [end])
    tables = people_cells.tables(split, some, facts["offerings"], [end])
    assert tables["cells_of_all"].frame.is_empty()
    assert not tables["cells_of_fields"].frame.is_empty()
    part = people_tables.further(facts, tally, some)
    assert protect.protect_tables(part.tables, part.trees, protect.Rules(), None, part.links).report["cells"].item() > 0


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
    cells = scan(demo_version, "demo", "completion_cells").filter(pl.col("trait") == "none").collect()
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
