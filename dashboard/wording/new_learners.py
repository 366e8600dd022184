"""New learners and what they cost, in sentences computed from the data."""

from datetime import date

from dashboard import wording
from dashboard.wording.counts import agreeing, counted, listed
from data.reference.caveats import CAVEATS
from queries.metrics.new_learners import CAC, MARKETING_COST

CAVEAT = f"{CAVEATS['one_channel_per_learner']} These numbers count the whole college; the field filter does not apply."


def sentence_of_new_learners(
    totals: dict[str, float | None], known_on: date | None, *, is_published: bool = True, is_term: bool = False
) -> str:
    """What a new learner cost over all channels, and until when that is known."""
    if not is_published:
        return (
            "This version of the data is older than the count of new learners. Import registrations or marketing_costs "
            "again, or make a new demo with `dashboard demo`, and choose the new version."
        )
    if is_term:
        return "New learners are counted by month, quarter and fiscal year, not by term. Choose one of these periods to see what they cost."
    if known_on is None:
        return (
            "Cost per new learner is known at the end of each quarter, and no quarter of this period had ended by the as-of "
            "date. Choose a later as-of date or an earlier period."
        )
    count, until = totals["new_learners"], f"as of {wording.day(known_on)}, the end of the last full quarter"
    if count is None:
        return f"New learners of this period are hidden to protect them, {until}."
    text = f"{counted(count, 'learner')} {agreeing(count, 'was', 'were')} new to the college"
    if totals["marketing_cost"] is None:
        return (
            f"{text}, {until}. No marketing cost is stated. To see the cost per new learner, import a file of "
            "marketing_costs (channel, month, cost_usd)."
        )
    cost = wording.value(MARKETING_COST, totals["marketing_cost"], short=True)
    if totals["cac"] is None:
        return (
            f"{text}, {until}. Marketing cost {cost}. No channel states a cost for every month, so the cost per new "
            "learner is not known."
        )
    return f"{text}, {until}. Marketing cost {cost}, or {wording.value(CAC, totals['cac'])} each."


def gaps(without_cost: list[str], unattributed: int | None) -> list[str]:
    """What the cost per new learner leaves out, a sentence each."""
    sentences = []
    if without_cost:
        names = listed([wording.name("channel", c) for c in without_cost])
        sentences.append(
            f"{names} {agreeing(len(without_cost), 'has', 'have')} months without a stated cost, so "
            f"{agreeing(len(without_cost), 'it has', 'they have')} no cost per new learner. The cost over all channels counts "
            f"{agreeing(len(without_cost), 'its', 'their')} learners but not {agreeing(len(without_cost), 'its', 'their')} cost."
        )
    if unattributed is None:
        sentences.append(
            "A few new learners have no channel on record. Their number is hidden, and no channel counts them."
        )
    elif unattributed:
        sentences.append(
            f"{counted(unattributed, 'new learner')} {agreeing(unattributed, 'has', 'have')} no channel on record. The table "
            f"lists them as {wording.name('channel', 'not_known')}; no channel's cost counts them."
        )
    return sentences
