"""Cards of the learner's lifecycle: coming back, going on, and value over time."""

import polars as pl

from dashboard import wording
from dashboard.ask import recall
from dashboard.charts.card import Card, of_frame
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, intervals
from dashboard.charts.since_first import since_first
from dashboard.tables import frame_table
from dashboard.wording import outcomes as words
from queries.outcomes import lifecycle
from queries.semantic.scope import Scope

STACKS = {"yes": "Counts toward another", "no": "Stands alone"}
ABOUT_BACK = (
    "Share of learners with a second registration that they kept, by months since the first (Kaplan–Meier). Each band of "
    "three months counts only learners followed to its end, so recent learners don't look disloyal. A curve ends where too "
    "few learners came back to be shown.",
)
LONGEST_FOR_FIELDS = 12
_TWIN = {"Field": pl.String, "Share": pl.String}


@drawn
def back(scope: Scope) -> Card:
    """The curve of everybody (or of the chosen field)."""
    return _curve(scope, "all", "Back within this many months", {"all": "All learners"})


@drawn
def back_by_stacking(scope: Scope) -> Card:
    """The curves by whether the first class counts toward another credential."""
    return _curve(scope, "stacks", "Back, by whether the first credential stacks", STACKS)


@drawn
def back_by_field(scope: Scope) -> Card:
    """The share back within a year by field of the first class."""
    found = lifecycle.within(recall(lifecycle.back, scope, "field"), LONGEST_FOR_FIELDS)
    rows = [
        {
            "name": f"{wording.name('field', name)} (n {r.learners:,})",
            "value": r.share, "low": r.low, "high": r.high, "text": words.share(r.share), "state": CLOSED,
        }
        for name, r in sorted(found, key=lambda pair: -pair[1].share)
    ]  # fmt: skip
    schema = dict.fromkeys(("name", "text", "state"), pl.String) | dict.fromkeys(("value", "low", "high"), pl.Float64)
    points = pl.DataFrame(rows, schema=schema)
    hidden = [wording.name("field", f) for f in recall(lifecycle.hidden_within, scope, "field", LONGEST_FOR_FIELDS)]
    left_out = pl.DataFrame({"Field": hidden, "Share": [wording.HIDDEN] * len(hidden)}, schema=_TWIN)
    return intervals(
        f"Back within {LONGEST_FOR_FIELDS} months, by field of the first class",
        points,
        f"Share of learners with its 95% interval{wording.all_fields(scope, [field for field, _ in found])}{wording.hidden_names(hidden)}",
        of_frame(pl.concat([points.select(Field="name", Share="text"), left_out]), scope, ABOUT_BACK),
        "back-field",
    )


@drawn
def value(scope: Scope) -> Card:
    """Net tuition per learner by cohort, only as far as every learner of it has come."""
    frame = recall(lifecycle.value, scope)
    rows = [
        {
            "name": f"FY{r['cohort'].year + 1}", "months": r["months"], "value": r["usd"], "low": None, "high": None,
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
        of_frame(points.select(Cohort="name", Months="months", Value="text", Learners="learners"), scope, about),
        "learner-value",
        unit="usd",
    )


def stacking(scope: Scope) -> None:
    """From each credential to the one it counts toward."""
    rows = [_step(r) for r in _rows(scope, "stacked")]
    frame_table("From one credential to the next", pl.DataFrame(rows))


def to_degrees(scope: Scope) -> None:
    """From credentials to degrees by agreement."""
    rows = [_step(r) for r in _rows(scope, "degree")]
    frame_table("From a credential to a degree", pl.DataFrame(rows))


def from_partners(scope: Scope) -> None:
    """Agreements by which the credentials of others count here."""
    frame = recall(lifecycle.agreements, scope)
    rows = [
        {
            "Credential": r["title"], "Of": r["provider"], "Counts toward": r["to"],
            "Credit hours": _hours(r["credit_hours"]), "Since": r["effective_on"],
        }
        for r in frame.to_dicts()
    ]  # fmt: skip
    frame_table("From a partner's credential to ours", pl.DataFrame(rows))


def _rows(scope: Scope, kind: str) -> list[dict]:
    frame = recall(lifecycle.steps, scope, kind)
    return frame.to_dicts()


def _step(r: dict) -> dict:
    hidden = r["went_on"] is None
    return {
        "Completed": r["from_offering"],
        "Counts toward": r["to"],
        "Credit hours": _hours(r["credit_hours"]),
        "Completions": wording.HIDDEN if r["completed"] is None else f"{r['completed']:,}",
        "Went on": wording.HIDDEN if hidden else f"{r['went_on']:,}",
        "Share": wording.NOTHING if hidden else words.share(r["share"]),
    }


def _hours(hours: float | None) -> str:
    return wording.NOTHING if hours is None else f"{hours:g}"


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
    table = points.select(pl.col("name").alias("Group"), Months="months", Share="text", Followed="at_risk")
    return since_first(
        title,
        points,
        f"Share of learners with a second registration, with its 95% interval{over}",
        of_frame(table, scope, ABOUT_BACK),
        f"back-{stratum}",
        unit="share",
    )
