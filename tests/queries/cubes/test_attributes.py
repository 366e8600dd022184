"""Numbers cut by what offerings, sections and registrations are like are those of a plain count of the facts."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard import passport
from data.cubes import terms
from data.demo import generate
from data.reference import periods
from queries.answer import measure
from queries.metrics import METRICS
from queries.semantic.scope import Scope, Unanswerable

COUNTED = ("gross_registrations", "net_registrations", "drops", "gross_revenue", "net_revenue")
CUTS = [
    ("price_band", "start_month"),
    ("credit", "length_band"),
    ("credential_type", "month"),
    ("start_month",),
    ("channel",),
    ("weekday",),
    ("modality", "channel"),
    ("term", "weekday", "price_band"),
    ("week", "month"),
    ("campus", "channel"),
    ("meeting_days", "time_of_day"),
    ("campus", "tag"),
    ("tag", "weekday"),
]
DAYS = [date(2024, 11, 13), date(2025, 6, 30), date(2026, 3, 31)]


@pytest.fixture(scope="module")
def facts() -> pl.DataFrame:
    """Every registration beside its section and offering, with the attributes worked out by hand."""
    tables = generate()
    seats = tables["registrations"].join(tables["sections"].drop("price_usd"), on="section_id")
    hour = pl.col("start_time").str.head(2).cast(pl.Int64)
    price, weeks = pl.col("price_usd"), pl.col("weeks")
    return seats.join(tables["offerings"], on="offering_id").with_columns(
        start_month=pl.col("starts_on").dt.month_start(),
        month=pl.col("registered_on").dt.month_start(),
        week=pl.col("registered_on").dt.truncate("1w"),
        weekday=pl.col("registered_on").dt.strftime("%A").str.to_lowercase(),
        channel=pl.col("channel").cast(pl.String).fill_null("not_known"),
        term=terms.by_start(),
        meeting_days=pl.col("meeting_days").fill_null("not_known"),
        time_of_day=pl.when(hour < 12).then(pl.lit("morning")).when(hour < 17).then(pl.lit("afternoon")).when(hour >= 17).then(pl.lit("evening")).otherwise(pl.lit("not_known")),
        tag=pl.concat_str("tags", "tags_right", separator="; ", ignore_nulls=True).replace("", "untagged").str.split("; "),
        credit=pl.when(pl.col("credit_hours").fill_null(0) > 0).then(pl.lit("credit")).otherwise(pl.lit("noncredit")),
        price_band=pl.when(price >= 2500).then(pl.lit("2500_usd_and_more")).when(price >= 1000).then(pl.lit("1000_to_2499_usd")).otherwise(pl.lit("under_1000_usd")),
        length_band=pl.when(weeks >= 15).then(pl.lit("15_weeks_and_more")).when(weeks >= 8).then(pl.lit("8_to_14_weeks")).otherwise(pl.lit("under_8_weeks")),
    )  # fmt: skip


def counted(facts: pl.DataFrame, by: tuple[str, ...], period: periods.Period, as_of: date) -> pl.DataFrame:
    """The metrics of `COUNTED` from the rows themselves."""
    facts = facts.explode("tag") if "tag" in by else facts
    known = facts.filter(pl.col("registered_on").is_between(period.start, min(period.end, as_of)))
    is_dropped = (pl.col("dropped_on") <= as_of).fill_null(False)
    listed, off, back = (
        (pl.col(f"{name}_usd") * 100).round().cast(pl.Int64) for name in ("gross", "discount", "refund")
    )
    # What is paid back to who stays is booked on the day of the registration.
    is_paid_back = is_dropped | pl.col("dropped_on").is_null()
    return (
        known.group_by(by)
        .agg(
            gross_registrations=pl.len().cast(pl.Int64),
            net_registrations=(~is_dropped).sum().cast(pl.Int64),
            drops=is_dropped.sum().cast(pl.Int64),
            gross_revenue=listed.sum() / 100,
            net_revenue=(listed - off - pl.when(is_paid_back).then(back).otherwise(0)).sum() / 100,
        )
        .with_columns(pl.col(pl.Enum).cast(pl.String))
        .sort(by)
    )


@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("by", CUTS, ids=",".join)
def test_a_cut_is_a_plain_count_of_the_facts_on_any_day(demo_version, facts, by, as_of):
    period = periods.STANDARD.containing(as_of, "fiscal_year")
    scope = Scope(demo_version, "demo", period, as_of)
    answer = measure(*(METRICS[name] for name in COUNTED), by=by, scope=scope).frame
    answer = answer.with_columns(pl.col(pl.Enum).cast(pl.String)).sort(by)
    assert answer.equals(counted(facts, by, period, as_of))


def test_bands_stand_in_their_own_order_and_what_is_not_known_last(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    bands = measure(METRICS["net_registrations"], by=["price_band"], scope=scope).frame["price_band"].to_list()
    assert bands == ["under_1000_usd", "1000_to_2499_usd", "2500_usd_and_more"]


@pytest.mark.parametrize("filters", [{"channel": "web"}, {"weekday": "monday", "modality": "online"}])
def test_a_filter_by_channel_or_day_is_that_value_of_the_cut(demo_version, filters):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    cut = measure(METRICS["net_revenue"], by=list(filters), scope=scope).frame
    for name, value in filters.items():
        cut = cut.filter(pl.col(name).cast(pl.String) == value)
    assert measure(METRICS["net_revenue"], scope=scope.narrowed(**filters)).frame.item() == cut["net_revenue"].item()


def test_days_of_the_week_begin_on_monday(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    days = measure(METRICS["drops"], by=["weekday"], scope=scope).frame["weekday"]
    assert days.cast(pl.String).to_list()[::6] == ["monday", "sunday"]


def test_a_section_counts_under_each_of_its_tags_and_two_tags_are_not_pooled(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    gross = METRICS["gross_registrations"]
    by_tag = dict(measure(gross, by=["tag"], scope=scope).frame.rows())
    assert sum(by_tag.values()) > measure(gross, scope=scope).value(gross)
    assert measure(gross, scope=scope.narrowed(tag="stackable")).value(gross) == by_tag["stackable"]
    both = replace(scope, where=(("tag", "stackable"), ("tag", "state priority")))
    with pytest.raises(Unanswerable, match="Tag can be chosen only once"):
        measure(gross, scope=both)
    assert "counts under each" in str(passport.of_answer(measure(gross, by=["tag"], scope=scope)).facts)


@pytest.mark.parametrize("metric", ["discounts", "seats_offered"])
@pytest.mark.parametrize("by", ["campus", "meeting_days", "time_of_day", "start_month", "credit", "price_band"])
def test_money_and_seats_of_sections_add_up_over_any_cut(demo_version, metric, by):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2025"), date(2026, 3, 31))
    parts = measure(METRICS[metric], by=[by], scope=scope).frame
    assert parts.height > 1
    assert parts[metric].sum() == pytest.approx(measure(METRICS[metric], scope=scope).value(METRICS[metric]))


def test_what_sections_of_a_group_do_not_share_is_refused_beside_the_channel(demo_version):
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2025"), date(2026, 3, 31))
    with pytest.raises(Unanswerable, match="not by time of day at once"):
        measure(METRICS["drops"], by=["channel", "time_of_day"], scope=scope)


def test_seats_offered_are_those_of_the_sections_that_were_due(demo_version):
    sections = generate()["sections"].filter(pl.col("starts_on").is_between(date(2025, 1, 1), date(2025, 3, 31)))
    by_hand = sections.group_by(start_month=pl.col("starts_on").dt.month_start()).agg(pl.col("capacity").sum())
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("2025-Q1"), date(2026, 3, 31))
    answer = measure(METRICS["seats_offered"], by=["start_month"], scope=scope).frame
    assert dict(answer.rows()) == dict(by_hand.rows())


@pytest.mark.parametrize("by", ["channel", "week", "weekday", "start_month", "price_band"])
def test_a_public_audience_gets_none_of_these_cuts(demo_version, monkeypatch, by):
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    scope = Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
    with pytest.raises(Unanswerable, match="For a public audience"):
        measure(METRICS["net_registrations"], by=[by], scope=scope)
