"""What to do with one section: the choice that is expected to contribute most, by a rule that one can read.

Every choice is valued in US cents against canceling the section today, so canceling is worth 0. What has been spent or
is due anyway is in neither. Revenue that canceling gives up is counted less the cost that it avoids.
"""

from dataclasses import dataclass

WORTH_IT_CENTS = 100_00
"""What waiting, promoting or merging must add to deciding today; less is not worth the doubt of those who signed up."""
EVEN_CHANCE = 0.5
"""Chance to run from which a section whose cost is not known runs on its decision day."""


@dataclass(frozen=True)
class Values:
    """What each choice is expected to contribute against canceling today, US cents; None where it cannot be chosen or told.

    `is_bound`: a promise or a last run for those who are on the way, so that canceling is no choice.
    """

    run: float | None
    wait: float | None = None
    promote: float | None = None
    is_bound: bool = False

    @property
    def today(self) -> dict[str, float]:
        """The choices that end the matter today."""
        run = {} if self.run is None else {"run": self.run}
        return run if self.is_bound else run | {"cancel": 0.0}

    @property
    def later(self) -> dict[str, float]:
        """The choices that leave it open. A bound section is not canceled later either."""
        choices = {"promote": self.promote} | ({} if self.is_bound else {"wait": self.wait})
        return {name: value for name, value in choices.items() if value is not None}


@dataclass(frozen=True)
class Advice:
    """The choice that is advised, what it is expected to contribute against canceling, and what it adds.

    `worth` is against the better of the other plain choices, running and canceling today. Both are None where a cost or
    price is not known. The worth of a bound section is against canceling, and below zero where keeping the word costs.
    """

    choice: str
    value: float | None
    worth: float | None


def advise(values: Values, chance: float, *, can_wait: bool) -> Advice:
    """Advise on a section alone. `chance`: how likely it is to run; `can_wait`: its decision day is still ahead."""
    if values.run is None:
        return Advice(_by_chance(chance, is_bound=values.is_bound, can_wait=can_wait), None, None)
    choice, value = _largest(values.today)
    if values.later:
        other, more = _largest(values.later)
        if more >= value + WORTH_IT_CENTS:
            choice, value = other, more
    return Advice(choice, value, value - plain_without(values, choice))


def plain_without(values: Values, choice: str) -> float:
    """The better of running and canceling today, without the choice itself. Canceling counts also where it is no choice."""
    assert values.run is not None
    plain = {"run": values.run, "cancel": 0.0}
    if values.is_bound and choice != "run":
        return values.run
    return max(value for name, value in plain.items() if name != choice)


def _by_chance(chance: float, *, is_bound: bool, can_wait: bool) -> str:
    if is_bound:
        return "run"
    if can_wait:
        return "wait"
    return "run" if chance >= EVEN_CHANCE else "cancel"


def _largest(values: dict[str, float]) -> tuple[str, float]:
    return max(values.items(), key=lambda one: one[1])
