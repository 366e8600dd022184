"""Awards of US colleges in sentences."""

import polars as pl

from dashboard.wording.labels import name
from queries.strategy.market import Frozen, unbroken


def sentence_of_reclassified(change: Frozen) -> str:
    """A sentence on what freezing sectors does to the sector that it changes most."""
    same, frozen = (_percent(*ends) for ends in (change.same_year, change.frozen))
    sentence = (
        f"{name('sector', change.sector)}: certificates went {same} by the sector of each year, and {frozen} with sectors "
        f"frozen at {change.basis}. The difference is a change of label, not of awards"
    )
    return f"{sentence}; the largest school that changed is {change.mover}." if change.mover else f"{sentence}."


def sentence_of_awards(frame: pl.DataFrame) -> str:
    """One sentence on how certificates moved against associate degrees over the newest years without a gap."""
    frame = unbroken(frame)
    if frame.height < 2:
        return "Awards of one year only are known for this choice."
    first, last = (frame.row(place, named=True) for place in (0, -1))
    moved = [_went(first[kind], last[kind]) for kind in ("certificates", "associate_degrees")]
    return (
        f"From {first['year']} to {last['year']} certificates below the bachelor's {moved[0]}; associate degrees "
        f"{moved[1]}."
    )


def _percent(before: int, now: int) -> str:
    """`up 17.0%`, `down 3.1%`, or `from none`."""
    if not before:
        return "from none"
    return f"{'up' if now >= before else 'down'} {abs(100 * (now / before - 1)):.1f}%"


def _went(before: int, now: int) -> str:
    return f"were {now:,} in both years" if now == before else f"went {_percent(before, now)} to {now:,}"


def sentence_of_institution(awards: pl.DataFrame, frame: pl.DataFrame, chosen: str | None) -> str:
    """Two sentences on what an institution awards and how that moved, and on the chosen field or its largest one."""
    whole = sentence_of_awards(awards)
    sizes = dict(frame.select("field", pl.col("certificates_now") + pl.col("associate_degrees_now")).rows())
    total = sum(sizes.values())
    if not total:
        return whole
    field = chosen or next(iter(sizes))
    share = sizes.get(field, 0) / total
    if chosen:
        return f"{whole} {name('field', field)} is {100 * share:.0f}% of all that it awards of these two kinds."
    return f"{whole} Its largest field is {name('field', field)}, {100 * share:.0f}% of them."


def sentence_of_award_change(frame: pl.DataFrame, names: dict[str, str], first: int, last: int) -> str:
    """One sentence on which institutions explain the change in certificates between two years."""
    net = int(frame["change"].sum())
    if not net:
        return f"Certificates in this choice are as many in {last} as in {first}."
    rose = net > 0
    along = frame.filter((pl.col("change") > 0) == rose)
    top, others = along.row(0, named=True), frame.height - along.height
    who = names.get(top["unitid"], top["unitid"])
    text = (
        f"From {first} to {last} certificates {'rose' if rose else 'fell'} by {abs(net):,}: {who} alone accounts for "
        f"{abs(top['change']):,}"
    )
    # Where others move the other way by as much, a part of the net change is more than all of it and says nothing.
    if top["share"] <= 1:
        text += f", {100 * top['share']:.0f}% of the net change"
    if along.height > 3 and (three := along.head(3)["share"].sum()) <= 1:
        text += f", and the three largest together for {100 * three:.0f}%"
    moved = f"{along.height:,} institution{'' if along.height == 1 else 's'}"
    return f"{text}. {moved} moved that way, {f'{others:,}' if others else 'none'} the other."
