"""Workforce Pell: how the demo's offerings stand, and each test of one of them in words."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.wording import workforce_pell as words
from dashboard.wording.workforce_pell_tests import sentence_of_test
from data.reference import workforce_pell as rules
from queries.outcomes.pell_checks import (
    COMPLETION,
    PLACEMENT,
    TESTS,
    Approval,
    Ceiling,
    InField,
    Recipients,
    Work,
    checked,
)
from tests.dashboard.test_pages import opened
from tests.queries.outcomes.test_pell_checks import WELDING

PAGE = "pages/outcomes/workforce_pell.py"
RULE = rules.shipped()


def said(app) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.info) for element in kind)


def test_the_page_says_how_many_stand_and_shows_each_test(demo_version):
    app = opened(PAGE)
    text = said(app)
    assert "open offerings passes every test of Workforce Pell that your data can settle" in text
    assert "This is not legal advice." in text
    assert all(words.TESTS_IN_WORDS[test] in text for test in TESTS)
    assert app.dataframe


def test_a_program_that_misses_tests_names_them(demo_version):
    app = opened(PAGE)
    options = app.selectbox(key="pell_program").options
    app.selectbox(key="pell_program").select_index(len(options) - 1).run()
    assert options[-1] in said(app)
    assert "does not qualify today" in said(app)


def test_a_day_before_any_offering_says_so(demo_version):
    assert "not published" in said(opened(PAGE, as_of="2022-07-01")) or "No final outcome" in said(
        opened(PAGE, as_of="2022-07-01")
    )


def test_a_rule_file_of_the_college_is_used_and_a_broken_one_is_said(demo_version, demo_home, monkeypatch):
    monkeypatch.setattr("dashboard.cards.workforce_pell.rules.rule", _refuse)
    app = opened(PAGE)
    assert "lacks weeks_least. The shipped rule is used." in app.warning[0].value


def _refuse(home):
    raise rules.BadRule("The file of the Workforce Pell rule lacks weeks_least.")


def test_sentences_are_whole_for_every_state():
    for program in (
        WELDING,
        replace(WELDING, weeks=None, contact_hours=None, credit_hours=9, launched_on=None, charges_usd=None),
        replace(WELDING, is_agreed=False, counts_toward=None, partner="A bootcamp", starters=None, completers=None),
        replace(WELDING, starters=None, completers=None, bound="high", credential_type="digital_badge"),
        replace(WELDING, starters=None, completers=None, is_hidden=True, credential_type="noncredit_certificate"),
        replace(
            WELDING,
            instruction_weeks=9,
            partner="A bootcamp",
            partner_hours=30,
            is_credential_recognized=False,
            state="OH",
            soc_codes=("51-4121", "51-4122"),
            listed_on=date(2026, 6, 10),
            launched_on=date(2026, 2, 28),
            approval=Approval("OH", date(2026, 8, 1), date(2026, 10, 1)),
            in_field=InField(0.71, 120, "FY2025"),
            work=Work("FY2025", (45, 60), (11, 20), (40, 60), True),
            recipients=Recipients((18, 14), "FY2025", False),
            similar=("Nurse Aide",),
            ceiling=Ceiling(-100.0, 23_000, "FY2025", 91.6, "OH", 15_960, 2026),
        ),
    ):
        result = checked(program, RULE, date(2026, 11, 29))
        for test in TESTS:
            sentence = sentence_of_test(test, result, RULE)
            assert sentence.endswith("."), sentence
            assert "None" not in sentence
        assert words.sentence_of_program(result).endswith(".")
        assert words.sentence_of_similar(result).endswith(".")


@pytest.mark.parametrize(
    ("work", "says"),
    [
        (
            Work("FY2025", (45, 60), (11, 20), (40, 60), True),
            "In FY2025, 70.0% of the 80 who completed or left were employed, 75.0% of the 60 who completed were employed and 66.7%",
        ),
        (Work("FY2025", (45, 60), None, None, False), "import the column exited_on."),
        (Work("FY2025", (45, 60), None, None, True), "Those who left without completing are too few to show."),
        (Work("FY2025", None, None, None, True), "Work after this program is hidden to protect learners."),
    ],
)
def test_both_ways_to_count_work_are_said_and_what_is_lacking(work, says):
    result = checked(replace(WELDING, work=work), RULE, date(2026, 11, 29))
    assert says in sentence_of_test(PLACEMENT, result, RULE)


def test_a_near_miss_says_how_many_left_out_by_the_rule_would_turn_it():
    """55 of 80 complete, 68.75%: with 1 left out 55 of 79 is 69.6%, with 2 left out 55 of 78 is 70.5%."""
    result = checked(replace(WELDING, completers=55), RULE, date(2026, 11, 29))
    assert "It would pass if 2 or more of those who did not complete were such learners." in sentence_of_test(
        COMPLETION, result, RULE
    )


def test_enough_pell_recipients_for_a_limit_are_said_with_the_years_that_are_pooled():
    for people, says in (
        ((30, 1), "30 up to FY2025, enough for a limit from that year alone."),
        ((18, 14), "32 up to FY2025, enough for a limit from 2 years together."),
        ((9, 9), "four years together have fewer than 30, so no limit could be calculated."),
    ):
        program = replace(WELDING, recipients=Recipients(people, "FY2025", False))
        assert sentence_of_test("tuition", checked(program, RULE, date(2026, 11, 29)), RULE).endswith(says)


def test_the_limit_from_todays_pay_is_said_with_all_that_it_is_made_of():
    ceiling = Ceiling(13_160.08, 34_000, "FY2025", 91.644, "AL", 15_960, 2026)
    result = checked(replace(WELDING, ceiling=ceiling), RULE, date(2026, 11, 29))
    assert sentence_of_test("tuition", result, RULE).endswith(
        "By an estimate the limit would be $13,160, at or above what it charges. It rests on $34,000, the median pay of all who "
        "completed in this field in FY2025, at the price level of AL (91.6). The poverty guideline of 2026 is $15,960."
    )


def test_a_young_program_says_from_when_the_college_can_apply():
    result = checked(replace(WELDING, launched_on=date(2026, 2, 28)), RULE, date(2026, 11, 29))
    assert "so the college can apply from Feb 28, 2027." in sentence_of_test("age", result, RULE)
