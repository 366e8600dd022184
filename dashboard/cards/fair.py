"""Cards of the fair comparison: the raw gap beside the adjusted ones, and why they differ."""

import polars as pl
import streamlit as st

from dashboard.charts.card import Card, of_table
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, intervals
from dashboard.tables import table
from dashboard.wording import outcomes as words
from dashboard.wording.counts import counted
from data.cubes.adjusted_gap import ONE, OTHER
from queries.outcomes import tables as outcome_tables
from queries.outcomes.fair import Gap
from queries.semantic.scope import Scope

_POINTS = {
    "name": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "text": pl.String, "state": pl.String
}  # fmt: skip


@drawn
def gaps(found: Gap, by: str, scope: Scope) -> Card:
    """The raw gap, the raw gap of the cells that can be seen, and both adjusted gaps, on one axis in points."""
    named = (
        ("Not adjusted", found.raw),
        ("Not adjusted, comparable learners only", found.visible),
        ("Same mix, best-shared cells count most", found.overlap),
        ("Same mix, of both groups together", found.standardized),
        ("Same mix, of the first group", found.weighted(ONE)),
        ("Same mix, of the second group", found.weighted(OTHER)),
        ("Same mix, modeled", found.modeled),
    )
    rows = [
        {
            "name": name,
            "value": e[0],
            "low": e[1],
            "high": e[2],
            "text": words.points_short(e),
            "state": CLOSED,
        }
        for name, e in named
        if e
    ]
    points = pl.DataFrame(rows, schema=_POINTS)
    one, other = words.group(by, found.one), words.group(by, found.other)
    return intervals(
        f"Completion: {one} less {other.lower()}",
        points,
        "Difference in completion with its 95% range; right of zero the first group completes more · same mix: "
        f"{words.share(found.covered)} of the registrations",
        of_table(outcome_tables.gaps(points, scope, tuple(about(found, by)))),
        "fair-gaps",
        axis="points",
    )


def by_stratum(found: Gap, by: str, scope: Scope) -> None:
    """Completion of both groups within each field (or modality): where the mix hides the gap it shows here."""
    within = "field" if by != "field" else "modality"
    sides = {found.one: "one", found.other: "other"}
    wide: dict[str, dict] = {}
    for r in found.by_stratum.to_dicts():
        row = wide.setdefault(r["stratum"], {"name": words.group(within, r["stratum"])})
        row[sides[r["group"]]] = r["share"]
        row[f"n_{sides[r['group']]}"] = r["started"]
    one, other = words.group(by, found.one), words.group(by, found.other)
    frame = pl.DataFrame(
        list(wide.values()),
        schema={"name": pl.String, "one": pl.Float64, "other": pl.Float64, "n_one": pl.Int64, "n_other": pl.Int64},
    )  # fmt: skip
    labels = (words.cut(within), one, other)
    table(f"Completion within each {words.cut(within).lower()}", outcome_tables.by_stratum(frame, labels, scope))


def about(found: Gap, by: str) -> list[str]:
    """What the gap is adjusted for, how much of the data can be compared, and what it can't say."""
    adjusted = ", ".join(words.cut(c).lower() for c in found.adjusted_for)
    hidden = f"{found.hidden} cells are hidden to protect learners and left out. " if found.hidden else ""
    return [
        "Not adjusted: all years together, as on the Completion page. The other gaps count only the offerings and years that "
        "the Completion page shows, and nothing that it hides to protect learners.",
        f"Adjusted for {adjusted}. The headline counts a cell by how well both groups are represented in it; the other mixes and "
        "a binomial model with the same traits stand beside it.",
        *_without_one(found, by),
        "Ranges count registrations as independent. Seats of one section are not: true ranges are wider. Published cells do "
        "not say in which sections their seats were, so sections cannot be drawn again here.",
        f"{hidden}{words.share(found.covered)} of the {found.people:,} registrations of both groups lie in the "
        f"{counted(found.strata, 'cell')} that show both groups. The rest is hidden, or shows one group only.",
        "This can't adjust for what is not recorded: motivation, preparation, time, teacher. It proves no cause. It adjusts "
        "for one trait of the learner at a time; all at once would leave only a handful of people in each cell.",
    ]


def _without_one(found: Gap, by: str) -> list[str]:
    """What leaving out one field, or one modality where fields are compared, does to the headline."""
    if found.comparison is None or found.comparison.headline.least is None or found.comparison.headline.most is None:
        return []
    cut = "field" if by != "field" else "modality"
    (least, without), (most, without_most) = found.comparison.headline.least, found.comparison.headline.most
    names = words.group(cut, without), words.group(cut, without_most)
    said = (
        "" if found.comparison.headline.is_shown else f" So one {cut} or chance may decide, and no difference is shown."
    )
    return [
        f"Leaving out one {cut} at a time moves the headline from {100 * least:+.1f} points (without {names[0]}) to "
        f"{100 * most:+.1f} (without {names[1]}).{said}"
    ]


def limits(found: Gap, by: str) -> None:
    """The same as text on the page."""
    for sentence in about(found, by):
        st.markdown(f"- {sentence}")
