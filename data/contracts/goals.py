"""The contract of `goals`."""

import dataframely as dy

from data.contracts.vocabulary import GOAL_SCOPES, PERIOD_PATTERN, PHASINGS


class Goals(dy.Schema):
    """One target for one metric, scope and period."""

    goal_id = dy.String(primary_key=True, min_length=1, description="Key of the goal.")
    metric = dy.String(min_length=1, description="Name of a metric, as on the Metrics page.")
    scope = dy.Enum(GOAL_SCOPES, description="What the goal is for.")
    scope_value = dy.String(nullable=True, description="The school, field (two-digit CIP) or offering; empty for all.")
    period = dy.String(
        regex=PERIOD_PATTERN,
        description="Fiscal year FY2026, quarter 2026-Q3 or month 2026-07.",
    )
    target = dy.Float64(min=0, description="Value to reach by the end of the period, in the metric's unit.")
    phasing = dy.Enum(PHASINGS, description="How the target is spread over the months of the period.")
    monthly_shares = dy.String(
        nullable=True,
        description="With phasing own_monthly_shape: a share per month separated by semicolons, adding up to 1.",
    )
    owner = dy.String(nullable=True, description="Who is responsible for it.")
    note = dy.String(
        nullable=True, max_length=500, description="What a reader of the goal should know; 500 letters at most."
    )
