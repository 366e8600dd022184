"""A number opened: the question about it alone, what it is made of, and the sections that it adds up from."""

from datetime import date

import pytest

from data.reference import periods
from queries.explore.answering import answer
from queries.explore.opened import alone, parts, sections
from queries.explore.question import Question
from queries.semantic.scope import Scope

CELL = (("field", "11"),)
REVENUE = Question(("net_revenue",), ("field",))


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def test_a_row_alone_is_the_number_of_the_row(scope):
    rows = dict(answer(REVENUE, scope).frame.rows())
    assert answer(alone(REVENUE, CELL), scope).frame["net_revenue"][0] == pytest.approx(rows["11"])


def test_the_parts_of_a_row_have_answers_that_add_up_to_it(scope):
    whole = answer(alone(REVENUE, CELL), scope).frame["net_revenue"][0]
    made_of = parts(REVENUE, CELL, scope)
    assert {"month", "offering", "modality"} <= {one.rows[0] for one in made_of}
    assert all(
        answer(one, scope).frame["net_revenue"].sum() == pytest.approx(whole)
        for one in made_of
        if one.rows != ("term",)
    )


def test_the_sections_of_a_row_add_up_to_it(scope):
    offering = answer(Question(("net_revenue",), ("offering",)), scope).frame.row(0)
    table = sections(Question(("net_revenue",), ("offering",)), (("offering", offering[0]),), scope)
    assert table is not None
    assert table.frame["net_cents"].sum() / 100 == pytest.approx(offering[1])


def test_numbers_about_people_have_no_sections_and_neither_has_the_public(scope, monkeypatch):
    assert sections(Question(("completion_rate",), ("field",)), CELL, scope) is None
    monkeypatch.setenv("DASHBOARD_AUDIENCE", "public")
    assert sections(REVENUE, CELL, scope) is None


def test_a_month_is_not_taken_apart_since_the_period_is_chosen_above_the_page(scope):
    assert parts(Question(("net_revenue",), ("month",)), (("month", "2026-01-01"),), scope) == ()


@pytest.mark.parametrize("cell", [(("price_band", "under_1000_usd"),), (("credit", "credit"), ("field", "11"))])
def test_the_sections_of_a_cut_by_what_offerings_are_like_make_up_its_number(scope, cell):
    question = Question(("net_registrations",), tuple(name for name, _ in cell))
    table = sections(question, cell, scope)
    assert table is not None
    number = answer(alone(question, cell), scope).frame["net_registrations"][0]
    assert 0 < table.frame["net_registrations"].sum() <= number
    assert table.frame.height == 100 or table.frame["net_registrations"].sum() == number
