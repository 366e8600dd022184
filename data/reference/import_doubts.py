"""Reasons to check a row that was taken: a code, why, and what it does to the numbers: {rows} of them, with {usd} of net revenue."""

DOUBTS: tuple[tuple[str, str, str], ...] = (
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
        "status_not_known",
        "a status that few rows have and whose meaning is not known here, in a column that is not read",
        "Counted as seats kept: {rows}, {usd} of net revenue. Map the column to outcome if it says otherwise.",
    ),
    (
        "drop_taken_back",
        "held with a drop, which this file does not have",
        "Counted as seats kept again: {rows}, {usd} of net revenue. If this export is older than the one before, import the newer one again.",
    ),
    (
        "completion_taken_back",
        "held as completed, which this file does not say",
        "No longer counted as completions: {rows}. If this export is older than the one before, import the newer one again.",
    ),
    (
        "learner_with_other_zeros",
        "a number that another registration writes with other zeros in front",
        "Headcount counts two learners for one: {rows}. Export ids as text, and import both files again.",
    ),
    (
        "other_unit_than_price",
        "100 or 1,000 times the list price, or that part of it",
        "Counted in dollars as it stands: {rows}, {usd} of net revenue. Convert amounts that are in cents or in thousands.",
    ),
    (
        "may_be_cents",
        "a whole amount far above usual prices in a file of such amounts, and no list price to compare it with",
        "Counted in dollars as it stands: {rows}, {usd} of net revenue. If it is in cents, name its column under cents in a recipe.",
    ),
    (
        "in_utc_on_a_first",
        "in UTC within the first four hours of a month, so it was the month before in the United States",
        "Counted in the later month: {rows}. Export days in the college's own time.",
    ),
    (
        "capacity_of_nines",
        "a capacity that systems write for no limit",
        "Counted as that many seats, so the fill rate is too low: {rows}. Leave it empty if there is no limit.",
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
        "completed_beside",
        "not completed, and completed by a column that is not read",
        "Not counted as completions: {rows}. Map the column to outcome or completed_on, or correct the outcome.",
    ),
    (
        "measure_says_otherwise",
        "a share of the course or a score that does not go with the outcome, in a column that is not read",
        "Counted by the outcome: {rows}. Correct the outcome if it is not so.",
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
        "learner_is_a_test",
        "an id under which a system is tried out",
        "Counted as seats: {rows}, {usd} of net revenue. Leave such rows out.",
    ),
    (
        "fee_not_read",
        "a fee in a column that is not read",
        "Revenue is too low if the fee is not within: {rows}, {usd} of net revenue. Add it to gross_usd.",
    ),
    (
        "part_of_price",
        "a part of the price, by a column that is not read",
        "Counted at the part: {rows}, {usd} of net revenue. Map the whole price to gross_usd, and give each registration one row.",
    ),
    (
        "free_beside",
        "free of charge by a column that is not read, and counted at a price",
        "Counted at the price: {rows}, {usd} of net revenue. Put what is waived into discount_usd.",
    ),
    (
        "nothing_paid_beside",
        "nothing paid by a column that is not read, where others paid",
        "Counted at the price: {rows}, {usd} of net revenue. Put it into discount_usd if it was waived.",
    ),
    (
        "exchange_rate_beside",
        "an exchange rate other than 1 in a column that is not read",
        "Counted as US dollars: {rows}, {usd} of net revenue. Convert the amounts if they are in another currency.",
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
        "goal_not_cut",
        "this metric is not counted by the school, field or offering that the goal is for",
        "The goal is kept and stands beside no number: {rows}.",
    ),
    (
        "goal_by_year",
        "this metric is published by fiscal year only",
        "The goal is kept and stands beside no number: {rows}.",
    ),
    (
        "goal_replaced",
        "replaces another goal for the same metric, choice and period",
        "The newer goal counts: {rows}.",
    ),
    (
        "three_decimals",
        "an amount with three decimals; if they are thousands, it is a thousand times too small",
        "Read as dollars and cents: {rows}. State the decimal to settle it.",
    ),
)
