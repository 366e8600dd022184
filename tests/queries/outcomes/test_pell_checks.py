"""The tests of Workforce Pell for one offering: at each limit, and where nothing is stated."""

from dataclasses import replace
from datetime import date

import pytest

from data.reference import workforce_pell as rules
from queries.outcomes.pell_checks import OUTSIDE, PLACEMENT, TESTS, Approval, Program, Work, checked

RULE, DAY, LISTED_ON = rules.shipped(), date(2026, 11, 29), date(2026, 6, 10)
WELDING = Program(
    offering="weld", title="Welding", field="48", credential_type="license_prep", weeks=10, contact_hours=240,
    credit_hours=None, charges_usd=3_000, launched_on=date(2024, 1, 1), counts_toward="Associate in Welding",
    is_agreed=True, partner=None, year="FY2026", starters=80, completers=60, bound=None, is_hidden=False,
)  # fmt: skip


def state(test: str, **facts) -> str:
    return checked(replace(WELDING, **facts), RULE, DAY).state(test)


def test_a_program_that_meets_all_that_the_data_settles_leaves_only_employment_open():
    welding = checked(WELDING, RULE, DAY)
    assert welding.of("missing") == ()
    assert welding.of("unknown") == ("placement",)
    assert {c.test for c in welding.checks} == {*TESTS}
    assert all(welding.state(test) == "unknown" for test in OUTSIDE)


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        ("weeks", {"weeks": 7.9}, "missing"),
        ("weeks", {"weeks": 8}, "met"),
        ("weeks", {"weeks": 14.9}, "met"),
        ("weeks", {"weeks": 15}, "missing"),
        ("weeks", {"weeks": None}, "unknown"),
        ("hours", {"contact_hours": 149}, "missing"),
        ("hours", {"contact_hours": 150}, "met"),
        ("hours", {"contact_hours": 600}, "missing"),
        ("hours", {"credit_hours": 4}, "met"),  # of a credit program the credit counts
        ("hours", {"credit_hours": 16}, "missing"),
        ("hours", {"contact_hours": None}, "unknown"),
        ("conversion", {"credit_hours": 8}, "met"),  # 240 hours behind 8 × 30
        ("conversion", {"credit_hours": 9}, "missing"),
        ("conversion", {"credit_hours": None}, "met"),
        ("conversion", {"credit_hours": 9, "contact_hours": None}, "unknown"),
        ("credential", {"credential_type": "digital_badge"}, "missing"),  # a badge alone is not named
        ("credential", {"credential_type": "noncredit_certificate"}, "unknown"),
        ("credit", {"is_agreed": False}, "unknown"),
        ("credit", {"is_agreed": False, "counts_toward": None}, "missing"),
        ("weeks", {"weeks": 15, "instruction_weeks": 14}, "met"),  # a week of break does not count
        ("credential", {"is_credential_recognized": False}, "missing"),  # the college knows better than the kind
        ("credential", {"credential_type": "digital_badge", "is_credential_recognized": True}, "met"),
        ("partner", {"partner": "A bootcamp"}, "unknown"),
        ("partner", {"partner": "A bootcamp", "partner_hours": 60}, "met"),  # a quarter of 240
        ("partner", {"partner": "A bootcamp", "partner_hours": 61}, "unknown"),  # an apprenticeship may
        ("partner", {"partner": "A bootcamp", "partner_hours": 120}, "missing"),  # nobody may give half
        ("occupation", {"listed_on": LISTED_ON}, "unknown"),  # the catalog names no occupation
        ("occupation", {"soc_codes": ("51-4121",)}, "unknown"),  # there is no list
        ("occupation", {"listed_on": LISTED_ON, "soc_codes": ("51-4121",), "is_listed": True}, "met"),
        ("occupation", {"listed_on": LISTED_ON, "soc_codes": ("51-4121",)}, "missing"),
        ("governor", {"approval": Approval("OH", LISTED_ON, None)}, "met"),
        ("governor", {"approval": Approval("OH", LISTED_ON, DAY)}, "met"),  # its last day
        ("governor", {"approval": Approval("OH", LISTED_ON, date(2026, 11, 28))}, "missing"),
        ("age", {"launched_on": date(2025, 11, 29)}, "met"),
        ("age", {"launched_on": date(2025, 11, 30)}, "missing"),
        ("age", {"launched_on": None}, "unknown"),
        ("placement", {"work": Work("FY2026", (42, 60), (28, 40), None, True)}, "met"),  # 70 of 100, and 42 of 60
        ("placement", {"work": Work("FY2026", (41, 60), (28, 40), None, True)}, "missing"),  # 69 of 100, and 41 of 60
        ("placement", {"work": Work("FY2026", (44, 60), (20, 40), None, True)}, "unknown"),  # 64 of 100, but 44 of 60
        ("placement", {"work": Work("FY2026", (44, 60), None, (50, 60), False)}, "unknown"),  # who left is not stated
        ("completion", {"completers": 56}, "met"),  # 70.0% of 80
        ("completion", {"completers": 55}, "missing"),
        ("completion", {"starters": None, "completers": None, "is_hidden": True}, "unknown"),
        ("completion", {"starters": None, "completers": None, "bound": "high"}, "met"),
        ("completion", {"starters": None, "completers": None, "bound": "low"}, "missing"),
    ],
)
def test_each_test_at_its_limit(test, facts, expected):
    assert state(test, **facts) == expected


def test_what_others_decide_counts_as_missed_once_a_file_says_so_and_never_as_open():
    unlisted = checked(replace(WELDING, listed_on=LISTED_ON, soc_codes=("51-4121",)), RULE, DAY)
    assert unlisted.of("missing") == ("occupation",)
    assert unlisted.of("unknown") == ("placement",)


@pytest.mark.parametrize(("in_occupation", "expected"), [((42, 60), "met"), ((41, 60), "missing"), (None, "unknown")])
def test_from_2029_30_work_in_the_occupation_counts_alone(in_occupation, expected):
    """The award year 2029-30 begins on July 1, 2029; until the day before, all who exit may count."""
    program = replace(WELDING, work=Work("FY2028", (50, 60), (40, 40), in_occupation, True))
    assert checked(program, RULE, date(2029, 6, 30)).state(PLACEMENT) == "met"
    assert checked(program, RULE, date(2029, 7, 1)).state(PLACEMENT) == expected


def test_the_chance_to_pass_is_that_of_the_way_of_counting_that_is_worse():
    program = replace(WELDING, work=Work("FY2026", (58, 60), (0, 40), None, True))
    chance = next(c.chance for c in checked(program, RULE, DAY).checks if c.test == PLACEMENT)
    assert chance is not None
    assert chance < 0.05  # 58 of 100, and not 58 of 60
