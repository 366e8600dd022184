"""Learners of the demo come back, climb and complete in ways that a dashboard has to find."""

from datetime import date, timedelta

import polars as pl
import pytest

from data.demo import AS_OF


@pytest.fixture(scope="module")
def finished(seats, facts) -> pl.DataFrame:
    """Started and final: one row per registration, beside the learner."""
    final = seats.filter(pl.col("dropped_on").is_null(), pl.col("outcome") != "in_progress")
    return final.join(facts["learners"], on="learner_id")


def completion(rows: pl.DataFrame) -> float:
    return float((rows["outcome"] == "completed").to_numpy().mean())


def test_online_looks_better_and_is_worse_in_every_field(finished):
    online, campus = finished.filter(modality="online"), finished.filter(modality="in_person")
    assert completion(online) > completion(campus) + 0.02
    for field in finished["field"].unique():
        assert completion(online.filter(field=field)) < completion(campus.filter(field=field)), field


@pytest.mark.parametrize(
    ("group", "more", "fewer"),
    [
        ("age_band", "35_44", "under_25"),
        ("employment", "unemployed", "employed_full_time"),
        ("first_generation", False, True),
        ("degree_student", True, False),
    ],
)
def test_completion_depends_on_the_group(finished, group, more, fewer):
    rates = [completion(finished.filter(pl.col(group) == value)) for value in (more, fewer)]
    assert rates[0] > rates[1] + 0.02


def test_open_cohorts_are_in_progress(seats):
    open_ones = seats.filter(pl.col("ends_on") > AS_OF, pl.col("dropped_on").is_null())
    assert set(open_ones["outcome"]) == {"in_progress"}
    long_over = seats.filter(pl.col("ends_on") < AS_OF - timedelta(days=60))
    assert "in_progress" not in set(long_over["outcome"])


def test_a_quarter_of_the_learners_come_back_more_where_credentials_stack(seats):
    rows = seats.sort("registered_on", "section_id").filter(pl.col("dropped_on").is_null())
    visits = rows.group_by("learner_id", maintain_order=True).agg(
        first=pl.col("registered_on").first(),
        second=pl.col("registered_on").get(1, null_on_oob=True),
        stacks=pl.col("stacks_into").first().is_not_null(),
    )
    old_enough = visits.filter(pl.col("first") <= AS_OF - timedelta(days=365))
    back = ((pl.col("second") - pl.col("first")).dt.total_days() <= 365).fill_null(False)
    share = dict(old_enough.group_by("stacks").agg(back.mean().alias("back")).iter_rows())
    assert 0.2 <= old_enough.select(back.mean()).item() <= 0.3
    assert share[True] > share[False] + 0.05


def test_stacking_flows_go_up_after_the_first_step_has_begun(seats):
    rows = seats.select("learner_id", "offering_id", "stacks_into", "registered_on", "starts_on")
    later = rows.select("learner_id", stacks_into="offering_id", then="registered_on")
    climbed = rows.join(later, on=["learner_id", "stacks_into"]).filter(pl.col("then") > pl.col("registered_on"))
    assert climbed.height > 1500
    assert (climbed["then"] > climbed["starts_on"]).mean() > 0.99


def test_nobody_registers_twice_for_one_section(facts):
    rows = facts["registrations"]
    assert rows.select("learner_id", "section_id").is_duplicated().sum() == 0


def test_a_learner_is_first_seen_at_the_first_inquiry_or_registration(facts):
    registrations = facts["registrations"].select("registration_id", "learner_id", "registered_on")
    asked = facts["inquiries"].select("registration_id", "inquired_on").join(registrations, on="registration_id")
    first = registrations.group_by("learner_id").agg(pl.col("registered_on").min())
    early = asked.group_by("learner_id").agg(pl.col("inquired_on").min())
    seen = facts["learners"].join(first, on="learner_id").join(early, on="learner_id", how="left")
    assert seen.height == facts["learners"].height
    assert (seen["first_seen_on"] == seen.select(pl.min_horizontal("registered_on", "inquired_on")).to_series()).all()


def test_placements_are_of_completers_and_know_only_a_part(facts):
    placed = facts["placements"].join(facts["registrations"], on="registration_id")
    assert set(placed["outcome"]) == {"completed"}
    assert placed["completed_on"].max() <= AS_OF - timedelta(days=180)
    ripe = facts["registrations"].filter(pl.col("completed_on") <= AS_OF - timedelta(days=180)).height
    assert 0.6 < placed.height / ripe < 0.75
    assert 0.1 < placed["employed_q2"].null_count() / placed.height < 0.3


def test_social_media_bring_many_inquiries_and_few_registrations(facts):
    yields = facts["inquiries"].group_by("channel").agg(pl.col("registered_on").is_not_null().mean())
    share = dict(yields.iter_rows())
    assert share["social"] < 0.2 < 0.3 < share["referral"]


def test_inquiries_agree_with_the_registration_that_came_of_them(facts):
    pairs = facts["inquiries"].join(facts["registrations"], on="registration_id", suffix="_taken")
    assert pairs.height == facts["inquiries"]["registration_id"].count()
    assert (pairs["registered_on"] == pairs["registered_on_taken"]).all()
    assert pairs["channel"].equals(pairs["channel_taken"])
    runs = pairs.join(facts["sections"], on="section_id", suffix="_run")
    assert (runs["offering_id"] == runs["offering_id_run"]).all()


def test_competitors_stand_beside_the_college_on_both_sides(facts):
    offers = facts["offerings"].join(facts["providers"], on="provider_id")
    theirs = offers.filter(~pl.col("is_home"))
    ours = offers.filter("is_home")
    assert 40 <= theirs.height <= 60
    assert 55 <= ours.height <= 65
    assert ours["cip_code"].str.head(2).n_unique() == 8
    assert 3 <= ours["school"].n_unique() <= 4
    assert {"public_4yr", "bootcamp", "platform", "training_company", "employer"} <= set(theirs["provider_type"])
    assert theirs.select("price_usd", "weeks", "contact_hours", "modality").null_count().sum_horizontal().item() == 0
    missing = set(theirs["cip_code"].str.head(2)) - set(ours["cip_code"].str.head(2))
    assert missing, "white space: fields in which only others offer something"


def test_goals_follow_the_year_before(facts, seats):
    target = facts["goals"].filter(metric="net_registrations", scope="all", period="FY2026")["target"].item()
    inside = pl.col("registered_on").is_between(date(2024, 7, 1), date(2025, 6, 30))
    before = seats.filter(inside, pl.col("dropped_on").is_null()).height
    assert target == pytest.approx(before * 1.05, rel=0.1)


def test_the_contribution_goal_follows_what_the_year_before_left(facts, seats):
    """Net money less costs of the seats of FY2025, over the sections that were held and had started by its end."""
    end = date(2025, 6, 30)
    held = facts["sections"].filter(pl.col("decided_on").is_null(), pl.col("starts_on") <= end)
    taken = facts["registrations"].join(held, on="section_id")
    kept = pl.col("dropped_on").is_null()
    refund = pl.when(kept).then(0.0).otherwise(pl.col("refund_usd").fill_null(0))
    left = pl.col("gross_usd") - pl.col("discount_usd") - refund - pl.col("variable_cost_usd") * kept
    share = pl.col("direct_cost_usd") / pl.len().over("section_id")
    inside = taken.with_columns(left=left - share).filter(pl.col("registered_on").is_between(date(2024, 7, 1), end))
    target = facts["goals"].filter(metric="contribution", period="FY2026")["target"].item()
    assert target == pytest.approx(inside["left"].sum() * 1.065, rel=0.02)
