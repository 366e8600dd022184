"""Workforce Pell in sentences: how the offerings stand, and each test of one of them."""

from collections import Counter
from collections.abc import Sequence

from dashboard.wording.counts import agreeing, counted, listed
from dashboard.wording.dates import day
from data.reference.workforce_pell import Rule
from queries.outcomes.pell_checks import (
    AGE,
    COMPLETION,
    CONVERSION,
    CREDENTIAL,
    CREDIT,
    GOVERNOR,
    HOURS,
    INSTITUTION,
    OCCUPATION,
    PARTNER,
    PLACEMENT,
    TESTS,
    TUITION,
    WEEKS,
    Checked,
    State,
)  # fmt: skip

TESTS_IN_WORDS = {
    WEEKS: "Weeks",
    HOURS: "Hours",
    CONVERSION: "Hours behind the credit",
    CREDENTIAL: "Recognized credential",
    CREDIT: "Credit toward more",
    PARTNER: "Partner's share",
    AGE: "A year in place",
    COMPLETION: "Completion",
    PLACEMENT: "Employment",
    OCCUPATION: "Occupation on the state's list",
    GOVERNOR: "The governor's approval",
    INSTITUTION: "The college's record",
    TUITION: "Tuition against earnings",
}
STATES: dict[State, tuple[str, str]] = {
    "met": ("green", "Met"),
    "missing": ("orange", "Not met"),
    "unknown": ("gray", "Not known"),
}
NO_OFFERING = "No offering of this choice is open on this date. Choose a later as-of date or another field."
NOT_ADVICE = (
    "This is not legal advice. It compares your catalog and your published outcomes with the federal rule. The governor and "
    "the Department of Education decide."
)


def sentence_of_programs(every: Sequence[Checked]) -> str:
    """How many offerings pass every test that the data settles, how many miss one, and which test is missed most often."""
    if not every:
        return ""
    open_ones = counted(len(every), "open offering")
    by_number = Counter(len(c.of("missing")) for c in every)
    passing = by_number[0] or "None"
    text = f"{passing} of {open_ones} {agreeing(by_number[0] or 1, 'passes', 'pass')} every test of Workforce Pell that your data can settle"
    if by_number[1]:
        text += f"; {by_number[1]} {agreeing(by_number[1], 'misses', 'miss')} one test only"
    missed = {test: sum(test in c.of("missing") for c in every) for test in TESTS}
    worst = max(missed, key=lambda test: missed[test])
    return (
        f"{text}. The test on {_low(worst)} is missed most often, by {missed[worst]}." if missed[worst] else f"{text}."
    )


def sentence_of_rule(rule: Rule) -> str:
    """Which rule was used, and whose file of it."""
    whose = (
        ""
        if rule.is_shipped
        else " It is read from the file workforce_pell.toml in the folder rules of your data folder."
    )
    return f"Rule in force since {day(rule.in_force_on)}: {rule.source}.{whose}"


def stands(checked: Checked) -> str:
    """How one offering stands, in a few words for a table."""
    missing, unknown = checked.of("missing"), checked.of("unknown")
    if missing:
        return f"Misses {counted(len(missing), 'test')}"
    return f"{counted(len(unknown), 'test')} open" if unknown else "Misses none"


def missed(checked: Checked) -> str:
    """The tests that an offering misses, for a table."""
    return ", ".join(TESTS_IN_WORDS[test] for test in checked.of("missing"))


def sentence_of_program(checked: Checked) -> str:
    """How one offering stands, in a sentence."""
    title, missing, unknown = checked.program.title, checked.of("missing"), checked.of("unknown")
    if missing:
        return f"{title} does not qualify today: it misses the {_tests(missing)}."
    if unknown:
        return f"{title} misses no test so far. Your data leaves the {_tests(unknown)} open."
    return f"{title} meets every test that your data can settle."


def sentence_of_similar(checked: Checked) -> str:
    """What failing a rate would mean for the program and for those that are substantially similar."""
    bar = "A program that fails a rate loses Workforce Pell for two years. So does any substantially similar program"
    if not checked.program.similar:
        return f"{bar}. No other open offering is of its program group for the same occupations."
    similar = checked.program.similar
    return (
        f"{bar}, which is one of the same program group for the same occupations. Here "
        f"{agreeing(len(similar), 'that is', 'those are')} {listed(similar)}."
    )


def pill(state: State) -> str:
    """How a test stands, as Markdown: its color and its word."""
    color, word = STATES[state]
    return f":{color}-badge[{word}]"


def _tests(tests: Sequence[str]) -> str:
    return f"{agreeing(len(tests), 'test', 'tests')} on {listed([_low(test) for test in tests])}"


def _low(test: str) -> str:
    return TESTS_IN_WORDS[test].lower() if test not in (GOVERNOR, INSTITUTION) else TESTS_IN_WORDS[test]
