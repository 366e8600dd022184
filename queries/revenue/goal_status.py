"""One status word a goal, by a rule that the college sees and sets."""

from dataclasses import dataclass

from data.contracts.goal_rules import GoalRules
from data.store.store import scan_or_empty
from queries.revenue.goals import Standing

ON_TRACK, AT_RISK, BEHIND, REACHED, MISSED = "on_track", "at_risk", "behind", "reached", "missed"


@dataclass(frozen=True)
class Rule:
    """Chances, 0 to 1: on track from the first one, behind below the second, at risk between them."""

    on_track_from: float = 0.5
    behind_below: float = 0.2


DEFAULT = Rule()


def rule(version: str, college: str) -> Rule:
    """The rule that the college has set, the default where it has set none."""
    held = scan_or_empty(version, college, "goal_rules", GoalRules).select("on_track_from", "behind_below")
    rows = held.collect().rows()
    return Rule(*rows[0]) if rows else DEFAULT


def status(standing: Standing, by: Rule) -> str | None:
    """The word for a goal: by its chance in whole percent, as shown, while the period runs, by its number once that is final; None without a chance."""
    if standing.is_final and standing.actual is not None:
        return REACHED if standing.missing == 0 else MISSED
    if standing.probability is None:
        return None
    chance = round(standing.probability, 2)
    return ON_TRACK if chance >= by.on_track_from else BEHIND if chance < by.behind_below else AT_RISK
