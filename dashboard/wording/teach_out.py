"""Closing an offering in sentences: who is still to finish, what points to it, and what it would save."""

from datetime import date

from dashboard.wording.counts import agreeing, counted, listed, number
from dashboard.wording.dates import day
from dashboard.wording.shares import percent
from data.reference.portfolio import Rule
from queries.semantic.unit import USD
from queries.strategy import teach_out
from queries.strategy.teach_out import Closing, ClosingYear

NO_SECTION = "No section runs, holds seats or is promised, so nobody is left to finish."
NO_TIE = "No record says that this offering counts toward another, or another toward it."
NO_COST = "The direct cost of its sections is not stated, so we can't say what closing would save."


def sentence_of_closing(made: Closing) -> str:
    """What closing would cost and save a year, and whether it ever saves more than it loses."""
    if not made.years:
        return f"Whether closing {made.title} would save money is not known: no direct cost is stated for its sections."
    first, last = made.years[0], made.years[-1]
    lost = f"Closing {made.title} would lose {_usd(last.lost_usd)} of net tuition a year"
    if first.saved_usd == last.saved_usd:
        return f"{lost} and avoid {_usd(last.saved_usd)} of cost. {_balance(made.years)}."
    return (
        f"{lost}. It would avoid {_usd(first.saved_usd)} of cost in the first year and {_usd(last.saved_usd)} a year from year "
        f"{last.year} on. {_balance(made.years)}."
    )


def steps(made: Closing, as_of: date) -> tuple[str, ...]:
    """What has to be settled before an offering can close, a sentence each."""
    return tuple(filter(None, (_finish(made), _time(made, as_of), _pointing(made), _contribution(made), _pell(made))))


def how_saved(rule: Rule) -> str:
    """How cost is avoided year by year under the rule."""
    shares = [f"{percent(share)} in year {place}" for place, share in enumerate(rule.saved_by_year, 1)]
    return (
        "Instructors are mostly given other work at first, so cost falls step by step. Of the last 12 months' direct cost, closing "
        f"avoids {listed(shares)} and after. Cost per seat ends with the seats. Sections that are owed still run in year 1."
    )


def _balance(years: tuple[ClosingYear, ...]) -> str:
    saving = [year for year in years if year.left_usd > 0]
    if not saving:
        return "It costs more than it saves in every year"
    if len(saving) == len(years):
        return "It saves more than it costs in every year"
    if years[-1].left_usd > 0:
        return f"It saves more than it costs from year {saving[0].year} on"
    return f"It saves more than it costs at first, and less from year {saving[-1].year + 1} on"


def _finish(made: Closing) -> str:
    if not made.owed:
        return NO_SECTION
    promised = f", {made.promised} of them promised" if made.promised else ""
    return (
        f"{counted(made.owed, 'section')} {agreeing(made.owed, 'is', 'are')} owed{promised}: {counted(made.running, 'seat')} in "
        f"sections that run, and {counted(made.ahead, 'seat')} taken in sections that start later."
    )


def _time(made: Closing, as_of: date) -> str:
    when = "" if made.closes_on is None else f"Registration ends {day(made.closes_on)}. "
    end = teach_out.last_day(made, as_of)
    last = "" if end is None else f"The last learner could finish as late as {day(end)}"
    if made.usual_days is None:
        return f"{when}{last}{'.' if last else ''}".strip()
    usual, longest = _weeks(made.usual_days), _weeks(made.longest_days or 0)
    takes = f"a section takes {usual}" + ("" if usual == longest else f" as a rule and {longest} at the longest")
    return (
        f"{when}{f'{last}: {takes}' if last else takes.capitalize()}. Learners who repeat a section need another place."
    )


def _pointing(made: Closing) -> str:
    if not made.pointing:
        return ""
    one = len(made.pointing) == 1
    return (
        f"{listed(made.pointing)} {agreeing(len(made.pointing), 'counts', 'count')} toward it and would lead nowhere "
        f"unless {'it gets' if one else 'they get'} another target."
    )


def _contribution(made: Closing) -> str:
    if made.contribution_usd is None or made.contribution_usd <= 0:
        return ""
    return (
        f"It covers its direct cost: it left {_usd(made.contribution_usd)} in the last 12 months, which closing gives up. "
        "Its direct cost is no reason to close it."
    )


def _pell(made: Closing) -> str:
    if not made.same_group:
        return ""
    return (
        "If it ends while it misses a rate of Workforce Pell, similar programs cannot have Pell for two years. Similar are "
        f"those of the same group for the same occupations. In its group: {listed(made.same_group)}."
    )


def _usd(value: float) -> str:
    return USD.exact(round(value))


def _weeks(days: float) -> str:
    return (
        counted(round(days / 7, 1), "week")
        if number(round(days / 7, 1)) == "1"
        else f"{number(round(days / 7, 1))} weeks"
    )
