"""The tests of Workforce Pell for one offering: met, missing or unknown, as far as the college's data says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.reference.workforce_pell import Rule
from queries.outcomes.pell_rates import chance_of_passing

State = Literal["met", "missing", "unknown"]
WEEKS, HOURS, CONVERSION, CREDENTIAL, CREDIT, PARTNER, AGE, COMPLETION, PLACEMENT, GOVERNOR, INSTITUTION, TUITION = TESTS = (
    "weeks", "hours", "conversion", "credential", "credit", "partner", "age", "completion", "placement", "governor",
    "institution", "tuition",
)  # fmt: skip
OUTSIDE = (GOVERNOR, INSTITUTION, TUITION)
"""Tests that no data of a college can settle: they say who decides, and when."""


@dataclass(frozen=True)
class Program:
    """One offering of the college with what the tests look at; None is not stated, or hidden to protect learners.

    `starters` and `completers` are those of the newest fiscal year whose outcomes are final; `counts_toward` is what it
    counts toward, and `is_agreed` whether an agreement is on record.
    """

    offering: str
    title: str
    field: str
    credential_type: str
    weeks: float | None
    contact_hours: float | None
    credit_hours: float | None
    charges_usd: float | None
    launched_on: date | None
    counts_toward: str | None
    is_agreed: bool
    partner: str | None
    year: str | None
    starters: int | None
    completers: int | None
    bound: str | None
    is_hidden: bool


@dataclass(frozen=True)
class Check:
    """One test of a program. `chance`: how likely its next cohort of the same size passes, where that can be said."""

    test: str
    state: State
    chance: float | None = None


@dataclass(frozen=True)
class Checked:
    """A program with its tests, in the order of TESTS."""

    program: Program
    checks: tuple[Check, ...]

    def of(self, *states: State) -> tuple[str, ...]:
        """The tests in one of these states that the college's own data can settle."""
        return tuple(c.test for c in self.checks if c.state in states and c.test not in OUTSIDE)

    def state(self, test: str) -> State:
        """How one test stands."""
        return next(c.state for c in self.checks if c.test == test)

    @property
    def chance(self) -> float | None:
        """How likely its next cohort reaches the completion rate."""
        return next(c.chance for c in self.checks if c.test == COMPLETION)


def checked(program: Program, rule: Rule, as_of: date) -> Checked:
    """Every test of a program on a day."""
    states: dict[str, State] = {
        WEEKS: _within(program.weeks, rule.weeks_least, rule.weeks_below),
        HOURS: _hours(program, rule),
        CONVERSION: _conversion(program, rule),
        CREDENTIAL: _credential(program, rule),
        CREDIT: "met" if program.is_agreed else "unknown" if program.counts_toward else "missing",
        PARTNER: "met" if program.partner is None else "unknown",
        AGE: _age(program, rule, as_of),
        COMPLETION: _completion(program, rule),
    }
    return Checked(
        program,
        tuple(
            Check(test, states.get(test, "unknown"), _chance(program, rule) if test == COMPLETION else None)
            for test in TESTS
        ),
    )


def _within(value: float | None, least: float, below: float) -> State:
    return "unknown" if value is None else "met" if least <= value < below else "missing"


def _hours(program: Program, rule: Rule) -> State:
    """Credit programs by semester hours, others by clock hours."""
    if program.credit_hours:
        return _within(program.credit_hours, rule.semester_hours_least, rule.semester_hours_below)
    return _within(program.contact_hours, rule.clock_hours_least, rule.clock_hours_below)


def _conversion(program: Program, rule: Rule) -> State:
    """Credit must stand for enough clock hours; a noncredit program has none to convert."""
    if not program.credit_hours:
        return "met"
    if program.contact_hours is None:
        return "unknown"
    return "met" if program.contact_hours >= rule.clock_hours_per_semester_hour * program.credit_hours else "missing"


def _credential(program: Program, rule: Rule) -> State:
    if program.credential_type in rule.recognized:
        return "met"
    return "missing" if program.credential_type in rule.not_recognized else "unknown"


def _age(program: Program, rule: Rule, as_of: date) -> State:
    if program.launched_on is None:
        return "unknown"
    months = 12 * (as_of.year - program.launched_on.year) + as_of.month - program.launched_on.month
    is_whole = months - (as_of.day < program.launched_on.day) >= rule.months_before_applying
    return "met" if is_whole else "missing"


def _completion(program: Program, rule: Rule) -> State:
    if program.bound:
        return "met" if program.bound == "high" else "missing"
    if not program.starters or program.completers is None:
        return "unknown"
    return "met" if program.completers / program.starters >= rule.completion_least else "missing"


def _chance(program: Program, rule: Rule) -> float | None:
    if not program.starters or program.completers is None:
        return None
    return chance_of_passing(program.completers, program.starters, program.starters, rule.completion_least)
