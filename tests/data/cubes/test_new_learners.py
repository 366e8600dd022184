"""New learners: who is new when, by which channel, what is hidden, and what is known of the cost."""

from datetime import date

import polars as pl
import pytest

from data.contracts import Inquiries, MarketingCosts, Offerings, Registrations, Sections
from data.cubes import new_learners, seats
from data.demo import generate
from data.publish import counting
from data.publish import new_learners as publishing
from data.reference import periods

COLUMNS = ("registration_id", "learner_id", "registered_on", "dropped_on", "channel")
SEATS = [
    ("r1", "a", date(2025, 7, 3), None, "web"),  # new in July
    ("r2", "a", date(2025, 8, 3), None, "email"),  # the same learner again
    ("r3", "b", date(2025, 7, 5), date(2025, 7, 9), "web"),  # dropped in the quarter: not kept
    ("r4", "b", date(2025, 11, 5), None, "event"),  # so this is the first kept seat
    ("r5", "c", date(2025, 9, 30), date(2025, 10, 1), "web"),  # dropped after the quarter: stays new in it
    ("r6", "c", date(2025, 12, 1), None, "event"),  # and is not new again
    ("r7", "d", date(2025, 8, 1), None, None),  # no channel on record, and no inquiry
    ("r8", "e", date(2025, 8, 2), None, None),  # the channel stands with the inquiry
    ("r9", "f", date(2026, 1, 20), None, "web"),  # the quarter is not over on the newest day
]
INQUIRIES = [
    ("i1", "social", date(2025, 7, 20), "r8"),  # the first of two that led to the seat
    ("i2", "search", date(2025, 7, 25), "r8"),
    ("i3", "search", date(2025, 6, 1), "r1"),  # comes before what is recorded with the seat
    ("i4", "partner", date(2025, 6, 1), None),  # led to nothing
]


def registrations(rows=SEATS) -> pl.LazyFrame:
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row").with_columns(
        section_id=pl.lit("s"), gross_usd=1.0, discount_usd=0.0, refund_usd=0.0, outcome=pl.lit("in_progress")
    )
    nothing = [pl.lit(None).alias(c) for c in Registrations.column_names() if c not in frame.columns]
    return Registrations.cast(frame.with_columns(nothing).select(Registrations.column_names())).lazy()


def build(registrations: pl.LazyFrame, inquiries: pl.LazyFrame | None) -> pl.DataFrame:
    numbered = seats.numbered(registrations, Sections.create_empty().lazy(), Offerings.create_empty().lazy())
    led_to = pl.Series() if inquiries is None else seats.rows_of(inquiries, registrations)
    taken = seats.by_learner(numbered, registrations).lazy()
    counted = new_learners.count(taken, registrations, inquiries, led_to)
    return new_learners.build(counted, counting.span(registrations).registered)


@pytest.fixture
def inquiries() -> pl.LazyFrame:
    names = ("inquiry_id", "channel", "inquired_on", "registration_id")
    frame = pl.DataFrame(INQUIRIES, schema=names, orient="row").with_columns(offering_id=pl.lit("o"))
    nothing = [pl.lit(None).alias(c) for c in ("contacted_on", "applied_on", "registered_on")]
    return Inquiries.cast(frame.with_columns(nothing).select(Inquiries.column_names())).lazy()


def counted(frame: pl.DataFrame, kind: str, as_of: date) -> dict:
    rows = frame.filter(pl.col("period_kind").cast(pl.String) == kind, as_of=as_of)
    return {(p, v): n for p, v, n in rows.select("period", "value", "new_learners").rows() if n}


def test_a_learner_is_new_once_by_the_first_inquiry_that_led_to_the_first_kept_seat(inquiries):
    frame = build(registrations(), inquiries)
    july, august, year = date(2025, 7, 1), date(2025, 8, 1), date(2025, 7, 1)
    assert counted(frame, "month", date(2025, 9, 30)) == {
        (july, "all"): 1,
        (july, "search"): 1,
        (august, "all"): 2,
        (august, "not_known"): 1,
        (august, "social"): 1,
        (date(2025, 9, 1), "all"): 1,
        (date(2025, 9, 1), "web"): 1,
    }
    assert counted(frame, "fiscal_year", date(2025, 9, 30))[year, "all"] == 4
    assert counted(frame, "fiscal_year", date(2025, 12, 31))[year, "all"] == 5  # b in November
    assert frame["as_of"].max() == date(2025, 12, 31)  # January's quarter is not over


def test_of_two_seats_taken_on_the_first_day_the_one_with_the_least_id_tells_the_channel_in_any_order_of_the_table():
    both = [("r2", "a", date(2025, 7, 3), None, "email"), ("r1", "a", date(2025, 7, 3), None, "web")]
    for rows in (both, both[::-1]):
        frame = build(registrations([*rows, SEATS[-1]]), None)
        assert counted(frame, "month", date(2025, 9, 30)) == {
            (date(2025, 7, 1), "all"): 1,
            (date(2025, 7, 1), "web"): 1,
        }


def test_without_inquiries_the_channel_is_that_of_the_seat():
    frame = build(registrations(), None)
    assert counted(frame, "month", date(2025, 9, 30))[date(2025, 7, 1), "web"] == 1


