"""Programs of institutions beside those of alternative providers, in sentences."""

import polars as pl

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.dates import day
from data.reference import format_rule
from queries.semantic.dimensions import SIDES
from queries.strategy.offerings import OWN_LIST, ListEdition
from queries.strategy.program_groups import group_name
from queries.strategy.white_space import COLLEGE, INSTITUTIONS

WE = {COLLEGE: "this college", INSTITUTIONS: "institutions on the list"}
"""Who "we" are: the college's own catalog, or every institution on the same list."""
_NAMES = {"institution": "institutions", "alternative": "alternative providers"}


def sentence_of_list_prices(frame: pl.DataFrame) -> str:
    """How the list prices of the two sides compare."""
    sides = {row["side"]: row for row in frame.to_dicts()}
    if missing := [side for side in SIDES if side not in sides]:
        return _of_one_side({side: sides[side] for side in SIDES if side in sides}, missing[0])
    ours, theirs = sides["institution"], sides["alternative"]
    if ours["median_price"] is None or theirs["median_price"] is None:
        return "Too few prices are known on one side to compare."
    sentence = (
        f"The median list price is ${theirs['median_price']:,.0f} at alternative providers "
        f"({counted(theirs['programs'], 'program')}) and ${ours['median_price']:,.0f} at institutions "
        f"({counted(ours['programs'], 'program')})"
    )
    rates = theirs["price_per_contact_hour"], ours["price_per_contact_hour"]
    if None in rates:
        return f"{sentence}."
    return f"{sentence}. Per contact hour it is ${rates[0]:,.2f} against ${rates[1]:,.2f}."


def _of_one_side(sides: dict[str, dict], missing: str) -> str:
    if not sides:
        return "This choice lists no programs."
    ((side, row),) = sides.items()
    price = "" if row["median_price"] is None else f", at a median list price of ${row['median_price']:,.0f}"
    are = agreeing(row["programs"], "is", "are")
    return (
        f"{counted(row['programs'], 'program')} of {_NAMES[side]} {are} in this choice{price}. There is no program of "
        f"{_NAMES[missing]} to compare."
    )


def sentence_of_formats(frame: pl.DataFrame) -> str:
    """How many programs of each side the format rule calls short and intensive."""
    programs = {(side, kind): n for side, kind, n in frame.rows()}
    counts = [programs.get((side, format_rule.SHORT_INTENSIVE), 0) for side in SIDES]
    totals = [sum(n for (side, _), n in programs.items() if side == wanted) for wanted in SIDES]
    if not sum(counts):
        return "No program is short and intensive under this rule."
    shares = [f" ({100 * n / total:.0f}% of theirs)" if total else "" for n, total in zip(counts, totals, strict=True)]
    return (
        f"{counted(sum(counts), 'program')} {agreeing(sum(counts), 'is', 'are')} short and intensive under this rule: "
        f"{counts[0]:,} at institutions{shares[0]} and {counts[1]:,} at alternative providers{shares[1]}."
    )


def sentence_of_list(edition: ListEdition) -> str:
    """How a list is known: program by program, or by its bundled statistics."""
    if edition.name == OWN_LIST:
        return "The college's own catalog and its known competitors, program by program."
    when = f"as of {day(edition.edition)}" if edition.edition else "of the newest edition"
    if edition.is_statistics:
        return f"Summary figures {when}. Import the list to see each program."
    return f"The imported list {when}, program by program."


def sentence_of_white_space(frame: pl.DataFrame, we: str = COLLEGE) -> str:
    """The widest gap, with the counts of both sides and how demand has moved."""
    frame = frame.filter(pl.col("alternatives") > 0)
    if frame.is_empty():
        return "No alternative provider offers a program in this choice."
    top = frame.row(0, named=True)
    if top["gap"] <= 0:
        return f"In no program group do alternative providers list a larger share of their programs than {WE[we]}."
    ours = f"{top['ours']:,}" if top["ours"] else "none"
    sentence = (
        f"The widest gap is {group_name(top['cip4'])}: alternative providers list {counted(top['alternatives'], 'program')}, "
        f"{WE[we]} {_verb(we)} {ours}"
    )
    if top["growth"] is None:
        return f"{sentence}."
    way = "more" if top["growth"] >= 0 else "fewer"
    return (
        f"{sentence}. Colleges award {abs(100 * top['growth']):.0f}% {way} certificates in it than three years before."
    )


def _verb(we: str) -> str:
    return "lists" if we == COLLEGE else "list"
