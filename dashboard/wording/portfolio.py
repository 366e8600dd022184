"""The portfolio in sentences: how the offerings class, what one of them rests on, and what would change its class."""

from collections.abc import Iterable
from math import ceil, floor

import polars as pl

from dashboard.wording.counts import agreeing, counted, listed
from dashboard.wording.dates import day
from dashboard.wording.labels import name
from dashboard.wording.shares import percent
from data.contracts.vocabulary import PORTFOLIO_CLASSES
from data.reference.portfolio import (
    COMPLETION,
    CRITERIA,
    DEMAND,
    EMPLOYMENT,
    FILL,
    MARGIN,
    MARKET,
    PRICE,
    TIES,
    TREND,
    Rule,
)
from queries.semantic.table import Table
from queries.semantic.unit import USD
from queries.strategy import portfolio_notes
from queries.strategy.portfolio_verdict import (
    CLASSES,
    DECIDED,
    FEW_SECTIONS,
    INSUFFICIENT,
    RETIRE,
    TRANSFORM,
    UNKNOWN,
    YOUNG,
    Turn,
    pair,
    row_of,
    without_points,
)

INPUTS = {
    DEMAND: "Openings per award",
    MARKET: "Market growth",
    PRICE: "Price position",
    TREND: "Enrollment trend",
    FILL: "Fill",
    MARGIN: "Contribution margin",
    COMPLETION: "Completion",
    EMPLOYMENT: "Employment in its field",
    TIES: "Ties to other offerings",
}
FILLED_BY = {
    PRICE: "list competitors with prices and hours in the catalog, or import a public program list",
    TREND: "import two years of sections and registrations",
    FILL: "state the capacity of sections",
    MARGIN: "state the direct cost of sections",
    COMPLETION: "import outcomes of registrations",
    EMPLOYMENT: "import placements",
    TIES: "state stacks_into in the catalog, or import articulations",
}
"""What a college brings so that an input is known; market growth comes from public files."""
NO_OFFERING = "No offering of this choice is open on this date. Choose a later as-of date or another field."
NO_DECISION = (
    "A class starts a discussion; it is not a decision. It follows from the weights and scales below. The college sets "
    "them, because no published weights fit every college. An input that is not known earns no points and does not count."
)
NOTES_KEPT = (
    "A note is kept with its numbers and is never changed or removed. A contested input still counts. Until somebody "
    "settles it, the page says what the class would be without it."
)
NAMED = 6
"""Offerings of a class that a sentence names; the table has all."""
GAPS = "Some inputs are known of no offering, and count for nothing. What fills them:"
NO_WEIGHT = "Every weight is 0, so the weights of the rule are used."


def sentence_of_portfolio(judged: Table, rule: Rule) -> str:
    """How many offerings have each class, and how many keep theirs when the weights move."""
    frame = judged.frame
    if frame.is_empty():
        return ""
    counts = {key: frame.filter(pl.col("class") == key).height for key in CLASSES}
    classed = [(counts[key], key) for key in CLASSES if counts[key] and key != INSUFFICIENT]
    lacking, whole = counts[INSUFFICIENT], f"Of {counted(frame.height, 'open offering')}"
    have = f"{lacking} {agreeing(lacking, 'has', 'have')} too little evidence for a class"
    if not classed:
        return f"{lacking} of {counted(frame.height, 'open offering')} {agreeing(lacking, 'has', 'have')} too little evidence for a class."
    parts = [f"{count} as {key}" for count, key in classed]
    tried = frame.filter(pl.col("holds").is_not_null(), pl.col("class") != INSUFFICIENT)
    if tried.is_empty():
        return f"{whole}, we class {listed(parts)}.{f' {have}.' if lacking else ''}"
    steady = tried.filter("steady").height
    keep = agreeing(steady, "keeps its", "keep their")
    return (
        f"{whole}, we class {listed(parts)}.{f' {have}.' if lacking else ''} {steady} {keep} class in at least "
        f"{percent(rule.steady_from)} of {rule.draws:,} trial weightings."
    )


