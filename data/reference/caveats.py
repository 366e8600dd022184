"""Caveats as a closed list: what a reader must know before quoting a number, a sentence each."""

CAVEATS = {
    "list_price_per_program": "List prices are per program: each program counts once and none is weighted by learners.",
    "list_price_is_not_paid": "A list price is not what learners pay after grants, discounts and employer money.",
    "awards_not_people": "An award is not a person: a learner with two awards counts twice.",
    "no_noncredit": "IPEDS counts credentials for credit only; noncredit certificates are not in it.",
    "certificate_levels_split_2020": "Certificates under one year were split in two in 2020; only their sum can be followed across that year.",
    "sector_changes": "Institutions change sector; counts by same-year sector mix a change of label with a change in awards.",
    "open_cohorts_left_out": "Registrations whose outcome is still open are left out, so that recent cohorts do not look bad.",
    "generated": "The demo college is fictional; its numbers are generated.",
    "provider_level_not_control": "The Texas list does not state the control of a college; its higher-education providers count as public.",
    "zero_price_not_stated": "A price of 0 on a public list says that none was stated; it is left out of every price.",
    "two_sources_side_by_side": "Programs of the college and of a public list stand side by side and are never added.",
    "quarterly_pay": "The pay is of one quarter; four times a quarter is not a year, since many work only part of it.",
    "kinds_inferred": "The state publishes the kinds of provider as numbers without labels; what each number stands for is inferred from the names of its providers.",
    "partial_prices": "The list of prices is partial: only some of those who completed attended a program with a list price.",
    "no_period_stated": "The source does not say of which year its numbers are.",
    "reporters_change": "Other schools report in each period; only the same schools can be followed over time.",
    "shares_of_seekers": "Shares are of graduates who sought a job in the field; those left out stand in the bounds.",
    "half_is_enough": "Most who open an open online course do not mean to finish it; of those who view half, many do.",
    "newest_published": "Public statistics carry no day of publication: the newest that was brought is shown on every as-of date.",
    "matched_only": "Only completers about whom something is known are counted; coverage says how many that is.",
    "one_channel_per_learner": "Each new learner is credited whole to one channel, that of the first inquiry which led to the first seat, else of that seat; what other channels did for it is not counted, and learners without a channel are in no channel's cost.",
}
"""Sentence by code. Metrics and sources name codes; a test checks that every code is used and every named one is here."""
