"""From the revenue of last year, or of the plan, to this year's: how much each cause explains, to the cent.

An offering that sold seats in both periods has a net revenue of

    seats of all × its share of them × list price × (1 − discount rate) × (1 − refund rate − cancellation rate)

Each factor gets the mean of what its change adds over every order in which the factors could have changed (Shapley
1953, "A value for n-person games"). All is counted in whole numbers, so no order and no rounding leaves a cent over.
An offering that sold none then is new, one that sells none now is retired, each with all its money.
"""

# Why: decision 47.

from dataclasses import dataclass
from itertools import combinations
from math import factorial, prod

FACTORS = ("volume", "mix", "list_price", "discount", "refund", "cancelled")
EFFECTS = (*FACTORS, "new", "retired")


@dataclass(frozen=True)
class Sales:
    """What was sold of one offering in one period: seats in any unit, money in cents.

    `cancelled_refund_cents` was paid back in sections that were canceled, `refund_cents` in all others.
    """

    seats: int
    gross_cents: int
    discount_cents: int
    refund_cents: int
    cancelled_refund_cents: int

    @property
    def net_cents(self) -> int:
        """List price less discounts and all refunds."""
        return self.gross_cents - self.discount_cents - self.refund_cents - self.cancelled_refund_cents


NOTHING = Sales(0, 0, 0, 0, 0)
Fraction = tuple[int, int]
"""Numerator and denominator, never reduced: reducing costs more than it saves."""


def effects(before: dict[str, Sales], now: dict[str, Sales]) -> dict[str, dict[str, int]]:
    """Cents by offering and effect; each offering's effects add up to its change in net revenue exactly."""
    both = [o for o in before if before[o].seats and now.get(o, NOTHING).seats]
    seats = sum(before[o].seats for o in both), sum(now[o].seats for o in both)
    result = {}
    for offering in sorted({*before, *now}):
        then, today = before.get(offering, NOTHING), now.get(offering, NOTHING)
        change = today.net_cents - then.net_cents
        if offering in both:
            exact = _shapley(_factors(then, today, seats))
            result[offering] = _rounded(exact, change)
        else:
            result[offering] = dict.fromkeys(EFFECTS, 0) | {"retired" if then.seats else "new": change}
    return result


def _factors(then: Sales, now: Sales, seats: tuple[int, int]) -> list[tuple[Fraction, Fraction]]:
    """Each factor before and now. A rate without a base in one period is that of the other, so it explains nothing."""
    charged = [s.gross_cents - s.discount_cents for s in (then, now)]
    kept = _pair([(c, s.gross_cents) for c, s in zip(charged, (then, now), strict=True)])
    refund = _pair([(s.refund_cents, c) for c, s in zip(charged, (then, now), strict=True)], 0)
    cancelled = _pair([(s.cancelled_refund_cents, c) for c, s in zip(charged, (then, now), strict=True)], 0)
    return [
        ((seats[0], 1), (seats[1], 1)),
        ((then.seats, seats[0]), (now.seats, seats[1])),
        ((then.gross_cents, then.seats), (now.gross_cents, now.seats)),
        kept,
        refund,
        cancelled,
    ]


def _pair(pair: list[Fraction], neutral: int = 1) -> tuple[Fraction, Fraction]:
    with_base = [f for f in pair if f[1]]
    first, last = (with_base[0], with_base[-1]) if with_base else ((neutral, 1), (neutral, 1))
    return (pair[0] if pair[0][1] else last), (pair[1] if pair[1][1] else first)


def _shapley(factors: list[tuple[Fraction, Fraction]]) -> tuple[dict[str, int], int]:
    """The exact effect of each factor as numerators over one common denominator."""
    count = len(factors)
    # One denominator per factor for both periods, so that every product is a product of whole numbers.
    scaled = [(a * d, c * b) for (a, b), (c, d) in factors]
    denominators = [b * d for (_, b), (_, d) in factors]
    refunds_over = denominators[4] * denominators[5]

    def net(changed: frozenset[int]) -> int:
        value = [pair[i in changed] for i, pair in enumerate(scaled)]
        kept = refunds_over - value[4] * denominators[5] - value[5] * denominators[4]
        return prod(value[:4]) * kept

    values = {frozenset(s): net(frozenset(s)) for size in range(count + 1) for s in combinations(range(count), size)}
    totals = dict.fromkeys(FACTORS, 0)
    for changed, value in values.items():
        for i, name in enumerate(FACTORS):
            if i not in changed:
                weight = factorial(len(changed)) * factorial(count - len(changed) - 1)
                totals[name] += weight * (values[changed | {i}] - value)
    return totals, factorial(count) * prod(denominators)


def _rounded(exact: tuple[dict[str, int], int], change: int) -> dict[str, int]:
    """Whole cents by largest remainder, ties in the order of the factors, so that they add up to `change`."""
    totals, denominator = exact
    parts = {name: divmod(total, denominator) for name, total in totals.items()}
    cents = {name: whole for name, (whole, _) in parts.items()}
    missing = change - sum(cents.values())
    if not 0 <= missing < len(cents):
        # A refund where nothing was charged (a half cent in the source) is no rate: it falls to the refunds.
        cents["refund"] += missing - sum(rest > 0 for _, rest in parts.values())
        missing = change - sum(cents.values())
    for name in sorted(parts, key=lambda n: -parts[n][1])[:missing]:
        cents[name] += 1
    return dict.fromkeys(EFFECTS, 0) | cents
