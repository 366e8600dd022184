"""Why a value of a brought file was not taken as it stood, as a closed list: a code for programs, a sentence for readers.

Readers and checks name a code. Where a sentence has a blank such as {list}, `reason` fills it in. A doubt, a row that is taken and
should be checked, also says what it does to the numbers.
"""

from dataclasses import dataclass, replace

from data.reference import import_doubts


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
    (
        "rounded_id",
        "an id that a spreadsheet has rounded. Export it again and do not open it in a spreadsheet, or format the column as text",
    ),
    ("row_of_totals", "a total of other rows, not a row of its own"),
    (
        "negative_amount",
        "a negative amount. Book a refund in refund_usd of its registration, and write discounts without a minus",
    ),
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
    ("share_over_one", "a share is from 0 to 1: write 0.7 for 70%"),
    ("goal_for_nothing", "a goal for all names nothing; a goal for a school, field or offering names which"),
    ("two_goals", "another row sets a goal for the same metric, choice and period"),
)
"""Rows of one's own tables that are quarantined."""

_REPAIRS = _listed(
    ("word_for_nothing", "a word for nothing"),
    ("day_for_nothing", "a day that stands for none"),
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

_DOUBTS = _listed(*import_doubts.DOUBTS)
"""Rows that are taken and should be checked, with what they do to the numbers."""

DOUBTS = frozenset(_DOUBTS)
"""Codes of the reasons for which a row is taken and should be checked."""

REASONS: dict[str, Reason] = _VALUES | _REPAIRS | _SOURCES | _DOUBTS
"""Reason by code."""
