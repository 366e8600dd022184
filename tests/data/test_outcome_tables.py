"""Tables of steps, value, placement and cells: counted independently, and nothing small is shown."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from data import demo, outcome_tables
from data.cubes import completion, completion_cells, completion_formats, learner_value, placement, steps
from data.store import scan

TODAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return {name: frame.lazy() for name, frame in demo.generate(6_000, 5).items()}


def test_steps_count_learners_once_and_only_later_registrations(facts):
    seats = (
        facts["registrations"].join(facts["sections"].select("section_id", "offering_id"), on="section_id").collect()
    )
    into = {o: t for o, t in facts["offerings"].select("offering_id", "stacks_into").collect().rows() if t}
    done: dict[tuple[str, str], date] = {}
    began: dict[tuple[str, str], date] = {}
    for who, what, when, dropped, completed in seats.select(
        "learner_id", "offering_id", "registered_on", "dropped_on", "completed_on"
    ).rows():
        if dropped is not None:
            continue
        began[who, what] = max(when, began.get((who, what), when))
        if completed is not None:
            done[who, what] = min(when, done.get((who, what), when))
    wanted = defaultdict(lambda: [0, 0])
    for (who, what), when in done.items():
        if what in into:
            wanted[what][0] += 1
            wanted[what][1] += (who, into[what]) in began and began[who, into[what]] > when
    built = steps.build(facts).filter(kind="stacked").select("from_offering", "learners", "went_on")
    assert {row[0]: list(row[1:]) for row in built.rows()} == dict(wanted)


@pytest.mark.parametrize("table", ["completion_cells", "placement", "steps"])
def test_what_is_published_is_about_ten_people_or_more(demo_version, table):
    frame = scan(demo_version, "demo", table).collect()
    counts = {"completion_cells": completion_cells.COUNTS, "placement": ("known", "placed"), "steps": steps.COUNTS}[
        table
    ]
    base, inner = counts
    assert frame.filter(pl.col(base).is_between(1, 9)).is_empty()
    split = frame.drop_nulls([base, inner]).filter(pl.col(base) > 0)
    assert split.filter(pl.col(inner) < 10).is_empty()
    assert split.filter(pl.col(base) - pl.col(inner) < 10).is_empty()
    assert frame[inner].null_count() > 0, "something had to be hidden, so the test can fail"
    assert split.height > 0.3 * frame.height, "and most can be used"


def test_pay_stands_only_on_ten_people(demo_version):
    frame = scan(demo_version, "demo", "placement").collect()
    assert frame["paid"].min() >= 10
    assert frame.filter(pl.col("median_pay_usd").is_not_null() & pl.col("known").is_null()).is_empty()


def test_placement_leaves_out_who_completed_less_than_half_a_year_ago(facts):
    built = placement.build(facts, TODAY).filter(measure="employed_q2", grain="all")
    ripe = facts["registrations"].filter(pl.col("completed_on") <= date(2025, 10, 2)).collect().height
    assert built["completers"].sum() == ripe
    found = facts["placements"].select(pl.len()).collect().item()
    assert built["found"].sum() == found


def test_cells_add_up_to_completion_in_every_trait(facts):
    seats = completion.seats(facts["registrations"], facts["sections"], facts["offerings"])
    end = date(2025, 12, 31)
    cells = completion_cells.build(seats, facts["offerings"], facts["learners"], end)
    totals = cells.group_by("trait").agg(pl.col("started", "completed").sum())
    final = seats.filter(pl.col("final_on") <= end).collect()
    assert set(totals.select("started", "completed").rows()) == {
        (final.height, final.filter(pl.col("completed_on") <= end).height)
    }
    assert totals.height == len(completion_cells.TRAITS)


def test_value_of_a_learner_is_what_the_cohort_paid_within_the_months(facts):
    built = learner_value.build(facts["registrations"]).filter(cohort=date(2023, 7, 1), months=12)
    rows = facts["registrations"].filter(pl.col("dropped_on").is_null()).collect()
    first: dict[str, date] = {}
    for who, when in rows.select("learner_id", "registered_on").rows():
        first[who] = min(when, first.get(who, when))
    mine = {who for who, when in first.items() if date(2023, 7, 1) <= when <= date(2024, 6, 30)}
    paid = sum(
        gross - discount - refund
        for who, when, gross, discount, refund in rows.select(
            "learner_id", "registered_on", "gross_usd", "discount_usd", "refund_usd"
        ).rows()
        if who in mine and (when - first[who]).days / 30.4375 <= 12
    )
    assert built.select("learners", pl.col("net_cents") / 100).row(0) == pytest.approx((len(mine), paid), abs=0.01)


def test_value_is_not_shown_beyond_what_every_learner_has_reached(facts):
    built = learner_value.build(facts["registrations"])
    # FY2026 is three quarters over: its last learner has just come, so only the first payment is known of all
    assert built.filter(cohort=date(2025, 7, 1))["months"].to_list() == [0]


@pytest.mark.parametrize(
    ("day", "end"),
    [(date(2026, 3, 31), date(2025, 12, 31)), (date(2025, 6, 30), date(2025, 6, 30)), (date(2025, 12, 30), date(2025, 6, 30))],
)  # fmt: skip
def test_cells_are_published_at_the_last_end_of_a_term(day, end):
    assert outcome_tables.last_term_end(day) == end


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


def test_a_cell_less_its_shown_offerings_gives_nobody_away(demo_version):
    """The attack: from every cell of all cohorts take away each of its offerings in each cohort that is shown."""
    cells = scan(demo_version, "demo", "completion_cells").filter(pl.col("trait") == "none").collect()
    offerings = scan(demo_version, "demo", "offerings")
    formats = completion_formats.of_offerings(offerings).collect()
    fields = dict(offerings.select("offering_id", pl.col("cip_code").str.head(2)).collect().rows())
    shown = scan(demo_version, "demo", "completion").filter(pl.col("grain") == "offering").collect()
    shown = shown.filter(pl.col("as_of") == cells["as_of"][0])
    for row in cells.drop_nulls("completed").to_dicts():
        same = formats.filter(modality=row["modality"], length_band=row["length_band"])["offering"].to_list()
        mine = shown.filter(pl.col("value").is_in([o for o in same if fields[o] == row["field"]]))
        seen = mine.filter(pl.col("completed").is_not_null(), pl.col("known_on") == pl.col("as_of"))
        left = row["started"] - seen["started"].sum()
        completed = row["completed"] - seen["completed"].sum()
        assert left == 0 or (mine.height - seen.height > 1 and min(completed, left - completed) >= 10), row
    by_field = cells.group_by("field").agg(pl.col("completed").null_count(), pl.len())
    assert by_field.filter(pl.col("completed") == 1, pl.col("len") > 1).is_empty(), "a field less its cells"
