"""Seats by channel and day of registration: on any day the sum up to it is a count by hand, for every group of sections."""

from collections import Counter
from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contracts import Registrations
from data.cubes import channel_days, seats, section_groups
from data.demo import generate

FIRST = date(2025, 6, 20)
SECTIONS = pl.LazyFrame(
    [
        ("s1", "a", None, date(2025, 8, 4)),
        ("s2", "a", None, date(2025, 8, 25)),  # as s1 in all that matters here
        ("s3", "a", "Autumn", date(2025, 8, 4)),  # a term of its own name
        ("s4", "b", None, date(2025, 8, 4)),  # another offering
    ],
    {"section_id": pl.String, "offering_id": pl.String, "term": pl.String, "starts_on": pl.Date},
    orient="row",
).with_columns(campus=pl.lit("Main"), tags=pl.lit(None, pl.String))
OFFERINGS = pl.LazyFrame({"offering_id": ["a", "b"]})
rows_of_seats = st.lists(
    st.tuples(
        st.sampled_from(["s1", "s2", "s3", "s4", "s9"]),  # s9 is no section that is known
        st.sampled_from(["web", "walk_in", None]),
        st.integers(0, 9),  # day of registration
        st.none() | st.integers(0, 9),  # days until dropped
        st.integers(0, 3),  # dollars paid back
    ),
    max_size=12,
)


def facts(rows) -> pl.DataFrame:
    nothing = {"discount_usd": 1.0, "outcome": "in_progress", "paid_on": None, "completed_on": None, "learner_id": "x"}
    taken = [
        {
            "registration_id": f"r{number}",
            "section_id": section,
            "channel": channel,
            "registered_on": FIRST + timedelta(days=day),
            "dropped_on": None if until is None else FIRST + timedelta(days=day + until),
            "gross_usd": 10.0 + day,
            "refund_usd": float(back),
            **nothing,
        }
        for number, (section, channel, day, until, back) in enumerate(rows)
    ]
    return Registrations.cast(pl.DataFrame(taken, Registrations.create_empty().schema, orient="row", strict=False))


def built(registrations: pl.DataFrame) -> pl.DataFrame:
    """The cube beside the sections' attributes that its groups stand for."""
    grouped = section_groups.of_sections(SECTIONS)
    numbered = seats.numbered(registrations.lazy(), SECTIONS, OFFERINGS)
    cube = channel_days.build(numbered, registrations.lazy(), grouped["group"])
    channel_days.ChannelDays.validate(cube)
    return cube.join(section_groups.build(grouped), on="group")


@settings(max_examples=60)
@given(rows_of_seats, st.integers(0, 20))
def test_the_sum_up_to_any_day_is_a_count_by_hand(rows, days):
    as_of, by_hand = FIRST + timedelta(days=days), Counter()
    terms = {"s1": ("a", "Fall 2025"), "s2": ("a", "Fall 2025"), "s3": ("a", "Autumn"), "s4": ("b", "Fall 2025")}
    for section, channel, day, until, back in rows:
        if section not in terms or day > days:
            continue
        key = (*terms[section], channel or "not_known", FIRST + timedelta(days=day))
        is_dropped = until is not None and day + until <= days
        by_hand[*key, "gross"] += 1
        by_hand[*key, "net"] += not is_dropped
        by_hand[*key, "cents"] += 100 * (10 + day) - 100 - (100 * back if is_dropped or until is None else 0)
    known = built(facts(rows)).filter(pl.col("known_on") <= as_of)
    cents = pl.col("gross_cents").sum() - pl.col("discount_cents").sum() - pl.col("refund_cents").sum()
    summed = known.group_by("offering_id", "term", pl.col("channel").cast(pl.String), "registered_on").agg(
        pl.col("gross_registrations", "net_registrations").sum(), cents=cents
    )
    counted = Counter()
    for *key, gross, net, money in summed.rows():
        counted |= {(*key, "gross"): gross, (*key, "net"): net, (*key, "cents"): money}
    assert counted == +by_hand


def test_sections_that_are_alike_are_one_group():
    grouped = section_groups.of_sections(SECTIONS)
    assert grouped["group"][0] == grouped["group"][1]
    assert grouped["group"].n_unique() == section_groups.build(grouped).height == 3
    elsewhere = SECTIONS.with_columns(campus=pl.Series(["Main", "North", "Main", "Main"]))
    assert section_groups.of_sections(elsewhere)["group"].n_unique() == 4


def test_the_cube_is_small_beside_the_facts():
    tables = generate(2_000, 3)
    taken, sections = tables["registrations"].lazy(), tables["sections"].lazy()
    grouped = section_groups.of_sections(sections)
    numbered = seats.numbered(taken, sections, tables["offerings"].lazy())
    cube = channel_days.build(numbered, taken, grouped["group"])
    later = tables["registrations"].filter(pl.col("dropped_on") > pl.col("registered_on")).height
    assert cube["gross_registrations"].sum() == 2_000
    assert cube.height <= 2_000 + later
