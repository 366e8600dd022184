"""Workforce Pell in sentences: how the offerings stand, and each test of one of them."""

from collections import Counter
from collections.abc import Sequence

from dashboard.wording.counts import agreeing, counted, listed, number
from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.shares import chance_in_words
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
    PARTNER,
    PLACEMENT,
    TESTS,
    TUITION,
    WEEKS,
    Checked,
    State,
)  # fmt: skip
from queries.semantic.unit import USD

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
    "This is no legal advice. It reads the federal rule against your catalog and your published outcomes; the governor and "
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


def pill(state: State) -> str:
    """How a test stands, as Markdown: its color and its word."""
    color, word = STATES[state]
    return f":{color}-badge[{word}]"


def sentence_of_test(test: str, checked: Checked, rule: Rule) -> str:
    """What the rule asks in one test, what the data says, and what would settle it."""
    return _SENTENCES[test](checked, rule)


def _tests(tests: Sequence[str]) -> str:
    return f"{agreeing(len(tests), 'test', 'tests')} on {listed([_low(test) for test in tests])}"


def _low(test: str) -> str:
    return TESTS_IN_WORDS[test].lower() if test not in (GOVERNOR, INSTITUTION) else TESTS_IN_WORDS[test]


def _weeks(checked: Checked, rule: Rule) -> str:
    asks = f"At least {number(rule.weeks_least)} and fewer than {number(rule.weeks_below)} weeks of instruction are needed."
    weeks = checked.program.weeks
    if weeks is None:
        return f"{asks} The catalog states no length: import the column weeks."
    return f"{asks} The catalog states {number(weeks)}, from the first to the last day; weeks of a break do not count in the rule."


def _hours(checked: Checked, rule: Rule) -> str:
    program = checked.program
    if program.credit_hours:
        return (
            f"A credit program needs at least {number(rule.semester_hours_least)} and fewer than "
            f"{number(rule.semester_hours_below)} semester hours. It has {number(program.credit_hours)}."
        )
    asks = f"At least {number(rule.clock_hours_least)} and fewer than {number(rule.clock_hours_below)} clock hours are needed."
    if program.contact_hours is None:
        return f"{asks} The catalog states no hours: import the column contact_hours."
    return f"{asks} The catalog states {number(program.contact_hours)} contact hours, which are read as clock hours."


def _conversion(checked: Checked, rule: Rule) -> str:
    program = checked.program
    if not program.credit_hours:
        return "It gives no credit, so there is nothing to convert."
    needed = rule.clock_hours_per_semester_hour * program.credit_hours
    asks = f"{number(program.credit_hours)} semester hours must stand for at least {number(needed)} clock hours."
    if program.contact_hours is None:
        return f"{asks} The catalog states no hours: import the column contact_hours."
    return f"{asks} The catalog states {number(program.contact_hours)}."


def _credential(checked: Checked, rule: Rule) -> str:
    kind = name("credential_type", checked.program.credential_type)
    asks = "It must lead to a recognized credential: an industry certificate, a license, an apprenticeship or a degree."
    return {
        "met": f"{asks} It is listed as: {kind}.",
        "missing": f"{asks} It is listed as {kind}, which the rule does not name.",
        "unknown": f"{asks} It is listed as {kind}; whether employers recognize it is not on record.",
    }[checked.state(CREDENTIAL)]


def _credit(checked: Checked, rule: Rule) -> str:
    asks = "It must count toward a further certificate or degree by a written agreement."
    toward = checked.program.counts_toward
    return {
        "met": f"{asks} An agreement counts it toward {toward}.",
        "unknown": f"{asks} The catalog counts it toward {toward}, without an agreement on record: import articulations.",
        "missing": f"{asks} Nothing is on record that it counts toward: state stacks_into or import articulations.",
    }[checked.state(CREDIT)]


def _partner(checked: Checked, rule: Rule) -> str:
    asks = (
        f"A partner that is not an eligible college may give at most {100 * rule.share_most:.0f}% of the hours, or under "
        f"{100 * rule.share_below_with_apprenticeship:.0f}% where they belong to a registered apprenticeship."
    )
    partner = checked.program.partner
    return f"{asks} It has no partner." if partner is None else f"{asks} How many {partner} gives is not on record."


def _age(checked: Checked, rule: Rule) -> str:
    asks = f"It must have met these lengths for {rule.months_before_applying} months before the college applies."
    launched = checked.program.launched_on
    if launched is None:
        return f"{asks} The catalog states no first day: import the column launched_on."
    return f"{asks} It has been offered since {day(launched)}; whether its length changed since is not on record."


def _completion(checked: Checked, rule: Rule) -> str:
    program = checked.program
    asks = f"At least {100 * rule.completion_least:.0f}% must complete within one and a half times the stated length."
    if program.bound:
        return f"{asks} In {program.year} it was at {'least 95%' if program.bound == 'high' else 'most 5%'}."
    if program.starters and program.completers is not None:
        share = 100 * program.completers / program.starters
        text = f"{asks} In {program.year}, {share:.1f}% of the {program.starters:,} with a final outcome completed."
        if checked.chance is not None:
            text += f" The next cohort of this size is {chance_in_words(checked.chance)} likely to pass."
        return text
    if program.is_hidden:
        return f"{asks} Its completion is hidden to protect learners."
    return f"{asks} No final outcome is published for it yet."


def _placement(checked: Checked, rule: Rule) -> str:
    until, after = rule.all_exiters_until, rule.completers_of_the_occupation_from
    return (
        f"At least {100 * rule.placement_least:.0f}% must be employed in the second quarter after: of all who leave, to "
        f"{_award_year(until)}; of those who complete, and in the occupation it prepares for, from {_award_year(after)}. "
        "Employment is published by field only, to protect learners; see Placement and pay."
    )


def _governor(checked: Checked, rule: Rule) -> str:
    return (
        "The governor must approve it, after asking the state board, as high-skill, high-wage or in demand. Lists of "
        "occupations differ by state and are not in this data."
    )


def _institution(checked: Checked, rule: Rule) -> str:
    return "In the five years before, the college may have had no program suspended or ended by the Department of Education."


def _tuition(checked: Checked, rule: Rule) -> str:
    first = _award_year(rule.first_award_year)
    charges = checked.program.charges_usd
    ours = "" if charges is None else f" Its price and fees are {USD.exact(charges)} today."
    return (
        f"From {first} on, tuition and fees may be at most what graduates earn beyond {rule.poverty_multiple:g} times the poverty "
        f"guideline. No earnings are published before, so no limit is known.{ours}"
    )


def _award_year(last: int) -> str:
    return f"{last - 1}–{last % 100:02d}"


_SENTENCES = {
    WEEKS: _weeks, HOURS: _hours, CONVERSION: _conversion, CREDENTIAL: _credential, CREDIT: _credit, PARTNER: _partner,
    AGE: _age, COMPLETION: _completion, PLACEMENT: _placement, GOVERNOR: _governor, INSTITUTION: _institution,
    TUITION: _tuition,
}  # fmt: skip
