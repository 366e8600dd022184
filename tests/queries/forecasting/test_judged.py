"""On real series that are kept beside the project the forecaster beats last year's values, and its bands hold."""

import os
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from queries.engines.forecast.judged import forecast


@pytest.fixture(scope="session")
def bench() -> Path:
    """The folder of benchmark series kept beside the project; tests that need it skip where it is missing."""
    folder = Path(os.environ.get("SHARED_BENCH") or Path(__file__).resolve().parents[4] / "shared" / "bench")
    if not folder.is_dir():
        pytest.skip("needs the benchmark series beside the project (or in the folder SHARED_BENCH names)")
    return folder


def test_names_and_lengths_are_those_the_judge_reads():
    out = forecast([60.0, 40, 80, 50] * 6, 4, 5, levels=[80, 95])
    assert set(out) == {"mean", "lo80", "hi80", "lo95", "hi95"}
    assert {len(values) for values in out.values()} == {5}


@pytest.mark.real_files
def test_better_than_last_year_and_covered_on_a_sample(bench):
    frame = pl.read_parquet(bench / "forecast_dev.parquet").sort("unique_id", "ds")
    ours, usual, inside = [], [], []
    for number, (_, part) in enumerate(frame.group_by("unique_id", maintain_order=True)):
        m, h, y = part["season_length"][0], part["horizon"][0], part["y"].to_numpy()
        if number % 12:
            continue
        x, actual = y[:-h], y[-h:]
        step = m if len(x) > m else 1
        unit = np.abs(x[step:] - x[:-step]).mean()
        if unit == 0:
            continue
        out = forecast(x.tolist(), m, h)
        ours.append(np.abs(actual - out["mean"]).mean() / unit)
        usual.append(np.abs(actual - x[len(x) - step + np.arange(h) % step]).mean() / unit)
        inside.append(np.mean((actual >= out["lo80"]) & (actual <= out["hi80"])))
    assert np.mean(ours) < 0.85 * np.mean(usual)
    assert 0.76 <= np.mean(inside) <= 0.84
