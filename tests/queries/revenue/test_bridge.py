"""The bridge: every cent explained, whatever the order, and the causes are what a planner would call them."""

from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.revenue import bridge
from queries.revenue.bridge import EFFECTS, NOTHING, Sales, effects


@st.composite
def sold(draw):
    """What was sold of an offering; the money is any that the contract lets through, zeros and full discounts too."""
    seats = draw(st.integers(0, 60))
    if not seats:
        return NOTHING
    gross = draw(st.integers(0, 400_000))
    discount = draw(st.integers(0, gross))
    refund = draw(st.integers(0, gross - discount + 1))  # half a cent may round up to one more than was charged
    cancelled = draw(st.integers(0, max(gross - discount - refund, 0)))
    return Sales(seats, gross, discount, refund, cancelled)


colleges = st.dictionaries(st.sampled_from("abcdef"), sold())


@settings(deadline=None, max_examples=300)
@given(colleges, colleges)
def test_effects_add_up_to_the_change_of_every_offering_to_the_cent(before, now):
    found = effects(before, now)
    for offering, cents in found.items():
        change = now.get(offering, NOTHING).net_cents - before.get(offering, NOTHING).net_cents
        assert sum(cents.values()) - change == 0


@settings(deadline=None, max_examples=100)
@given(colleges, colleges, st.permutations("abcdef"))
def test_neither_the_order_of_offerings_nor_of_time_matters(before, now, order):
    shuffled = [{o: side[o] for o in order if o in side} for side in (before, now)]
    assert effects(*shuffled) == effects(before, now)
    back = effects(now, before)
    for offering, cents in effects(before, now).items():
        for name in ("volume", "mix", "list_price", "discount", "cancelled"):
            # Going back explains the same, but for the cent that rounding hands to one cause or another.
            assert abs(cents[name] + back[offering][name]) <= 1


def test_every_effect_is_the_mean_over_all_orders_of_the_causes():
    """By hand: every one of the 720 orders, in exact fractions, on a pair in which everything moves."""
    before = {"a": Sales(10, 90_000, 7_000, 4_000, 1_000), "b": Sales(20, 50_000, 100, 900, 0)}
    now = {"a": Sales(17, 160_000, 20_000, 3_000, 9_000), "b": Sales(12, 33_000, 0, 1_500, 700)}

    def factors(sold, side):
        seats, charged = sum(s.seats for s in side.values()), sold.gross_cents - sold.discount_cents
        return [
            Fraction(seats),
            Fraction(sold.seats, seats),
            Fraction(sold.gross_cents, sold.seats),
            Fraction(charged, sold.gross_cents),
            Fraction(sold.refund_cents, charged),
            Fraction(sold.cancelled_refund_cents, charged),
        ]

    def net(n, mix, price, kept, refund, cancelled):
        return n * mix * price * kept * (1 - refund - cancelled)

    found = effects(before, now)
    for offering in before:
        then, today = factors(before[offering], before), factors(now[offering], now)
        totals = [Fraction(0)] * 6
        for order in permutations(range(6)):
            at = list(then)
            for i in order:
                value = net(*at)
                at[i] = today[i]
                totals[i] += net(*at) - value
        for name, total in zip(bridge.FACTORS, totals, strict=True):
            assert abs(found[offering][name] - total / 720) < 1


def only(**changed):
    """The same offering twice, one thing different; the effects that are not zero."""
    plain = {
        "seats": 10,
        "gross_cents": 100_000,
        "discount_cents": 10_000,
        "refund_cents": 9_000,
        "cancelled_refund_cents": 0,
    }
    (cents,) = effects({"a": Sales(**plain)}, {"a": Sales(**plain | changed)}).values()
    return {name: value for name, value in cents.items() if value}


def test_a_single_cause_takes_all():
    # Twice the seats at the same price, discount and refund.
    assert only(seats=20, gross_cents=200_000, discount_cents=20_000, refund_cents=18_000) == {"volume": 81_000}
    # A tenth on the price of the same seats.
    assert only(gross_cents=110_000, discount_cents=11_000, refund_cents=9_900) == {"list_price": 8_100}
    assert only(refund_cents=0) == {"refund": 9_000}
    assert only(cancelled_refund_cents=5_000) == {"cancelled": -5_000}


def test_two_offerings_that_swap_seats_are_mix_only():
    cheap, dear = Sales(10, 10_000, 0, 0, 0), Sales(10, 30_000, 0, 0, 0)
    less, more = Sales(5, 5_000, 0, 0, 0), Sales(15, 45_000, 0, 0, 0)
    found = effects({"c": cheap, "d": dear}, {"c": less, "d": more})
    assert {name: sum(found[o][name] for o in found) for name in EFFECTS if name != "mix"} == dict.fromkeys(
        [e for e in EFFECTS if e != "mix"], 0
    )
    assert (found["c"]["mix"], found["d"]["mix"]) == (-5_000, 15_000)


def test_what_was_not_sold_then_is_new_and_what_is_not_sold_now_is_retired():
    one = Sales(3, 3_000, 100, 0, 0)
    found = effects({"old": one}, {"young": one})
    assert found["old"]["retired"] == -2_900
    assert found["young"]["new"] == 2_900
