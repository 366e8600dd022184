"""Which open sections would do better as one: the nearest of the same offering are tried, and the best pair comes first."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from queries.enrollment import advice as advising
from queries.enrollment import plans, simulator
from queries.enrollment.advice import WORTH_IT_CENTS, Advice, Values
from queries.semantic.scope import Scope

MERGE_WITHIN = timedelta(days=14)
"""Sections of one offering can be merged if they start no further apart than that."""
MOST_NEAR = 8
"""Sections that one might be merged with; a system of colleges has hundreds that start on one day."""
LARGE_ENOUGH = 0.5
"""Least chance that the section which is kept has a seat for everybody who moves."""


@dataclass(frozen=True, eq=False)
class Alone:
    """Sections with what is known of each by itself, in one order; money in US cents.

    `advice` is what is advised of each.
    """

    sections: pl.DataFrame
    facts: plans.Facts
    break_even: np.ndarray
    promotion: np.ndarray
    is_promoted: np.ndarray
    values: list[Values]
    advice: list[Advice]

    @property
    def absolute(self) -> np.ndarray:
        """The contribution of the best choice alone, with what is spent or due in any case; NaN where it is not known."""
        values = [np.nan if one.value is None else one.value for one in self.advice]
        return np.array(values) - self.facts.sunk


def near(doubtful: pl.DataFrame, whole: pl.DataFrame) -> dict[str, list[str]]:
    """The open sections of the same offering that start about when each doubtful one does: the `MOST_NEAR` nearest, by id."""
    offered = {code: rows.sort("section_id") for (code,), rows in whole.partition_by("offering", as_dict=True).items()}
    near: dict[str, list[str]] = {}
    for (code,), due_ones in doubtful.partition_by("offering", as_dict=True).items():
        ids = offered[code]["section_id"].to_list()
        starts = offered[code]["starts_on"].cast(pl.Int32).to_numpy()
        for section, start in zip(due_ones["section_id"], due_ones["starts_on"].cast(pl.Int32), strict=True):
            apart = np.abs(starts - start)
            within = np.flatnonzero(apart <= MERGE_WITHIN.days)
            nearest = within[np.argsort(apart[within], kind="stable")][: MOST_NEAR + 1]
            others = [ids[place] for place in nearest if ids[place] != section]
            near[section] = sorted(others[:MOST_NEAR])
    return {section: near[section] for section in doubtful["section_id"]}


def merge(scope: Scope, alone: Alone, near: dict[str, list[str]], moving_share: float) -> dict[int, dict]:
    """Advise merging where two sections as one are expected to contribute more than each by itself, best pair first.

    What is known of the merger, by the place of each section of it.
    """
    place = {code: at for at, code in enumerate(alone.sections["section_id"])}
    both = sorted({(min(code, other), max(code, other)) for code, others in near.items() for other in others})
    pairs = np.array([(place[code], place[other]) for code, other in both], dtype=np.int64).reshape(-1, 2)
    keep, close = (np.column_stack([pairs[:, one], pairs[:, 1 - one]]).ravel() for one in (0, 1))
    merged = simulator.merged(scope, alone.sections, keep, close, moving_share)
    absolute = alone.absolute
    gain = merged.together - absolute[keep] - absolute[close]
    is_bound = np.array([values.is_bound for values in alone.values], dtype=bool)
    can_be = ~is_bound[close] & (merged.over_capacity <= 1 - LARGE_ENOUGH) & (gain >= WORTH_IT_CENTS)
    chosen = np.flatnonzero(can_be)
    known: dict[int, dict] = {}
    for pair in chosen[np.argsort(-gain[chosen], kind="stable")].tolist():
        kept_one, closed = int(keep[pair]), int(close[pair])
        if kept_one not in known and closed not in known:
            is_due = alone.sections["section_id"][closed] in near
            together, seats = float(merged.together[pair]), float(merged.expected[pair])
            best = float(absolute[kept_one]), float(absolute[closed])
            known |= _advised(alone, (kept_one, closed), best, together, seats, is_due=is_due)
    return known


def _advised(
    alone: Alone, pair: tuple[int, int], best: tuple[float, float], together: float, seats: float, *, is_due: bool
) -> dict[int, dict]:
    """The advice for both; what it adds stands once, with the section that closes if that one is due.

    `best`: what the best choice of each by itself contributes.
    """
    sunk = alone.facts.sunk[list(pair)].tolist()
    plain = sum(
        advising.plain_without(alone.values[one], "merge") - cents for one, cents in zip(pair, sunk, strict=True)
    )
    counts = pair[1] if is_due else pair[0]
    return {
        one: {
            "advice": "merge",
            "worth_cents": together - plain if one == counts else None,
            "merge_cents": together - best[1 - at] + sunk[at],
            "merge_with": alone.sections["section_id"][other],
            "merged_seats": seats,
            "together_cents": together + sunk[0] + sunk[1],
            "closes": one == pair[1],
            "is_counted": one == counts,
        }
        for at, (one, other) in enumerate((pair, pair[::-1]))
    }
