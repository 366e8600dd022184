"""How good the projections have been: each finished section projected as if it were still open, beside two baselines."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from queries.cubes import section_paths as ways
from queries.engines.pacing.paths import ALIGNMENTS, Paths, at_point
from queries.engines.pacing.projection import fit, left_out, project
from queries.semantic.reliability import by_tenth
from queries.semantic.scope import Scope

HORIZONS = (28, 14, 7)
RECORD_DAYS = 14
"""Days before the start at which chances to run are held against what came."""
REFITTED = 200
"""Up to so many sections everything is learned anew without each; with more, one of them changes nothing."""
SCHEMA = {
    "days_to_start": pl.Int64,
    "sections": pl.Int64,
    "mean_error": pl.Float64,
    "last_run_error": pl.Float64,
    "scaled_error": pl.Float64,
    "coverage": pl.Float64,
    "mean_band": pl.Float64,
    "bias": pl.Float64,
}
"""Mean absolute errors in seats of the projection and both baselines, share of finals inside the 80% interval, its mean
width, and the mean of projected less final."""


@dataclass(frozen=True)
class Projected:
    """Sections of which each was projected from all others, one entry per array."""

    final: np.ndarray
    expected: np.ndarray
    low: np.ndarray
    high: np.ndarray


def accuracy(scope: Scope, alignment: str = ALIGNMENTS[0]) -> pl.DataFrame:
    """A row per horizon over the sections that had finished by the as-of date, columns as in SCHEMA."""
    return leave_one_out(ways.known(scope.version, scope.college, scope.as_of), HORIZONS, alignment)


def leave_one_out(paths: Paths, horizons: tuple[int, ...] = HORIZONS, alignment: str = ALIGNMENTS[0]) -> pl.DataFrame:
    """A row per horizon (days before the start) at which there are enough finished sections, columns as in SCHEMA.

    Scored on sections that were held, whose final is a fact. Aligned otherwise than by days to the start, each section is compared with others at the point at which it was.
    """
    rows = [_scored(paths, horizon, alignment) for horizon in horizons]
    return pl.DataFrame([row for row in rows if row], SCHEMA, orient="row")


def reliability(scope: Scope) -> pl.DataFrame:
    """Whether sections with a chance to run of so much did run: a row per tenth of chance, over all that were offered.

    Columns: chance (mean of what was said `RECORD_DAYS` before the start), ran_share, sections. A canceled section did
    not run, whatever its count. Sections decided on before that day are left out.
    """
    paths = ways.known(scope.version, scope.college, scope.as_of)
    rows, day = at_point(paths, RECORD_DAYS, ALIGNMENTS[0])
    learned = fit(paths.points(rows, day), paths.final[rows]) if len(rows) else None
    if learned is None:
        return pl.DataFrame(schema={"chance": pl.Float64, "ran_share": pl.Float64, "sections": pl.Int64})
    minimum = paths.minimum[rows]
    ran = paths.held[rows] & (paths.final[rows] >= minimum)
    predictions = pl.DataFrame({"probability": left_out(learned).chance(minimum), "came_true": ran}, nan_to_null=True)
    tenths = by_tenth(predictions.drop_nulls("probability"))
    return tenths.select(chance="stated", ran_share="came_true", sections="statements")


def _scored(paths: Paths, horizon: int, alignment: str) -> dict | None:
    rows, day = at_point(paths, horizon, ALIGNMENTS[0])
    result = one_by_one(paths, rows, day, alignment)
    held = paths.held[rows]
    if result is None or not held.any():
        return None
    final = result.final[held]
    last_run, scaled = baselines(paths, rows[held], day[held])
    inside = (final >= result.low[held]) & (final <= result.high[held])
    errors = [np.abs(guess - final).mean() for guess in (result.expected[held], last_run, scaled)]
    width, bias = (result.high - result.low)[held].mean(), (result.expected[held] - final).mean()
    values = (horizon, int(held.sum()), *map(float, (*errors, inside.mean(), width, bias)))
    return dict(zip(SCHEMA, values, strict=True))


def one_by_one(paths: Paths, rows: np.ndarray, day: np.ndarray, alignment: str) -> Projected | None:
    """Each of the finished sections projected from the others; None where they are too few."""
    if alignment == ALIGNMENTS[0]:
        return _together(paths, rows, day)
    point = day if alignment == ALIGNMENTS[1] else np.round(day / np.maximum(paths.window[rows], 1), 2)
    columns = np.full((4, len(rows)), np.nan)
    for one in np.unique(point):
        past, at = at_point(paths, float(one), alignment)
        part = _together(paths, past, at)
        if part is None:
            return None
        wanted = np.flatnonzero(point == one)
        place = {int(row): i for i, row in enumerate(past)}
        places = [place[int(row)] for row in rows[wanted]]
        for column, values in zip(columns, (part.final, part.expected, part.low, part.high), strict=True):
            column[wanted] = values[places]
    return Projected(*columns)


def _together(paths: Paths, rows: np.ndarray, day: np.ndarray) -> Projected | None:
    points, final = paths.points(rows, day), paths.final[rows]
    learned = fit(points, final) if len(rows) else None
    if learned is None:
        return None
    if len(rows) > REFITTED:
        projection = left_out(learned)
        return Projected(final, projection.expected, *projection.band())
    parts = []
    for i in range(len(rows)):
        others = np.arange(len(rows)) != i
        without = fit(points.take(others), final[others])
        if without is None:
            return None
        projection = project(without, points.take(~others))
        parts.append((projection.expected[0], *(end[0] for end in projection.band())))
    return Projected(final, *np.array(parts).T)


def baselines(paths: Paths, rows: np.ndarray, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The final of the last run of the offering, and this section's seats times what the last run's grew by.

    “Last” is the newest run that was held before. Where there is none, or it had no seats, the mean final and the
    growth of all others stand in.
    """
    seats, final = paths.seats(rows, day), paths.final[rows]
    offering = paths.groups[0][rows]
    starts = paths.frame["starts_on"].cast(pl.Int32).to_numpy()[rows]
    last_run = (final.sum() - final) / max(len(rows) - 1, 1)
    scaled = seats * (final.sum() - final) / np.maximum(seats.sum() - seats, 1)
    newest: dict[int, int] = {}
    for i in np.argsort(starts, kind="stable"):
        before = newest.get(int(offering[i]))
        if before is not None and starts[before] < starts[i]:
            last_run[i] = final[before]
            if seats[before] > 0:
                scaled[i] = seats[i] * final[before] / seats[before]
        newest[int(offering[i])] = int(i)
    return last_run, scaled
