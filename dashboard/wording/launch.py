"""What could be launched, in sentences: the candidates, and how the college's own launches fared."""

from dashboard.wording.counts import agreeing, counted, listed
from dashboard.wording.shares import percent
from data.reference.portfolio import Rule
from queries.semantic.table import Table
from queries.strategy.launch import Launches
from queries.strategy.program_groups import group_name

NAMED = 5
"""Candidates that a sentence names."""
BANDS = "The three bands follow a published study of new college programs: about 30% did well and about 30% did not."
WHERE_FROM = "A candidate comes from what others list and from public statistics. Whether local employers hire is not in this data."
WHOLE_COLLEGE = "Candidates need the catalog of the whole college; your account shows a part of it."
NO_CANDIDATE = (
    "There is no candidate to launch: no program group that only alternative providers offer earns enough points."
)


def sentence_of_candidates(candidates: Table, rule: Rule) -> str:
    """Which program groups class as launch, and why."""
    groups = [group_name(code) for code in candidates.frame["cip4"].to_list()]
    if not groups:
        return NO_CANDIDATE
    many = counted(len(groups), "program group")
    first = f", first {listed(groups[:NAMED])}" if len(groups) > NAMED else f": {listed(groups)}"
    return (
        f"{many} {agreeing(len(groups), 'is a candidate', 'are candidates')} to launch{first}. Alternative providers offer "
        f"{agreeing(len(groups), 'it', 'them')} and the college does not. {agreeing(len(groups), 'It earns', 'They earn')} at "
        f"least {percent(rule.grow_from)} of the points on openings per award and market growth."
    )


def sentence_of_launches(launches: Launches | None) -> str:
    """How large a launch became in its first year, as a range, and how long the first section took to start."""
    if launches is None:
        return "Too few launches of the college have a whole first year in this data to say how large a new offering becomes."
    low, middle, high = (round(seats) for seats in (launches.low, launches.middle, launches.high))
    return (
        f"Half of the college's own {counted(launches.offerings, 'launch', 'launches')} had {middle:,} seats or fewer in their first "
        f"12 months. Three of ten had {low:,} or fewer, and three of ten had more than {high:,}. The first section started a "
        f"median of {counted(round(launches.days_to_start), 'day')} after registration opened."
    )
