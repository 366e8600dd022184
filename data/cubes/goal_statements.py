"""Cube `goal_statements`: how likely thresholds were called, and whether they were reached."""

import dataframely as dy


class GoalStatements(dy.Schema):
    """One probability that was stated at one past month end, with what was known on that day, and what came of it.

    About net tuition revenue of a fiscal year that is over and has a year before it.
    """

    as_of = dy.Date(primary_key=True, description="Month end whose knowledge the statement stands on.")
    field = dy.String(primary_key=True, description="Two-digit CIP, or `all` for the college.")
    threshold = dy.Float64(primary_key=True, min=0, description="Share of last year's total that was to be reached.")
    due_on = dy.Date(description="Last day of the fiscal year that the statement is about.")
    probability = dy.Float64(min=0, max=1, description="Share of the simulated years that reached it.")
    came_true = dy.Bool(description="Whether the year reached it.")
