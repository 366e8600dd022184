"""Answers about a program list that is known by its published statistics only, in the words of the list itself.

The same metrics, cuts and filters as program by program, as far as the published cells go; the rest is refused with a
sentence. Once the list is imported, its programs answer instead.
"""

# Why: decision 12.

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import polars as pl

from data.caches import kept
from data.cubes.offering_cells import ALL, UNKNOWN, side_of
from data.cubes.program_lists import ProgramLists
from data.reference.format_rule import DEFAULT
from data.store.store import MissingData, scan, scan_or_empty
from queries.semantic.metric import Metric, ratio
from queries.semantic.scope import Scope, Unanswerable
from queries.semantic.unit import COUNT

COLUMNS = {
    "programs": pl.col("programs"),
    "providers": pl.col("providers"),
    "price_q1": pl.col("price_q1_usd"),
    "median_price": pl.col("price_median_usd"),
    "price_q3": pl.col("price_q3_usd"),
    "price_per_contact_hour_q1": pl.col("price_per_hour_q1_usd"),
    "price_per_contact_hour": pl.col("price_per_hour_median_usd"),
    "price_per_contact_hour_q3": pl.col("price_per_hour_q3_usd"),
    "weeks_q1": pl.col("weeks_q1"),
    "median_weeks": pl.col("weeks_median"),
    "weeks_q3": pl.col("weeks_q3"),
    "contact_hours_q1": pl.col("hours_q1"),
    "median_contact_hours": pl.col("hours_median"),
    "contact_hours_q3": pl.col("hours_q3"),
    "priced_share": ratio(pl.col("price_n"), pl.col("programs")),
    "online_share": ratio(pl.col("online_n"), pl.col("modality_n")),
    "hybrid_share": ratio(pl.col("hybrid_n"), pl.col("modality_n")),
    "in_person_share": ratio(pl.col("in_person_n"), pl.col("modality_n")),
    "credit_share": pl.lit(None, pl.Float64),  # no public list states credit hours
}
"""What a published cell says about a metric, by the metric's name."""
CUTS = ("state", "field", "cip4", "side", "provider_type", "modality", "format")
PARAMETERS = ("list", "format_rule", "kind")


def lists(version: str) -> dict[str, str]:
    """Edition (ISO day) by id of every list with published statistics."""
    return _lists(version)[0]


def imported(version: str) -> list[str]:
    """Lists that are known program by program."""
    return _lists(version)[1]


@kept("lists")
def _lists(version: str) -> tuple[dict[str, str], list[str]]:
    editions, one_by_one = {}, []
    with suppress(MissingData):
        known = scan(version, "market", "offering_statistics").select("list_id", "edition").unique().collect()
        editions = {list_id: f"{edition}" for list_id, edition in known.sort("list_id").rows()}
    with suppress(MissingData):
        programs = scan(version, "market", "programs").select(pl.col("list_id").unique().sort()).collect()
        one_by_one = programs["list_id"].to_list()
    return editions, one_by_one


def edition(version: str, list_id: str) -> date | None:
    """Day of the newest change on a list, as imported or else as bundled; None where it is not on record."""
    if list_id not in imported(version):
        held = lists(version).get(list_id)
        return date.fromisoformat(held) if held else None
    lists_held = scan_or_empty(version, "market", "program_lists", ProgramLists)  # older imports kept no editions
    known = lists_held.filter(pl.col("list_id") == list_id).collect()
    return known["edition"][0] if known.height else None


def stands_in(scope: Scope) -> bool:
    """Whether the scope asks for a list of which only statistics are here."""
    wanted = dict(scope.where).get("list")
    return wanted in lists(scope.version) and wanted not in imported(scope.version)


def cut(metrics: Sequence[Metric], by: Sequence[str], scope: Scope) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """One row per combination of `by`, as `measure` would give from the programs, and the filters left out."""
    for metric in metrics:
        if metric.name not in COLUMNS:
            raise Unanswerable(f"{metric.label} is not in the summary figures of this list. Import the list to see it.")
    frame, ignored = cells("offering_statistics", by, scope)
    answer = frame.select(*by, *(COLUMNS[m.name].alias(m.name) for m in metrics)).collect()
    if answer.is_empty() and not by:
        answer = pl.DataFrame({m.name: [0 if m.unit == COUNT else None] for m in metrics})
    return answer, ignored


