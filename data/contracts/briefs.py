"""The contract of `briefs`, which are saved on the page and not brought as a file."""

import dataframely as dy


class Briefs(dy.Schema):
    """One claim of a named brief: how it is asked, and the choice it was added for. No number is kept."""

    name = dy.String(primary_key=True, regex=r"^\S(.{0,58}\S)?$", description="What the college calls the brief.")
    place = dy.Int64(primary_key=True, min=1, max=200, description="Place of the claim in the brief, from 1.")
    saved_on = dy.Date(description="Day on which the brief was saved.")
    saved_version = dy.String(description="Data version that the brief was saved from.")
    period = dy.String(
        regex=r"^(FY\d{4}|\d{4}-Q[1-4]|\d{4}-\d{2}|[A-Za-z][\w ]{0,30} \d{4})$", description="Period of the claim."
    )
    as_of = dy.Date(description="As-of date that the brief was saved for.")
    filters = dy.String(description="Filters of the claim as JSON: pairs of dimension and value.")
    heading = dy.String(description="Heading of the claim.")
    recipe = dy.String(description="How the claim is asked, as JSON.")