def test_a_channel_in_use_has_a_row_where_nobody_came_so_that_none_and_few_look_alike(inquiries):
    shown = publishing.protect(build(registrations(), inquiries)).frames["new_learners"]
    assert shown["new_learners"].null_count() == shown.height
    quarters = shown.filter(pl.col("period_kind").cast(pl.String) == "quarter")
    assert quarters.height == 2 * len(quarters["value"].unique())


def test_without_registrations_there_are_no_rows():
    assert build(registrations([]), None).is_empty()


@pytest.fixture(scope="module")
def demo() -> dict[str, pl.DataFrame]:
    return generate()


@pytest.fixture(scope="module")
def counts(demo) -> pl.DataFrame:
    return build(demo["registrations"].lazy(), demo["inquiries"].lazy())


def test_the_counts_agree_with_a_plain_loop(demo, counts):
    asked = {}
    for row in sorted(demo["inquiries"].drop_nulls("registration_id").to_dicts(), key=lambda r: r["inquired_on"]):
        asked.setdefault(row["registration_id"], row["channel"])
    first: dict = {}
    for row in sorted(demo["registrations"].to_dicts(), key=lambda r: r["registered_on"]):
        end = periods.STANDARD.containing(row["registered_on"], "quarter").end
        if row["dropped_on"] is None or row["dropped_on"] > end:
            first.setdefault(row["learner_id"], row)
    found: dict = {}
    for row in first.values():
        key = row["registered_on"].replace(day=1), asked.get(row["registration_id"]) or row["channel"] or "not_known"
        found[key] = found.get(key, 0) + 1
    months = counts.filter(pl.col("period_kind").cast(pl.String) == "month", grain="channel")
    assert {(p, v): n for p, v, n in months.select("period", "value", "new_learners").rows() if n} == found


def test_no_hidden_count_follows_from_the_shown_ones(counts):
    done = publishing.protect(counts)
    assert done.report["too_narrow"].item() == 0
    shown = done.frames["new_learners"]
    assert shown["new_learners"].min() >= 10
    assert 0 < shown["new_learners"].null_count() < shown.height / 4
    # Channels leave nothing over where a single one is hidden, nor do months of a quarter.
    for by in (["period_kind", "period", "as_of"],):
        hidden = shown.filter(grain="channel").group_by(by).agg(pl.col("is_hidden").sum(), pl.len())
        whole = shown.filter(grain="all", is_hidden=False).select(by)
        assert 1 not in hidden.join(whole, on=by, how="semi")["is_hidden"].to_list()


def test_the_same_counts_again_show_and_hide_the_same(counts):
    first = publishing.protect(counts)
    again = publishing.protect(counts, first.past)
    assert again.frames["new_learners"].equals(first.frames["new_learners"])


def test_a_version_with_one_learner_more_gives_nobody_away(counts):
    first = publishing.protect(counts)
    # One who is found later to have come in June 2025: its month, quarter and year grow by one.
    in_june = (pl.col("period") == date(2025, 6, 1)) & (pl.col("period_kind").cast(pl.String) == "month")
    in_spring = (pl.col("period") == date(2025, 4, 1)) & (pl.col("period_kind").cast(pl.String) == "quarter")
    in_year = (pl.col("cohort") == date(2024, 7, 1)) & (pl.col("period_kind").cast(pl.String) == "fiscal_year")
    in_year &= pl.col("as_of") == date(2025, 6, 30)
    touched = (in_june | in_spring | in_year) & pl.col("value").is_in(["all", "web"])
    more = counts.with_columns(pl.col("new_learners") + touched.cast(pl.Int64))
    again = publishing.protect(more, first.past).frames["new_learners"]
    both = first.frames["new_learners"].join(again, on=list(new_learners.KEY), suffix="_again")
    moved = (both["new_learners"] - both["new_learners_again"]).drop_nulls()
    assert (moved == 0).all()


def test_a_cost_is_divided_only_where_every_month_is_stated(counts):
    shown = publishing.protect(counts).frames["new_learners"]
    months = [p.start for p in periods.STANDARD.between(date(2025, 7, 1), date(2026, 3, 31), "month")]
    rows = [("web", m, 100.0) for m in months] + [("email", months[0], 50.0)]  # email: one month of nine
    costs = MarketingCosts.cast(pl.DataFrame(rows, schema=["channel", "month", "cost_usd"], orient="row"))
    cube = new_learners.beside_costs(shown, costs.lazy())
    year = cube.filter(pl.col("period_kind").cast(pl.String) == "fiscal_year", as_of=date(2026, 3, 31))
    found = {r["value"]: (r["marketing_cost_cents"], r["is_costed"], r["costed_cents"]) for r in year.to_dicts()}
    assert found["web"] == (900_00, True, 900_00)
    assert found["email"] == (50_00, False, 0)
    assert found["search"] == (None, False, 0)
    assert found["all"] == (950_00, True, 900_00)
    first = cube.filter(pl.col("period_kind").cast(pl.String) == "month", period=months[0], value="email")
    assert first["is_costed"].to_list() == [True]
    none = new_learners.beside_costs(shown, None)
    assert none["marketing_cost_cents"].null_count() == none.height
