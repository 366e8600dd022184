"""Months without anything in a history that otherwise always has something: the college was closed, not its demand gone."""

# Why: decision 136.

from dataclasses import replace

import numpy as np

from queries.engines.forecast.history import History

FEWEST_CYCLES = 2
MOST = 1 / 4
"""Where more periods than this are zero, zeros belong to the history."""
USUAL_SHARE = 0.25
"""A history whose quiet periods still bring this share of a usual one does not fall to zero by chance."""

FEWEST_USUAL = 5
"""Of smaller counts a period brings none by chance, as it brings two or three."""


def closures(history: History) -> dict[int, float]:
    """Position → replacement of the periods of a closure: what the same period brought in the years beside it.

    A zero that recurs in the same period of another year is a season, and zeros up to the newest period may be the end of
    the series; both stay.
    """
    values, length = history.values, history.season_length
    zero = values == 0
    if length < 2 or history.cycles < FEWEST_CYCLES or not history.is_non_negative or not 0 < zero.mean() <= MOST:
        return {}
    usual = np.median(values[~zero])
    if np.quantile(values[~zero], 0.1) < USUAL_SHARE * usual:
        return {}
    if usual < FEWEST_USUAL and (values == np.round(values)).all():
        return {}
    inside: list[int] = np.flatnonzero(zero[: np.flatnonzero(~zero)[-1]]).tolist()
    others = {at: values[_same_place(history, at)] for at in inside}
    if not all(len(same) and same.min() > 0 for same in others.values()):
        return {}
    return {at: float(np.mean(_nearest(history, at))) for at in others}


def without_closures(history: History) -> History:
    """The history with its closures filled."""
    values = history.values.copy()
    for at, value in closures(history).items():
        values[at] = value
    return replace(history, values=values)


def _same_place(history: History, at: int) -> np.ndarray:
    """Positions of the same period in every other year."""
    places = np.arange(at % history.season_length, history.size, history.season_length)
    return places[places != at]


def _nearest(history: History, at: int) -> np.ndarray:
    """The value of the year before and of the year after, as far as they are there."""
    beside = np.array([at - history.season_length, at + history.season_length])
    return history.values[beside[(beside >= 0) & (beside < history.size)]]
