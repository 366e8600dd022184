"""Programs of institutions beside those of alternative providers, in sentences."""

import polars as pl

from dashboard.wording.dates import day
from data.reference import format_rule
from queries.semantic.dimensions import SIDES
from queries.strategy.offerings import OWN_LIST, ListEdition
from queries.strategy.program_groups import group_name
from queries.strategy.white_space import COLLEGE, INSTITUTIONS


def sentence_of_list_prices(frame: pl.DataFrame) -> str:
    """One sentence on how the two sides' list prices compare."""
    found = {row["side"]: row for row in frame.to_dicts()}
    if missing := [side for side in SIDES if side not in found]:
        return _of_one_side({side: found[side] for side in SIDES if side in found}, missing[0])
    ours, theirs = found["institution"], found["alternative"]
    if ours["median_price"] is None or theirs["median_price"] is None:
        return "Too few prices are known on one side to compare."
    sentence = (
        f"The median list price is ${theirs['median_price']:,.0f} at alternative providers ({theirs['programs']:,} programs) "
        f"and ${ours['median_price']:,.0f} at institutions ({ours['programs']:,} programs)"
    )
    rates = theirs["price_per_contact_hour"], ours["price_per_contact_hour"]
    if None in rates:
        return f"{sentence}."
    return f"{sentence}; per contact hour it is ${rates[0]:,.2f} against ${rates[1]:,.2f}."


def _of_one_side(found: dict[str, dict], missing: str) -> str:
    if not found:
        return "No program of either side is listed in this choice."
    names = {"institution": "institutions", "alternative": "alternative providers"}
    ((side, row),) = found.items()
    price = "" if row["median_price"] is None else f", at a median list price of ${row['median_price']:,.0f}"
    return f"{row['programs']:,} programs of {names[side]} are in this choice{price}, and none of {names[missing]} to compare."


def sentence_of_formats(frame: pl.DataFrame) -> str:
    """One sentence on who offers what the format rule calls short and intensive."""
    found = {(side, kind): n for side, kind, n in frame.rows()}
    counts = [found.get((side, format_rule.SHORT_INTENSIVE), 0) for side in SIDES]
    totals = [sum(n for (side, _), n in found.items() if side == wanted) for wanted in SIDES]
    if not sum(counts):
        return "No program of either side is short and intensive under this rule."
    shares = [f"{100 * n / total:.0f}%" if total else "none" for n, total in zip(counts, totals, strict=True)]
    return (
        f"{counts[0] + counts[1]:,} programs are short and intensive under this rule: {counts[0]:,} at institutions "
        f"({shares[0]} of theirs) and {counts[1]:,} at alternative providers ({shares[1]})."
    )


def sentence_of_list(known: ListEdition) -> str:
    """A sentence on how the list of the scope is known: program by program, or by its bundled statistics."""
    if known.name == OWN_LIST:
        return "The college's own catalogue and the competitors that it knows, program by program."
    of = f"edition of {day(known.edition)}" if known.edition else "newest edition"
    if known.is_statistics:
        return f"Known by its bundled statistics, {of}. Import the list, and every program stands here by itself."
    return f"The imported list, program by program, {of}."


def sentence_of_white_space(frame: pl.DataFrame, we: str = COLLEGE) -> str:
    """One sentence on the widest gap, with the counts of both sides and how demand has moved."""
    frame = frame.filter(pl.col("alternatives") > 0)
    if frame.is_empty():
        return "No alternative provider offers a program in this choice."
    top = frame.row(0, named=True)
    if top["gap"] <= 0:
        return f"In no program group do alternatives stand out against {WE[we]}."
    ours = "none" if not top["ours"] else f"{top['ours']:,}"
    sentence = (
        f"The widest gap is {group_name(top['cip4'])}: {top['alternatives']:,} program{'s' * (top['alternatives'] != 1)} of alternative providers, "
        f"{ours} of {WE[we]}"
    )
    if top["growth"] is None:
        return f"{sentence}."
    moved = "grew" if top["growth"] >= 0 else "fell"
    return f"{sentence}; certificates awarded there {moved} {abs(100 * top['growth']):.0f}% in three years."


WE = {COLLEGE: "this college", INSTITUTIONS: "institutions on the list"}
"""Who "we" are: the college's own catalogue, or every institution on the same list."""
