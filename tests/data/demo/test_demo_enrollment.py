"""Sections fill, fail and pay in the demo as they do at a college."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from data.demo import AS_OF, curves
from data.demo.calibrate import measure


def started(facts) -> pl.DataFrame:
    launched = facts["offerings"].select(
        "offering_id", "launched_on", "retired_on", field=pl.col("cip_code").str.head(2)
    )
    return facts["sections"].join(launched, on="offering_id").filter(pl.col("starts_on") <= AS_OF)


def cancelled_share(sections: pl.DataFrame) -> float:
    return float((sections["status"] == "cancelled").to_numpy().mean())


def test_about_fifteen_percent_are_cancelled_more_of_the_new_ones(facts):
    sections = started(facts)
    first_year = (pl.col("starts_on") - pl.col("launched_on")).dt.total_days() <= 365
    new = sections.filter(first_year, pl.col("launched_on") > date(2022, 7, 1))
    repeats = sections.join(new, on="section_id", how="anti")
    assert 0.12 <= cancelled_share(sections) <= 0.17
    assert 0.20 <= cancelled_share(new) <= 0.50
    assert 0.10 <= cancelled_share(repeats) <= 0.145


def test_what_is_cancelled_was_short_of_its_minimum(facts):
    taken = Counter(facts["registrations"]["section_id"])
    cancelled = facts["sections"].filter(status="cancelled")
    short = [taken[key] < minimum for key, minimum in cancelled.select("section_id", "minimum").iter_rows()]
    assert np.mean(short) > 0.95


def test_a_cancelled_section_gives_all_seats_and_all_money_back(seats):
    lost = seats.filter(status="cancelled")
    by_college = lost.filter(pl.col("dropped_on") == pl.col("decided_on"))
    assert lost["dropped_on"].null_count() == 0
    assert (lost["dropped_on"] <= lost["decided_on"]).all()
    assert (by_college["refund_usd"] == (by_college["gross_usd"] - by_college["discount_usd"]).round(2)).all()
    assert (lost["registered_on"] < lost["decided_on"]).all()


def test_no_section_sells_more_seats_than_it_has(facts):
    taken = Counter(facts["registrations"]["section_id"])
    assert all(taken[key] <= seats for key, seats in facts["sections"].select("section_id", "capacity").iter_rows())


def test_seats_are_taken_inside_the_window_of_registration(seats):
    assert (seats["registered_on"] >= seats["opens_on"]).all()
    assert (seats["registered_on"] <= seats["starts_on"]).all()


def test_sections_run_while_their_offering_does(facts):
    sections = started(facts)
    assert (sections["opens_on"] >= sections["launched_on"]).all()
    assert (sections["starts_on"] <= sections["retired_on"]).all()
    retired = sections.drop_nulls("retired_on")["offering_id"].n_unique()
    launched = sections.filter(pl.col("launched_on") > date(2022, 8, 1))["offering_id"].n_unique()
    assert retired >= 5
    assert launched >= 8


def test_eight_to_twelve_percent_drop(seats):
    held = seats.filter(status="held")
    assert 0.08 <= held["dropped_on"].is_not_null().mean() <= 0.12


def test_refunds_follow_the_policy(seats):
    # Recomputed row by row, independently of the generator.
    dropped = seats.filter(pl.col("dropped_on").is_not_null(), status="held")
    columns = ["starts_on", "dropped_on", "gross_usd", "discount_usd", "refund_usd"]
    kinds = set()
    for starts, dropped_on, gross, discount, refund in dropped.select(columns).iter_rows():
        before = (starts - dropped_on).days
        share = 1.0 if before >= 7 else 0.8 if before > 0 else 0.5 if before >= -7 else 0.0
        assert refund == pytest.approx((gross - discount) * share, abs=0.011)
        kinds.add(share)
    assert kinds == {1.0, 0.8, 0.5}
    kept = seats.filter(pl.col("dropped_on").is_null())
    assert (kept["refund_usd"] == 0).all()


def test_prices_change_over_time_and_end_at_the_catalog(facts, seats):
    sections = facts["sections"]
    cyber = sections.filter(offering_id="cyber-fnd").sort("opens_on")
    assert cyber["price_usd"].n_unique() >= 3
    current = dict(facts["offerings"].select("offering_id", "price_usd").iter_rows())
    for offering, price, opens in sections.select("offering_id", "price_usd", "opens_on").iter_rows():
        if opens > date(2024, 8, 12):
            assert price == pytest.approx(current[offering], abs=2.5)
    charged = seats.join(sections.select("section_id", "price_usd"), on="section_id")
    assert (charged["gross_usd"] == charged["price_usd"]).all()


def test_the_minimum_is_near_break_even(facts):
    # ⌈direct cost ÷ (net price − variable cost)⌉, with the college's usual discount of about nine percent.
    sections = facts["sections"]
    margin = sections["price_usd"] * 0.91 - sections["variable_cost_usd"]
    break_even = np.ceil((sections["direct_cost_usd"] / margin).to_numpy())
    assert np.median(np.abs(break_even - sections["minimum"].to_numpy())) <= 1


def test_some_fields_grow_and_others_decline(seats):
    def revenue(field: str, year: int) -> float:
        inside = pl.col("registered_on").is_between(date(year - 1, 7, 1), date(year, 6, 30))
        rows = seats.filter(inside, pl.col("field") == field)
        return rows["gross_usd"].sum() - rows["discount_usd"].sum() - rows["refund_usd"].sum()

    assert revenue("11", 2025) > 1.2 * revenue("11", 2023)
    assert revenue("47", 2025) > 1.2 * revenue("47", 2023)
    assert revenue("50", 2025) < 0.95 * revenue("50", 2024)


def test_the_flood_empties_the_campus_and_not_the_screens(seats):
    """Registrations per day while the campus was closed against the same days of the year before."""
    first, last = date(2024, 11, 11), date(2024, 12, 20)

    def change(online: bool) -> float:
        rows = seats.filter((pl.col("modality") == "online") == online)["registered_on"]
        year = timedelta(days=364)
        return rows.is_between(first, last).sum() / rows.is_between(first - year, last - year).sum()

    assert change(online=False) < 0.8
    assert change(online=True) > 0.9


def test_business_opened_five_days_late_this_spring(facts):
    fields = facts["offerings"].select("offering_id", field=pl.col("cip_code").str.head(2))
    sections = facts["sections"].join(fields, on="offering_id").filter(field="52")
    window = (pl.col("starts_on") - pl.col("opens_on")).dt.total_days()
    late = pl.col("opens_on").is_between(date(2026, 1, 10), date(2026, 6, 30))
    usual = (
        sections.filter(~late, pl.col("opens_on") > date(2022, 7, 1)).group_by("offering_id").agg(usual=window.mean())
    )
    moved = sections.filter(late).group_by("offering_id").agg(moved=window.mean()).join(usual, on="offering_id")
    assert (moved["usual"] - moved["moved"]).mean() == pytest.approx(5, abs=1.5)


def mean_share(days_to_start: int, window: int) -> float:
    """Share of all registrations that are in by that day, on the mean curve."""
    day = np.array([window - days_to_start])
    scales = (curves.OPENING_DAYS, np.inf, -curves.LATE_DAYS)
    return sum(s * curves.cumulative(day, window, t)[0] for s, t in zip(curves.EXPECTED, scales, strict=True))


@pytest.mark.parametrize("days", [28, 14, 7])
def test_registrations_come_in_on_the_calibrated_curve(facts, days):
    """The middle held section is where the shipped coefficients say, and sections spread around it."""
    window = (pl.col("starts_on") - pl.col("opens_on")).dt.total_days()
    held = facts["sections"].filter(window >= 50, status="held").with_columns(window=window)
    before = (pl.col("starts_on") - pl.col("registered_on")).dt.total_days() >= days
    rows = facts["registrations"].join(held, on="section_id")
    share = rows.group_by("section_id").agg(before.mean().alias("share"))["share"]
    expected = np.mean([mean_share(days, w) for w in held["window"]])
    assert share.median() == pytest.approx(expected, abs=0.04)
    assert 0.2 < share.quantile(0.9) - share.quantile(0.1) < 0.5


def test_weekends_are_quiet(facts):
    days = facts["registrations"].group_by(pl.col("registered_on").dt.weekday().alias("weekday")).len()
    count = dict(days.iter_rows())
    assert count[7] < 0.55 * count[2]


@pytest.mark.real_files
def test_the_shipped_coefficients_are_what_the_command_prints(shared_data):
    measured = measure(shared_data / "registration" / "uc_san_diego_daily.parquet")
    assert measured["opening_days"] == curves.OPENING_DAYS
    assert measured["opening_share"] == curves.OPENING_SHARE
    assert measured["opening_share_spread"] == curves.OPENING_SHARE_SPREAD
    assert measured["weekday_weights"] == list(curves.WEEKDAY_WEIGHTS)
    assert measured["drops_in_last_week"] == curves.DROPS_IN_LAST_WEEK
    assert measured["late_share"] == 0, "the late surge of the demo is assumed, not measured"


@pytest.mark.parametrize(
    ("field", "first", "last", "least", "most"),
    [
        (None, date(2024, 4, 15), date(2024, 4, 28), 0.1, 0.6),  # the registration site is down
        ("47", date(2023, 10, 2), date(2024, 3, 31), 1.2, 2.0),  # a training partner joins
        ("52", date(2025, 1, 13), date(2025, 2, 28), 1.2, 2.0),  # a campaign with employers
    ],
)
def test_events_show_in_the_registrations_against_the_year_before(seats, field, first, last, least, most):
    days = (seats.filter(field=field) if field else seats)["registered_on"]
    year = timedelta(days=364)
    change = days.is_between(first, last).sum() / days.is_between(first - year, last - year).sum()
    assert least <= change <= most
