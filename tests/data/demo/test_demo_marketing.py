"""Marketing costs of the demo are the promotion of its sections, cut by channel."""

import polars as pl

from data.demo import AS_OF


def test_every_month_adds_up_to_the_promotion_of_the_sections_opened_in_it(facts):
    opened = facts["sections"].filter(pl.col("opens_on") <= AS_OF)
    by_month = opened.group_by(month=pl.col("opens_on").dt.truncate("1mo")).agg(pl.col("promotion_cost_usd").sum())
    spent = facts["marketing_costs"].group_by("month").agg(pl.col("cost_usd").sum())
    both = spent.join(by_month, on="month", how="left").with_columns(pl.col("promotion_cost_usd").fill_null(0))
    assert ((both["cost_usd"] - both["promotion_cost_usd"]).abs() < 0.01).all()


def test_two_channels_have_no_budget_so_that_the_page_must_say_so(facts):
    used = set(facts["registrations"]["channel"].drop_nulls())
    assert used - set(facts["marketing_costs"]["channel"]) == {"referral", "walk_in"}