def names_of(judged: Table) -> str:
    """The offerings to retire and to transform by name, most doubtful first; empty where there is none."""
    texts = []
    for key in (RETIRE, TRANSFORM):
        rows = judged.frame.filter(pl.col("class") == key).sort("score")
        if rows.height:
            named = [
                title if closes is None else f"{title} (decided, ends {day(closes)})"
                for title, closes in rows.select("title", "closes_on").rows()
            ]
            more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
            texts.append(f"{name('portfolio_class', key)}: {listed([*named[:NAMED], *more])}.")
    return " ".join(texts)


def sentence_of_rule(rule: Rule) -> str:
    """Which rule was used, and whose file of it."""
    whose = (
        "" if rule.is_shipped else " It is read from the file portfolio.toml in the folder rules of your data folder."
    )
    return (
        f"Rule of {day(rule.in_force_on)}: {rule.source}.{whose} Classes by share of points: grow from "
        f"{percent(rule.grow_from)}, sustain from {percent(rule.transform_below)}, transform from {percent(rule.retire_below)}, "
        f"retire below. One with no points on {counted(rule.without_points_most + 1, 'input')} or more is in class transform at best. "
        f"A class needs {counted(rule.months_least, 'month')} of age, {counted(rule.sections_least, 'section')} in 12 "
        f"months and {percent(rule.known_least)} of the weight known. Trial weightings shift the chosen weights "
        "up and down, in the same ways every time."
    )


def gaps(judged: Table) -> str:
    """Inputs that are known of no offering, each with what fills it, as Markdown; empty where there is none."""
    frame = judged.frame
    empty = [key for key in CRITERIA if frame[f"points_{key}"].null_count() == frame.height and key in FILLED_BY]
    fills = {key: FILLED_BY[key] for key in empty}
    if COMPLETION in fills and frame["completion_note"].is_in(["hidden"]).any():
        fills[COMPLETION] = "it is hidden to protect learners until more of them finish"
    elif COMPLETION in fills and frame["completion_note"].is_in(["none_final"]).any():
        fills[COMPLETION] = "outcomes are on record, and count once a fiscal year is final"
    if not fills:
        return ""
    return "\n".join([GAPS, "", *(f"- {INPUTS[key]}: {what}." for key, what in fills.items())])


def sentence_of_one(judged: Table, offering: str, rule: Rule) -> str:
    """The class of one offering, and how often it holds."""
    row = row_of(judged, offering)
    title, reason = row["title"], row["reason"]
    if reason == DECIDED:
        return f"{title} retires: its last day of registration is {day(row['closes_on'])}."
    if reason in (YOUNG, FEW_SECTIONS, UNKNOWN):
        return f"{title} has too little evidence for a class: {_evidence(row, rule)}"
    return (
        f"We class {title} as {row['class']}: it has {percent(row['score'])} of its points. It keeps this class in "
        f"{percent(row['holds'])} of {rule.draws:,} trial weightings."
    )


def _evidence(row: dict, rule: Rule) -> str:
    """What a class needs and an offering lacks."""
    weight = f"{percent(row['known'])} of the weight is known, and a class needs {percent(rule.known_least)}"
    if row["reason"] == UNKNOWN:
        return f"{weight}."
    also = f" Besides, {weight}." if row["known"] < rule.known_least else ""
    if row["reason"] == FEW_SECTIONS:
        ran = counted(row["sections"], "section")
        return f"{ran} in the last 12 months, and a class needs {rule.sections_least}.{also}"
    age = counted(row["months"], "month")
    if row["is_launch_stated"]:
        return f"it has been open for {age}, and a class needs {rule.months_least}.{also}"
    return (
        f"the data shows it for {age}, and a class needs {rule.months_least}. If it is older, state launched_on in the "
        f"catalog.{also}"
    )


def sentence_of_cap(judged: Table, offering: str, rule: Rule) -> str:
    """Why an offering is to transform at best; empty where it is not held down."""
    row = row_of(judged, offering)
    zero = without_points(row, rule)
    if not zero:
        return ""
    inputs = listed([INPUTS[key].lower() for key in zero])
    return f"It earns no points on {inputs}, so its class is transform at best."


