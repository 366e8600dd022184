"""Unlike outcome numbers are never compared in silence, and what is certain of them is stated."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.outcome_definitions import DEFINITIONS
from queries.outcomes import chosen_numbers
from queries.outcomes.comparability import CONVERTIBLE, NOT_COMPARABLE, SAME, Counts, badge, bounds
from queries.semantic.intervals import wilson

CODES = list(DEFINITIONS)


STATED = {code for code, definition in DEFINITIONS.items() if definition.base != "unstated"}
"""Definitions that say whom they count; of the others two numbers may be counted in two ways."""


def test_the_badge_is_symmetric_and_the_same_only_with_itself():
    for a in CODES:
        for b in CODES:
            assert badge(a, b) == badge(b, a)
            assert (badge(a, b).verdict == SAME) == (a == b and a in STATED)
            assert badge(a, b).reason.endswith(".")


def test_nobody_is_told_that_the_same_checker_differs():
    for a in CODES:
        for b in CODES:
            if "who checked them differs" in badge(a, b).reason:
                assert DEFINITIONS[a].verified_by != DEFINITIONS[b].verified_by, (a, b)


def test_the_matrix_holds_every_pair():
    matrix = chosen_numbers.matrix()
    labels = matrix["Definition"].to_list()
    assert labels == matrix.columns[1:] == [DEFINITIONS[code].label for code in CODES]
    assert [matrix[label][i] for i, label in enumerate(labels)] == [
        "same" if code in STATED else "no" for code in CODES
    ]
    assert {v for label in labels for v in matrix[label]} == {"same", "convertible", "no"}


@pytest.mark.parametrize(
    ("a", "b", "verdict", "because"),
    [
        # an in-field job of those who sought one, against any job of everybody who left
        ("cirr_in_field_180", "wioa_employment_q2", NOT_COMPARABLE, "count different people"),
        # a quarter's pay is not a quarter of a year's pay
        ("nj_earnings_q2", "cirr_earnings_180", NOT_COMPARABLE, "four quarters do not make a year"),
        ("etp_earnings_q2", "scorecard_earnings", NOT_COMPARABLE, "four quarters do not make a year"),
        # both denominators are published, so one turns into the other exactly
        ("mooc_certified_participants", "mooc_certified_half", CONVERTIBLE, "put both on everybody who opened"),
        # the click to enroll is not published beside them
        ("mooc_completion", "mooc_certified_half", NOT_COMPARABLE, "No published count"),
        # graduates left out may or may not have a job: bounds only
        ("home_in_field_180", "cirr_in_field_180", CONVERTIBLE, "have bounds only"),
        ("cirr_in_field_90", "cirr_in_field_180", NOT_COMPARABLE, "about the time between"),
        ("nj_earnings_q2", "etp_earnings_q2", NOT_COMPARABLE, "average above a median"),
        ("nj_employment_q2", "etp_employment_q2", NOT_COMPARABLE, "all students who left the program"),
        ("wioa_employment_q2", "etp_employment_q2", NOT_COMPARABLE, "with any training"),
        ("wioa_earnings_q2", "etp_earnings_q2", NOT_COMPARABLE, "workforce service"),
        ("home_completion", "ipeds_completions", NOT_COMPARABLE, "how many credentials are conferred"),
        ("bootcamp_marketing", "home_completion", NOT_COMPARABLE, "may rest on one person"),
    ],
)
def test_golden_pairs(a, b, verdict, because):
    found = badge(a, b)
    assert found.verdict == verdict
    assert because in found.reason


def test_the_same_numbers_checked_by_others_are_named(monkeypatch):
    twin = replace(DEFINITIONS["home_completion"], code="twin", label="Twin", verified_by="auditor")
    monkeypatch.setitem(DEFINITIONS, "twin", twin)
    assert badge("twin", "home_completion") == badge("home_completion", "twin")
    assert badge("twin", "home_completion").verdict == CONVERTIBLE
    assert "the registrar, and a yearly auditor" in badge("twin", "home_completion").reason


def test_an_advertised_rate_is_comparable_with_nothing_else():
    assert {badge("bootcamp_marketing", c).verdict for c in CODES if c != "bootcamp_marketing"} == {NOT_COMPARABLE}


def test_bounds_of_a_report_by_hand():
    # 20 enrolled, 16 graduated, 4 of them excused, 9 placed, 2 never answered
    found = bounds(Counts(20, 20, 16, 4, 9, 2))
    assert found.stated == 9 / 12
    assert found.completers == (9 / 16, 15 / 16)
    assert found.enrolled == (9 / 20, 15 / 20)


def test_one_hundred_percent_of_one_graduate_is_hardly_known():
    low, high = wilson(1, 1)
    assert 0.2 < low < 0.21
    assert high == 1
    # she was the only one asked of ten enrolled
    assert bounds(Counts(10, 10, 1, 0, 1, 0)).enrolled == (0.1, 0.1)


def test_nobody_gives_no_share():
    found = bounds(Counts(0, 0, 0, 0, 0, 0))
    assert (found.stated, found.completers, found.enrolled) == (None, None, None)
    assert wilson(0, 0) is None


@given(st.data())
def test_the_truth_lies_within_the_bounds(data):
    """Whatever those did about whom nothing is known, the share of all completers lies between the bounds."""
    graduates = data.draw(st.integers(1, 200))
    excluded = data.draw(st.integers(0, graduates))
    placed = data.draw(st.integers(0, graduates - excluded))
    silent = data.draw(st.integers(0, graduates - excluded - placed))
    enrolled = graduates + data.draw(st.integers(0, 100))
    also_placed = data.draw(st.integers(0, excluded + silent))
    found = bounds(Counts(enrolled, enrolled, graduates, excluded, placed, silent))
    for (low, high), base in ((found.completers, graduates), (found.enrolled, enrolled)):
        assert low <= (placed + also_placed) / base <= high + 1e-12


@given(st.integers(1, 10_000), st.data())
def test_a_wilson_interval_holds_the_share_and_stays_a_share(n, data):
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1


def test_people_who_end_alike_by_twos_count_half():
    assert wilson(40, 100, 2.0) == wilson(20, 50)
