"""Cards of completion and placement."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl
import streamlit as st

from dashboard import filters, wording
from dashboard.address import linked
from dashboard.ask import recall
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, OPEN, intervals
from dashboard.passport import of_table
from dashboard.tables import table
from dashboard.wording import outcomes as words
from data.reference.caveats import CAVEATS
from data.reference.outcome_definitions import DEFINITIONS
from data.reference.periods import fiscal_year_name
from data.reference.sources import SOURCES
from queries import college
from queries.outcomes import completion as outcomes
from queries.outcomes import section_effect
from queries.outcomes import tables as outcome_tables
from queries.outcomes.comparability import SAME
from queries.outcomes.section_effect import SectionEffect
from queries.semantic.scope import Scope

HOME = DEFINITIONS[outcomes.HOME]
ABOUT_HOME = (
    f"**{HOME.label}.** {HOME.numerator} Divided by registrations that started and have a final outcome; open ones are "
    "left out.",
    CAVEATS["open_cohorts_left_out"],
)


def cohort(scope: Scope) -> Scope:
    """Draw the choice of the cohort, the newest final one first, and return the scope of that fiscal year."""
    names = recall(outcomes.cohort_names, scope)
    if not names:
        return scope
    chosen = linked(
        st.selectbox,
        "Fiscal year in which the section ended",
        list(names),
        index=list(names.values()).index(False) if False in names.values() else 0,
        key="completion_cohort",
        width=filters.NARROW,
        format_func=lambda name: f"{name}, still open" if names[name] else name,
    )
    return outcomes.of_cohort(scope, chosen)


@drawn
def completion(scope: Scope, cut: str) -> Card:
    """Completion by one cut, the highest first, with open and hidden groups in the table."""
    frame = recall(outcomes.completion_by, scope, cut)
    titles = recall(college.titles, scope.version, scope.college) if cut == "offering" else {}
    rows = [_completion_row(r, titles.get(r["value"]) or words.group(cut, r["value"])) for r in frame.to_dicts()]
    rows.sort(key=lambda r: (r["value"] is None, -(r["value"] or 0)))
    points = pl.DataFrame(rows, schema=_DRAWN)
    ranges = words.about_range(recall(section_effect.of_completion, scope, cut))
    table = outcome_tables.completion(points, words.cut(cut), scope, (*ABOUT_HOME, ranges))
    published_on = recall(outcomes.known_on, scope, cut)
    when = f"known on {wording.day(published_on)}" if published_on else "not published for this choice"
    shown_card = intervals(
        f"Completion by {words.cut(cut).lower()}",
        points,
        f"Share of those with a final outcome · sections that ended in {_year(scope)} · {when}",
        of_table(table),
        f"completion-{cut}",
    )
    return replace(shown_card, note=ranges if rows else "", empty=words.NOT_SHOWN)


@drawn
def cohorts(scope: Scope) -> Card:
    """Completion by fiscal year, cohorts that are still open apart."""
    frame = recall(outcomes.cohorts, scope).drop_nulls("share")
    rows = []
    for r in frame.to_dicts():
        name = fiscal_year_name(r["cohort"])
        share_open = r["open_share"]
        row = _completion_row(r, f"{name}, {100 * share_open:.0f}% open" if share_open else name)
        rows.append(row | {"state": OPEN if share_open else CLOSED})
    points = pl.DataFrame(rows, schema=_DRAWN)
    ranges = words.about_range(recall(section_effect.of_completion, scope, "all"))
    table = outcome_tables.completion(points, "Cohort", scope, (*ABOUT_HOME, ranges))
    shown_card = intervals(
        "Completion by year",
        points,
        "Share of those with a final outcome · fiscal year in which the section ended · gray diamonds are not final yet",
        of_table(table),
        "completion-cohorts",
    )
    return replace(shown_card, note=ranges if rows else "", empty=words.NOT_SHOWN)


def beside_others(scope: Scope) -> None:
    """Our completion and what others publish, a row each, never on one axis."""
    frame = recall(outcomes.beside_home, scope)
    rows = [
        {
            "label": r["label"], "value": r["value"], "low": r["low"], "high": r["high"], "n": r["n"] or None,
            "note": None if r["n"] else "not_stated",
            "period": words.period(r["period"], unstated="Not stated"),
            "against": "Ours" if r["verdict"] == SAME else r["verdict"].capitalize(),
        }
        for r in frame.to_dicts()
    ]  # fmt: skip
    shown = outcome_tables.beside_home(pl.DataFrame(rows, schema=_BESIDE), scope)
    table("What others publish as completion, and whether it compares with ours", shown)
    _whys(f"{r['verdict'].capitalize()}: {r['reason']}" for r in frame.to_dicts() if r["verdict"] != SAME)
    st.caption(f"Sources: {', '.join(SOURCES[s].publisher for s in ('cirr', 'harvardx_mitx'))}; pooled.")


@drawn
def placement(scope: Scope, measure: str, definition: str) -> Card:
    """Placement by fiscal year of completing, with denominators and coverage."""
    frame = recall(outcomes.placement, scope, measure).drop_nulls("share") if _has(scope, measure) else pl.DataFrame()
    rows = [_placement_row(r, fiscal_year_name(r["cohort"])) for r in frame.to_dicts()]
    effect = recall(section_effect.of_placement, scope, measure)
    return _placement_card(scope, rows, definition, effect, f"placement-{measure}", "fiscal year of completing")


@drawn
def placement_by_field(scope: Scope, measure: str, definition: str) -> Card:
    """Placement of the newest cohort by field: all of them, also where one is chosen, which is said."""
    frame = recall(outcomes.placement_by_field, scope, measure)
    shown = frame.drop_nulls("share").sort("share", descending=True) if not frame.is_empty() else frame
    rows = [_placement_row(r, wording.name("field", r["value"])) for r in shown.to_dicts()]
    cohort = fiscal_year_name(shown["cohort"][0]) if rows else "no cohort"
    return _placement_card(
        scope,
        rows,
        definition,
        recall(section_effect.of_placement_by_field, scope, measure),
        f"placement-field-{measure}",
        f"field, completed in {cohort}{_which_fields(scope, frame, shown)}",
    )


@drawn
def pay(scope: Scope) -> Card:
    """Median annual pay of the newest cohort by field, with n. Quarterly pay of others never stands here."""
    frame = recall(outcomes.placement_by_field, scope, "pay")
    shown = (
        frame.drop_nulls("median_pay_usd").sort("median_pay_usd", descending=True) if not frame.is_empty() else frame
    )
    rows = [
        {
            "name": f"{wording.name('field', r['value'])} (n {r['known']:,})",
            "value": r["median_pay_usd"], "low": None, "high": None,
            "text": words.number("home_earnings", r["median_pay_usd"]), "state": CLOSED, "unit": "annual_usd",
        }
        for r in shown.to_dicts()
    ]  # fmt: skip
    points = pl.DataFrame(rows, schema=_POINTS | {"unit": pl.String})
    about = (_about("home_earnings"), CAVEATS["matched_only"])
    shown_card = intervals(
        "Median annual pay by field",
        points,
        f"US dollars a year · completers whose pay is known{_which_fields(scope, frame, shown)}",
        of_table(outcome_tables.numbers(points, "Field", scope, about)),
        "pay-field",
        axis="usd",
    )
    return replace(shown_card, empty=words.NO_PAY)


def beside_placement(scope: Scope) -> None:
    """What others publish on work and pay, each with its badge against the nearest of ours."""
    comparisons = recall(outcomes.placement_elsewhere, scope)
    rows = [
        {
            "label": DEFINITIONS[r["definition"]].label, "value": r["value"], "n": r["n"],
            "unit": DEFINITIONS[r["definition"]].measure,
            "period": words.period(r["period"], unstated="Not stated"),
            "against": DEFINITIONS[r["against"]].label, "badge": r["verdict"].capitalize(),
        }
        for r in comparisons
    ]  # fmt: skip
    shown = outcome_tables.placement_elsewhere(pl.DataFrame(rows, schema=_ELSEWHERE), scope)
    table("What others publish on work and pay, and whether it compares with ours", shown)
    _whys(f"{r['verdict'].capitalize()}: {r['reason']}" for r in comparisons)
    publishers = ", ".join(SOURCES[s].publisher for s in ("cirr", "new_jersey"))
    st.caption(f"Sources: {publishers}; pooled. **Comparability** shows bounds on a common basis.")


def _whys(sentences: Iterable[str]) -> None:
    with st.expander("Why"):
        for sentence in dict.fromkeys(sentences):
            st.markdown(f"- {wording.escaped(sentence)}")


def _which_fields(scope: Scope, frame: pl.DataFrame, shown: pl.DataFrame) -> str:
    """That all fields are shown where one is chosen, and which are not; where nothing is known nothing is hidden."""
    if frame.is_empty():
        return ""
    hidden = frame.filter(pl.col("known").is_null() | (pl.col("known") > 0)).join(shown, on="value", how="anti")
    names = (wording.name("field", field) for field in hidden["value"])
    return wording.all_fields(scope, shown["value"]) + wording.hidden_names(names)


def _has(scope: Scope, measure: str) -> bool:
    return not recall(outcomes.placement, scope, measure).is_empty()


def _placement_card(scope: Scope, rows: list[dict], definition: str, effect: SectionEffect, key: str, cut: str) -> Card:
    points = pl.DataFrame(rows, schema=_POINTS | {"known": pl.Int64, "coverage": pl.Float64})
    ranges = words.about_range(effect)
    table = outcome_tables.placement(points, scope, (_about(definition), ranges, CAVEATS["matched_only"]))
    label = DEFINITIONS[definition].label
    shown_card = intervals(
        f"{label}, by field" if cut.startswith("field") else label,
        points,
        f"Share of the completers for whom this is known, by {cut}",
        of_table(table),
        key,
    )
    return replace(shown_card, note=ranges if rows else "", empty=words.NO_WORK)


def _placement_row(r: dict, name: str) -> dict:
    return {
        "name": f"{name} (n {r['known']:,})",
        "value": r["share"], "low": r["low"], "high": r["high"], "text": words.share(r["share"]), "state": CLOSED,
        "known": r["known"], "coverage": r["coverage"],
    }  # fmt: skip


def _about(definition: str) -> str:
    d = DEFINITIONS[definition]
    return f"**{d.label}.** {d.entry_rule} {d.numerator} Left out: {d.exclusions}"


def _completion_row(r: dict, name: str) -> dict:
    note = None if r["share"] is not None else r["bound"] or "hidden"
    return {
        "name": name,
        "value": r["share"], "low": r["low"], "high": r["high"], "text": words.share(r["share"]), "state": CLOSED,
        "note": "none_final" if r["started"] == 0 else note, "started": r["started"], "open_share": r["open_share"],
    }  # fmt: skip


_POINTS = {
    "name": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "text": pl.String,
    "state": pl.String,
}  # fmt: skip
_DRAWN = _POINTS | {"note": pl.String, "started": pl.Int64, "open_share": pl.Float64}
_BESIDE = dict.fromkeys(("label", "note", "period", "against"), pl.String) | {
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64
}  # fmt: skip
_ELSEWHERE = dict.fromkeys(("label", "unit", "period", "against", "badge"), pl.String) | {
    "value": pl.Float64, "n": pl.Int64
}  # fmt: skip


def _year(scope: Scope) -> str:
    return scope.period.fiscal_year.name
