"""Sentences about published figures."""

from datetime import date

import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import day
from data.reference import claims as reference
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, POINTS, UNITS
from queries.trust.claims import Side

BOUNDS = {"exact": "", "about": "about ", "over": "over ", "under": "under "}
BREAK_NOTE = "The newest edition counts by other categories and more sources, so no line leads to it and no growth rate joins them."
FORECASTS_NOTE = (
    "Course Report's forecasts are scored on the Scoreboard beside ours, with the errors that NCES and BLS publish."
)
NO_FIGURE = "No published figure has this subject and this kind of sponsor. Choose another one."


def sentence_of_counts(by_kind: Table) -> str:
    """How the count of credentials moved before the break, and that what follows it is another count."""
    total = by_kind.frame.filter(kind=reference.KINDS["total"]).sort("year")
    before, after = total.filter(~pl.col("is_after_break")), total.filter("is_after_break")
    if before.height < 2:
        return ""
    (first, low), (last, high) = (before.select("year", "value").row(at) for at in (0, -1))
    text = f"Credentials on offer in the US: {COUNT.exact(low)} in {first} and {COUNT.exact(high)} in {last}"
    if after.is_empty():
        return f"{text}."
    year, value = after.select("year", "value").row(-1)
    return f"{text}. The {COUNT.exact(value)} of {year} are counted otherwise and can't be set against them."


def standing(rows: pl.DataFrame) -> str:
    """How many figures there are, and how many of them need care."""
    sells, thin = rows["sells"].count(), int(rows["is_thin"].sum())
    when = day(date.fromisoformat(reference.as_of()))
    return (
        f"{counted(rows.height, 'published figure')} from {counted(rows['sponsor'].n_unique(), 'sponsor')}, as of {when}. "
        f"{sells} of them {agreeing(sells, 'comes', 'come')} from a sponsor or partner that sells what the figure is about. "
        f"{thin} {agreeing(thin, 'rests', 'rest')} on few answers: chance alone may move {agreeing(thin, 'it', 'them')} by "
        "more than 5 points."
    )


def care(row: dict) -> str:
    """What limits one figure, in words; empty where nothing is known to."""
    parts = []
    if row["is_thin"]:
        parts.append(f"Thin sample: n = {row['n']:,}, ±{POINTS.exact(row['margin']).removeprefix('+')}")
    if row["sells"]:
        parts.append(f"Vendor: {row['sells']}")
    if row["n"] is None and row["n_reason"] and "Not in" in row["n_reason"]:
        parts.append("Number of answers not published")
    if row["n_is_least"]:
        parts.append("n is more than what is given")
    if row["bound"] != "exact":
        parts.append(f"Stated as {row['bound']}")
    if row["breaks_series"]:
        parts.append("Break: counted otherwise than before")
    if row["print"] == "second":
        parts.append("Second print of the same figure")
    if row["contradicts"]:
        parts.append("Contradicted, see above")
    return ". ".join(parts)


def figure(side: Side) -> str:
    """One figure of a contradiction, with how it was stated: `over 670,000`."""
    return f"{BOUNDS[side.bound]}{UNITS[side.unit].exact(side.value)}"


def origin(side: Side) -> str:
    """What was counted, by whom and when it was published."""
    return f"{side.says}. {side.sponsor}, {_published(side.published)}."


def implied(side: Side) -> str:
    """What a figure says of the period before by its own growth; empty where it states none."""
    if side.growth is None or side.before is None:
        return ""
    by = UNITS["share"].exact(abs(side.growth))
    moved = "up" if side.growth > 0 else "down"
    return f"Printed as {moved} {by}, so about {COUNT.exact(round(side.before, -2))} in the prior year."


def sentence_of_sums(sums: Table) -> str:
    """Whether the parts of the counts add up to their totals."""
    frame = sums.frame
    open_ones = frame.filter(pl.col("difference") != 0)
    text = f"The parts add up to the printed total in {frame.height - open_ones.height} of {counted(frame.height, 'count')}."
    for row in open_ones.to_dicts():
        gap = abs(row["difference"])
        side = "short of" if row["difference"] < 0 else "over"
        text += f" The {row['print'].lower()} print of {row['period']} is {COUNT.exact(gap)} {side} its total."
    return text


def _published(text: str) -> str:
    """A year, month or day of publication in words."""
    if len(text) == 4:
        return text
    if len(text) == 7:
        return f"{date.fromisoformat(f'{text}-01'):%B %Y}"
    return day(date.fromisoformat(text))
