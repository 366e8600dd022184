"""A claim is asked anew, its numbers are checked, and a recipe calls nothing but questions and words."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from dashboard.brief import check
from dashboard.brief.claim import sentence_of
from dashboard.offered import recipe
from dashboard.origins import Call, hearing, note, origin_of
from data.reference import periods
from queries import college
from queries.semantic.column import Column, of_day
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT

SCOPE = Scope("v1", "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


@dataclass(frozen=True)
class Standing:
    target: float
    actual: float

    @property
    def share(self) -> float:
        return self.actual / self.target


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("It is $10.10M, 78% of the goal.", []),  # as printed; worked out by the record
        ("It is $10.10M, 79% of the goal.", ["79%"]),  # one off
        ("It is $2.80M short.", []),  # the difference of two numbers of one record
        ("It is $3.80M short.", ["$3.80M"]),
        ("In 2026 it is 1 of 2.", []),  # a year, and small numbers that a sentence states itself
    ],
)
def test_a_number_that_no_result_holds_is_found(sentence, wrong):
    assert check.unsupported(sentence, [Standing(12_900_000.0, 10_098_112.5)]) == wrong


def test_sums_by_a_few_names_support_a_number():
    frame = pl.DataFrame({"kind": ["new", "new", "repeat"], "offered": [300, 257, 41]})
    assert check.unsupported("557 of the sections are new.", [frame]) == []
    assert check.unsupported("558 of the sections are new.", [frame]) == ["558"]


def test_a_forecast_is_said_to_three_digits_and_the_ends_of_its_range_hold_it():
    total = [10_009.7, 8_729.49, 11_436.32]
    assert check.unsupported("Most likely about 10,000; between 8,729 and 11,437.", [total]) == []
    assert check.unsupported("It is 10,000 or 11,450 now.", [total]) == ["10,000", "11,450"]
    assert check.unsupported("It is about 10,100; between 8,720 and 11,460 is meant.", [total]) == [
        "10,100",
        "8,720",
        "11,460",
    ]


def test_digits_of_a_name_are_no_number():
    assert check.unsupported("CompTIA 220-1101 is first.", ["CompTIA 220-1101"]) == []


def test_a_recipe_keeps_the_question_and_never_its_number():
    events = pl.DataFrame({"text": ["closed"]})
    note(college.events_in, (SCOPE,), events)
    written = recipe.write(events, SCOPE)
    assert written == {"ask": "queries.college:events_in", "with": [{"scope": {}}]}


def test_a_scope_is_written_by_what_differs():
    assert recipe.write(SCOPE.last_year(), SCOPE) == {"scope": "last_year"}
    other = SCOPE.narrowed(field="11")
    assert recipe.read(recipe.write(other, SCOPE), SCOPE) == other
    later = Scope("v2", "demo", periods.STANDARD.parse("FY2026"), date(2026, 6, 30))
    assert recipe.read(recipe.write(SCOPE.last_year(), SCOPE), later) == later.last_year()
    assert recipe.read(recipe.write("v1", SCOPE), later) == "v2"  # the version of the brief, not of the page


@pytest.mark.parametrize("name", ["os:system", "queries.college:__doc__.x", "builtins:eval", "dashboard.cli:main"])
def test_a_recipe_that_names_anything_else_is_refused(name):
    with pytest.raises(recipe.NotRepeatable):
        recipe.read({"call": name, "with": []}, SCOPE)


def test_what_a_page_has_changed_cannot_be_asked_again():
    with pytest.raises(recipe.NotRepeatable, match="cannot be asked again"):
        recipe.write_call(Call(college.events_in, (Standing(1.0, 2.0),), {}), SCOPE)


def test_results_are_heard_in_their_order_only_meanwhile():
    with hearing() as heard:
        note(college.events_in, (SCOPE,), "one")
    note(college.events_in, (SCOPE,), "two")
    assert heard == ["one"]
    assert origin_of("one") is None  # a plain text is the same object wherever it occurs


def test_a_table_is_said_by_the_number_that_a_reader_needs_most_and_by_whose_it_is():
    frame = pl.DataFrame(
        {"on": [date(2026, 4, 4), date(2026, 4, 5)], "name": ["AI", "Welding"], "n": [9, 8], "worth": [1, 2]}
    )
    columns = (
        of_day("on", "By"),
        Column("name", "Offering"),
        Column("n", "Net now", COUNT),
        Column("worth", "Adds", COUNT),
    )
    assert sentence_of(Table(frame, columns, SCOPE, first=("worth",))) == "Adds is highest for Welding: 2."
    assert sentence_of(Table(frame, columns, SCOPE)) == "Net now is highest for AI: 9."
