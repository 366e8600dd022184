"""The pacing board: every open section, where it stands against comparable ones and where it will end."""

from datetime import date, timedelta

import dataframely as dy
import numpy as np
import polars as pl

from data.caches import kept
from data.store.store import scan
from queries.cubes import section_paths as ways
from queries.engines.pacing.paths import ALIGNMENTS, Paths, at_point, by_point, projected
from queries.engines.pacing.projection import Points
from queries.semantic.dimensions import code_of
from queries.semantic.metric import ratio
from queries.semantic.scope import Scope

BASES = ("offering", "kind", "all")
TENTHS = (0.1, 0.9)
FEWEST_RUNS = 3
"""With fewer finished runs of the same offering, the band comes from the same field and modality, else from all."""
PROJECTED = ("projected", "projected_low", "projected_high", "chance_to_run", "chance_of_target")
TARGET_FILL = 0.8
LIKELY, UNLIKELY = 0.7, 0.4
"""Chances to run from which a section is called likely to run, and below which unlikely. Between them it is open."""
USUAL_DECISION_DAYS = 7
"""Days before the start at which is decided, where no section was ever canceled."""


class Board(dy.Schema):
    """One open section at the as-of date. A null in a projected column: too few finished sections to compare with."""

    section_id = dy.String(primary_key=True, description="The section.")
    offering = dy.String(description="The offering that is run.")
    field = dy.String(description="First two digits of the CIP code.")
    school = dy.String(description="The college's own unit.")
    modality = dy.String(nullable=True, description="How it is taught.")
    opens_on = dy.Date(description="First day of registration.")
    starts_on = dy.Date(description="First day of instruction.")
    decide_by = dy.Date(description="Day by which the college usually decides whether a section runs.")
    days_to_start = dy.Int64(description="Days from the as-of date to the start.")
    capacity = dy.Int64(nullable=True, description="Seats; empty if unlimited.")
    minimum = dy.Int64(nullable=True, description="Net registrations it needs to run.")
    net = dy.Int64(description="Seats taken and not dropped at the as-of date.")
    comparable_net = dy.Float64(nullable=True, description="Mean of comparable past sections at the same point.")
    comparable_low = dy.Float64(nullable=True, description="A tenth of them had fewer seats taken.")
    comparable_high = dy.Float64(nullable=True, description="A tenth of them had more seats taken.")
    comparable_to = dy.Enum(BASES, nullable=True, description="Same offering, same field and modality, or all.")
    comparable_runs = dy.Int64(description="Runs of the same offering that were held.")
    projected = dy.Float64(nullable=True, description="Expected net registrations at the start.")
    projected_low = dy.Int64(nullable=True, description="Lower end of the 80% interval.")
    projected_high = dy.Int64(nullable=True, description="Upper end of the 80% interval.")
    chance_to_run = dy.Float64(nullable=True, description="Probability of reaching the minimum.")
    chance_of_target = dy.Float64(nullable=True, description="Probability of reaching the target share of capacity.")
    needed_per_day = dy.Float64(nullable=True, description="Net registrations a day to the minimum by the decision.")
    net_price_cents = dy.Int64(nullable=True, description="Expected revenue per seat after discounts, US cents.")
    at_risk_cents = dy.Int64(nullable=True, description="Expected revenue × chance of not running.")
    window_moved_days = dy.Int64(nullable=True, description="Days by which its window is longer than usual.")


def board(scope: Scope, alignment: str = ALIGNMENTS[0], target_fill: float = TARGET_FILL) -> pl.DataFrame:
    """Open sections inside the scope's filters in the shape of `Board`, most money at risk first."""
    return _inside(open_on(scope.version, scope.college, scope.as_of, alignment, target_fill), scope)


def board_of(
    scope: Scope, section_id: str, alignment: str = ALIGNMENTS[0], target_fill: float = TARGET_FILL
) -> pl.DataFrame:
    """The row of one section; none where it is not open or lies outside of the filters."""
    whole = open_on(scope.version, scope.college, scope.as_of, alignment, target_fill)
    return _inside(whole.filter(pl.col("section_id") == section_id), scope)


