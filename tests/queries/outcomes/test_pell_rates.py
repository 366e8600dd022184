"""The formulas of Workforce Pell, on the cases that the rule's own words settle."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import workforce_pell as rules
from queries.outcomes.pell_rates import (
    AwardYear,
    chance_of_passing,
    completion_rate,
    earnings_cohort,
    pooled,
    value_added_usd,
)

RULE = rules.shipped()
GUIDELINE_2026 = 15_960


def test_completion_divides_by_those_who_neither_left_with_a_full_refund_nor_are_open():
    assert completion_rate(AwardYear(100, 6, 14, 57)) == 57 / 80  # 71.25%: passes
    assert completion_rate(AwardYear(100, 6, 14, 55)) == 55 / 80  # 68.75%: fails


def test_who_died_is_in_neither_count():
    assert completion_rate(AwardYear(100, 6, 14, 57, excused=1)) == 57 / 79
    assert completion_rate(AwardYear(100, 6, 14, 57, excused=1, excused_completed=1)) == 56 / 79


def test_a_rate_of_nobody_is_none_and_neither_0_nor_1():
    assert completion_rate(AwardYear(20, 6, 14, 0)) is None


@pytest.mark.parametrize(
    ("median", "parity", "limit"),
    [
        (34_000, None, 10_060.00),
        (34_000, 91.644, 13_160.08),  # Birmingham, Alabama
        (34_000, 115.613, 5_468.46),  # San Francisco
        (23_940, None, 0.00),  # one and a half times the guideline: nothing may be charged
    ],
)
def test_tuition_may_be_what_graduates_earn_beyond_the_poverty_line(median, parity, limit):
    assert value_added_usd(median, GUIDELINE_2026, RULE, parity) == limit


def test_the_first_limit_is_of_2030_31_from_the_cohort_of_2026_27_and_pay_of_2028():
    assert earnings_cohort(2030, RULE) is None
    assert earnings_cohort(2031, RULE) == (2027, 2028)


@pytest.mark.parametrize(
    ("completers", "years"),
    [([30], 1), ([29, 1], 2), ([10, 10, 9, 1], 4), ([29], None), ([10, 10, 5, 4], None), ([40, 40, 40, 40], 1)],
)
def test_small_cohorts_are_pooled_with_one_year_before_or_with_three(completers, years):
    assert pooled(completers, RULE) == years


def test_a_small_cohort_at_the_line_passes_about_every_other_time():
    assert 0.4 < chance_of_passing(21, 30, 30, 0.7) < 0.65
    assert chance_of_passing(29, 30, 30, 0.7) > 0.95
    assert chance_of_passing(700, 1000, 1000, 0.7) == pytest.approx(0.5, abs=0.05)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 40), st.sampled_from([0.5, 0.7, 1.0]))
def test_a_chance_lies_between_none_and_all_and_grows_with_success(successes, people, cohort, least):
    successes = min(successes, people)
    chance = chance_of_passing(successes, people, cohort, least)
    assert 0 <= chance <= 1
    if successes < people:
        assert chance_of_passing(successes + 1, people, cohort, least) >= chance - 1e-9


def test_a_rule_file_is_read_whole_or_refused_in_a_sentence(tmp_path):
    text = rules.SHIPPED.read_text()
    own = tmp_path / "rules"
    own.mkdir()
    (own / "workforce_pell.toml").write_text(text.replace("completion_least = 0.70", "completion_least = 0.80"))
    assert rules.rule(tmp_path) == replace(RULE, completion_least=0.8, is_shipped=False)
    assert rules.rule(tmp_path / "elsewhere") == RULE
    for broken, words in (
        (text.replace("weeks_least = 8", ""), "lacks weeks_least"),
        (text.replace("weeks_least = 8", 'weeks_least = "8"'), "no usable value for weeks_least"),
        (text.replace("weeks_least = 8", "weeks_least = 8\nweek = 1"), "unknown keys: week"),
        ("[", "is not TOML"),
    ):
        with pytest.raises(rules.BadRule, match=words):
            rules.parsed(broken, is_shipped=False)
