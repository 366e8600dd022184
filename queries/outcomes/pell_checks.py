"""The tests of Workforce Pell for one offering: met, missing or unknown, as far as the college's data says."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.reference.workforce_pell import Rule
from queries.outcomes.pell_rates import chance_of_passing

State = Literal["met", "missing", "unknown"]
WEEKS, HOURS, CONVERSION, CREDENTIAL, CREDIT, PARTNER, AGE, COMPLETION, PLACEMENT, OCCUPATION, GOVERNOR, INSTITUTION, TUITION = TESTS = (
    "weeks", "hours", "conversion", "credential", "credit", "partner", "age", "completion", "placement", "occupation",
    "governor", "institution", "tuition",
)  # fmt: skip
AWARD_YEAR_STARTS_IN = 7
OUTSIDE = (OCCUPATION, GOVERNOR, INSTITUTION, TUITION)
"""Tests that others decide. They count as open only in their own sentence, and otherwise once a file settles them."""


@dataclass(frozen=True)
class Approval:
    """The newest approval of a governor that is on record for an offering, and its last day where it has one."""

    state: str
    approved_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Ceiling:
    """What a program could charge at most if its limit came from what is published today, US dollars.

    `median_usd` is the pay of all completers of the field in `year`, not of Pell recipients of the program; `parity` is the
    price level of `state`, 100 for the country, None where it is not held; `guideline_usd` that of `guideline_year`.
    """

    limit_usd: float
    median_usd: float
    year: str
    parity: float | None
    state: str | None
    guideline_usd: float
    guideline_year: int


@dataclass(frozen=True)
class InField:
    """Employment in quarter 2 of the whole field, in the newest year that is published."""

    share: float
    people: int
    year: str


@dataclass(frozen=True)
class Work:
    """Work of a program's own people in quarter 2, in the newest fiscal year that is whole; None is hidden or not stated.

    Each pair is how many work, and of how many it is known: of those who `completed`, of those who `left` without, and of
    those who completed how many work in an occupation of the program. `states_left`: whether the college states who left.
    """

    year: str
    completed: tuple[int, int] | None
    left: tuple[int, int] | None
    in_occupation: tuple[int, int] | None
    states_left: bool

    @property
    def exited(self) -> tuple[int, int] | None:
        """All who left the program, with and without completing it."""
        if self.completed is None or self.left is None:
            return None
        return self.completed[0] + self.left[0], self.completed[1] + self.left[1]

    def counted(self, rule: Rule, as_of: date) -> "tuple[tuple[int, int] | None, ...]":
        """What the rule may divide on a day: until 2028-29 both, as states differ; after it work in the occupation."""
        return (self.exited, self.completed) if is_early(rule, as_of) else (self.in_occupation,)


def is_early(rule: Rule, as_of: date) -> bool:
    """Whether the award year of a day, July to June, is one in which all who exit may count."""
    return as_of.year + (as_of.month >= AWARD_YEAR_STARTS_IN) <= rule.all_exiters_until


@dataclass(frozen=True)
class Recipients:
    """Pell recipients of all programs of one CIP code who completed and work, by fiscal year, the newest first.

    A year that is hidden counts as nobody; `is_partly_hidden` says that there is one.
    """

    people: tuple[int, ...]
    newest: str
    is_partly_hidden: bool


@dataclass(frozen=True)
class Program:
    """One offering of the college with what the tests look at; None is not stated, or hidden to protect learners.

    `starters` and `completers` are those of the newest fiscal year whose outcomes are final; `counts_toward` is what it
    counts toward, and `is_agreed` whether an agreement is on record. `soc_codes`: the occupations that it prepares for. `listed_on`: the
    day of its state's list of occupations, None without one, and `is_listed` whether one of its occupations is on it.
    `similar`: open offerings of the same program group for the very same occupations.
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
    instruction_weeks: float | None = None
    partner_hours: float | None = None
    is_credential_recognized: bool | None = None
    state: str | None = None
    soc_codes: tuple[str, ...] = ()
    listed_on: date | None = None
    is_listed: bool = False
    approval: Approval | None = None
    ceiling: Ceiling | None = None
    in_field: InField | None = None
    work: Work | None = None
    recipients: Recipients | None = None
    similar: tuple[str, ...] = ()

    @property
    def weeks_taught(self) -> float | None:
        """Weeks of instruction where they are stated, else those from the first to the last day."""
        return self.weeks if self.instruction_weeks is None else self.instruction_weeks

    @property
    def partner_share(self) -> float | None:
        """The partner's part of the scheduled hours, None where either is not stated."""
        known = self.partner_hours is not None and self.contact_hours
        return self.partner_hours / self.contact_hours if known else None


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
        """The tests in one of these states that the college's own data and files can settle."""
        return tuple(
            c.test for c in self.checks if c.state in states and not (c.test in OUTSIDE and c.state == "unknown")
        )

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
        WEEKS: _within(program.weeks_taught, rule.weeks_least, rule.weeks_below),
        HOURS: _hours(program, rule),
        CONVERSION: _conversion(program, rule),
        CREDENTIAL: _credential(program, rule),
        CREDIT: "met" if program.is_agreed else "unknown" if program.counts_toward else "missing",
        PARTNER: _partner(program, rule),
        AGE: _age(program, rule, as_of),
        COMPLETION: _completion(program, rule),
        PLACEMENT: _placement(program, rule, as_of),
        OCCUPATION: _occupation(program),
        GOVERNOR: _governor(program, as_of),
    }
    chances = {COMPLETION: _chance, PLACEMENT: _chance_of_work}
    return Checked(
        program,
        tuple(
            Check(test, states.get(test, "unknown"), chances[test](program, rule, as_of) if test in chances else None)
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


def _partner(program: Program, rule: Rule) -> State:
    """Above the line only a registered apprenticeship can make up for it, which is not on record."""
    if program.partner is None and program.partner_hours is None:
        return "met"
    share = program.partner_share
    if share is None:
        return "unknown"
    if share <= rule.share_most:
        return "met"
    return "unknown" if share < rule.share_below_with_apprenticeship else "missing"


def _occupation(program: Program) -> State:
    if program.listed_on is None or not program.soc_codes:
        return "unknown"
    return "met" if program.is_listed else "missing"


def _governor(program: Program, as_of: date) -> State:
    """An approval that has ended is missing; without any on record nobody knows whether one was asked for."""
    if program.approval is None:
        return "unknown"
    ends_on = program.approval.ends_on
    return "met" if ends_on is None or ends_on >= as_of else "missing"


def _credential(program: Program, rule: Rule) -> State:
    if program.is_credential_recognized is not None:
        return "met" if program.is_credential_recognized else "missing"
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


def _placement(program: Program, rule: Rule, as_of: date) -> State:
    """Settled where every way to count that a state may choose is known and comes to the same."""
    if program.work is None:
        return "unknown"
    passes = {
        None if counts is None or not counts[1] else counts[0] / counts[1] >= rule.placement_least
        for counts in program.work.counted(rule, as_of)
    }
    return "met" if passes == {True} else "missing" if passes == {False} else "unknown"


def _chance_of_work(program: Program, rule: Rule, as_of: date) -> float | None:
    """By the way of counting that is least likely to pass."""
    every = () if program.work is None else [counts for counts in program.work.counted(rule, as_of) if counts]
    return min((chance_of_passing(*counts, counts[1], rule.placement_least) for counts in every), default=None)


def _chance(program: Program, rule: Rule, as_of: date) -> float | None:
    if not program.starters or program.completers is None:
        return None
    return chance_of_passing(program.completers, program.starters, program.starters, rule.completion_least)
