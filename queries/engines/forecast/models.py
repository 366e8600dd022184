"""One forecast of one series: the middle of small models, with bands measured on what such forecasts have missed by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from queries.engines.forecast import rare, young
from queries.engines.forecast.bands import bands
from queries.engines.forecast.baseline import LEVELS
from queries.engines.forecast.closures import closures
from queries.engines.forecast.history import History, checked
from queries.engines.forecast.members import OWN_SHARE, member_paths, rule, scales
from queries.engines.forecast.method import Method
from queries.engines.forecast.outliers import outliers

MODEL_VERSION = "6"
METHODS = (rare.METHOD, young.METHOD)
"""Tried in order: the first that accepts a history forecasts it. The models forecast all others."""
FEWEST_POINTS = 5
EXPLODED = 20.0
"""A member that leaves this many times the largest value of the history is dropped."""

Band = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Forecast:
    """Expected values and bands for the periods after the history, oldest first.

    `bands` maps a level in percent to its (low, high) tuples. `members` are the models it is made of, `cleaned` the
    positions of history values that were replaced as outliers with their replacements, `notes` plain sentences.
    """

    mean: tuple[float, ...]
    bands: dict[float, Band]
    members: tuple[str, ...]
    cleaned: dict[int, float]
    notes: tuple[str, ...]
    model_version: str = MODEL_VERSION


def forecast(
    y: Sequence[float], season_length: int, horizon: int, levels: Sequence[float] = LEVELS, clean: bool = True
) -> Forecast:
    """Forecast `horizon` periods after `y`, the values of equal periods, oldest first, `season_length` of them a year.

    Never below zero when the history never was. `clean` replaces outliers before the models see them. Raises ValueError
    with a sentence when the history is empty or has gaps, or when horizon or levels make no sense.
    """
    history = checked(y, season_length)
    if horizon < 1:
        raise ValueError("A forecast looks at least one period ahead.")
    if not levels or not all(0 < level < 100 for level in levels):
        raise ValueError("A confidence level lies between 0 and 100 percent.")
    if history.size < FEWEST_POINTS or history.is_constant:
        return _last_value(history, horizon, levels)
    closed = closures(history) if clean else {}
    history = _with(history, closed)
    for method in METHODS:
        if method.takes(history):
            return _by_method(method, history, horizon, levels)
    cleaned = outliers(history) if clean else {}
    return _modeled(_with(history, cleaned), horizon, levels, closed | cleaned)


def _last_value(history: History, horizon: int, levels: Sequence[float]) -> Forecast:
    """The last value with a wide band, for a history that shows no model how it moves."""
    value = history.values[-1]
    usual_step = np.abs(np.diff(history.values)).mean() if history.size > 1 else 0.0
    # Nothing is known of how the series moves: a tenth of its value, or one where even the value is zero.
    step = max(usual_step, 0.1 * abs(value)) or 1.0
    spread = step * np.sqrt(np.arange(1, horizon + 1))
    floor = 0.0 if history.is_non_negative else -np.inf
    edges = {level: NormalDist().inv_cdf(0.5 + level / 200) * spread for level in levels}
    reason = "has never changed" if history.is_constant and history.size > 1 else f"has only {history.size} values"
    note = f"The history {reason}, so the last value is repeated with a wide range."
    return Forecast(
        mean=(float(value),) * horizon,
        bands={k: (_plain(np.maximum(value - w, floor)), _plain(value + w)) for k, w in edges.items()},
        members=("last value",),
        cleaned={},
        notes=(note,),
    )


def _by_method(method: Method, history: History, horizon: int, levels: Sequence[float]) -> Forecast:
    """The forecast of a history that is too short or too sparse for the models."""
    center = method.expected(history, horizon)
    edges = method.bands(history, center, levels)
    return Forecast(
        _plain(center),
        {k: (_plain(low), _plain(high)) for k, (low, high) in edges.items()},
        (method.name(history),),
        {},
        _notes(history, {}, []),
    )


def _modeled(history: History, horizon: int, levels: Sequence[float], cleaned: dict[int, float]) -> Forecast:
    on_scales = scales(history, horizon)
    paths = {name: path for scale in on_scales for name, path in member_paths(scale, horizon).items()}
    center, kept = combined(history, paths, horizon)
    edges = bands(
        history, on_scales, center, np.array([paths[name] for name in kept if name in paths] or [center]), levels
    )
    notes = _notes(history, cleaned, sorted(set(paths) - set(kept)))
    return Forecast(
        _plain(center), {k: (_plain(low), _plain(high)) for k, (low, high) in edges.items()}, kept, cleaned, notes
    )


def combined(history: History, paths: dict[str, np.ndarray], horizon: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """What is expected by the paths of the members, with a share of last year, and the names of those that count."""
    limit = EXPLODED * np.abs(history.values).max()
    kept = {name: path for name, path in paths.items() if np.abs(path).max() <= limit}
    if all(rule(name) in OWN_SHARE for name in kept):
        kept = {"last value": np.repeat(history.values[-1], horizon)}
    center = _with_own_shares(kept, _middle(np.array([p for name, p in kept.items() if rule(name) not in OWN_SHARE])))
    share = _last_year_share(history)
    center = (1 - share) * center + share * _last_year_with_drift(history, horizon)
    names = (*kept, "last year with half its growth") if share else tuple(kept)
    return (np.maximum(center, 0.0) if history.is_non_negative else center), names


def _middle(members: np.ndarray) -> np.ndarray:
    """The mean of the middle half of the members: steadier than the median, and no member can pull it away."""
    cut = len(members) // 4
    return np.sort(members, axis=0)[cut : len(members) - cut].mean(axis=0)


def _with_own_shares(kept: dict[str, np.ndarray], center: np.ndarray) -> np.ndarray:
    """The middle, moved toward each member that always counts, by its share."""
    for name, share in OWN_SHARE.items():
        apart = [path for member, path in kept.items() if rule(member) == name]
        if apart:
            center = (1 - share) * center + share * np.mean(apart, axis=0)
    return center


def _last_year_share(history: History) -> float:
    """Weight of last year's values: a tenth, and more the longer the year has kept its shape; 30% at most."""
    return min(0.3, 0.1 + history.cycles / 200) if history.season_length > 1 else 0.0


def _last_year_with_drift(history: History, horizon: int) -> np.ndarray:
    """Last year repeated, plus half of its growth over the year before for every year ahead."""
    path, length = history.last_year(horizon), history.season_length
    if history.cycles < 2:
        return path
    recent, before = history.values[-length:].mean(), history.values[-2 * length : -length].mean()
    return path + 0.5 * (recent - before) * (1 + np.arange(horizon) // length)


def _with(history: History, cleaned: dict[int, float]) -> History:
    values = history.values.copy()
    for at, value in cleaned.items():
        values[at] = value
    return replace(history, values=values)


def _notes(history: History, cleaned: dict[int, float], dropped: list[str]) -> tuple[str, ...]:
    notes = []
    if cleaned:
        notes.append(f"{len(cleaned)} outlier{'s were' if len(cleaned) > 1 else ' was'} replaced before forecasting.")
    if dropped:
        notes.append(f"Left out because they diverged: {', '.join(dropped)}.")
    if history.season_length > 1 and history.cycles < 2:
        notes.append("The history is shorter than two years, so the seasonal pattern is mostly a guess.")
    zeros = np.mean(history.values == 0)
    if zeros > 1 / 3:
        notes.append(f"{zeros:.0%} of the periods are zero, so single periods may be far from the average.")
    return tuple(notes)


def _plain(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