def sentence_of_contested(notes: Table, judged: Table, offering: str, rule: Rule) -> str:
    """Which inputs of an offering are contested, and its class without them; empty where none is."""
    names = list(portfolio_notes.contested(notes, judged, offering))
    if not names:
        return ""
    inputs = listed([INPUTS[key] for key in names])
    text = f"{inputs} {agreeing(len(names), 'is', 'are')} contested"
    key = portfolio_notes.without_contested(notes, judged, offering, rule)
    if key is None:
        return f"{text}."
    without = agreeing(len(names), "it", "them")
    if key == INSUFFICIENT:
        return f"{text}. Without {without} there is too little evidence for a class."
    same = "still " if key == row_of(judged, offering)["class"] else ""
    return f"{text}. Without {without} the class would {same}be {key}."


def in_words(notes: Table) -> Table:
    """Notes with their inputs by name."""
    named = pl.col("about").replace(dict(INPUTS.items()))
    return notes.with_frame(notes.frame.with_columns(about=named))


def sentence_of_decision(notes: Table, judged: Table, offering: str) -> str:
    """The newest decision on an offering; empty where there is none."""
    row = portfolio_notes.decision(notes, judged, offering)
    if row is None:
        return ""
    return f"Decided on {day(row['noted_at'].date())}: {row['decision']}. {row['note']}"


def note_choices(standing: Iterable[str]) -> dict[str, str]:
    """What can be recorded on an offering: code by `kind:about`, in words. `standing` names the inputs that are contested."""
    contested = set(standing)
    return {
        "remark:": "A remark",
        **{f"settled:{key}": f"Settle: {INPUTS[key].lower()}" for key in CRITERIA if key in contested},
        **{f"contested:{key}": f"Contest: {INPUTS[key].lower()}" for key in CRITERIA if key not in contested},
        **{f"decided:{key}": f"Decide: {key}" for key in PORTFOLIO_CLASSES},
    }


def sentence_of_turns(turns: tuple[Turn, ...]) -> str:
    """The inputs that would change the class, in a sentence."""
    if not turns:
        return ""
    if turns[0].to is None:
        return f"To judge it, find out first: {listed([INPUTS[turn.criterion].lower() for turn in turns])}."
    by_class: dict[str, list[str]] = {}
    for turn in turns:
        by_class.setdefault(name("portfolio_class", turn.to).lower(), []).append(_turned(turn))
    texts = [f"{key} with {' or '.join(ways)}" for key, ways in by_class.items()]
    return f"It would become {'; or '.join(texts)}."


def no_turn(judged: Table, offering: str, rule: Rule) -> str:
    """What stands in place of the inputs that would change a class, where none would by itself."""
    if row_of(judged, offering)["reason"] is not None:
        return ""
    if (both := pair(judged, offering, rule)) is None:
        return "No two inputs would change this class."
    return f"No single input would change this class; {listed([INPUTS[key].lower() for key in both])} together could."


def sentence_of_money(judged: Table, offering: str) -> str:
    """What an offering brought and left in the last 12 months."""
    row = row_of(judged, offering)
    if row["net_usd"] is None:
        return "No section of it was held in the last 12 months."
    text = f"In the last 12 months it brought {USD.exact(row['net_usd'])} in net tuition"
    if row["contribution_usd"] is None:
        return f"{text}. Its direct cost is not known."
    left = row["contribution_usd"]
    lost = f"{USD.exact(-left)} less than its direct cost" if left < 0 else f"{USD.exact(left)} after direct cost"
    return f"{text} and {'earned' if left < 0 else 'left'} {lost}."


def _turned(turn: Turn) -> str:
    """An input with the value from which it would change the class."""
    was = "" if turn.is_known else ", once it is known,"
    return f"{INPUTS[turn.criterion].lower()}{was} {_end(turn)}"


def _end(turn: Turn) -> str:
    """Where on its scale an input would change the class; percentages with the half that is safe cut to whole ones."""
    assert turn.at is not None
    if turn.criterion == TIES:
        most = max(ceil(turn.at) - 1, 0)
        return f"of {ceil(turn.at)} or more" if turn.is_from_below else f"of {most} or fewer" if most else "of none"
    if turn.criterion == DEMAND:
        return (
            f"at {ceil(10 * turn.at) / 10:.1f} or more"
            if turn.is_from_below
            else f"under {floor(10 * turn.at) / 10:.1f}"
        )
    at = 100 * turn.at
    return f"at {ceil(at):d}% or more" if turn.is_from_below else f"under {floor(at):d}%"
