"""Sections in sentences: which were canceled, which are open, and how good their projections have been."""

from datetime import date

import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import short_day
from dashboard.wording.money import cents
from dashboard.wording.shares import chance_in_words, share
from queries.cubes import sections
from queries.cubes.board import LIKELY
from queries.cubes.sections import HEALTHY_CANCELLATION
from queries.engines.pacing.projection import NEW_BELOW
from queries.enrollment import backtest
from queries.enrollment.section import MOVED_FROM, Verdicts, View
from queries.enrollment.simulator import Result
from queries.enrollment.week import DUE_WITHIN

TENTH_TOLD, FEWEST_TOLD = 7, 20
"""The tenth of chances whose record is told in words, from 70% on, where sections count as likely to run; and from how many."""
_KINDS = {"new": "first-year offerings", "repeat": "established offerings"}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def sentence_of_cancellations(cancellations: pl.DataFrame) -> str:
    """How many sections were canceled beside what is healthy, new and established offerings apart."""
    by_kind = cancellations.group_by("kind").agg(pl.col("cancelled", "offered").sum())
    rows = by_kind.sort("kind", descending=True).select("kind", "cancelled", "offered").rows()
    if not rows:
        return "No section of this choice had started or been canceled by this date."
    return " ".join(_canceled(*row) for row in rows)


def _canceled(kind: str, canceled: int, offered: int) -> str:
    text = (
        f"{canceled:,} of {counted(offered, 'section')} of {_KINDS[kind]} {agreeing(canceled, 'was', 'were')} canceled"
    )
    if offered < sections.FEWEST_TO_JUDGE:
        return f"{text}, too few to judge."
    low, high = HEALTHY_CANCELLATION[kind]
    rate = canceled / offered
    where = "below" if rate < low else "above" if rate > high else "within"
    return f"{text} ({share(rate)}), {where} the usual {100 * low:.0f} to {100 * high:.0f}%."


def sentence_of_open_sections(board: pl.DataFrame, as_of: date) -> str:
    """How many open sections may not run, the tuition at risk and the decisions that are due."""
    if board.is_empty():
        return "No section of this choice is open for registration on this date."
    judged = board.drop_nulls("chance_to_run")
    if judged.is_empty():
        return (
            f"{counted(board.height, 'section')} {agreeing(board.height, 'is', 'are')} open. We can't say how likely "
            f"{agreeing(board.height, 'it is', 'they are')} to run: too few sections have finished, or no minimum is set."
        )
    at_risk = judged.filter(pl.col("chance_to_run") < LIKELY)
    if at_risk.is_empty():
        return f"All {counted(judged.height, 'open section')} with a minimum are likely to run."
    total = counted(judged.height, "open section")
    which = "" if judged.height == board.height else " with a minimum"
    text = f"{at_risk.height:,} of {total}{which} may not run. "
    total_cents = at_risk["at_risk_cents"].sum()
    puts = agreeing(at_risk.height, "It puts", "They put")
    return f"{text}{puts} ${total_cents / 100:,.0f} of tuition at risk{_decisions(at_risk, as_of)}."


FIND = "Part of the title or code of a section. With so many open, the list shows those with the most tuition at risk."


def nothing_found(text: str) -> str:
    """Said where no section has what was looked for."""
    return f"No open section has “{text}” in its title or code, so the list is as without it."


def about_list(shown: int, every: int) -> str:
    """What stands over the list of open sections: how to choose one, and which are not on it."""
    choose = "Select a row to see its curve, or choose the section above."
    if shown >= every:
        return choose
    which = f"The list shows the {shown:,} of {counted(every, 'open section')} with the most tuition at risk."
    return f"{which} The CSV file has all. {choose}"


def _decisions(at_risk: pl.DataFrame, as_of: date) -> str:
    """How many sections need a decision soon, after a semicolon; nothing where none does."""
    due = at_risk.filter(pl.col("decide_by").is_between(as_of, as_of + DUE_WITHIN))["decide_by"]
    if due.is_empty():
        return ""
    who = "all" if len(due) == at_risk.height > 1 else "it" if at_risk.height == 1 else _spelled(len(due))
    return f"; {who} {agreeing(1 if who in ('it', 'one') else 2, 'needs', 'need')} a decision by {short_day(due.max())}"  # type: ignore


def _spelled(number: int) -> str:
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


def sentence_of_section(row: dict | None, as_of: date) -> str:
    """What is expected of one open section, what it takes to run, and what the projection rests on."""
    if row is None:
        return "This section is not open on this date."
    taken = f"{counted(row['net'], 'seat')} {agreeing(row['net'], 'is', 'are')} taken"
    if row["projected"] is None:
        return f"{taken}. Too few sections have finished to project where it will end."
    text = f"{taken}; {row['projected']:.0f} are expected at the start (80% range {row['projected_low']} to {row['projected_high']})"
    if row["minimum"] is not None and row["chance_to_run"] is not None:
        text += f". It is {chance_in_words(row['chance_to_run'])} likely to reach its minimum of {row['minimum']}"
        short = row["minimum"] - row["net"]
        if short > 0:
            text += f". It needs {short} more"
            decide_by = short_day(row["decide_by"])
            if row["decide_by"] < as_of:
                text += f"; its decision day, {decide_by}, is past"
            else:
                text += f" by {decide_by}, or {row['needed_per_day']:.1f} a day"
    basis = _BASES[row["comparable_to"]].format(
        runs=counted(row["comparable_runs"], "past section") if row["comparable_runs"] else "no past section"
    )
    wide = _NEW if row["comparable_runs"] < NEW_BELOW else ""
    return f"{text}. {basis}{wide}"


