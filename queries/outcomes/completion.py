"""Completion and placement of a college, and the outcome numbers that others publish."""

from datetime import date

import polars as pl

from data.cubes.completion import Completion
from data.cubes.completion_formats import FORMATS, CompletionFormats
from data.cubes.completion_groups import ATTRIBUTES, CompletionGroups
from data.cubes.placement import Placement
from data.cubes.published_outcomes import PublishedOutcomes
from data.reference.outcome_definitions import DEFINITIONS
from data.reference.periods import fiscal_year_name
from data.store.store import MissingData, scan, scan_or_empty
from queries import college
from queries.outcomes import section_effect
from queries.outcomes.comparability import Counts, badge, bounds
from queries.outcomes.section_effect import SectionEffect
from queries.semantic.intervals import wilson
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope

CUTS = ("field", "offering", *FORMATS, *ATTRIBUTES)
"""Ways to cut completion that are published; one at a time."""
HOME = "home_completion"


def completion_by(scope: Scope, cut: str) -> pl.DataFrame:
    """Completion of the fiscal year's cohort, a row per group: value, started, completed, share, low, high, open_share.

    `open_share`: of the cohort's sections those whose time to complete is not over. Hidden counts are null. `bound` says
    `low` or `high` where only that is shown. Low and high are the 95% interval, as wide as sections differ.
    """
    frame = _cohort_rows(scope, cut).filter(pl.col("cohort") == scope.period.fiscal_year.start)
    named = frame.rename({"group": "value"} if cut in (*FORMATS, *ATTRIBUTES) else {})
    return _interval(named, "completed", "started", section_effect.of_completion(scope, cut)).sort("value")


def cohorts(scope: Scope) -> pl.DataFrame:
    """Completion of every fiscal year as known at the as-of date: cohort, counts, share, interval, open_share, is_open."""
    frame = newest(scan(scope.version, scope.college, "completion"), scope)
    field = dict(scope.where).get("field")
    grain, value = ("field", field) if field else ("all", "all")
    frame = frame.filter(pl.col("grain") == grain, pl.col("value") == value).collect()
    effect = section_effect.of_completion(scope, "all")
    return (
        _interval(frame, "completed", "started", effect).with_columns(is_open=pl.col("open_share") > 0).sort("cohort")
    )


def cohort_names(scope: Scope) -> dict[str, bool]:
    """Fiscal years with completion up to the scope's period, newest first: name and whether it is still open."""
    with_share = (
        cohorts(scope).filter(pl.col("cohort") <= scope.period.end).drop_nulls("share").sort("cohort", descending=True)
    )
    return {fiscal_year_name(c): is_open for c, is_open in with_share.select("cohort", "is_open").rows()}


def of_cohort(scope: Scope, name: str) -> Scope:
    """The same question about one fiscal year."""
    return scope.during(scope.period.calendar.parse(name))


def final_years(scope: Scope) -> list[str]:
    """Fiscal years whose outcomes are final, newest first; none where no completion is published."""
    try:
        return [name for name, is_open in cohort_names(scope).items() if not is_open]
    except MissingData:
        return []


def newest_final(scope: Scope) -> tuple[str | None, dict[str, dict]]:
    """The newest fiscal year whose outcomes are final, and completion in it by offering (rows of `completion_by`)."""
    year = next(iter(final_years(scope)), None)
    if year is None:
        return None, {}
    rows = completion_by(of_cohort(scope, year), "offering")
    return year, {row["value"]: row for row in rows.to_dicts()}


def begun(scope: Scope) -> set[str]:
    """The offerings that learners have begun, whether or not any outcome is final; none where no completion is published."""
    frame = newest(scan_or_empty(scope.version, scope.college, "completion", Completion), scope)
    return {*frame.filter(pl.col("grain") == "offering").select("value").collect()["value"]}


def known_on(scope: Scope, cut: str) -> date | None:
    """The day at which a cut of completion is published, None where it is not."""
    days = _cohort_rows(scope, cut)["as_of"]
    return None if days.is_empty() else days[0]


def published(scope: Scope, quantity: str | None = None) -> pl.DataFrame:
    """Outcome numbers of others, as in the cube, with Wilson low and high; of one field where the scope has one.

    Their sections are not known: people count as independent. A version without them gives no rows.
    """
    frame = scan_or_empty(scope.version, "market", "published_outcomes", PublishedOutcomes).collect()
    codes = [c for c, d in DEFINITIONS.items() if quantity in (None, d.quantity)]
    frame = frame.filter(pl.col("definition").cast(pl.String).is_in(codes))
    field = dict(scope.where).get("field")
    frame = frame.filter(pl.col("field") == field if field else pl.col("field").is_null(), pl.col("subject").is_null())
    return _with_ends(frame, "numerator", "n")


def beside_home(scope: Scope) -> pl.DataFrame:
    """Our completion and every published one, each with its definition and badge against ours.

    Columns: definition, label, period, value, low, high, n, verdict, reason. Only the newest period of each list.
    """
    ours = cohorts(scope).filter(~pl.col("is_open")).drop_nulls("share").tail(1)
    rows = [
        {"definition": HOME, "label": DEFINITIONS[HOME].label, "period": fiscal_year_name(r["cohort"]), "value": r["share"],
         "low": r["low"], "high": r["high"], "n": r["started"]}
        for r in ours.to_dicts()
    ]  # fmt: skip
    theirs = published(scope, "completion")
    if not theirs.is_empty():
        theirs = theirs.filter(pl.col("is_pooled"), pl.col("reporters") == "all", pl.col("numbers") > 2)
        newest = theirs.filter(pl.col("period") == pl.col("period").max().over("list_id", "definition"))
        rows += [
            {"definition": r["definition"], "label": DEFINITIONS[r["definition"]].label, "period": r["period"]}
            | {c: r[c] for c in ("value", "low", "high", "n")}
            for r in newest.sort("definition").to_dicts()
        ]
    for row in rows:
        found = badge(HOME, row["definition"])
        row |= {"verdict": found.verdict, "reason": found.reason}
    return pl.DataFrame(rows)


