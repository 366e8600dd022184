"""The advice on one section: the choice that is expected to contribute most, against canceling it today."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.enrollment.advice import WORTH_IT_CENTS, Values, advise, plain_without

MONEY = st.floats(-1e7, 1e7)


@pytest.mark.parametrize(
    ("values", "choice", "worth"),
    [
        (Values(run=500_00), "run", 500_00),  # what canceling would lose
        (Values(run=-500_00), "cancel", 500_00),  # the loss that is avoided, not the revenue that is given up
        (Values(run=-500_00, wait=99_00), "cancel", 500_00),  # too little to keep people waiting
        (Values(run=-500_00, wait=150_00), "wait", 150_00),
        (Values(run=300_00, wait=350_00), "run", 300_00),
        (Values(run=300_00, wait=450_00), "wait", 150_00),
        (Values(run=300_00, wait=450_00, promote=460_00), "promote", 160_00),
        (Values(run=-500_00, wait=150_00, is_bound=True), "run", -500_00),  # what keeping the word costs
        (Values(run=-500_00, promote=-300_00, is_bound=True), "promote", 200_00),
    ],
)
def test_the_best_choice_is_advised_and_says_what_it_adds(values, choice, worth):
    advice = advise(values, 0.5, can_wait=True)
    assert (advice.choice, advice.worth) == (choice, worth)


@pytest.mark.parametrize(
    ("chance", "is_bound", "can_wait", "choice"),
    [(0.3, False, True, "wait"), (0.3, False, False, "cancel"), (0.6, False, False, "run"), (0.1, True, False, "run")],
)
def test_without_a_known_cost_the_chance_decides_and_no_money_is_named(chance, is_bound, can_wait, choice):
    advice = advise(Values(None, is_bound=is_bound), chance, can_wait=can_wait)
    assert (advice.choice, advice.value, advice.worth) == (choice, None, None)


@given(MONEY, st.none() | MONEY, st.none() | MONEY, st.booleans())
def test_nothing_that_may_be_chosen_is_much_better_than_what_is_advised(run, wait, promote, is_bound):
    values = Values(run, wait, promote, is_bound)
    advice = advise(values, 0.5, can_wait=True)
    assert advice.value >= max(values.today.values())
    assert all(advice.value >= value - WORTH_IT_CENTS for value in values.later.values())
    assert advice.worth == advice.value - plain_without(values, advice.choice)
    if is_bound:
        assert advice.choice not in ("cancel", "wait")
    else:
        assert advice.worth >= 0