_BASES = {
    "offering": "The projection rests on {runs} of the same offering.",
    "kind": "The offering has {runs}, so the projection rests on past sections of the same field and modality.",
    "all": "Too few past sections are alike, so the projection rests on all of them.",
}
_NEW = " The offering is new here, so the range is wider."


def sentence_of_plan(result: Result, decide_by: str) -> str:
    """Where a section breaks even, what running it would bring, and what waiting for the decision day is worth."""
    assert result.contribution is not None
    assert result.waiting is not None
    likely = f"{result.expected:.0f} {agreeing(round(result.expected), 'is', 'are')} likely"
    even = (
        f"It can't break even with any number of seats; {likely}."
        if result.break_even is None
        else f"It breaks even at {counted(result.break_even, 'seat')}; {likely}."
    )
    verb = "lose" if result.contribution < 0 else "earn"
    after = ", costs already spent included"
    waiting = (
        f"Waiting until {decide_by} costs nothing and is worth about {cents(result.waiting)}."
        if result.waiting >= 50
        else f"Waiting until {decide_by} adds nothing."
    )
    return f"{even} Running it would {verb} about {cents(abs(result.contribution))}{after}. {waiting}"


def sentence_of_verdicts(verdicts: Verdicts) -> str | None:
    """Why the three comparisons disagree, or how the sign-up window moved; None where there is nothing to say."""
    if not verdicts.views:
        return None
    days = verdicts.window_moved_days
    first, rest = verdicts.views[0], verdicts.views[1:]
    others = [view for view in rest if view.verdict != first.verdict]
    window, reason = "", _NO_MOVE
    if days is not None and abs(days) >= MOVED_FROM:
        window = f"Its sign-up window is {abs(days)} days {'shorter' if days < 0 else 'longer'} than usual"
        reason = f"{window}, so it is {_EARLIER[days < 0]} in its sign-up window than past sections were."
    if not others:
        return f"{window}; all three comparisons agree." if window else None
    changes = " and ".join(f"{_WORDS[v.alignment]} it {_VERDICTS[v.verdict]} ({_percent(v)})" for v in others)
    reason += "".join(f" On record for that time: {text}." for text in verdicts.events)
    return f"By days to the start this section {_VERDICTS[first.verdict]} ({_percent(first)}), but {changes}. {reason}"


_EARLIER = {True: "earlier", False: "later"}
_WORDS = {
    "days_to_start": "by days to the start",
    "days_since_opening": "by days since opening",
    "window_share": "by share of the window",
}
_VERDICTS = {
    "likely": "is likely to run",
    "open": "may or may not run",
    "unlikely": "is unlikely to run",
    "unknown": "cannot be judged",
}
_NO_MOVE = "Its sign-up window is as long as usual; the chance is close to a boundary between two verdicts."


def _percent(view: View) -> str:
    return "chance not known" if view.chance_to_run is None else f"{100 * view.chance_to_run:.0f}%"


def sentence_of_chances(record: pl.DataFrame) -> str:
    """How often past chances to run came true; `record` is `backtest.reliability`."""
    if record.is_empty():
        return "Chances to run have no record yet: too few sections have finished."
    near = record.filter((pl.col("chance") * 10).floor() == TENTH_TOLD).to_dicts()
    low, high = f"{10 * TENTH_TOLD}%", f"{10 * (TENTH_TOLD + 1)}%"
    if not near or near[0]["sections"] < FEWEST_TOLD:
        return f"Too few past sections had a chance to run between {low} and {high} to say how often it came true."
    return (
        f"{near[0]['sections']:,} past sections had a chance to run between {low} and {high}, as of {backtest.RECORD_DAYS} days "
        f"before the start. {100 * near[0]['ran_share']:.0f}% of them ran."
    )


def sentence_of_projection_errors(errors: pl.DataFrame) -> str:
    """How good the projections have been, also where a baseline is better."""
    rows = errors.to_dicts()
    if not rows:
        return "Too few sections have finished to say how good the projections are. Take them as a rough guess."
    row = rows[len(rows) // 2]
    best = min(row["last_run_error"], row["scaled_error"])
    verdict = "better" if row["mean_error"] < best else "no better"
    return (
        f"We projected each of {row['sections']:,} finished sections from all the others. {row['days_to_start']} days before "
        f"the start, the projection was off by {row['mean_error']:.1f} seats on average. That is {verdict} than the last run's "
        f"final count ({row['last_run_error']:.1f}) or the last run scaled to the same day ({row['scaled_error']:.1f}). The 80% "
        f"range held {100 * row['coverage']:.0f}% of the final counts."
    )
