"""The contract of `goal_rules`, which are set on the page and not brought as a file."""

import dataframely as dy


class GoalRules(dy.Schema):
    """The one rule by which a college calls its goals on track, at risk or behind. Shares are 0–1."""

    on_track_from = dy.Float64(min=0, max=1, description="Chance from which a goal is on track.")
    behind_below = dy.Float64(
        min=0, max=1, description="Chance below which a goal is behind; between both it is at risk."
    )
    set_on = dy.Date(description="Day on which the rule was set.")
