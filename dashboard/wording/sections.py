"""Sections in sentences: which are canceled, which are open, and how good their projections have been."""

from datetime import date

import polars as pl

from queries.cubes import sections
from queries.cubes.sections import HEALTHY_CANCELLATION
from queries.engines.pacing.projection import NEW_BELOW
from queries.enrollment.section import LIKELY, MOVED_FROM, Verdicts, View


def sentence_of_cancellations(counted: pl.DataFrame) -> str:
    """One sentence on cancellations beside what is healthy, new and repeated offerings apart."""
    frame = counted.group_by("kind").agg(pl.col("cancelled", "offered").sum()).sort("kind", descending=True)
    if frame.is_empty():
        return "No section of this choice had started or been cancelled by this date."
    said = []
    for kind, cancelled, offered in frame.select("kind", "cancelled", "offered").rows():
        if offered < sections.FEWEST_TO_JUDGE:
            said.append(
                f"{cancelled} of {offered} {'section' if offered == 1 else 'sections'} of {_KINDS[kind]} {'was' if cancelled == 1 else 'were'} cancelled, too few to judge"
            )
            continue
        low, high = HEALTHY_CANCELLATION[kind]
        rate = cancelled / offered
        where = "below" if rate < low else "above" if rate > high else "within"
        said.append(
            f"{100 * rate:.0f}% of {offered:,} sections of {_KINDS[kind]} were cancelled, {where} the usual "
            f"{100 * low:.0f} to {100 * high:.0f}%"
        )
    return "; ".join(said) + "."


_KINDS = {"new": "offerings in their first year", "repeat": "established offerings"}


def sentence_of_open_sections(frame: pl.DataFrame) -> str:
    """One sentence on the sections that are open, and on the one with most money at risk."""
    if frame.is_empty():
        return "No section is open for registration at this date in this choice."
    how_many = f"{frame.height} {'section is' if frame.height == 1 else 'sections are'} open"
    judged = frame.drop_nulls("chance_to_run")
    if judged.is_empty():
        return f"{how_many}; how likely {'it is' if frame.height == 1 else 'they are'} to run cannot be said: too few have finished, or no minimum is set."
    at_risk = judged.filter(pl.col("chance_to_run") < LIKELY).height
    cents = frame["at_risk_cents"].sum()
    return (
        f"{how_many}; {at_risk or 'none'} of {judged.height} with a minimum {'is' if at_risk < 2 else 'are'} less than "
        f"{100 * LIKELY:.0f}% likely to reach it, with ${cents / 100:,.0f} of expected revenue at risk in all."
    )


def sentence_of_section(row: dict | None, as_of: date) -> str:
    """What is expected of one section, what it stands on, and what it takes; a sentence or two."""
    if row is None:
        return "This section is not open at this date."
    taken = f"{row['net']} {'seat is' if row['net'] == 1 else 'seats are'} taken"
    if row["projected"] is None:
        return f"{taken}. Too few sections have finished to say where it will end."
    text = f"{taken}; {row['projected']:.0f} are expected at the start (80% interval {row['projected_low']} to {row['projected_high']})"
    if row["minimum"] is not None and row["chance_to_run"] is not None:
        text += f", so it is {chance_words(row['chance_to_run'])} likely to reach its minimum of {row['minimum']}"
        short = row["minimum"] - row["net"]
        if short > 0:
            day = f"{row['decide_by']:%b} {row['decide_by'].day}"
            text += f"; {short} more are needed"
            if row["decide_by"] < as_of:
                text += f", and {day}, by when that is usually decided, is past"
            else:
                text += f" by {day}, {row['needed_per_day']:.1f} a day"
    basis = _BASES[row["comparable_to"]].format(runs=row["comparable_runs"])
    wide = _NEW if row["comparable_runs"] < NEW_BELOW else ""
    return f"{text}. {basis}{wide}"


def chance_words(chance: float) -> str:
    """A probability as it may be said: the ends are not told apart."""
    return "less than 5%" if chance < 0.05 else "more than 95%" if chance > 0.95 else f"{100 * chance:.0f}%"


_BASES = {
    "offering": "Compared with {runs} earlier runs of the same offering.",
    "kind": "Compared with past sections of the same field and modality, since the offering has {runs} finished runs.",
    "all": "Compared with all past sections, since too few are alike.",
}
_NEW = " The offering is new here, so its interval is as wide as the misses made without knowing an offering."


def sentence_of_verdicts(verdicts: Verdicts) -> str | None:
    """Why the alignments give different verdicts, or how the window moved; None where there is nothing to say."""
    if not verdicts.views:
        return None
    moved = verdicts.window_moved_days
    first, rest = verdicts.views[0], verdicts.views[1:]
    others = [view for view in rest if view.verdict != first.verdict]
    window, reason = "", _NO_MOVE
    if moved is not None and abs(moved) >= MOVED_FROM:
        window = f"Registration has {abs(moved)} days {'fewer' if moved < 0 else 'more'} than usual between opening and start"
        reason = f"{window}, so the same day is an {_EARLIER[moved < 0]} point of its way."
    if not others:
        return f"{window}; all three alignments give the same verdict." if window else None
    changes = " and ".join(f"{_WORDS[v.alignment]} {_SAID[v.verdict]} ({_percent(v)})" for v in others)
    reason += "".join(f" On record for that time: {text}." for text in verdicts.events)
    return f"By days to the start this section {_SAID[first.verdict]} ({_percent(first)}), but {changes}. {reason}"


_EARLIER = {True: "earlier", False: "later"}
_WORDS = {
    "days_to_start": "by days to the start it",
    "days_since_opening": "by days since opening it",
    "window_share": "by share of the window it",
}
_SAID = {
    "likely": "is likely to run",
    "open": "may or may not run",
    "unlikely": "is unlikely to run",
    "unknown": "cannot be judged",
}


_NO_MOVE = "The window is as long as usual; the chance lies near a boundary between two verdicts."


def _percent(view: View) -> str:
    return "no chance known" if view.chance_to_run is None else f"{100 * view.chance_to_run:.0f}%"


def sentence_of_projection_errors(errors: pl.DataFrame) -> str:
    """How good the projections have been, in sentences that also say when a baseline is better."""
    rows = errors.to_dicts()
    if not rows:
        return "Too few sections have finished to say how good the projections are; take them as a rough guess."
    row = rows[len(rows) // 2]
    best = min(row["last_run_error"], row["scaled_error"])
    against = "less than" if row["mean_error"] < best else "not less than"
    return (
        f"Each of {row['sections']:,} finished sections was projected from all others as if it were still open. "
        f"{row['days_to_start']} days before the start the miss was {row['mean_error']:.1f} seats on average, {against} "
        f"the final of the last run ({row['last_run_error']:.1f}) and the last run scaled to the same point "
        f"({row['scaled_error']:.1f}); {100 * row['coverage']:.0f}% of the finals lay inside the 80% interval."
    )