def compared(scope: Scope, section_id: str, alignment: str) -> dict | None:
    """What one alignment says of one section, worked out for it alone: `net`, `comparable_net` and PROJECTED.

    None where it is not open or lies outside of the filters.
    """
    paths = ways.known(scope.version, scope.college, scope.as_of)
    row = paths.row(section_id)
    own = paths.frame[row : row + 1] if row is not None else paths.frame.clear()
    if _inside(own.rename({"offering_id": "offering"}), scope).is_empty():
        return None
    ((point, rows),) = by_point(paths, np.array([row]), alignment)
    found = _at_one_point(paths, point, rows, alignment, TARGET_FILL)
    values = pl.DataFrame({name: found[name] for name in ("net", "comparable_net", *PROJECTED)}, nan_to_null=True)
    whole = pl.col("net", "projected_low", "projected_high").cast(pl.Int64)
    return values.with_columns(whole).row(0, named=True)


def _inside(sections: pl.DataFrame, scope: Scope) -> pl.DataFrame:
    """Those of the sections that are inside the scope's filters."""
    for name, value in scope.where:
        if name in sections.columns:
            sections = sections.filter(code_of(name) == value)
    return sections


@kept("boards")
def open_on(version: str, college: str, day: date, alignment: str, target_fill: float) -> pl.DataFrame:
    """All sections open on a day in the shape of `Board`; the newest few days asked for are kept."""
    paths = ways.known(version, college, day)
    rows = paths.open
    if not len(rows):
        return Board.create_empty()
    points = [_at_one_point(paths, *one, alignment, target_fill) for one in by_point(paths, rows, alignment)]
    columns = {name: np.concatenate([point[name] for point in points]) for name in points[0]}
    projections = pl.DataFrame(columns, nan_to_null=True)
    frame = (
        paths.frame.with_columns(_moved(paths).alias("window_moved_days"))
        .with_row_index("row")
        .join(projections.with_columns(pl.col("row").cast(pl.UInt32)), on="row")
        .join(net_prices(version, college, day), on="offering_id", how="left")
        .with_columns(
            days_to_start=(pl.col("starts_on") - day).dt.total_days(),
            decide_by=pl.col("starts_on") - pl.duration(days=decision_days(version, college, day)),
            comparable_to=pl.col("comparable_to").cast(pl.Enum(BASES)),
            net_price_cents=(pl.col("price_cents") * pl.col("kept_share")).round().cast(pl.Int64),
        )
        .with_columns(
            needed_per_day=(pl.col("minimum") - pl.col("net")).clip(0)
            / (pl.col("decide_by") - day).dt.total_days().clip(1),
            at_risk_cents=((1 - pl.col("chance_to_run")) * pl.col("projected") * pl.col("net_price_cents"))
            .round()
            .cast(pl.Int64),
        )
        .rename({"offering_id": "offering"})
    )
    order = frame.sort("at_risk_cents", "starts_on", "section_id", descending=[True, False, False], nulls_last=True)
    return Board.cast(order.select(Board.column_names()))


def _at_one_point(
    paths: Paths, point: float, rows: np.ndarray, alignment: str, target_fill: float
) -> dict[str, np.ndarray]:
    """The board's columns of open sections that are at one point of their way; NaN where unknown."""
    past, day = at_point(paths, point, alignment)
    now = paths.points(rows, paths.last[rows])
    ran = paths.held[past]
    columns = {"row": rows, "net": now.net, **_compared(paths.points(past[ran], day[ran]), now)}
    projection = projected(paths, point, rows, alignment)
    if projection is None:
        return columns | dict.fromkeys(PROJECTED, np.full(len(rows), np.nan))
    minimum = paths.minimum[rows]
    target = np.where(np.isfinite(now.capacity), np.ceil(target_fill * now.capacity - 1e-9), np.nan)
    values = (projection.expected, *projection.band(), projection.chance(minimum), projection.chance(target))
    return columns | dict(zip(PROJECTED, values, strict=True))


