"""Fit the coefficients of the bands on benchmark series, and say how well they cover series they have not seen.

    python -m queries.engines.forecast.calibrate SERIES.parquet > queries/engines/forecast/band_coefficients.py

SERIES.parquet has one row per series and period: unique_id, ds, y, season_length, horizon, source; the last `horizon`
periods are what was to be forecast. Coverage on folds that were kept aside goes to standard error.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl

from queries.engines.forecast import rare, young
from queries.engines.forecast.bands import FEATURES, features, regime, unit
from queries.engines.forecast.baseline import LEVELS
from queries.engines.forecast.history import History, checked
from queries.engines.forecast.members import member_paths, scales
from queries.engines.forecast.models import FEWEST_POINTS, combined

FOLDS = 5
FEWEST_FOR_COPIES = {3: 8, 4: 16, 12: 36}
"""Periods from which on a series of so many periods a year also serves as a young one, cut to its last few periods."""
STEPS, NEAR = 200, 1e-3
"""Steps of a quantile regression at most, and how near a miss of zero counts as one."""
Cell = tuple[str, str]
Observed = tuple[int, Cell, np.ndarray, np.ndarray]
"""Fold, (regime, scale), regressors and absolute errors over their unit of one series on one scale."""


def fold(unique_id: str) -> int:
    """The same for a series and its shortened copies, so that no fold has seen another's series."""
    same = re.search(r"M3-N\d+$", unique_id)
    return int.from_bytes(sha256((same.group() if same else unique_id).encode()).digest()[:4], "big") % FOLDS


def observations(path: Path) -> tuple[list[Observed], list[Observed]]:
    """What bands of long and of young histories are fitted on."""
    long, new = [], []
    for (name,), part in pl.read_parquet(path).sort("unique_id", "ds").group_by("unique_id", maintain_order=True):
        values, season_length, horizon = part["y"].to_numpy(), part["season_length"][0], part["horizon"][0]
        history, actual = checked(values[:-horizon].tolist(), season_length), values[-horizon:]
        if history.size < FEWEST_POINTS or history.is_constant or rare.is_rare(history):
            continue
        if not young.is_young(history):
            long += [(fold(str(name)), *rest) for rest in _of_models(history, actual)]
        if history.size >= FEWEST_FOR_COPIES.get(season_length, np.inf):
            new += [(fold(str(name)), *rest) for rest in _of_copies(history, actual)]
    return long, new


def _of_models(history: History, actual: np.ndarray) -> Iterator[tuple[Cell, np.ndarray, np.ndarray]]:
    horizon = len(actual)
    on_scales = scales(history, horizon)
    paths = {name: path for s in on_scales for name, path in member_paths(s, horizon).items()}
    center, members = combined(history, paths, horizon)[0], np.array(list(paths.values()))
    for scale in on_scales:
        both = np.log(np.maximum((actual, center), 1e-9)) if scale.name == "log" else (actual, center)
        cell = regime(history), "log" if scale.name == "log" else "level"
        yield cell, features(history, scale, center, members), np.abs(both[0] - both[1]) / unit(history, scale)


def _of_copies(history: History, actual: np.ndarray) -> Iterator[tuple[Cell, np.ndarray, np.ndarray]]:
    """The series cut to each young length that is forecast."""
    for size in range(FEWEST_POINTS, history.size):
        copy = History(history.values[-size:], history.season_length)
        if not young.is_young(copy):
            return
        if copy.is_constant or rare.is_rare(copy):
            continue
        ahead = actual[: max(12, 2 * history.season_length) if history.season_length < 12 else 12]
        center = young.expected(copy, len(ahead))
        yield (young.kind(copy), "level"), young.features(copy, center), np.abs(ahead - center) / copy.values.std()


def fitted(observed: list[Observed]) -> dict[Cell, dict[int, list[float]]]:
    """Coefficients by cell and level: quantile regressions of the log error."""
    table = {}
    for cell in dict.fromkeys(sorted(row[1] for row in observed)):
        rows = [(x, e) for _, c, x, e in observed if c == cell]
        x, error = np.vstack([x for x, _ in rows]), np.log(np.concatenate([e for _, e in rows]) + 1e-9)
        table[cell] = {level: [round(float(v), 5) for v in quantile_fit(x, error, level / 100)] for level in LEVELS}
    return table


def quantile_fit(x: np.ndarray, y: np.ndarray, share: float) -> np.ndarray:
    """Linear quantile regression by least squares that are weighted anew (Hunter and Lange, 2000)."""
    fit = np.linalg.lstsq(x, y, rcond=None)[0]
    for _ in range(STEPS):
        rest = y - x @ fit
        weight = 1 / (NEAR + np.abs(rest))
        step = np.linalg.lstsq(x.T @ (weight[:, None] * x), x.T @ (2 * share - 1 + weight * rest), rcond=None)[0]
        fit = fit + step
        if np.abs(step).max() < 1e-5:
            break
    return fit


def held_out(observed: list[Observed]) -> str:
    """Share of errors within the width that the other folds' coefficients give, with its spread over folds, as text."""
    tables = [fitted([row for row in observed if row[0] != side]) for side in range(FOLDS)]
    lines = []
    for cell in sorted(tables[0]):
        for level in LEVELS:
            inside = [
                np.mean([np.mean(np.log(e + 1e-9) <= x @ np.array(tables[side][cell][level]))
                         for at, c, x, e in observed if at == side and c == cell])
                for side in range(FOLDS)
            ]  # fmt: skip
            spread = f"{min(inside):.1%} to {max(inside):.1%} by fold"
            lines.append(f"{', '.join(cell)} scale: {level}% expected, {np.mean(inside):.1%} found, {spread}")
    return "\n".join(lines)


def _nested(table: dict[Cell, dict[int, list[float]]]) -> dict[str, dict[str, dict[int, list[float]]]]:
    return {kind: {s: table[k, s] for k, s in table if k == kind} for kind in dict.fromkeys(k for k, _ in table)}


def main(path: Path) -> None:
    """Print the module of coefficients, with where it comes from."""
    long, new = observations(path)
    print(held_out(long), held_out(new), sep="\n", file=sys.stderr)
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
    print(f"COEFFICIENTS = {_nested(fitted(long))}")
    print(f"YOUNG = { ({kind: scales['level'] for kind, scales in _nested(fitted(new)).items()}) }")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("series", type=Path, metavar="SERIES")
    main(parser.parse_args().series)
