"""Awards of US colleges in sentences."""

import polars as pl

from dashboard.wording.counts import counted
from dashboard.wording.labels import name
from dashboard.wording.states import state
from queries.semantic.scope import Scope
from queries.strategy.market import Frozen, unbroken

NO_PEERS = "No other college of its sector awards certificates or associate degrees."
NEAREST_IN_SIZE = (
    "No other college of its sector awards a third to three times as many certificates and associate degrees. These come "
    "nearest to its size."
)


def sentence_of_reclassified(change: Frozen) -> str:
    """What counting each college in its sector of one year does to the sector that it changes most."""
    same, frozen = (_percent(*ends) for ends in (change.same_year, change.frozen))
    sentence = (
        f"{name('sector', change.sector)}: certificates went {same} counting each college in its sector of each year, "
        f"and {frozen} counting each college in its {change.basis} sector. Some colleges were reclassified; their awards "
        "did not change."
    )
    return f"{sentence} The largest of them is {change.mover}." if change.mover else sentence


def colleges_of(scope: Scope) -> str:
    """Whose awards a scope holds, as the subject of a sentence: those of the chosen state, or of the country."""
    where = dict(scope.where).get("state")
    return f"Colleges in {state(where)}" if where else "US colleges"


def sentence_of_awards(frame: pl.DataFrame, who: str = "Colleges") -> str:
    """What colleges award now, and how that moved over the newest years without a gap."""
    frame = unbroken(frame)
    if frame.height < 2:
        return "This choice has awards of one year only."
    first, last = (frame.row(place, named=True) for place in (0, -1))
    ways = [_moved(first[kind], last[kind], first["year"]) for kind in ("certificates", "associate_degrees")]
    return (
        f"{who} awarded {last['certificates']:,} certificates in {last['year']}, {ways[0]}. Associate degrees were "
        f"{last['associate_degrees']:,}, {ways[1]}."
    )


def _percent(before: int, now: int) -> str:
    """`up 17.0%`, `down 3.1%`, or `from none`."""
    if not before:
        return "from none"
    return f"{'up' if now >= before else 'down'} {abs(100 * (now / before - 1)):.1f}%"


FEWEST = 100
"""Awards in the first year from which a change in percent says something."""


def _moved(before: int, now: int, year: int) -> str:
    """How a count moved since a year: in percent, or from what it was where that was few."""
    if now == before:
        return f"as many as in {year}"
    if before < FEWEST:
        return f"{'up' if now > before else 'down'} from {before:,} in {year}" if before else f"up from none in {year}"
    return f"{_percent(before, now)} from {year}"


def sentence_of_institution(awards: pl.DataFrame, fields: pl.DataFrame, chosen: str | None, title: str) -> str:
    """What the college of that title awards, how that moved, and how much is in the chosen field or in its largest one."""
    whole = sentence_of_awards(awards, title)
    sizes = dict(fields.select("field", pl.col("certificates_now") + pl.col("associate_degrees_now")).rows())
    total = sum(sizes.values())
    if not total:
        return whole
    field = chosen or next(iter(sizes))
    share = sizes.get(field, 0) / total
    if chosen:
        return f"{whole} {name('field', field)} is {100 * share:.0f}% of both together."
    return f"{whole} Its largest field is {name('field', field)}, {100 * share:.0f}% of both together."


def sentence_of_award_change(changes: pl.DataFrame, names: dict[str, str], first: int, last: int) -> str:
    """Which colleges explain the change in certificates between two years."""
    net = int(changes["change"].sum())
    if not net:
        return f"Certificates in this choice are the same in {first} and {last}."
    grew, shrank = (changes.filter(side) for side in (pl.col("change") > 0, pl.col("change") < 0))
    along = grew if net > 0 else shrank
    top = along.row(0, named=True)
    text = (
        f"From {first} to {last} certificates {'rose' if net > 0 else 'fell'} by {abs(net):,}. "
        f"{names.get(top['unitid'], top['unitid'])} alone accounts for {abs(top['change']):,}"
    )
    # Where others move the other way by as much, a part of the net change is more than all of it and says nothing.
    if top["share"] <= 1:
        text += f", {100 * top['share']:.0f}% of the net change"
    if along.height > 3 and (three := along.head(3)["share"].sum()) <= 1:
        text += f", and the three largest together for {100 * three:.0f}%"
    return f"{text}. {counted(grew.height, 'college')} grew and {shrank.height:,} shrank."