def cells(cube: str, by: Sequence[str], scope: Scope) -> tuple[pl.LazyFrame, tuple[str, ...]]:
    """The cells of a published cube at the grain that cut and filters ask for. Raises Unanswerable."""
    where = dict(scope.where)
    if several := scope.unions:
        raise Unanswerable(
            f"The summary figures of this list cover one {' and one '.join(several)} at a time. Import the list to combine several."
        )
    wanted = {*by, *(k for k in where if k in CUTS)} - {"list"}
    if unknown := wanted - {*CUTS}:
        raise Unanswerable(
            f"Only summary figures of this list are here. Import the list to group it by {', '.join(sorted(unknown))}."
        )
    frame = scan(scope.version, "market", cube).filter(pl.col("list_id") == where.get("list"))
    for column in ("state", "modality"):
        frame = _grain(frame, column, column in wanted)
    is_typed, kind = "provider_type" in wanted, where.get("kind")
    frame = _grain(frame, "side", is_typed or "side" in wanted)
    frame = _grain(frame, "provider_type", is_typed) if kind is None else _of_kind(frame, kind, is_typed=is_typed)
    frame = _by_format(_by_field(frame, by, where), cube, wanted, where)
    for name in (k for k in where if k in CUTS):
        frame = frame.filter(pl.col(name) == where[name])
    unstated = [pl.when(pl.col(c) != UNKNOWN).then(pl.col(c)).alias(c) for c in CUTS if c in wanted]
    ignored = tuple(k for k in where if k not in CUTS and k not in PARAMETERS)
    return frame.with_columns(pl.col("list_id").alias("list"), *unstated), ignored


def _of_kind(frame: pl.LazyFrame, kind: str, *, is_typed: bool) -> pl.LazyFrame:
    """The cells of one kind on its own side; of the other side all together, or each kind where kinds are cut by."""
    is_all = pl.col("provider_type") == ALL
    others = ~is_all if is_typed else is_all
    is_own = pl.col("side") == side_of(kind)
    return frame.filter(pl.when(is_own).then(pl.col("provider_type") == kind).otherwise(others))


def _grain(frame: pl.LazyFrame, column: str, is_cut: bool) -> pl.LazyFrame:
    is_all = pl.col(column) == ALL
    return frame.filter(~is_all if is_cut else is_all)


def _by_field(frame: pl.LazyFrame, by: Sequence[str], where: dict[str, str]) -> pl.LazyFrame:
    frame = frame.with_columns(field=pl.when(pl.col("cip") != UNKNOWN).then(pl.col("cip").str.slice(0, 2)), cip4="cip")
    is_unknown = pl.col("cip") == UNKNOWN
    if "cip4" in by or "cip4" in where:
        return frame.filter((pl.col("cip").str.len_chars() == 5) | is_unknown)
    if "field" in by or "field" in where:
        return frame.filter((pl.col("cip").str.len_chars() == 2) | is_unknown)
    return frame.filter(pl.col("cip") == ALL)


def _by_format(frame: pl.LazyFrame, cube: str, wanted: set[str], where: dict[str, str]) -> pl.LazyFrame:
    if "format" not in wanted:
        return frame.filter(pl.col("format") == ALL) if cube == "offering_statistics" else frame
    if cube != "offering_statistics" or wanted & {"state", "modality", "cip4"}:
        raise Unanswerable(
            "By format, the summary figures go by field and provider type only. Import the list to go further."
        )
    rule = where.get("format_rule", DEFAULT.code)
    frame = frame.filter(pl.col("format_rule") == rule)
    if frame.head(1).collect().is_empty():
        raise Unanswerable(f"There are no summary figures for the format rule {rule}. Import the list to use any rule.")
    return frame
