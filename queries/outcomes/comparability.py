"""Whether two outcome numbers may stand side by side, why not, and what is certain on a common basis.

The badge follows from the definitions' traits, checked in an order in which the first difference that matters is the
reason given. It is symmetric: `badge(a, b)` and `badge(b, a)` say the same.
"""

from dataclasses import dataclass

from data.reference.outcome_definitions import BASES, DEFINITIONS, MEASURES, QUANTITIES, VERIFIERS, WINDOWS, Definition

SAME, CONVERTIBLE, NOT_COMPARABLE = "same definition", "convertible", "not comparable"


@dataclass(frozen=True)
class Badge:
    """The verdict on a pair of definitions and its reason in a sentence."""

    verdict: str
    reason: str


def badge(a: str, b: str) -> Badge:
    """The badge of two definitions by their codes. Raises KeyError for an unknown code."""
    # In the order of the registry, so that the sentence is the same whichever comes first.
    order = list(DEFINITIONS)
    one, other = (DEFINITIONS[code] for code in sorted((a, b), key=order.index))
    if one is other and one.base != "unstated":
        return Badge(SAME, f"Both divide by {BASES[one.base]} and count {WINDOWS[one.window]}.")
    for difference in (_unchecked, _quantity, _measure, _window, _statistic, _base):
        if verdict := difference(one, other):
            return verdict
    return Badge(CONVERTIBLE, f"Both divide by {BASES[one.base]}; who checked them differs: {_checked(one, other)}.")


def _unchecked(one: Definition, other: Definition) -> Badge | None:
    bare = next((d for d in (one, other) if d.base == "unstated"), None)
    if bare is None:
        return None
    return Badge(
        NOT_COMPARABLE,
        f"{_quoted(bare)} does not state whom it counts or among whom. Nobody checks it, and it may rest on one person.",
    )


def _quantity(one: Definition, other: Definition) -> Badge | None:
    if one.quantity == other.quantity:
        return None
    says = ". ".join(f"{_quoted(d)} says {QUANTITIES[d.quantity]}" for d in (one, other))
    extra = ""
    if one.base != other.base:
        extra = f" They also count different people: {BASES[one.base]} and {BASES[other.base]}."
    return Badge(NOT_COMPARABLE, f"{says}.{extra}")


def _measure(one: Definition, other: Definition) -> Badge | None:
    if one.measure == other.measure:
        return None
    return Badge(
        NOT_COMPARABLE,
        f"{_quoted(one)} is {MEASURES[one.measure]}. {_quoted(other)} is {MEASURES[other.measure]}. Many people work only "
        "part of a quarter, so four quarters do not make a year.",
    )


def _window(one: Definition, other: Definition) -> Badge | None:
    if one.window == other.window:
        return None
    return Badge(
        NOT_COMPARABLE,
        f"{_quoted(one)} counts {WINDOWS[one.window]}. {_quoted(other)} counts {WINDOWS[other.window]}. Nothing is published "
        "about the time between.",
    )


def _statistic(one: Definition, other: Definition) -> Badge | None:
    if one.statistic == other.statistic:
        return None
    return Badge(
        NOT_COMPARABLE,
        f"{_quoted(one)} is a {one.statistic}. {_quoted(other)} is a {other.statistic}. A few high values lift an average "
        "above a median.",
    )


def _base(one: Definition, other: Definition) -> Badge | None:
    if one.base == other.base:
        return None
    people = f"{_quoted(one)} divides by {BASES[one.base]}. {_quoted(other)} divides by {BASES[other.base]}"
    order = list(BASES).index
    if shared := sorted(one.exact & other.exact, key=order):
        return Badge(CONVERTIBLE, f"{people}. Counts published beside them put both on {BASES[shared[0]]}.")
    if shared := sorted(one.bounded & other.bounded, key=order):
        return Badge(
            CONVERTIBLE,
            f"{people}. On {BASES[shared[0]]}, both have bounds only, because nothing is known about some people.",
        )
    return Badge(NOT_COMPARABLE, f"{people}. No published count converts one into the other.")


def _quoted(definition: Definition) -> str:
    """Labels have commas and parentheses of their own."""
    return f"“{definition.label}”"


def _checked(one: Definition, other: Definition) -> str:
    return f"{VERIFIERS[one.verified_by]}, and {VERIFIERS[other.verified_by]}"


@dataclass(frozen=True)
class Counts:
    """The people behind one placement rate. `enrolled_least` and `_most` are equal where the number is published.

    `excluded`: graduates left out of the stated rate. `not_reporting`: about whom nothing, or nothing that settles the
    question, is known; where only an upper limit of them is published, that limit.
    """

    enrolled_least: float
    enrolled_most: float
    graduates: float
    excluded: float
    placed: float
    not_reporting: float


@dataclass(frozen=True)
class Bounds:
    """What is certain: the stated share, and the lowest and highest share among completers and among enrolled."""

    stated: float | None
    completers: tuple[float, float] | None
    enrolled: tuple[float, float] | None


def bounds(counts: Counts) -> Bounds:
    """Stated J/(G−X); among completers [J/G, (J+N+X)/G]; among enrolled [J/E, (J+N+X)/E]. No share exceeds 1.

    A base of nobody gives None. Where E is only known to lie in a range, the low end takes the most, the high end the
    least.
    """
    base = counts.graduates - counts.excluded
    best = counts.placed + counts.not_reporting + counts.excluded
    return Bounds(
        counts.placed / base if base > 0 else None,
        _range(counts.placed, best, counts.graduates, counts.graduates),
        _range(counts.placed, best, counts.enrolled_most, counts.enrolled_least),
    )


def _range(least: float, most: float, largest_base: float, smallest_base: float) -> tuple[float, float] | None:
    if largest_base <= 0 or smallest_base <= 0:
        return None
    return least / largest_base, min(1.0, most / smallest_base)
