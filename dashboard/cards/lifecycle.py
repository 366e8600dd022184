"""Cards of the learner's lifecycle: coming back, going on, and value over time."""

from dataclasses import replace

import polars as pl

from dashboard import wording
from dashboard.ask import derive, recall
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, intervals
from dashboard.charts.since_first import since_first
from dashboard.passport import of_table
from dashboard.tables import table
from dashboard.wording import outcomes as words
from data.reference.periods import fiscal_year_name
from queries.outcomes import lifecycle, section_effect
from queries.outcomes import tables as outcome_tables
from queries.semantic.scope import Scope
from queries.semantic.unit import SHARE, USD

STACKS = {"yes": "Counts toward another", "no": "Stands alone"}
ABOUT_BACK = (
    "Share of learners with a second registration that they kept, by months since the first (Kaplan–Meier). Each band of "
    "three months counts only learners followed to its end, so recent learners don't look disloyal. A curve ends where too "
    "few learners came back to be shown.",
)
COME_BACK = "come back alike"
LONGEST_FOR_FIELDS = 12


@drawn
def back(scope: Scope) -> Card:
    """The curve of everybody (or of the chosen field)."""
    return _curve(scope, "all", "Learners who came back", {"all": "All learners"})


@drawn
def back_by_stacking(scope: Scope) -> Card:
    """The curves by whether the first class counts toward another credential."""
    return _curve(scope, "stacks", "Learners who came back, by whether the first credential stacks", STACKS)


@drawn
def back_by_field(scope: Scope) -> Card:
    """The share back within a year by field of the first class."""
    by_field = lifecycle.within(recall(lifecycle.back, scope, "field"), LONGEST_FOR_FIELDS)
    rows = [
        {
            "name": f"{wording.name('field', name)} (n {r.learners:,})",
            "value": r.share, "low": r.low, "high": r.high, "text": words.share(r.share), "state": CLOSED, "note": None,
        }
        for name, r in sorted(by_field, key=lambda pair: -pair[1].share)
    ]  # fmt: skip
    texts = dict.fromkeys(("name", "text", "state", "note"), pl.String)
    schema = texts | dict.fromkeys(("value", "low", "high"), pl.Float64)
    points = pl.DataFrame(rows, schema=schema)
    hidden = [wording.name("field", f) for f in recall(lifecycle.hidden_within, scope, "field", LONGEST_FOR_FIELDS)]
    left_out = pl.DataFrame(
        {"name": hidden, "note": ["hidden"] * len(hidden)}, schema={"name": pl.String, "note": pl.String}
    )
    ranges = words.about_range(recall(section_effect.of_returns, scope, "field"), do_alike=COME_BACK)
    every = pl.concat([points, left_out], how="diagonal")
    table = outcome_tables.back_by_field(every, scope, (*ABOUT_BACK, ranges))
    shown = intervals(
        f"Learners who came back within {LONGEST_FOR_FIELDS} months, by field of the first class",
        points,
        f"Share of learners with its 95% range{wording.all_fields(scope, [field for field, _ in by_field])}{wording.hidden_names(hidden)}",
        of_table(table),
        "back-field",
    )
    return replace(shown, note=ranges if rows else "", empty=words.NOT_SHOWN)


@drawn
def value(scope: Scope) -> Card:
    """Net tuition per learner by cohort, only as far as every learner of it has come."""
    frame = recall(lifecycle.value, scope)
    rows = [
        {
            "name": fiscal_year_name(r["cohort"]), "months": r["months"], "value": r["usd"], "low": None, "high": None,
            "text": f"${r['usd']:,.0f}", "learners": r["learners"],
        }
        for r in frame.to_dicts()
    ]  # fmt: skip
    schema = {"name": pl.String, "months": pl.Int64, "text": pl.String, "learners": pl.Int64}
    points = pl.DataFrame(rows, schema=schema | dict.fromkeys(("value", "low", "high"), pl.Float64))
    about = (
        "Net tuition of all kept registrations so far, divided by the learners who started in that fiscal year. Learners who "
        "came before the records began count as new.",
    )
    return since_first(
        "Net tuition per learner",
        points,
        "US dollars since the first registration, by first fiscal year, all fields",
        of_table(outcome_tables.value(points, scope, about)),
        "learner-value",
        unit=USD,
    )


def stacking(scope: Scope) -> None:
    """From each credential to the one it counts toward."""
    table(
        "From one credential to the next",
        derive(outcome_tables.steps, recall(lifecycle.steps, scope, "stacked"), scope),
        empty=words.NO_STEPS,
    )


def to_degrees(scope: Scope) -> None:
    """From credentials to degrees by agreement."""
    table(
        "From a credential to a degree",
        derive(outcome_tables.steps, recall(lifecycle.steps, scope, "degree"), scope),
        empty=words.NO_STEPS,
    )


def from_partners(scope: Scope) -> None:
    """Agreements by which the credentials of others count here."""
    agreements = recall(lifecycle.agreements, scope)
    table(
        "From a partner's credential to ours",
        derive(outcome_tables.agreements, agreements, scope),
        empty="No agreement is on record by which a partner's credential counts here. Import articulations on the Data page.",
    )


def _curve(scope: Scope, stratum: str, title: str, names: dict[str, str]) -> Card:
    frame = recall(lifecycle.back, scope, stratum)
    rows = [
        {
            "name": names.get(r["value"], wording.name("field", r["value"])), "months": r["months"], "value": r["share"],
            "low": r["low"], "high": r["high"], "text": words.share(r["share"]), "at_risk": r["at_risk"],
        }
        for r in frame.to_dicts()
    ]  # fmt: skip
    schema = {"name": pl.String, "months": pl.Int64, "text": pl.String, "at_risk": pl.Int64}
    points = pl.DataFrame(rows, schema=schema | dict.fromkeys(("value", "low", "high"), pl.Float64))
    over = " · all fields" if stratum == "stacks" and "field" in dict(scope.where) else ""
    ranges = words.about_range(recall(section_effect.of_returns, scope, stratum), "Shaded bands are", COME_BACK)
    shown = since_first(
        title,
        points,
        f"Share of learners with a second registration, with its 95% range{over}",
        of_table(outcome_tables.curve(points, scope, (*ABOUT_BACK, ranges))),
        f"back-{stratum}",
        unit=SHARE,
    )
    return replace(shown, note=ranges if rows else "", empty=words.NOT_SHOWN)
