"""Measures the shape of real registration curves; `curves.py` holds what it printed.

python -m data.demo.calibrate registration/uc_san_diego_daily.parquet
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from data.demo.curves import cumulative

TERM, STARTED_ON = "2022Summer1", pl.date(2022, 6, 27)


def daily_changes(path: Path) -> pl.DataFrame:
    """Seats taken and given up per course and day up to the start.

    One row per course and day: `to_start` (days), `gain`, `loss` (seats). Courses that never reach ten are
    left out. Full courses stay in, since nearly all fill up: the end of the curve shows their seats rather
    than their demand.
    """
    seats = pl.col("enrolled")
    return (
        pl.read_parquet(path)
        .filter(pl.col("term") == TERM, pl.col("date") <= STARTED_ON)
        .filter((seats.max() >= 10).over("course"))
        .sort("course", "date")
        .with_columns(change=(seats - seats.shift(1, fill_value=0)).over("course"))
        .select(
            "course",
            to_start=(STARTED_ON - pl.col("date")).dt.total_days(),
            weekday=pl.col("date").dt.weekday(),
            gain=pl.col("change").clip(lower_bound=0),
            loss=(-pl.col("change")).clip(lower_bound=0),
        )
    )


def fit(days: np.ndarray, reached: np.ndarray) -> dict[str, float]:
    """Shares and time scales (days) of opening, steady and late registrations: least squares over a grid.

    `days` to the start in falling order, `reached` the share of all seats taken by the end of each of them.
    """
    window = int(days.max())
    best = (np.inf, {})
    for opening_days in np.arange(0.5, 8.01, 0.25):
        for late_days in np.arange(2.0, 21.01, 1.0):
            parts = [cumulative(window - days, window, scale) for scale in (opening_days, np.inf, -late_days)]
            # The shares add up to one, so steady is the rest and two unknowns remain.
            left = np.stack([parts[0] - parts[1], parts[2] - parts[1]], axis=1)
            opening, late = np.clip(np.linalg.lstsq(left, reached - parts[1], rcond=None)[0], 0, 1)
            error = float(((left @ [opening, late] + parts[1] - reached) ** 2).mean())
            if error < best[0]:
                shape = {"opening_share": opening, "late_share": late, "rmse": error**0.5}
                best = (error, {"opening_days": opening_days, "late_days": late_days, **shape})
    return {name: round(float(value), 3) for name, value in best[1].items()}


def measure(path: Path) -> dict[str, float | list[float]]:
    """Every coefficient that `curves.py` holds, by name."""
    changes = daily_changes(path)
    by_day = changes.group_by("to_start").agg(pl.col("gain").sum()).sort("to_start", descending=True)
    reached = (by_day["gain"].cum_sum() / by_day["gain"].sum()).to_numpy()
    shape = fit(by_day["to_start"].to_numpy(), reached)
    courses = changes.group_by("course").agg(
        opening=pl.col("gain").filter(pl.col("to_start") > 70).sum() / pl.col("gain").sum()
    )
    calm = changes.filter(pl.col("to_start").is_between(7, 69)).group_by("weekday").agg(pl.col("gain").mean())
    weekdays = calm.sort("weekday")["gain"]
    losses = changes.group_by("to_start").agg(pl.col("loss").sum())
    last_week = int(losses.filter(pl.col("to_start") < 7)["loss"].sum()) / int(losses["loss"].sum())
    return shape | {
        "opening_share_spread": round(float(courses["opening"].to_numpy().std(ddof=1)), 3),
        "weekday_weights": (weekdays / weekdays.mean()).round(2).to_list(),
        "drops_in_last_week": round(last_week, 3),
        "courses": courses.height,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE")
    for name, value in measure(parser.parse_args().file).items():
        print(f"{name:24}{value}")
