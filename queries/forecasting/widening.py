"""Bands that have been too narrow here are widened, at every origin by what had come due by then.

Bands come from what such models have missed by on other people's series. Where less than `TOO_FEW` of a college's own
calls have fallen inside the 80% band, both bands are stretched by the factor that would have made them right.
"""

from datetime import date

import polars as pl

from queries.forecasting.series import Histories, came_due

TOO_FEW = 0.7
FEWEST_CALLS = 20
WIDEST = 4.0
LEVELS = (80, 95)


def with_widening(frame: pl.DataFrame, known: dict[tuple[str, date], Histories]) -> pl.DataFrame:
    """Forecast rows of one grain with bands widened where they must be, and `widened_by`, the factor of the 80% band.

    `known`: the histories of each metric by the day on which they were known.
    """
    made = []
    for (metric, day), now in frame.group_by("metric", "known_on", maintain_order=True):
        past = frame.filter(pl.col("metric") == metric, pl.col("known_on") < day)
        factors = _factors(past.join(came_due(known[str(metric), day]), on=["value", "target"]))
        made.append(_widened(now, factors))
    return pl.concat(made)


def _factors(past: pl.DataFrame) -> dict[int, float]:
    """How much wider each band should have been; 1 where it was wide enough or too little is known."""
    if past.height < FEWEST_CALLS or _inside(past, 80) >= TOO_FEW:
        return dict.fromkeys(LEVELS, 1.0)
    found: dict[int, float] = {}
    for level in LEVELS:
        above = pl.col("actual") >= pl.col("point")
        width = (
            pl.when(above)
            .then(pl.col(f"high_{level}") - pl.col("point"))
            .otherwise(pl.col("point") - pl.col(f"low_{level}"))
        )
        needed = past.select(
            r=pl.when(width > 0).then((pl.col("actual") - pl.col("point")).abs() / width)
        ).drop_nulls()["r"]
        quantile = float(needed.quantile(level / 100, "higher") or 1.0) if needed.len() else 1.0
        found[level] = min(max(quantile, 1.0), WIDEST)
    return found


def _inside(past: pl.DataFrame, level: int) -> float:
    return float(past["actual"].is_between(past[f"low_{level}"], past[f"high_{level}"]).mean() or 0)  # type: ignore


def _widened(now: pl.DataFrame, factors: dict[int, float]) -> pl.DataFrame:
    point, columns = pl.col("point"), []
    for level, factor in factors.items():
        low, high = pl.col(f"low_{level}"), pl.col(f"high_{level}")
        # What could not fall below zero before may not after.
        floor = pl.min_horizontal(pl.lit(0.0), low)
        columns.append(pl.max_horizontal(point - (point - low) * factor, floor).alias(f"low_{level}"))
        columns.append((point + (high - point) * factor).alias(f"high_{level}"))
    wide = now.with_columns(columns)
    # Nested, whatever the two factors are.
    return wide.with_columns(
        low_95=pl.min_horizontal("low_80", "low_95"),
        high_95=pl.max_horizontal("high_80", "high_95"),
        widened_by=pl.lit(factors[80]),
    )
