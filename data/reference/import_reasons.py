"""Why a value of a brought file was not taken as it stood, as a closed list: a code for programs, a sentence for readers.

Readers and checks name a code. Where a sentence has a blank such as {list}, `reason` fills it in. A doubt, a row that is taken and
should be checked, also says what it does to the numbers.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Reason:
    """One reason. `consequence` says what the rows do to the numbers: {rows} of them, with {usd} of net revenue."""

    code: str
    sentence: str
    consequence: str = ""


def reason(code: str, **said: object) -> Reason:
    """The reason of that code with the blanks of its sentence filled in. Raises KeyError where there is none."""
    declared = REASONS[code]
    return replace(declared, sentence=declared.sentence.format(**said)) if said else declared


def _listed(*reasons: tuple[str, str] | tuple[str, str, str]) -> dict[str, Reason]:
    return {code: Reason(code, sentence, *rest) for code, sentence, *rest in reasons}


_VALUES = _listed(
    ("missing", "missing"),
    ("not_a_number", "not a number"),
    ("not_a_whole_number", "not a whole number"),
    (
        "other_currency",
        "an amount in another currency ({sign}); amounts are US dollars. Convert it and import it again",
    ),
    ("not_a_day", "{why}"),
    ("not_yes_or_no", "neither yes nor no"),
    ("not_on_list", "not one of {list}"),
    ("not_a_cip_code", "not a six-digit CIP code"),
    ("below_least", "below {limit}"),
    ("above_most", "above {limit}"),
    ("not_above_zero", "not above 0"),
    ("empty", "empty"),
    ("too_long", "longer than {limit} characters"),
    ("wrong_pattern", "not written as it must be"),
    ("breaks_rule", "breaks the rule “{rule}”"),
    ("breaks_limit", "{limit}"),
    ("same_key", "another row has the same {key} and other values"),
    ("same_key_in_other_file", "{file} of the same import has the same {key} and other values"),
    ("unknown_key", "not a key of {table}"),
    (
        "shortened_key",
        "not a key of {table} with these zeros in front. Import one of both tables again with its ids as text",
    ),
    ("after_import", "after the day of the import"),
    ("years_from_section", "more than three years from the dates of its section"),
    ("years_ahead", "more than five years after the day of the import"),
    ("years_back", "before 1980"),
    ("not_a_metric", "no metric that a goal can be set for; there are {list}"),
    ("goal_for_nothing", "a goal for all names nothing; a goal for a school, field or offering names which"),
    ("two_goals", "another row sets a goal for the same metric, choice and period"),
)
"""Rows of one's own tables that are quarantined."""

_REPAIRS = _listed(
    ("word_for_nothing", "a word for nothing"),
    ("cip_code_restored", "lost zeros or dot of a CIP code restored"),
    ("state_in_capitals", "state put into capitals"),
    ("empty_read_as_zero", "empty read as 0"),
    ("rounded_to_cent", "rounded to the cent, half a cent up"),
    ("whole_id", "an id that a spreadsheet wrote as a decimal number, read without it"),
)
"""Values of one's own tables that were left empty or restored."""

