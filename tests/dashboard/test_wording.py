"""Values and changes as text, and downloads that run no formula."""

import re
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import wording
from dashboard.wording import outcomes, scenario, scores
from dashboard.wording.markdown import JOINER
from data.reference.periods import STANDARD
from queries.answer import Answer
from queries.metrics.enrollment import NET_REGISTRATIONS, NET_REVENUE
from queries.metrics.offerings import MEDIAN_WEEKS
from queries.metrics.outcomes import COMPLETION_RATE
from queries.revenue.scenario import Outcome
from queries.semantic.scope import Scope


@pytest.mark.parametrize(
    ("metric", "number", "text"),
    [
        (NET_REVENUE, 4_214_000.0, "$4.21M"),
        (NET_REVENUE, 81_400.0, "$81K"),
        (NET_REVENUE, -950.4, "-$950"),
        (NET_REVENUE, 23.51, "$23.51"),
        (NET_REGISTRATIONS, 8903, "8,903"),
        (COMPLETION_RATE, 0.7154, "71.5%"),
        (COMPLETION_RATE, None, "–"),
        (MEDIAN_WEEKS, 18.0, "18 weeks"),  # a whole number has no tenths
        (MEDIAN_WEEKS, 18.5, "18.5 weeks"),
    ],
)
def test_a_value_short(metric, number, text):
    assert wording.value(metric, number, short=True) == text


@pytest.mark.parametrize(
    ("dimension", "key", "text"),
    [
        ("month", date(2026, 1, 1), "January 2026"),
        ("quarter", date(2026, 1, 1), "Q1 2026"),
        ("field", "51", "Health"),
        ("field", None, "Not known"),
    ],
)
def test_a_value_of_a_dimension_is_in_words(dimension, key, text):
    assert wording.name(dimension, key) == text


@given(
    st.text() | st.lists(st.sampled_from(["http", "s", "://", "www", ".", "a", "@", " ", "&colon;", "\\"])).map("".join)
)
def test_a_name_is_drawn_as_text_and_no_address_in_it_becomes_a_link(name):
    drawn = re.sub(r"\\([!-/:-@[-`{-~])", r"\1", wording.escaped(name))
    assert drawn.replace(JOINER, "") == name.replace(JOINER, "")
    # What the browser makes links of, in text whose escapes it has undone.
    assert not re.search(r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+", drawn, re.IGNORECASE)
    assert not re.search(r"(?<!\\)(\\\\)*&", wording.escaped(name))  # an entity would become a letter of an address


def test_rates_change_in_points_and_counts_in_percent():
    assert wording.change(COMPLETION_RATE, 0.72, 0.70) == "+2.0 points"
    assert wording.change(NET_REGISTRATIONS, 90, 100) == "-10.0%"
    assert wording.change(NET_REGISTRATIONS, 90, 0) is None
    assert wording.change(NET_REGISTRATIONS, 493, 100) == "+393%"  # a tenth of a percent says nothing any more


@pytest.mark.parametrize("now", [0.7004, 0.6996])
def test_a_change_that_rounds_to_nothing_has_no_sign(now):
    assert wording.change(COMPLETION_RATE, now, 0.70) == "0.0 points"
    assert wording.change(NET_REGISTRATIONS, 1_000_000 * now, 700_300 if now > 0.7 else 699_700) == "0.0%"


@pytest.mark.parametrize(("now", "before", "text"), [(50.0, -100.0, "+$150"), (-300.0, -100.0, "-$200")])
def test_against_a_loss_the_change_is_an_amount(now, before, text):
    # By division a loss that became a gain would have changed by -150%, and a larger loss by +200%.
    assert wording.change(NET_REVENUE, now, before) == text


@pytest.mark.parametrize(
    ("leads", "text"),
    [
        (
            [1, 12],
            "Off by 10.0% 1 month ahead and by 20.0% 12 months ahead; repeating the last value by 30.0% and 40.0%.",
        ),
        ([3], "Off by 10.0% 3 months ahead; repeating the last value by 30.0%."),
    ],
)
def test_errors_are_said_of_the_nearest_and_the_farthest_lead(leads, text):
    rows = pl.DataFrame({"lead": [1, 12], "error_share": [0.1, 0.2], "naive_share": [0.3, 0.4]})
    assert scores.summary(rows.head(len(leads)).with_columns(lead=pl.Series(leads)), "month") == text


def test_groups_that_are_hidden_are_named_and_none_is_where_none_is():
    assert wording.hidden_names(["Health", "Business"]) == " · hidden to protect learners: Business, Health"
    assert wording.hidden_names([]) == ""


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, ""),
        ({"field": "51"}, " · all fields, to compare Health with the others"),
        ({"field": "54"}, " · all fields"),  # of which the card shows nothing
    ],
)
def test_a_card_of_all_fields_says_so_where_one_is_chosen(chosen, said):
    scope = Scope("v", "demo", STANDARD.parse("FY2026"), date(2026, 3, 31)).narrowed(**chosen)
    assert wording.all_fields(scope, ["51", "52"]) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [("2021-H2", "July to December 2021"), ("2014-15", "2014-15"), ("not stated", "period not stated")],
)
def test_a_period_stands_within_a_name(name, said):
    assert outcomes.period(name) == said
    assert outcomes.period("not stated", unstated="Not stated") == "Not stated"  # by itself, in a column


@pytest.mark.parametrize(
    ("cents", "text"), [(-837, "-$8"), (12, "$0"), (71_449, "$714"), (1_260_000, "$13K"), (None, "–")]
)
def test_expected_money_has_no_cents(cents, text):
    assert wording.cents(cents) == text


def standing(metric, now, before) -> str:
    scope = Scope("v", "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
    answers = [
        Answer(pl.DataFrame({metric.name: [number]}, schema={metric.name: pl.Float64}), (metric,), (), scope)
        for number in (now, before)
    ]
    return wording.sentence_of_standing(metric, *answers)


def test_a_standing_agrees_with_its_subject():
    assert standing(NET_REGISTRATIONS, 110, 100).startswith(
        "Net registrations are 110, up 10.0% from this point last year"
    )
    assert standing(COMPLETION_RATE, 0.7, None).startswith("Completion rate is 70.0%, with no prior year")
    assert standing(NET_REGISTRATIONS, None, None) == "Net registrations are not known for this choice."


@pytest.mark.parametrize(
    ("draws", "said"),
    [([80_000.0, 80_000.0], "Actual"), ([70_000.0, 90_000.0], "Expected")],
    ids=["a period that is over", "a period with open sections"],
)
def test_what_is_over_is_not_expected(draws, said):
    usd = np.array(draws)
    outcome = Outcome(usd, usd, usd / 4, sections=0, uncosted=0, is_launch_costed=True, goals=[])
    assert scenario.sentence_of_scenario("", outcome, outcome, "FY2026").startswith(f"{said} for FY2026: $80K")
