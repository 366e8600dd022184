"""Programs of institutions beside those of alternative providers."""

from dataclasses import replace

import polars as pl

from data.reference import format_rule
from queries.answer import Answer, measure
from queries.cubes import list_statistics
from queries.metrics import offerings as metrics
from queries.semantic.dimensions import SIDES
from queries.semantic.scope import Scope

OWN_LIST = "offerings"
"""The college's own catalogue with its known competitors."""


def lists(scope: Scope) -> list[str]:
    """Lists that programs can be compared on: public ones first, by their programs or their statistics, then our own."""
    public = sorted({*list_statistics.imported(scope.version), *list_statistics.lists(scope.version)})
    return [*public, OWN_LIST]


def known_as(scope: Scope) -> str:
    """A sentence on how the list of the scope is known: program by program, or by its bundled statistics."""
    name = dict(scope.where).get("list", OWN_LIST)
    if name == OWN_LIST:
        return "The college's own catalogue and the competitors that it knows, program by program."
    edition = list_statistics.edition(scope.version, name)
    of = f"edition of {edition:%b} {edition.day}, {edition.year}" if edition else "newest edition"
    if list_statistics.stands_in(scope):
        return f"Known by its bundled statistics, {of}. Import the list, and every program stands here by itself."
    return f"The imported list, program by program, {of}."


def by_side(scope: Scope, *by: str) -> Answer:
    """Counts and quartiles of price by side and any further cut; providers of an unknown kind are left out."""
    wanted = (metrics.PROGRAMS, metrics.PRICE_Q1, metrics.MEDIAN_PRICE, metrics.PRICE_Q3)
    answer = measure(*wanted, by=["side", *by], scope=scope)
    return replace(answer, frame=answer.frame.filter(pl.col("side").is_in(SIDES)))


def by_field(scope: Scope) -> Answer:
    """The same by field; inside one field by its program groups."""
    return by_side(scope, "cip4" if "field" in dict(scope.where) else "field")


def finding(scope: Scope) -> str:
    """One sentence on how the two sides' list prices compare."""
    answer = measure(metrics.PROGRAMS, metrics.MEDIAN_PRICE, metrics.PRICE_PER_HOUR, by=["side"], scope=scope)
    found = {row["side"]: row for row in answer.frame.to_dicts()}
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


def format_finding(scope: Scope) -> str:
    """One sentence on who offers what the format rule calls short and intensive."""
    answer = measure(metrics.PROGRAMS, by=["side", "format"], scope=scope)
    found = {(side, kind): n for side, kind, n in answer.frame.rows()}
    counts = [found.get((side, format_rule.SHORT_INTENSIVE), 0) for side in SIDES]
    totals = [sum(n for (side, _), n in found.items() if side == wanted) for wanted in SIDES]
    if not sum(counts):
        return "No program of either side is short and intensive under this rule."
    shares = [f"{100 * n / total:.0f}%" if total else "none" for n, total in zip(counts, totals, strict=True)]
    return (
        f"{counts[0] + counts[1]:,} programs are short and intensive under this rule: {counts[0]:,} at institutions "
        f"({shares[0]} of theirs) and {counts[1]:,} at alternative providers ({shares[1]})."
    )