def _compared(past: Points, now: Points) -> dict[str, np.ndarray]:
    """Mean and tenths of the comparable sections' seats at the same point, and which sections those are."""
    runs, kinds = (_counted(getattr(past, one), getattr(now, one)) for one in BASES[:2])
    basis = np.where(runs >= FEWEST_RUNS, 0, np.where(kinds >= FEWEST_RUNS, 1, 2))
    seats = np.full((3, len(basis)), np.nan)
    for place, numbered in enumerate(BASES):
        rows = np.flatnonzero(basis == place)
        mine, theirs = (_group(points, numbered) for points in (now, past))
        if len(rows) and len(theirs):
            seats[:, rows] = _seats_of(past.net, theirs, mine[rows])
    mean, low, high = seats
    return {
        "comparable_net": mean,
        "comparable_low": low,
        "comparable_high": high,
        "comparable_to": np.array(BASES)[basis],
        "comparable_runs": runs,
    }


def _counted(past: np.ndarray, now: np.ndarray) -> np.ndarray:
    """How many of the past sections are in the group of each open one, by numbers of groups."""
    return np.bincount(past, minlength=int(now.max(initial=0)) + 1)[now]


def _group(points: Points, basis: str) -> np.ndarray:
    """The number of the group of each section: of its offering, of its field and modality, or of all."""
    return np.zeros(len(points.net), dtype=np.int64) if basis == "all" else getattr(points, basis)


def _seats_of(net: np.ndarray, group: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Mean, lower and upper tenth (rows) of `net` in each of the groups that are asked for (columns); none is empty."""
    is_asked = np.zeros(int(max(group.max(), asked.max())) + 1, dtype=bool)
    is_asked[asked] = True
    some = np.flatnonzero(is_asked[group])
    order = some[np.lexsort((net[some], group[some]))]
    counts = np.bincount(group[order], minlength=len(is_asked))
    first, sums = np.cumsum(counts) - counts, np.bincount(group[order], net[order], minlength=len(is_asked))
    place = (counts[asked] - 1) * np.array(TENTHS)[:, None]  # on the line between two of them, as `np.quantile` has it
    below = np.floor(place)
    low, high = (
        net[order[first[asked] + np.minimum(at, counts[asked] - 1).astype(np.int64)]] for at in (below, below + 1)
    )
    share = place - below
    tenths = np.where(share < 0.5, low + (high - low) * share, high - (high - low) * (1 - share))
    return np.vstack([sums[asked] / counts[asked], tenths])


def net_prices(version: str, college: str, as_of: date) -> pl.DataFrame:
    """What remains of the list price after discounts (`kept_share`), by offering_id, over the last year."""
    known = scan(version, college, "enrollment").filter(
        pl.col("known_on").is_between(as_of - timedelta(days=365), as_of), pl.col("gross_cents") > 0
    )
    kept = 1 - ratio(pl.col("discount_cents").sum(), pl.col("gross_cents").sum())
    overall = known.select(kept.alias("kept")).collect().item()
    offered = scan(version, college, "offerings").select("offering_id")
    of_offering = offered.join(known.group_by("offering_id").agg(kept_share=kept), on="offering_id", how="left")
    return of_offering.with_columns(pl.col("kept_share").fill_null(overall if overall is not None else 1.0)).collect()


def decision_days(version: str, college: str, as_of: date) -> int:
    """Days before the start at which the college canceled sections so far, the median."""
    days = (
        scan(version, college, "sections")
        .filter(pl.col("decided_on") <= as_of)
        .select((pl.col("starts_on") - pl.col("decided_on")).dt.total_days().clip(0).median())
        .collect()
        .item()
    )
    return USUAL_DECISION_DAYS if days is None else round(days)


def _moved(paths: Paths) -> pl.Series:
    """Days by which each window is longer than that of the finished runs of its offering (median)."""
    window = pl.Series("window", paths.window)
    past = pl.when(pl.col("status") == "held").then(pl.col("window"))
    usual = past.median().over("offering_id")
    return paths.frame.with_columns(window).select((pl.col("window") - usual).round().cast(pl.Int64)).to_series()
