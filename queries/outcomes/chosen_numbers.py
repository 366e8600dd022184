"""Outcome numbers that a reader may put side by side, and what may be said of any two of them."""

from itertools import combinations

import polars as pl

from data.reference.outcome_definitions import DEFINITIONS
from data.reference.periods import fiscal_year_name
from queries.outcomes import completion as outcomes
from queries.outcomes.comparability import NOT_COMPARABLE, SAME, Badge, badge
from queries.semantic.scope import Scope

POOLED = "pooled"


def sets(scope: Scope) -> list[str]:
    """Which numbers can be chosen from: `pooled`, then each list whose single programs were brought."""
    frame = outcomes.published(scope)
    if frame.is_empty():
        return [POOLED]
    return [POOLED, *sorted(frame.filter(~pl.col("is_pooled"))["list_id"].unique())]


def numbers(scope: Scope, which: str) -> dict[str, dict]:
    """Numbers by id, the college's own first: definition, value, low, high, n, period, numbers, providers, program, counts."""
    by_id = _own(scope)
    frame = outcomes.published(scope)
    if not frame.is_empty():
        mine = pl.col("is_pooled") if which == POOLED else ~pl.col("is_pooled") & (pl.col("list_id") == which)
        rows = frame.filter(mine).sort("definition", "period", "reporters", "number_id").to_dicts()
        by_id |= {row["number_id"]: row for row in rows}
    return by_id


def default_of(scope: Scope, which: str) -> list[str]:
    """Two or three numbers to start with, of different definitions: in-field jobs, then completion, then anything."""
    by_id = numbers(scope, which)
    chosen: dict[str, str] = {}
    for wanted in ("home_in_field_180", "cirr_in_field_180", "nj_employment_q2", "home_completion", "cirr_graduation"):
        for key, row in by_id.items():
            if row["definition"] == wanted and wanted not in chosen:
                chosen[wanted] = key
    return list(chosen.values())[:3] or list(by_id)[:2]


def pairs(definitions: list[str]) -> list[tuple[str, str, Badge]]:
    """Every pair of the definitions, in the order given, with its badge; a definition chosen once is not paired with itself."""
    return [(a, b, badge(a, b)) for a, b in combinations(dict.fromkeys(definitions), 2)]


def verdict(definitions: list[str]) -> str:
    """One sentence on whether the chosen numbers may be compared."""
    if len(definitions) < 2:
        return "Choose two or more numbers to see if they can be compared."
    verdicts = [b.verdict for _, _, b in pairs(definitions)]
    if not verdicts:
        return "These numbers have the same definition, so they share one axis."
    unlike = verdicts.count(NOT_COMPARABLE)
    if unlike == 0:
        return (
            "These numbers have different definitions, so each has its own axis. Bounds on a common basis can be shown."
        )
    if len(verdicts) == 1:
        return "These two numbers can't be compared, so each has its own axis."
    return f"{unlike} of {len(verdicts)} pairs of these numbers can't be compared, so each number has its own axis."


def matrix() -> pl.DataFrame:
    """The badges of all definitions in short: a row and a column per definition, by label."""
    short = {SAME: "same", NOT_COMPARABLE: "no"}
    labels = {code: d.label for code, d in DEFINITIONS.items()}
    columns = {labels[b]: [short.get(badge(a, b).verdict, "convertible") for a in labels] for b in labels}
    return pl.DataFrame({"Definition": list(labels.values())} | columns)


def _own(scope: Scope) -> dict[str, dict]:
    by_id: dict[str, dict] = {}
    cohorts = outcomes.cohorts(scope).filter(is_open=False).drop_nulls("share")
    for row in cohorts.tail(1).to_dicts():
        by_id["own~completion"] = _row(row, "home_completion", "started", "completed")
    for measure, definition in (("employed_q2", "home_employment_q2"), ("in_field_180", "home_in_field_180")):
        frame = outcomes.placement(scope, measure)
        for row in [] if frame.is_empty() else frame.drop_nulls("share").tail(1).to_dicts():
            # Everybody who completed is the wider base; of those not known of, nothing is known.
            counts = {"graduates": row["completers"], "excluded": 0, "numerator": row["placed"]}
            silent = None if row["completers"] is None else row["completers"] - row["known"]
            by_id[f"own~{measure}"] = _row(row, definition, "known", "placed") | counts | {"not_reporting": silent}
    return by_id


def _row(row: dict, definition: str, base: str, numerator: str) -> dict:
    return {
        "definition": definition,
        "value": row["share"], "low": row["low"], "high": row["high"], "n": row[base], "numerator": row[numerator],
        "period": fiscal_year_name(row["cohort"]), "numbers": 1, "providers": 1, "program": None, "provider": None,
        "reporters": "all", "list_id": "own", "field": None, "is_pooled": False, "pooled_by": "people",
        "enrolled_least": None, "enrolled_most": None, "graduates": None, "excluded": None, "not_reporting": None,
    }  # fmt: skip
