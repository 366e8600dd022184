"""The estimator of every adjusted gap: weights, what one stratum can do, and which people are independent."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cubes.adjusted_gap import BOTH, ONE, OTHER, OVERLAP, RAW, WEIGHTS, compare

SCHEMA = ["group", "stratum", "unit", "k", "n"]


def rows(*lines: tuple) -> pl.DataFrame:
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


MIX = rows(
    ("one", "easy", "a", 90, 100),  # the one group is mostly in the easy stratum
    ("one", "hard", "a", 10, 25),
    ("other", "easy", "b", 19, 20),  # the other is better in both, and mostly in the hard one
    ("other", "hard", "b", 40, 80),
)


def test_the_raw_lead_turns_round_within_the_same_strata():
    found = compare(MIX)
    assert found.gaps[RAW].value == pytest.approx(100 / 125 - 59 / 100)
    # Weights n1·n2 / (n1 + n2): 100·20/120 and 25·80/105.
    easy, hard = 100 * 20 / 120, 25 * 80 / 105
    expected = (easy * (0.90 - 0.95) + hard * (0.40 - 0.50)) / (easy + hard)
    assert found.headline.value == pytest.approx(expected)
    assert found.gaps[ONE].one == pytest.approx(100 / 125)  # its own mix leaves a group as it is
    assert found.gaps[OTHER].other == pytest.approx(59 / 100)


def test_every_weighted_gap_lies_between_those_of_the_strata():
    found = compare(MIX)
    assert all(-0.10 <= found.gaps[w].value <= -0.05 for w in (OVERLAP, BOTH, ONE, OTHER))


def test_a_stratum_of_one_group_alone_says_nothing_about_the_other():
    alone = pl.concat([MIX, rows(("other", "only", "c", 1_000, 1_000))])
    assert compare(alone).headline.value == pytest.approx(compare(MIX).headline.value)
    assert (compare(alone).people, compare(alone).covered) == (1_225, 225)


def test_no_shared_stratum_gives_no_comparison():
    assert compare(rows(("one", "x", "a", 1, 2), ("other", "y", "b", 1, 2))) is None
    assert compare(rows().cast({"n": pl.Int64})) is None


def test_a_gap_that_one_stratum_carries_is_not_shown():
    carried = rows(
        ("one", "huge", "a", 900, 1_000), ("other", "huge", "b", 500, 1_000),  # here the one leads by far
        ("one", "rest", "a", 100, 200), ("other", "rest", "b", 110, 200),  # everywhere else it is behind
    )  # fmt: skip
    headline = compare(carried.drop("unit")).headline
    assert headline.value > 0
    assert headline.binomial[0] > 0
    assert headline.least == (pytest.approx(-0.05), "huge")
    assert not headline.is_shown


def test_people_of_one_unit_are_not_independent():
    # Two providers of 500 each that differ greatly: 1,000 people are no more than two draws.
    clustered = rows(
        ("one", "s", "a", 450, 500), ("one", "s", "b", 150, 500),
        *(("other", "s", f"c{i}", 6, 10) for i in range(100)),
    )  # fmt: skip
    gap = compare(clustered).headline
    width = [end - start for start, end in (gap.binomial, gap.resampled)]
    assert width[1] > 5 * width[0]
    assert gap.interval == gap.resampled


def test_without_units_only_the_interval_of_independent_people_is_known():
    found = compare(MIX.drop("unit"))
    assert found.units_of is None
    assert found.headline.resampled is None
    assert found.headline.interval == found.headline.binomial


def test_the_same_rows_in_any_order_give_the_same_estimate():
    again = compare(MIX.sample(fraction=1, shuffle=True, seed=3))
    assert again.gaps == compare(MIX).gaps


def test_pay_has_no_binomial_interval():
    pay = rows(("one", "s", "a", 70_000, 10), ("other", "s", "b", 60_000, 10))
    assert compare(pay, is_share=False).headline.value == pytest.approx(1_000)
    assert compare(pay, is_share=False).headline.binomial is None


cell = st.tuples(st.integers(1, 200), st.floats(0, 1))


@given(st.lists(st.tuples(cell, cell), min_size=2, max_size=6))
def test_leaving_one_stratum_out_brackets_the_gap_and_swapping_the_groups_turns_its_sign(strata):
    lines = [
        (group, f"s{i}", f"{group}{i}", round(n * p), n)
        for i, pair in enumerate(strata)
        for group, (n, p) in zip((ONE, OTHER), pair, strict=True)
    ]
    found = compare(rows(*lines), resamples=5)
    swapped = compare(rows(*((ONE if g == OTHER else OTHER, *rest) for g, *rest in lines)), resamples=5)
    for weights in (OVERLAP, BOTH):
        gap = found.gaps[weights]
        assert gap.least[0] - 1e-9 <= gap.value <= gap.most[0] + 1e-9
        assert swapped.gaps[weights].value == pytest.approx(-gap.value)
    assert set(found.gaps) == set(WEIGHTS)
