"""Fit the coefficients of the bands on benchmark series, and say how well they cover series they have not seen.

    python -m queries.engines.forecast.calibrate SERIES.parquet > queries/engines/forecast/band_coefficients.py

SERIES.parquet has one row per series and period: unique_id, ds, y, season_length, horizon, source; the last `horizon`
periods are what was to be forecast. Coverage on held-out halves goes to standard error.
"""

import argparse
import re
import sys
import warnings
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from queries.engines.forecast.bands import FEATURES, features, regime, unit
from queries.engines.forecast.baseline import LEVELS
from queries.engines.forecast.history import checked
from queries.engines.forecast.members import member_paths, scales
from queries.engines.forecast.models import FEWEST_POINTS, forecast

REGIMES = ("years", "terms", "months, short", "months")
Cell = tuple[str, str]


def half(unique_id: str) -> int:
    """0 or 1, the same for a series and its shortened copies, so that no half has seen the other."""
    same = re.search(r"M3-N\d+$", unique_id)
    return sha256((same.group() if same else unique_id).encode()).digest()[0] % 2


def observations(path: Path) -> list[tuple[int, Cell, np.ndarray, np.ndarray]]:
    """Half, (regime, scale), regressors and absolute errors over their unit of every series and scale."""
    rows = []
    for (name,), part in pl.read_parquet(path).sort("unique_id", "ds").group_by("unique_id", maintain_order=True):
        values, season_length, horizon = part["y"].to_numpy(), part["season_length"][0], part["horizon"][0]
        history, actual = checked(values[:-horizon].tolist(), season_length), values[-horizon:]
        if history.size < FEWEST_POINTS or history.is_constant:
            continue
        center = np.array(forecast(history.values.tolist(), season_length, horizon, clean=False).mean)
        on_scales = scales(history, horizon)
        members = np.array([path for s in on_scales for path in member_paths(s, horizon).values()])
        for scale in on_scales:
            both = np.log(np.maximum((actual, center), 1e-9)) if scale.name == "log" else (actual, center)
            cell = regime(history), "log" if scale.name == "log" else "level"
            error = np.abs(both[0] - both[1]) / unit(history, scale)
            rows.append((half(str(name)), cell, features(history, scale, center, members), error))
    return rows


def fitted(observed: list) -> dict[str, dict[str, dict[int, list[float]]]]:
    """Coefficients by regime, scale and level: quantile regressions of the log error."""
    from statsmodels.regression.quantile_regression import QuantReg

    table = {}
    for kind in REGIMES:
        table[kind] = {}
        for scale in ("level", "log"):
            rows = [(x, e) for _, cell, x, e in observed if cell == (kind, scale)]
            model = QuantReg(np.log(np.concatenate([e for _, e in rows]) + 1e-9), np.vstack([x for x, _ in rows]))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                fits = {level: model.fit(q=level / 100, max_iter=500).params for level in LEVELS}
            table[kind][scale] = {level: [round(float(v), 5) for v in fit] for level, fit in fits.items()}
    return table


def held_out(observed: list) -> str:
    """Share of errors within the width that the other half's coefficients give, by cell, as text."""
    lines = []
    tables = [fitted([row for row in observed if row[0] != side]) for side in (0, 1)]
    for cell in sorted({cell for _, cell, _, _ in observed}):
        for level in LEVELS:
            inside = [
                np.mean(np.log(e + 1e-9) <= x @ np.array(tables[side][cell[0]][cell[1]][level]))
                for side, c, x, e in observed
                if c == cell
            ]
            lines.append(f"{cell[0]}, {cell[1]} scale: {level}% of errors expected, {np.mean(inside):.1%} found")
    return "\n".join(lines)


def main(path: Path) -> None:
    """Print the module of coefficients, with where it comes from."""
    observed = observations(path)
    print(held_out(observed), file=sys.stderr)
    series = (
        pl.scan_parquet(path).select("unique_id", "source").unique().group_by("source").len().sort("source").collect()
    )
    digest = sha256(path.read_bytes()).hexdigest()
    print('"""Coefficients of the bands; made by a command, never by hand."""\n')
    print(f'COMMAND = "python -m queries.engines.forecast.calibrate {path.name}"')
    print(f'MADE_ON = "{datetime.now(UTC).date()}"')
    print(f'SOURCE_SHA256 = "{digest}"')
    print(f"SERIES_BY_SOURCE = {dict(series.rows())}")
    print(f"FEATURES = {FEATURES}")
    print(f"COEFFICIENTS = {fitted(observed)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("series", type=Path, metavar="SERIES")
    main(parser.parse_args().series)
