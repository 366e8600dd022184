"""New learners and what they cost, in sentences computed from the data."""

from datetime import date

from dashboard import wording
from data.reference.caveats import CAVEATS
from queries.metrics.new_learners import CAC, MARKETING_COST, NEW_LEARNERS

CAVEAT = (
    f"{CAVEATS['one_channel_per_learner']} These numbers are of the whole college; no field filter applies to them."
)


def sentence_of_new_learners(
    found: dict[str, float | None], known_on: date | None, *, is_published: bool = True
) -> str:
    """What a new learner cost over all channels, and until when that is known."""
    if not is_published:
        return (
            "This version of the data was made before new learners were counted. Bring registrations or marketing_costs "
            "again, or make the demo anew with `dashboard demo`, and choose the new version."
        )
    if known_on is None:
        return (
            "Cost per new learner is known at the ends of quarters, and no quarter of this period had ended by the as-of "
            "date. Choose a later as-of date or an earlier period."
        )
    count, until = found["new_learners"], f"known on {wording.day(known_on)}, the end of the last full quarter"
    if count is None:
        return f"New learners of this period are hidden to protect them ({until})."
    text = f"{wording.value(NEW_LEARNERS, count)} learners were new to the college"
    if found["marketing_cost"] is None:
        return (
            f"{text}, {until}. No marketing cost is stated, so there is no cost per new learner; bring a file of "
            "marketing_costs (channel, month, cost_usd) to see it."
        )
    cost = wording.value(MARKETING_COST, found["marketing_cost"], short=True)
    if found["cac"] is None:
        return (
            f"{text} and {cost} of marketing cost, {until}; no channel has a cost for every month, so none is divided."
        )
    return f"{text}, for {cost} of marketing cost: {wording.value(CAC, found['cac'])} each, {until}."


def gaps(without_cost: list[str], unattributed: int | None) -> list[str]:
    """What the cost per new learner lacks, a sentence each."""
    said = []
    if without_cost:
        names = ", ".join(wording.name("channel", c) for c in without_cost)
        said.append(
            f"The cost of every month is not stated for {names}; they have no cost per new learner, and the cost over all "
            "channels does not hold theirs."
        )
    if unattributed is None:
        said.append("New learners without a channel on record are too few to be shown and count in no channel.")
    elif unattributed:
        said.append(
            f"{unattributed:,} new learners have no channel on record; they stand under {wording.name('channel', 'not_known')} "
            "and in no channel's cost."
        )
    return said
