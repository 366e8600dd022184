"""Cards of the fair comparison: the raw gap beside the adjusted ones, and why they differ."""

import polars as pl
import streamlit as st

from dashboard.ask import derive
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
def gaps(gap: Gap, by: str, scope: Scope) -> Card:
    """The raw gap, the raw gap of the cells that can be seen, and both adjusted gaps, on one axis in points."""
    named = (
        ("Not adjusted", gap.raw),
        ("Not adjusted, comparable learners only", gap.visible),
        ("Same mix, best-shared cells count most", gap.overlap),
        ("Same mix, of both groups together", gap.standardized),
        ("Same mix, of the first group", gap.weighted(ONE)),
        ("Same mix, of the second group", gap.weighted(OTHER)),
        ("Same mix, modeled", gap.modeled),
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
    one, other = words.group(by, gap.one), words.group(by, gap.other)
    return intervals(
        f"Completion: {one} less {other.lower()}",
        points,
        "Difference in completion with its 95% range; right of zero the first group completes more · same mix: "
        f"{words.share(gap.covered)} of the registrations",
        of_table(outcome_tables.gaps(points, scope, tuple(about(gap, by)))),
        "fair-gaps",
        axis="points",
    )


def by_stratum(gap: Gap, by: str, scope: Scope) -> None:
    """Completion of both groups within each field (or modality): where the mix hides the gap it shows here."""
    within = "field" if by != "field" else "modality"
    sides = {gap.one: "one", gap.other: "other"}
    wide: dict[str, dict] = {}
    for r in gap.by_stratum.to_dicts():
        row = wide.setdefault(r["stratum"], {"name": words.group(within, r["stratum"])})
        row[sides[r["group"]]] = r["share"]
        row[f"n_{sides[r['group']]}"] = r["started"]
    one, other = words.group(by, gap.one), words.group(by, gap.other)
    frame = pl.DataFrame(
        list(wide.values()),
        schema={"name": pl.String, "one": pl.Float64, "other": pl.Float64, "n_one": pl.Int64, "n_other": pl.Int64},
    )  # fmt: skip
    labels = (words.cut(within), one, other)
    table(
        f"Completion within each {words.cut(within).lower()}", derive(outcome_tables.by_stratum, frame, labels, scope)
    )


def about(gap: Gap, by: str) -> list[str]:
    """What the gap is adjusted for, how much of the data can be compared, and what it can't say."""
    adjusted = ", ".join(words.cut(c).lower() for c in gap.adjusted_for)
    hidden = f"{gap.hidden} cells are hidden to protect learners and left out. " if gap.hidden else ""
    return [
        "Not adjusted: all years together, as on the Completion page. The other gaps count only the offerings and years that "
        "the Completion page shows, and nothing that it hides to protect learners.",
        f"Adjusted for {adjusted}. The headline counts a cell by how well both groups are represented in it; the other mixes and "
        "a binomial model with the same traits stand beside it.",
        *_without_one(gap, by),
        "The ranges treat registrations as independent. Seats in the same section are not, so true ranges are wider. "
        "Published cells do not name their sections, so we can't resample whole sections here.",
        f"{hidden}{words.share(gap.covered)} of the {gap.people:,} registrations of both groups lie in the "
        f"{counted(gap.strata, 'cell')} that show both groups. The rest is hidden, or shows one group only.",
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


def limits(gap: Gap, by: str) -> None:
    """The same as text on the page."""
    for sentence in about(gap, by):
        st.markdown(f"- {sentence}")
