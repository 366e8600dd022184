"""Cube `headcount`: distinct learners, exact at any as-of date, per published grain and period."""

import dataframely as dy

from data.periods import KINDS

GRAINS = ("all", "school", "field", "offering")


class Headcount(dy.Schema):
    """Learners who became active (or stopped being active) on one day, in one period at one grain.

    A learner is active in a period from the day of the first registration made in it until the day on which the last
    of those registrations is dropped. The sum up to a day is the number of distinct learners known on that day.
    Rows of different grains or different values must never be added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the count is distinct within.")
    value = dy.String(primary_key=True, description="The school, field (two-digit CIP) or offering; `all` for all.")
    period_kind = dy.Enum(KINDS, primary_key=True, description="Month, quarter or fiscal year.")
    period = dy.Date(primary_key=True, description="First day of the period in which the seats were taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    learners = dy.Int64(description="Learners who became active less learners who stopped being active.")
