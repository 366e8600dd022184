"""What is hidden and why, in words and in numbers of the version itself."""

import polars as pl
import streamlit as st

from dashboard import wording
from dashboard.ask import derive, recall
from dashboard.tables import table
from dashboard.wording import privacy as words
from queries.outcomes import privacy
from queries.outcomes import tables as outcome_tables
from queries.semantic.scope import Scope

_CUTS = {
    "none": "All learners together",
    "stacked": "From credential to credential",
    "degree": "From credential to degree",
    "stacks": "Whether the first credential stacks",
}


def rules(scope: Scope) -> None:
    """The rules of this version as sentences."""
    report = recall(privacy.report, scope)
    if report is None:
        return
    for sentence in words.rules(report, scope.period.calendar, is_staff=scope.audience == "staff"):
        st.markdown(f"- {sentence}")


def audit(scope: Scope) -> None:
    """The audit as a small table."""
    report = recall(privacy.report, scope)
    if report is None:
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
        "staff_numbers": "Tested with all seats known",
        "staff_too_narrow": "Too narrow with all seats known",
        "seconds": "Time taken",
    }
    names = {name: text for name, text in names.items() if name in report}
    values = [report[name] for name in names]
    if not report["programs"] and report["numbers"]:
        names["programs"] += " (nothing has changed)"
    units = [outcome_tables.AUDIT_UNITS[isinstance(value, float)] for value in values]
    schema = {"what": pl.String, "value": pl.Float64, "unit": pl.String}
    frame = pl.DataFrame({"what": list(names.values()), "value": values, "unit": units}, schema=schema, strict=False)
    table("The privacy check of this version", derive(outcome_tables.audit, frame, scope))


def cuts(scope: Scope) -> None:
    """How much of every cut is shown at the newest point in time."""
    frame = recall(privacy.by_cut, scope)
    if frame.is_empty():
        return
    names = {"all": "The college", "length_band": "Length", "price_band": "Price"} | _CUTS
    in_words = pl.Series("cut", [names.get(cut) or wording.label(cut) for cut in frame["cut"]], dtype=pl.String)
    table("What is shown, by grouping", derive(outcome_tables.cuts, frame.with_columns(in_words), scope))
