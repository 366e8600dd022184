"""Each test of Workforce Pell in a sentence: what the rule asks, what the data says, and what would settle it."""

from datetime import date

from dashboard.wording.counts import listed, number
from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.shares import chance_in_words
from data.reference.periods import add_months, month_end
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
    TUITION,
    WEEKS,
    Checked,
    InField,
    Program,
    Work,
)  # fmt: skip
from queries.outcomes.pell_rates import pooled
from queries.semantic.unit import USD


def sentence_of_test(test: str, checked: Checked, rule: Rule) -> str:
    """What the rule asks in one test, what the data says, and what would settle it."""
    return _SENTENCES[test](checked, rule)


def _weeks(checked: Checked, rule: Rule) -> str:
    asks = f"At least {number(rule.weeks_least)} and fewer than {number(rule.weeks_below)} weeks of instruction are needed."
    weeks, taught = checked.program.weeks, checked.program.instruction_weeks
    if taught is not None:
        return f"{asks} The catalog states {number(taught)} with instruction."
    if weeks is None:
        return f"{asks} The catalog states no length: import the column weeks or instruction_weeks."
    return f"{asks} The catalog states {number(weeks)} from the first to the last day. Weeks of a break do not count in the rule."


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
    if checked.program.is_credential_recognized is not None:
        return f"{asks} The catalog says that its credential is {'' if checked.program.is_credential_recognized else 'not '}recognized."
    return {
        "met": f"{asks} It is listed as: {kind}.",
        "missing": f"{asks} It is listed as {kind}, which the rule does not name.",
        "unknown": f"{asks} It is listed as {kind}; import the column is_credential_recognized to settle this.",
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
        f"A partner that is not an eligible college may give at most {100 * rule.share_most:.0f}% of the hours. In a registered "
        f"apprenticeship it may give under {100 * rule.share_below_with_apprenticeship:.0f}%."
    )
    partner, share = checked.program.partner, checked.program.partner_share
    if share is not None:
        return f"{asks} {partner or 'Its partner'} gives {100 * share:.0f}% of the scheduled hours."
    if partner is None:
        return f"{asks} It has no partner."
    return f"{asks} How many {partner} gives is not on record: import the column partner_hours."


def _age(checked: Checked, rule: Rule) -> str:
    asks = f"It must have met these lengths for {rule.months_before_applying} months before the college applies."
    launched = checked.program.launched_on
    if launched is None:
        return f"{asks} The catalog states no first day: import the column launched_on."
    if checked.state(AGE) == "missing":
        return f"{asks} It has been offered since {day(launched)}, so the college can apply from {day(_applies_from(launched, rule))}."
    return f"{asks} It has been offered since {day(launched)}; whether its length changed since is not on record."


def _applies_from(launched: date, rule: Rule) -> date:
    later = add_months(launched.replace(day=1), rule.months_before_applying)
    return later.replace(day=min(launched.day, month_end(later).day))


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
        return f"{text}{_left_out(program, rule)}"
    if program.is_hidden:
        return f"{asks} Its completion is hidden to protect learners."
    return f"{asks} No final outcome is published for it yet."


def _left_out(program: Program, rule: Rule) -> str:
    """How many learners left out by the rule would turn a miss into a pass; their true number is never told."""
    assert program.starters is not None
    assert program.completers is not None
    if program.completers >= rule.completion_least * program.starters:
        return ""
    needed = program.starters - int(program.completers / rule.completion_least + 1e-9)
    if needed > program.starters - program.completers:
        return ""
    return (
        " The rule leaves out learners who died, became unable to work, were called to service or were incarcerated; this "
        f"count keeps them, to protect them. It would pass if {needed} or more of those who did not complete were such learners."
    )


def _placement(checked: Checked, rule: Rule) -> str:
    until, after = rule.all_exiters_until, rule.completers_of_the_occupation_from
    work = checked.program.work
    asks = (
        f"At least {100 * rule.placement_least:.0f}% must be employed in the second quarter after. To {_award_year(until)} that "
        f"is of all who leave. From {_award_year(after)} it is of those who complete, and in the occupation it prepares for."
    )
    if work is None or (work.completed is None and work.left is None):
        hidden = "" if work is None else " Work after this program is hidden to protect learners."
        return f"{asks}{hidden} {_work_of_field(checked.program.in_field)}"
    chance = next(c.chance for c in checked.checks if c.test == PLACEMENT)
    likely = "" if chance is None else f" The next cohort of this size is {chance_in_words(chance)} likely to pass."
    return f"{asks} {_own_work(work)}{likely}"


def _own_work(work: Work) -> str:
    """Both denominators from the program's own people, each where it may be shown, and what is lacking."""
    parts = [
        _share_of(work.exited, "who completed or left were employed"),
        _share_of(work.completed, "who completed were employed"),
        _share_of(work.in_occupation, "who completed worked in an occupation it prepares for"),
    ]
    text = f"In {work.year}, {listed([part for part in parts if part])}." if any(parts) else ""
    if not work.states_left:
        text += " There is no record of who left without completing: import the column exited_on."
    elif work.exited is None:
        text += " Those who left without completing are too few to show."
    if work.exited and work.completed:
        text += " States choose between the first two until the occupation counts; ask yours which one it uses."
    if work.completed and work.in_occupation is None:
        text += " Work in the occupation is not shown: import the column employed_in_occupation_q2, unless too few are in it."
    return f"{text} These rates leave out the learners whom the rule excludes.".strip()


