"""What is hidden and why, in words and in numbers of the version itself."""

import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.ask import recall
from dashboard.tables import frame_table
from dashboard.wording import privacy as words
from data.reference.audience import audience
from queries.outcomes import privacy
from queries.semantic.scope import Scope

_TABLES = {
    "completion": "Completion",
    "completion_formats": "Completion",
    "completion_groups": "Completion",
    "completion_cells": "Fair comparison",
    "placement": "Placement",
    "steps": "Next credentials",
    "returns": "Returning learners",
}
_CUTS = {
    "none": "All learners together",
    "stacked": "From credential to credential",
    "degree": "From credential to degree",
    "stacks": "Whether the first credential stacks",
}


def rules(scope: Scope) -> None:
    """The rules of this version as sentences."""
    found = recall(privacy.report, scope)
    if found is None:
        return
    for sentence in words.rules(found["minimum"], is_staff=audience() == "staff"):
        st.markdown(f"- {sentence}")


def audit(scope: Scope) -> None:
    """The audit as a small table."""
    found = recall(privacy.report, scope)
    if found is None:
        return
    names = {
        "cells": "Cells about people",
        "primary": "Hidden: too few people",
        "complementary": "Hidden by subtraction",
        "kept": "Kept as published before",
        "numbers": "Hidden numbers tested",
        "variables": "Unknown counts",
        "equations": "Known equations and limits",
        "programs": "Linear programs solved",
        "narrowest": "Narrowest range, people",
        "too_narrow": "Too narrow",
        "seconds": "Time taken",
    }
    values = [found[name] for name in names]
    if not found["programs"] and found["numbers"]:
        names["programs"] += " (nothing has changed)"
    text = [wording.NOTHING if v is None else f"{v:,.1f} seconds" if isinstance(v, float) else f"{v:,}" for v in values]
    frame_table("The privacy check of this version", pl.DataFrame({"What": list(names.values()), "Value": text}))


def cuts(scope: Scope) -> None:
    """How much of every cut is shown at the newest point in time."""
    frame = recall(privacy.by_cut, scope)
    if frame.is_empty():
        return
    names = {"all": "The college", "length_band": "Length", "price_band": "Price"} | _CUTS
    rows = [
        {
            "What": _TABLES[r["table"]],
            "Grouped by": names.get(r["cut"]) or wording.label(r["cut"]),
            "Groups": f"{r['cells']:,}",
            "Shown": f"{r['shown']:,}",
            "Shown as of an earlier date": f"{r['older']:,}",
            "Only the count": f"{r['only_n']:,}",
            "Hidden": f"{r['n_hidden']:,}",
        }
        for r in frame.to_dicts()
    ]
    frame_table("What is shown, by grouping", pl.DataFrame(rows))