_SOURCES = _listed(
    ("stated_twice", "stands in an earlier row already"),
    ("suppressed", "suppressed or not reported"),
    ("filler_code", "a filler, not a CIP code"),
    ("filler_missing", "−99999 stands for missing"),
    ("not_a_state", "not a two-letter state"),
    ("unknown_provider_type", "a code of no known kind of provider, so it stands on neither side"),
    ("no_cip_code", "not a CIP code"),
    ("no_price", "0 or no amount of money, so the price is not stated"),
    ("no_length", "not a length between 0 and 520 weeks"),
    ("no_hours", "not a number of hours between 0 and 10,000"),
    ("unknown_modality", "not a known way of teaching"),
    ("unknown_provider_type", "not a known kind of provider"),
    ("too_many_hours", "more than 80 hours a week, so the hours are not taken"),
    ("wrong_base", "does not give the stated rate, so it is not its denominator"),
    ("competency_based", "−1 stands for a program without a fixed length"),
    ("more_completed", "more completed than exited, so no rate is taken"),
    ("not_named", "provider or program is not named"),
    ("not_an_institution", "not an IPEDS unit id"),
    ("rolled_up_code", "not a six-digit CIP code, and a roll-up would count twice"),
    ("unknown_major", "neither a first nor a second major"),
    ("unknown_award_level", "no award level that is known here"),
    ("not_a_count", "not a count of awards"),
    ("stands_for_nothing", "stands for nothing"),
    ("ended_in_nan", "ended in “nan”, which was taken off"),
    ("no_whole_people", "the shares are no whole number of so many people, so no counts are taken"),
    ("salary_of_zero", "a salary of zero is none"),
    ("no_half_year", "not a day, so the half-year is not known"),
    ("no_certificate", "no certificate was offered"),
    ("more_certified", "more certified than viewed half"),
    ("no_day", "not a day"),
    ("no_school_year", "not a school year with a term"),
    ("open_grade", "says not what became of it; the credits earned decide"),
    ("no_program", "no program, so it stands under general studies"),
    ("no_money_in_export", "the export states no money, so prices and revenue are zero"),
    ("no_money_in_data_set", "the data set states no money, so prices and revenue are zero"),
    ("several_bands", "spans several of our bands"),
    ("stayed", "has a final result, so the day of leaving is not taken"),
    ("left_without_day", "withdrawn without a day"),
    ("course_start_taken", "no day, so the start of the course is taken"),
    ("unknown_result", "not a known result, or no such student in studentInfo"),
    ("unknown_presentation", "no such presentation in courses"),
    ("several_credits", "several values of credit, which may be added or be a choice, so none is taken"),
    ("no_semester_hours", "a unit of credit that is no semester or quarter hour, so no credit is taken"),
    ("no_pay_of_a_year", "too little for pay of a year, so it is not taken"),
    ("credit_unit_restored", "a misspelled unit of credit, read as degree credit"),
)
"""What public files and the exports of known systems hold."""