def _share_of(counts: tuple[int, int] | None, what: str) -> str:
    return "" if counts is None or not counts[1] else f"{100 * counts[0] / counts[1]:.1f}% of the {counts[1]:,} {what}"


def _work_of_field(work: InField | None) -> str:
    if work is None:
        return "Employment of its field is not published; see Placement and pay."
    return (
        f"To protect learners, it is published by field only. In {work.year}, work is known of {work.people:,} completers of this "
        f"field, and {100 * work.share:.1f}% of them were employed then."
    )


def _occupation(checked: Checked, rule: Rule) -> str:
    program = checked.program
    asks = "It must prepare for an occupation that the state counts as high-skill, high-wage or in demand."
    if program.listed_on is None:
        return (
            f"{asks} No list of your state is on file. Put workforce_pell_occupations.csv into the folder rules of your data "
            "folder. Its columns are state, soc_code, listed_on and source."
        )
    if not program.soc_codes:
        return f"{asks} The catalog names no occupation: import the column soc_codes."
    codes, of_state = listed(list(program.soc_codes)), f"the list of {program.state} of {day(program.listed_on)}"
    if program.is_listed:
        return f"{asks} Of its occupations ({codes}), at least one is on {of_state}."
    return f"{asks} The occupations that it names ({codes}) are not on {of_state}."


def _governor(checked: Checked, rule: Rule) -> str:
    asks = "The governor must approve it, after asking the state board."
    approval = checked.program.approval
    if approval is None:
        return f"{asks} No approval is on record: import the table approvals."
    given = f"{approval.state} approved it on {day(approval.approved_on)}"
    if approval.ends_on is None:
        return f"{asks} {given}; no last day is on record."
    verb = "ends" if checked.state(GOVERNOR) == "met" else "ended"
    return f"{asks} {given}, which {verb} on {day(approval.ends_on)}."


def _institution(checked: Checked, rule: Rule) -> str:
    return "In the five years before, the college may have had no program suspended or ended by the Department of Education."


def _tuition(checked: Checked, rule: Rule) -> str:
    first = _award_year(rule.first_award_year)
    charges = checked.program.charges_usd
    ours = "" if charges is None else f" Its price and fees are {USD.exact(charges)} today."
    return (
        f"From {first} on, tuition and fees may be at most what graduates earn beyond {rule.poverty_multiple:g} times the poverty "
        f"guideline. No limit is published before then.{ours}{_by_todays_pay(checked)}{_recipients(checked, rule)}"
    )


def _recipients(checked: Checked, rule: Rule) -> str:
    """Whether there are enough Pell recipients for a limit, and how many years it would pool."""
    mine = checked.program.recipients
    if mine is None:
        return ""
    least, years = rule.cohort_least, pooled(mine.people, rule)
    if years is None:
        rest = ", as far as their number may be shown" if mine.is_partly_hidden else ""
        return (
            " The limit is of Pell recipients who completed and work, in all programs of its CIP code. Up to "
            f"{mine.newest} four years together have fewer than {least}{rest}, so no limit could be calculated."
        )
    pooling = "that year alone" if years == 1 else f"{years} years together"
    at_least = "at least " if mine.is_partly_hidden else ""
    return (
        f" The limit is of Pell recipients who completed and work, in all programs of its CIP code. There are "
        f"{at_least}{sum(mine.people[:years]):,} up to {mine.newest}, enough for a limit from {pooling}."
    )


def _by_todays_pay(checked: Checked) -> str:
    """What the limit would be from the published pay of the field, with all that it is made of."""
    ceiling, charges = checked.program.ceiling, checked.program.charges_usd
    if ceiling is None:
        return " Pay of its field is not published, so there is no estimate."
    priced = f", at the price level of {ceiling.state} ({ceiling.parity:.1f})" if ceiling.parity else ""
    limit = f"{USD.exact(ceiling.limit_usd)}" if ceiling.limit_usd > 0 else "nothing at all"
    beside = (
        "" if charges is None else f", {'at or above' if charges <= ceiling.limit_usd else 'below'} what it charges"
    )
    return (
        f" By an estimate the limit would be {limit}{beside}. It rests on {USD.exact(ceiling.median_usd)}, the median pay of all "
        f"who completed in this field in {ceiling.year}{priced}. The poverty guideline of {ceiling.guideline_year} is "
        f"{USD.exact(ceiling.guideline_usd)}."
    )


def _award_year(last: int) -> str:
    return f"{last - 1}–{last % 100:02d}"


_SENTENCES = {
    WEEKS: _weeks, HOURS: _hours, CONVERSION: _conversion, CREDENTIAL: _credential, CREDIT: _credit, PARTNER: _partner,
    AGE: _age, COMPLETION: _completion, PLACEMENT: _placement, OCCUPATION: _occupation,
    GOVERNOR: _governor, INSTITUTION: _institution,
    TUITION: _tuition,
}  # fmt: skip
