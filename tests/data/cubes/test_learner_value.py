"""What the learners of a cohort have paid: counted by hand, shown late enough, and never one learner's own payment."""

from collections import defaultdict
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import demo
from data.contracts import Offerings, Sections
from data.cubes import learner_value, seats
from data.publish import counting
from data.reference.periods import STANDARD

ENDS = STANDARD.half_ends(date(2022, 7, 1), date(2026, 3, 31))


@pytest.fixture(scope="module")
def facts() -> dict[str, pl.LazyFrame]:
    return counting.whole({name: frame.lazy() for name, frame in demo.generate(6_000, 5).items()}).facts


def test_value_of_a_learner_is_what_the_cohort_paid_within_the_months(facts):
    built = value(facts["seats"]).filter(cohort=date(2023, 7, 1), months=12)
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


def test_value_is_not_shown_before_every_learner_has_reached_it(facts):
    built = value(facts["seats"])
    # FY2026 is not over; in FY2025 the last one came in June 2025, so by the end of the year six months are known of all
    assert built.filter(cohort=date(2025, 7, 1)).is_empty()
    known = dict(built.filter(cohort=date(2024, 7, 1)).select("months", "known_on").rows())
    assert known == {0: date(2025, 6, 30), 3: date(2025, 12, 31), 6: date(2025, 12, 31)}


def test_a_corrected_payment_does_not_show_in_the_value_of_its_cohort(facts):
    before = value(facts["seats"])
    after = before.with_columns(pl.col("net_cents") + 49_900)
    assert learner_value.beside_past(after, before).equals(before)
    many = before.with_columns(pl.col("learners") + 12, pl.col("net_cents") + 49_900)
    assert learner_value.beside_past(many, before).equals(many)


def test_a_step_of_value_that_one_learner_paid_nearly_alone_is_not_shown():
    days = [date(2023, 8, 1)] * 12 + [date(2023, 11, 20)] * 12
    paid = [100.0] * 12 + [9_000.0] + [10.0] * 11
    rows = pl.DataFrame(
        {"learner_id": [f"l{i % 12}" for i in range(24)], "registered_on": days, "gross_usd": paid}
    ).with_columns(pl.lit(None, pl.Date).alias("dropped_on"), discount_usd=0.0, refund_usd=0.0)
    assert 6 not in value_of(rows)["months"].to_list()
    even = rows.with_columns(gross_usd=100.0)
    assert 6 in value_of(even)["months"].to_list()


def value(taken: pl.LazyFrame) -> pl.DataFrame:
    return learner_value.build(learner_value.count(taken, ENDS), ENDS)


def value_of(rows: pl.DataFrame) -> pl.DataFrame:
    registrations = (
        rows.lazy()
        .with_row_index("registration_id")
        .with_columns(
            pl.col("registration_id").cast(pl.String),
            *(pl.lit(None, pl.Date).alias(day) for day in ("paid_on", "completed_on")),
            section_id=pl.lit("s"),
            outcome=pl.lit("failed"),
        )
    )
    nothing = Sections.create_empty().lazy(), Offerings.create_empty().lazy()
    taken = seats.by_learner(seats.numbered(registrations, *nothing), registrations)
    return value(taken.lazy())


cents = st.sampled_from([-9_000, 0, 100, 5_000, 7_000, 900_000])


def by_hand(rows: list[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    """Learners and cents by months of a cohort of 2023, from rows of learner, day since the first seat and cents."""
    learners, shown, steps = {who for who, _, _ in rows}, -1, {}
    for months in (0, 3, 6, 9, 12, 15, 18):
        until = int(months * 30.4375)
        paid = defaultdict(int)
        for who, since, cents in rows:
            if shown < since <= until:
                paid[who] += cents
        amounts = sorted([0, 0, *(abs(cents) for cents in paid.values())])
        if not paid or (len(paid) >= 10 and sum(amounts[:-2]) >= 0.1 * amounts[-1]):
            steps[months] = len(learners), sum(cents for _, since, cents in rows if since <= until)
            shown = until
    return steps if len(learners) >= 10 else {}


@settings(max_examples=60)
@given(
    later=st.lists(st.tuples(st.integers(0, 13), st.sampled_from([1, 89, 92, 180, 275, 500]), cents), max_size=45),
    firsts=st.lists(cents, min_size=8, max_size=14),
    cut=st.integers(1, 14),
)
def test_a_step_that_is_left_out_is_left_out_by_all_learners_together(later, firsts, cut):
    """Few in one part may be many in all, and one learner of another part may have paid nearly everything."""
    rows = [(who, 0, paid) for who, paid in enumerate(firsts)]
    rows += [(who, since, paid) for who, since, paid in later if who < len(firsts)]
    taken = pl.DataFrame(sorted(rows), schema=["learner", "since", "net_cents"], orient="row").select(
        pl.col("learner").cast(pl.UInt64),
        "net_cents",
        registered_on=pl.lit(date(2023, 7, 1)) + pl.duration(days="since"),
        dropped_on=pl.lit(None, pl.Date),
    )
    parts = [taken.filter(pl.col("learner") < cut), taken.filter(pl.col("learner") >= cut)]
    ends = [date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31)]
    counts = learner_value.added([learner_value.count(part.lazy(), ends) for part in parts])
    built = learner_value.build(counts, ends)
    assert {row[0]: row[1:] for row in built.select("months", "learners", "net_cents").rows()} == by_hand(rows)