_DOUBTS = _listed(
    (
        "long_after_section",
        "more than a term (120 days) after the last day of its section",
        "Counted on that day: {rows}, {usd} of net revenue. The newest known day does not move to it.",
    ),
    (
        "long_before_section",
        "more than a term (120 days) before its section opens",
        "Counted on that day: {rows}, {usd} of net revenue. The first known day does not move to it.",
    ),
    (
        "year_after_section",
        "more than a year after the last day of its section",
        "Counted on that day: {rows}. The newest known day does not move to it.",
    ),
    (
        "completed_before_start",
        "completed before its section starts",
        "Counted as a completion on that day: {rows}.",
    ),
    (
        "after_import_day",
        "after the day of the import",
        "Counted from that day on: {rows}. The newest known day does not move to it.",
    ),
    (
        "far_from_other_days",
        "more than a term (120 days) away from every other day of its kind",
        "Counted on that day: {rows}. The first and the newest known day do not move to it.",
    ),
    (
        "long_section",
        "a section of more than three years",
        "Forecasts and pacing compare it with sections of usual length: {rows}.",
    ),
    (
        "section_moved",
        "moves a section by more than 60 days",
        "All seats of the section move along: {rows}. If it is another section, give its key a second column, such as the term.",
    ),
    (
        "other_learner",
        "gives a registration to another learner",
        "The earlier registration is replaced: {rows}. If it is another one, give its key a second column, such as the term.",
    ),
    (
        "seat_in_canceled_section",
        "in a canceled section, and not dropped",
        "Still counted as seats kept: {rows}, {usd} of net revenue. Import the day of the drop and the refund to take them off.",
    ),
    (
        "canceled_with_seats",
        "canceled, with seats that are not dropped",
        "Those seats still count as kept, with {usd} of net revenue. Import their drops and refunds to take them off.",
    ),
    (
        "seat_after_cancellation",
        "taken after its section was canceled",
        "Still counted: {rows}, {usd} of net revenue.",
    ),
    (
        "withdrawn_without_day",
        "withdrawn, without a day of the drop",
        "Still counted as seats kept: {rows}, {usd} of net revenue. Import dropped_on to take them off.",
    ),
    (
        "learner_twice_in_section",
        "the same learner has another open seat in this section",
        "Each counts as a seat: {rows}, {usd} of net revenue. Headcount counts the learner once.",
    ),
    (
        "refund_without_drop",
        "a refund to a learner who stays",
        "The seat counts, and the refund is booked on the day of the registration: {rows}.",
    ),
    (
        "several_seats",
        "a quantity of more than one, in a column that is not read",
        "Counted as one seat each, at the amount of the row: {rows}, {usd} of net revenue. Give every seat a row of its own.",
    ),
    (
        "status_not_kept",
        "a status of a seat that is not kept, in a column that is not read",
        "Counted as seats kept: {rows}, {usd} of net revenue. Map the column to outcome, or leave such rows out.",
    ),
    (
        "row_is_no_seat",
        "a kind of row that is no registration, in a column that is not read",
        "Counted as seats: {rows}, {usd} of net revenue. Leave such rows out, and book refunds in refund_usd of their registration.",
    ),
    (
        "row_is_no_learner",
        "a role that is not a learner's, in a column that is not read",
        "Counted as seats: {rows}, {usd} of net revenue. Leave such rows out.",
    ),
    (
        "row_of_a_test",
        "a test, by a column that is not read",
        "Counted as seats: {rows}, {usd} of net revenue. Leave such rows out.",
    ),
    (
        "ended_beside",
        "a day of a drop, cancellation or refund, in a column that is not read",
        "Counted as seats kept: {rows}, {usd} of net revenue. Map the column to dropped_on, or leave such rows out.",
    ),
    (
        "no_certificate_beside",
        "completed, and without a certificate by a column that is not read",
        "Counted as completions: {rows}. Map the column to outcome, or correct the outcome.",
    ),
    (
        "grade_says_otherwise",
        "a grade that does not go with the outcome, in a column that is not read",
        "Counted by the outcome: {rows}. Map the grade to outcome, or correct the outcome.",
    ),
    (
        "section_in_two_terms",
        "another term than most rows of the same section, in a column that is not read",
        "Counted in the section of that number: {rows}, {usd} of net revenue. If numbers start again each term, join term and number into section_id.",
    ),
    (
        "section_not_held",
        "a canceled section by a column that is not read",
        "Counted as offered and held: {rows}. Map the column to status.",
    ),
    (
        "inquiry_not_kept",
        "a deleted, duplicate or test inquiry by a column that is not read",
        "Counted as inquiries: {rows}. Leave such rows out.",
    ),
    (
        "learner_is_nobody",
        "a word for nobody in place of a learner",
        "Headcount counts all such rows as one learner: {rows}. Give each learner an id.",
    ),
    (
        "discount_not_read",
        "a larger discount in a column that is not read",
        "Net revenue is too high if it is not in the price: {rows}, {usd} of net revenue. Add it to discount_usd.",
    ),
    (
        "refund_not_read",
        "a larger refund in a column that is not read",
        "Net revenue is too high: {rows}, {usd} of net revenue. Add it to refund_usd.",
    ),
    (
        "tax_within",
        "a tax in a column that is not read, beside an amount that may include it",
        "Revenue is too high if the tax is within: {rows}, {usd} of net revenue. Map the amount before tax to gross_usd.",
    ),
    (
        "other_net_amount",
        "a net amount that is not the price less the discount, in a column that is not read",
        "Net revenue follows gross_usd less discount_usd: {rows}, {usd}. Check whether gross_usd is the price before discounts.",
    ),
    (
        "other_gross_amount",
        "another amount in a second column that could be gross_usd",
        "Counted at the amount of the first column: {rows}, {usd} of net revenue. Map the column that holds the whole price.",
    ),
    (
        "no_account_line",
        "no account line is of this registration",
        "Their revenue counts as $0: {rows}. Import their account lines, or check that the key joins the same columns in both files.",
    ),
    (
        "refund_line",
        "a negative line under the id of a registration",
        "Booked as a refund of that registration, not as a registration: {rows}.",
    ),
    (
        "over_capacity",
        "in a section with more seats taken than its capacity",
        "Every seat counts, so the section is more than 100% full: {rows}.",
    ),
    (
        "second_inquiry",
        "an earlier inquiry led to the same registration",
        "Each counts as an inquiry that became a registration, so the yield is too high: {rows}.",
    ),
    (
        "unknown_registration",
        "no such registration",
        "Counted as registered by its day, and never as paid or started: {rows}.",
    ),
    (
        "unknown_choice",
        "nothing of the college has this value",
        "The goal is kept and stands beside no number: {rows}.",
    ),
    (
        "goal_replaced",
        "replaces another goal for the same metric, choice and period",
        "The newer goal counts: {rows}.",
    ),
    (
        "three_decimals",
        "an amount with three decimals; if its point stands for thousands, it is a thousand times too small",
        "Read as dollars and cents: {rows}. State the decimal to settle it.",
    ),
)
"""Rows that are taken and should be checked, with what they do to the numbers."""

DOUBTS = frozenset(_DOUBTS)
"""Codes of the reasons for which a row is taken and should be checked."""

REASONS: dict[str, Reason] = _VALUES | _REPAIRS | _SOURCES | _DOUBTS
"""Reason by code."""