def same_reporters(scope: Scope, definition: str) -> pl.DataFrame:
    """One definition by period, all reporters beside those that report in every period: period, reporters, value, …"""
    frame = published(scope)
    if frame.is_empty():
        return frame
    return frame.filter(
        pl.col("is_pooled"), pl.col("definition") == definition, pl.col("providers") > 1, pl.col("numbers") > 2
    ).sort("reporters", "period")


def common_basis(number: dict) -> dict[str, tuple[float, float] | None]:
    """Bounds of a number among all who completed (`completers`) and all who enrolled (`enrolled`).

    None where the counts that it takes are not published. A share that divides by all who completed is its own bound.
    """
    if DEFINITIONS[number["definition"]].base == "completers":
        return {"completers": (number["value"], number["value"]), "enrolled": None}
    names = ("graduates", "excluded", "numerator", "not_reporting")
    values = [float(number[name]) for name in names if number.get(name) is not None]
    if len(values) < len(names):
        return {"completers": None, "enrolled": None}
    # No enrolled are published: nobody to divide by.
    enrolled = [float(number[name] or 0) for name in ("enrolled_least", "enrolled_most")]
    limits = bounds(Counts(*enrolled, *values))
    return {"completers": limits.completers, "enrolled": limits.enrolled}


def placement(scope: Scope, measure: str) -> pl.DataFrame:
    """Placement by fiscal year of completing, as in the cube, with coverage, share, low and high; hidden is null.

    As known at the newest end of a term up to the as-of date; no rows before the first one.
    """
    frame = newest(scan_or_empty(scope.version, scope.college, "placement", Placement), scope).collect()
    field = dict(scope.where).get("field")
    grain, value = ("field", field) if field else ("all", "all")
    mine = frame.filter(pl.col("measure") == measure, pl.col("grain") == grain, pl.col("value") == value)
    return _placed(mine, section_effect.of_placement(scope, measure)).sort("cohort")


def placement_by_field(scope: Scope, measure: str) -> pl.DataFrame:
    """Placement of the newest fiscal year up to the scope's period, a row per field, as in `placement`."""
    frame = newest(scan_or_empty(scope.version, scope.college, "placement", Placement), scope).collect()
    mine = frame.filter(
        pl.col("measure") == measure, pl.col("grain") == "field",
        pl.col("cohort") <= scope.period.fiscal_year.start,
    )  # fmt: skip
    newest_year = mine.filter(pl.col("cohort") == pl.col("cohort").max())
    return _placed(newest_year, section_effect.of_placement_by_field(scope, measure)).sort("value")


def placement_elsewhere(scope: Scope) -> list[dict]:
    """Pooled numbers of others on work and pay, newest period each: the number, `against` (ours), verdict, reason."""
    nearest = {"employment": "home_employment_q2", "field_employment": "home_in_field_180", "earnings": "home_earnings"}
    rows = []
    for quantity, ours in nearest.items():
        frame = published(scope, quantity)
        if frame.is_empty():
            continue
        frame = frame.filter(pl.col("is_pooled"), pl.col("reporters") == "all", pl.col("numbers") > 2)
        newest = frame.filter(pl.col("period") == pl.col("period").max().over("list_id", "definition"))
        for row in newest.sort("definition").to_dicts():
            compared = badge(ours, row["definition"])
            rows.append(row | {"against": ours, "verdict": compared.verdict, "reason": compared.reason})
    return rows


def _placed(frame: pl.DataFrame, effect: SectionEffect) -> pl.DataFrame:
    return _interval(frame, "placed", "known", effect).with_columns(coverage=pl.col("known") / pl.col("completers"))


def _cohort_rows(scope: Scope, cut: str) -> pl.DataFrame:
    place = (scope.version, scope.college)
    field = dict(scope.where).get("field")
    if cut in FORMATS:
        frame = scan_or_empty(*place, "completion_formats", CompletionFormats).filter(pl.col("attribute") == cut)
    elif cut in ATTRIBUTES:
        grain, value = ("field", field) if field else ("all", "all")
        frame = scan_or_empty(*place, "completion_groups", CompletionGroups).filter(pl.col("attribute") == cut)
        frame = frame.filter(pl.col("grain") == grain, pl.col("value") == value).drop("grain", "value")
    else:
        frame = scan_or_empty(*place, "completion", Completion).filter(pl.col("grain") == cut)
        if field:
            inside = college.offerings_of(scope, field) if cut == "offering" else [field]
            frame = frame.filter(pl.col("value").is_in(inside))
    return newest(frame, scope).collect()


def _interval(frame: pl.DataFrame, numerator: str, base: str, effect: SectionEffect) -> pl.DataFrame:
    share = pl.when(pl.col(base) > 0).then(pl.col(numerator) / pl.col(base))
    return _with_ends(frame.with_columns(share=share), numerator, base, effect.variance)


def _with_ends(frame: pl.DataFrame, numerator: str, base: str, design_effect: float = 1.0) -> pl.DataFrame:
    counts = frame.select(numerator, base).rows()
    ends = [wilson(k, n, design_effect) if k is not None and n else None for k, n in counts]
    return frame.with_columns(
        low=pl.Series([e[0] if e else None for e in ends], dtype=pl.Float64),
        high=pl.Series([e[1] if e else None for e in ends], dtype=pl.Float64),
    )
