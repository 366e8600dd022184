"""The contract of `briefs`, which are saved on the page and not brought as a file."""

import dataframely as dy

from data.contracts.vocabulary import NAME_PATTERN, PERIOD_OR_TERM_PATTERN


class Briefs(dy.Schema):
    """One claim of a named brief: how it is asked, and the choice it was added for. No number is kept."""

    name = dy.String(primary_key=True, regex=NAME_PATTERN, description="What the college calls the brief.")
    place = dy.Int64(primary_key=True, min=1, max=200, description="Place of the claim in the brief, from 1.")
    saved_on = dy.Date(description="Day on which the brief was saved.")
    saved_version = dy.String(description="Data version that the brief was saved from.")
    period = dy.String(regex=PERIOD_OR_TERM_PATTERN, description="Period of the claim.")
    as_of = dy.Date(description="As-of date that the brief was saved for.")
    filters = dy.String(description="Filters of the claim as JSON: pairs of dimension and value.")
    heading = dy.String(description="Heading of the claim.")
    recipe = dy.String(description="How the claim is asked, as JSON.")
