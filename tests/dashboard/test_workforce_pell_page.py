"""Workforce Pell: how the demo's offerings stand, and each test of one of them in words."""

from dataclasses import replace
from datetime import date

from dashboard.wording import workforce_pell as words
from data.reference import workforce_pell as rules
from queries.outcomes.pell_checks import TESTS, checked
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
    assert "This is no legal advice." in text
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
    ):
        result = checked(program, RULE, date(2026, 11, 29))
        for test in TESTS:
            sentence = words.sentence_of_test(test, result, RULE)
            assert sentence.endswith("."), sentence
            assert "None" not in sentence
        assert words.sentence_of_program(result).endswith(".")
