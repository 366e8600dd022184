"""Goals of one period replaced by what was typed in, checked as an import is, as a new version."""

import itertools
from datetime import date

import polars as pl

from data.contracts import Goals
from data.contracts.goal_rules import GoalRules
from data.ingest.saved import rule_in_words
from data.store import written
from data.store.store import Store, Version


class BadGoals(ValueError):
    """What was typed in is no goal, as a sentence."""


class Outdated(BadGoals):
    """The goals were changed by somebody else meanwhile, so that saving would undo that; `version` holds theirs."""

    def __init__(self, period: str, version: str) -> None:
        super().__init__(
            f"Meanwhile version {version} has other goals of {period} than this page shows, so nothing was saved. What you "
            "typed stays here until you leave; open that version and change its goals."
        )
        self.version = version


def replace(
    store: Store, collection: str, period: str, rows: pl.DataFrame, shown: pl.DataFrame, by: str | None = None
) -> Version:
    """Keep `rows` as the goals of the period, which change `shown`: what the page showed, or was last saved from it.

    `by` is who was signed in, which the note of the version names.

    Other periods stay, and so does what lies outside the part that the store may change. Both have the contract's columns without goal_id and period. Raises BadGoals, Outdated where the current version has
    other goals of the period than those shown, and StoreError where the version cannot be written.
    """
    with store.draft(f"Goals of {period} changed on the page{_by(by)}") as draft:
        held = draft.facts(collection, "goals")
        goals = Goals.create_empty() if held is None else Goals.cast(held.collect())
        is_shown = (pl.col("period") == period) & written.rows_of(draft, collection, "goals", store.part)
        if draft.parent and not _same(goals.filter(is_shown), shown):
            raise Outdated(period, draft.parent.id)
        others = goals.filter(~is_shown)
        together = pl.concat([others, _checked(rows, period, {*others["goal_id"]})])
        draft.put(collection, "facts", "goals", together)
        draft.put(collection, "cubes", "goals", together)
    assert draft.version is not None
    return draft.version


def set_rule(
    store: Store, collection: str, on_track_from: float, behind_below: float, today: date, by: str | None = None
) -> Version:
    """Keep the chances from which a goal is on track and below which it is behind. Raises BadGoals and StoreError."""
    if not 0 <= behind_below < on_track_from <= 1:
        raise BadGoals("Behind must end below the chance from which a goal is on track.")
    row = {"on_track_from": on_track_from, "behind_below": behind_below, "set_on": today}
    with store.draft(f"Rule for the status of goals changed on the page{_by(by)}") as draft:
        draft.put(collection, "cubes", "goal_rules", GoalRules.cast(pl.DataFrame([row])))
    assert draft.version is not None
    return draft.version


def _by(who: str | None) -> str:
    return f" by {who}" if who else ""


def _same(goals: pl.DataFrame, shown: pl.DataFrame) -> bool:
    """Whether both are the same goals in any order."""
    text = pl.col(shown.columns).cast(pl.String)
    one, other = (frame.select(text).sort(shown.columns) for frame in (goals, shown))
    return one.equals(other)


def _checked(rows: pl.DataFrame, period: str, taken: set[str]) -> pl.DataFrame:
    """The rows as goals under keys that are not taken. Raises BadGoals."""
    keys = (key for number in itertools.count(1) if (key := f"{period}-{number}") not in taken)
    numbered = rows.with_columns(
        pl.Series("goal_id", list(itertools.islice(keys, rows.height)), dtype=pl.String),
        pl.col("scope_value").cast(pl.String).str.strip_chars().replace("", None),
        pl.col("note").cast(pl.String).str.strip_chars().replace("", None),
        period=pl.lit(period),
    )
    try:
        typed = Goals.cast(numbered.select(Goals.column_names()))
    except pl.exceptions.PolarsError:
        raise BadGoals("A goal needs a metric, what it is for, a target and a phasing from the lists.") from None
    good, failure = Goals.filter(typed)
    if failure.counts():
        raise BadGoals(f"{typed.height - good.height} of the goals cannot be kept: {_why(failure.counts())}.")
    is_all = pl.col("scope").cast(pl.String) == "all"
    if good.filter(is_all == pl.col("scope_value").is_not_null()).height:
        raise BadGoals("A goal for all names nothing under Which; a goal for a school, field or offering must.")
    if good.select("metric", "scope", "scope_value").is_duplicated().any():
        raise BadGoals("Two goals are for the same metric and the same choice; keep one of them.")
    for text in good.filter(pl.col("phasing").cast(pl.String) == "own_monthly_shape")["monthly_shares"]:
        _check_shares(text or "", 12 if period.startswith("FY") else 3 if "Q" in period else 1)
    return good


def _check_shares(text: str, months: int) -> None:
    try:
        shares = [float(part) for part in text.split(";")]
    except ValueError:
        shares = []
    if len(shares) != months or min(shares) < 0 or abs(sum(shares) - 1) > 0.005:
        raise BadGoals(f"Own monthly shares are {months} numbers separated by semicolons that add up to 1.")


def _why(counts: dict[str, int]) -> str:
    return "; ".join(f"{rule_in_words(rule)} ({count})" for rule, count in counts.items())
