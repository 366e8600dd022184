"""The contract of `views`, which are saved on the page Explore and not brought as a file."""

import dataframely as dy

from data.contracts.vocabulary import NAME_PATTERN, PERIOD_OR_TERM_PATTERN

RULES = ("chance_under", "below_last_year", "outside")


class Views(dy.Schema):
    """One named question, the choice it was saved for, and the rule by which it is watched. No number is kept."""

    name = dy.String(primary_key=True, regex=NAME_PATTERN, description="What the college calls the view.")
    saved_on = dy.Date(description="Day on which the view was saved.")
    period = dy.String(regex=PERIOD_OR_TERM_PATTERN, description="Period it was saved for.")
    as_of = dy.Date(description="As-of date it was saved for.")
    filters = dy.String(description="Filters of the page as JSON: pairs of dimension and value.")
    question = dy.String(description="The question as JSON: its metrics, groups, values and comparisons.")
    form = dy.String(description="The form in which it was shown.")
    is_pinned = dy.Bool(description="Whether it stands on the Overview.")
    rule = dy.Enum(RULES, nullable=True, description="The rule by which it is watched; empty for none.")
    low = dy.Float64(
        nullable=True, description="The rule's limit: a chance, a share below last year, or a lower bound."
    )
    high = dy.Float64(nullable=True, description="The upper bound of a range; empty for none.")
