"""Caveats as a closed list: what a reader must know before quoting a number, a sentence each."""

CAVEATS = {
    "list_price_per_program": "List prices count each program once; none is weighted by learners.",
    "list_price_is_not_paid": "A list price is not what learners pay after grants, discounts and employer money.",
    "awards_not_people": "Awards are not people: a learner with two awards counts twice.",
    "no_noncredit": "IPEDS counts credentials for credit only and leaves out noncredit certificates.",
    "certificate_levels_split_2020": "The award level under one year was split in two in 2020; compare only the sum across that year.",
    "sector_changes": "Some colleges change sector, so counts by the sector of each year mix reclassified colleges with changes in awards.",
    "open_cohorts_left_out": "Registrations with an open outcome are left out, so recent years don't look worse than they are.",
    "generated": "The demo college is fictional; its numbers are generated.",
    "provider_level_not_control": "The Texas list does not say who controls a college; its higher-education providers count as public.",
    "zero_price_not_stated": "A price of 0 on a public list means that no price is stated; prices leave it out.",
    "two_sources_side_by_side": "Programs of the college and of a public list are shown side by side and never added.",
    "quarterly_pay": "This is pay for one quarter. Four quarters do not make a year, because many people work only part of it.",
    "kinds_inferred": "The state publishes the kinds of provider as numbers without labels; what each number stands for is inferred from the names of its providers.",
    "partial_prices": "The list of prices is partial: only some of those who completed attended a program with a list price.",
    "no_period_stated": "The source does not say which year its numbers cover.",
    "mean_of_medians": "Pay over several programs is the average of their medians, weighted by people; the median over all of them is not known.",
    "reporters_change": "Different schools report in each period; follow only the same schools over time.",
    "shares_of_seekers": "Shares count graduates who looked for a job in the field; the bounds include the others.",
    "half_is_enough": "Most people who open an open online course do not plan to finish it; many of those who view half do.",
    "newest_published": "Public statistics are the newest edition imported, the same on every as-of date.",
    "matched_only": "Shares count only completers with known employment; coverage says how many that is.",
    "one_channel_per_learner": "Each new learner counts for one channel: that of the first inquiry that led to the first seat, or else of that seat. Other channels get no credit, and no channel's cost counts learners without a channel.",
}
"""Sentence by code. Metrics and sources name codes; a test checks that every code is used and every named one is here."""
