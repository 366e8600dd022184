"""Two groups compared as they are, and within the same field and age: estimated while publishing, from all learners.

What is published of an estimate is the estimate: see `data.cubes.fair_comparisons`. Beside it stands what can be read off
the published completion of both groups, field by field.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from data.cubes.completion_formats import FORMATS
from data.cubes.completion_groups import ATTRIBUTES
from data.cubes.fair_comparisons import ALL_YEARS, COMPARISONS, WIDE
from data.store.store import holds, scan
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Scope

Estimate = tuple[float, float, float]
"""A gap in shares with the ends of its 95% interval."""
MISSING, EARLY, READY = "missing", "early", "ready"
"""The version has no estimates; none was published up to the as-of date; there are some."""


@dataclass(frozen=True, eq=False)
class Gap:
    """The share of `one` less the share of `other`, raw and within the same `strata`.

    `row` is that of the cube. `raw` is of all that completion shows of both groups, with how many `people` that are; None
    where it is not published. `by_field`: a row per field in which both can be seen: field, one, other, n_one, n_other;
    of all years together.
    """

    row: dict
    strata: tuple[str, ...]
    raw: float | None
    people: int | None
    by_field: pl.DataFrame

    @property
    def overlap(self) -> Estimate | None:
        """The headline: strata count by how well both groups are represented in them."""
        return None if self.row["gap"] is None else (self.row["gap"], self.row["low"], self.row["high"])

    @property
    def is_shown(self) -> bool:
        """Whether the interval leaves out zero, and no single field decides on which side the gap lies."""
        ends = [self.row[name] for name in ("low", "high", "least", "most") if self.row[name] is not None]
        return bool(ends) and (all(end > 0 for end in ends) or all(end < 0 for end in ends))

    @property
    def compared(self) -> int:
        """Registrations of both groups that the estimate stands on."""
        return (self.row["n_one"] or 0) + (self.row["n_other"] or 0)


def state(scope: Scope) -> str:
    """Whether there is anything to compare: MISSING, EARLY or READY."""
    if not holds(scope.version, scope.college, "fair_comparisons"):
        return MISSING
    return EARLY if _rows(scope).is_empty() else READY


def first_day(scope: Scope) -> date | None:
    """The first day of which estimates are published."""
    return scan(scope.version, scope.college, "fair_comparisons").select(pl.col("as_of").min()).collect().item()


def groupings(scope: Scope) -> list[str]:
    """What groups can be made by, in the order in which comparisons are declared."""
    held = set(_rows(scope)["by"])
    return [by for by in dict.fromkeys(one.by for one in COMPARISONS) if by in held]


def pairs(scope: Scope, by: str) -> list[str]:
    """The pairs of groups that are compared, as `online.in_person`."""
    held = set(_rows(scope).filter(by=by).select("one", "other").rows())
    declared = [(one.one, one.other) for one in COMPARISONS if one.by == by]
    return [".".join(pair) for pair in declared if pair in held]


def years(scope: Scope, by: str) -> list[str]:
    """All years together, then each year that is compared by itself, newest first."""
    held = _rows(scope).filter(by=by)["years"].unique().to_list()
    return [ALL_YEARS, *sorted(set(held) - {ALL_YEARS}, reverse=True)]


def mixes(scope: Scope, by: str, year: str) -> list[str]:
    """How much can be alike in each stratum, least first."""
    return _rows(scope).filter(by=by, years=year)["mix"].cast(pl.String).unique().sort(descending=True).to_list()


def strata(by: str, mix: str) -> tuple[str, ...]:
    """What is alike within each stratum of a comparison."""
    return next(one.strata(mix) or one.wide for one in COMPARISONS if one.by == by)


def gap(scope: Scope, by: str, pair: str, year: str = ALL_YEARS, mix: str = WIDE) -> Gap:
    """The first group of the pair against the second."""
    one, other = pair.split(".")
    row = _rows(scope).filter(by=by, one=one, other=other, years=year, mix=mix).row(0, named=True)
    counts = _counts(scope, row)
    raw, people = _raw(counts, one, other)
    return Gap(row, strata(by, mix), raw, people, _by_field(scope, row))


def _rows(scope: Scope) -> pl.DataFrame:
    return newest(scan(scope.version, scope.college, "fair_comparisons"), scope).collect()


def _counts(scope: Scope, row: dict) -> pl.DataFrame:
    """What completion shows of every group, with `group`, `started` and `completed` by cohort; no rows where nothing is."""
    by = row["by"]
    if by not in (*FORMATS, *ATTRIBUTES):
        return pl.DataFrame(schema={"group": pl.String, "started": pl.Int64, "completed": pl.Int64})
    frame = scan(scope.version, scope.college, "completion_formats" if by in FORMATS else "completion_groups")
    if by in ATTRIBUTES:
        frame = frame.filter(pl.col("grain") == "all")
    mine = frame.filter(pl.col("attribute") == by, pl.col("as_of") == row["as_of"])
    if row["years"] != ALL_YEARS:
        mine = mine.filter(pl.col("cohort") == scope.period.calendar.parse(row["years"]).start)
    return mine.select("group", "started", "completed").drop_nulls().collect()


def _raw(counts: pl.DataFrame, one: str, other: str) -> tuple[float | None, int | None]:
    sums = counts.group_by("group").agg(pl.col("started", "completed").sum())
    held = {group: (n, k) for group, n, k in sums.rows()}
    if one not in held or other not in held:
        return None, None
    (n, k), (m, j) = held[one], held[other]
    return k / n - j / m, n + m


def _by_field(scope: Scope, row: dict) -> pl.DataFrame:
    """Completion of both groups within each field, of what the published tables show of it."""
    by, one, other = row["by"], row["one"], row["other"]
    if by in ("modality", "length_band"):
        cells = scan(scope.version, scope.college, "completion_cells").rename({by: "group"})
    elif by in ATTRIBUTES:
        cells = scan(scope.version, scope.college, "completion_groups").filter(
            pl.col("grain") == "field", pl.col("attribute") == by
        )
        cells = cells.with_columns(field="value")
    else:
        return pl.DataFrame(schema=_BY_FIELD)
    shown_cells = cells.filter(pl.col("as_of") == row["as_of"]).drop_nulls(["started", "completed"])
    sums = shown_cells.group_by("field", pl.col("group").cast(pl.String)).agg(pl.col("started", "completed").sum())
    sides = [
        sums.filter(pl.col("group") == group, pl.col("started") > 0).select(
            "field", (pl.col("completed") / pl.col("started")).alias(name), pl.col("started").alias(f"n_{name}")
        )
        for group, name in ((one, "one"), (other, "other"))
    ]
    return sides[0].join(sides[1], on="field").sort("field").select(list(_BY_FIELD)).collect()


_BY_FIELD = {"field": pl.String, "one": pl.Float64, "other": pl.Float64, "n_one": pl.Int64, "n_other": pl.Int64}
