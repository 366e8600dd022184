"""What is hidden and why, in words and in numbers of the version itself."""

import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.ask import recall
from dashboard.tables import frame_table
from data.reference.audience import audience
from queries.outcomes import privacy
from queries.semantic.scope import Scope

_TABLES = {
    "completion": "Completion",
    "completion_formats": "Completion",
    "completion_groups": "Completion",
    "completion_cells": "Fair comparison",
    "placement": "Placement",
    "steps": "Going on",
    "returns": "Coming back",
}
_CUTS = {
    "none": "All learners of a cell",
    "stacked": "From credential to credential",
    "degree": "From credential to degree",
    "stacks": "Whether the first credential stacks",
}


def rules(scope: Scope) -> None:
    """The rules of this version as sentences."""
    found = recall(privacy.report, scope)
    if found is None:
        return
    least = found["minimum"]
    who = (
        "Registrations, seats and revenue are the staff's daily work and are exact."
        if audience() == "staff"
        else "Registrations, seats and revenue are shown by field, school, quarter and year only."
    )
    for sentence in (
        f"**Few people.** A group of fewer than {least} learners is hidden, and so is everything measured on it.",
        f"**Nearly all or nearly none.** Where fewer than {least} completed, or fewer than {least} did not, the rate is "
        "hidden; where the group is large enough it is said to be at most 5% or at least 95%.",
        f"**Small changes.** Where fewer than {least} were added since a group was last shown, it stands as it was and "
        "says from when. Learner groups are published at the end of June and of December only.",
        "**What would give it away.** Further groups are hidden until no total, part, earlier value or other table "
        "narrows a hidden number to fewer than three people. Linear programs check that.",
        "**One table after the other.** The fair comparison and going on to a next credential count only offerings and "
        "years whose completion is shown, and placement is shown only where as many are seen to have completed. So nothing "
        "in them is about anybody whom the tables of completion hide.",
        "**Versions.** What was published for a point in time stays as it was; small corrections show from the next "
        "point in time on.",
        f"**Operational numbers.** {who}",
    ):
        st.markdown(f"- {sentence}")


def audit(scope: Scope) -> None:
    """The audit as a small table."""
    found = recall(privacy.report, scope)
    if found is None:
        return
    names = {
        "cells": "Cells about people",
        "primary": "Hidden for themselves",
        "complementary": "Hidden to protect another",
        "kept": "Kept as published before",
        "numbers": "Hidden numbers attacked",
        "variables": "Counts in the audit",
        "equations": "Equations and inequalities known",
        "programs": "Linear programs solved",
        "narrowest": "Narrowest range, people",
        "too_narrow": "Too narrow",
        "seconds": "Worked out in",
    }
    values = [found[name] for name in names]
    if not found["programs"] and found["numbers"]:
        names["programs"] += "; nothing has changed"
    text = [wording.NOTHING if v is None else f"{v:,.1f} seconds" if isinstance(v, float) else f"{v:,}" for v in values]
    frame_table("The audit of this version", pl.DataFrame({"What": list(names.values()), "Value": text}))


def cuts(scope: Scope) -> None:
    """How much of every cut is shown at the newest point in time."""
    frame = recall(privacy.by_cut, scope)
    if frame.is_empty():
        return
    names = {"all": "The college", "length_band": "Length", "price_band": "Price"} | _CUTS
    rows = [
        {
            "What": _TABLES[r["table"]],
            "Cut": names.get(r["cut"]) or wording.label(r["cut"]),
            "Groups": f"{r['cells']:,}",
            "Shown": f"{r['shown']:,}",
            "Shown as known earlier": f"{r['older']:,}",
            "Only how many": f"{r['only_n']:,}",
            "Hidden": f"{r['n_hidden']:,}",
        }
        for r in frame.to_dicts()
    ]
    frame_table("What can be seen, by cut", pl.DataFrame(rows))
