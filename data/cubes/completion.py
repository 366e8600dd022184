"""Cube `completion`: what became of those who started, at the end of each quarter."""

import dataframely as dy

from data.cubes.headcount import GRAINS


class Completion(dy.Schema):
    """Learners' outcomes by fiscal year in which the section ended, as known at the end of a quarter.

    Protected: a cell that would reveal fewer learners than the published minimum is null and says so.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The school, field (two-digit CIP) or offering; `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year in which the section ended.")
    as_of = dy.Date(primary_key=True, description="Last day of the quarter at which it was known.")
    started = dy.Int64(
        nullable=True,
        description="Registrations in held sections, not dropped before the start, whose outcome is final.",
    )
    completed = dy.Int64(nullable=True, description="Those of them that completed.")
    in_progress = dy.Int64(nullable=True, description="Registrations of the cohort whose outcome is still open.")
    is_hidden = dy.Bool(description="True where the cell is hidden to protect learners.")
