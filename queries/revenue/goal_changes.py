"""What saving a changed table of goals would change, and which targets move by so much that they may be misread."""

from dataclasses import dataclass

import polars as pl

JUMP = 0.5
"""A target that moves by more than this share of what it was is asked about before it is saved."""
_KEY = ("metric", "scope", "scope_value")


@dataclass(frozen=True)
class GoalChange:
    """One goal before and after; None where it is not there."""

    metric: str
    scope: str
    scope_value: str | None
    before: float | None
    after: float | None

    @property
    def is_jump(self) -> bool:
        """Whether a target that was there moves by more than half of itself."""
        return bool(self.before) and self.after is not None and abs(self.after / self.before - 1) > JUMP


def changes(shown: pl.DataFrame, typed: pl.DataFrame) -> list[GoalChange]:
    """The goals whose target differs, in the order of the typed table, deleted ones last. A row that lacks a metric or a
    target is not a goal yet."""
    before, after = _targets(shown), _targets(typed)
    keys = [*after, *(key for key in before if key not in after)]
    return [GoalChange(*key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _targets(goals: pl.DataFrame) -> dict[tuple[str, str, str | None], float]:
    stated = goals.select(*(pl.col(name).cast(pl.String) for name in _KEY), pl.col("target").cast(pl.Float64))
    rows = stated.drop_nulls(["metric", "scope", "target"]).rows()
    return {(metric, scope, value or None): target for metric, scope, value, target in rows}
