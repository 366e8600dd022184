"""What has changed most against the same point last year."""

from dataclasses import dataclass

from queries.answer import measure
from queries.metrics import METRICS
from queries.semantic.scope import Scope


@dataclass(frozen=True)
class Movement:
    """One value of a dimension whose metric moved, now and at the same point last year."""

    value: str
    now: float
    before: float

    @property
    def change(self) -> float:
        """Now less before, in the metric's unit."""
        return self.now - self.before


def largest(metric: str, by: str, scope: Scope, count: int = 3) -> list[Movement]:
    """The values of `by` with the largest absolute change, largest first, none without one; additive metrics only."""
    now, before = (
        dict(measure(METRICS[metric], by=[by], scope=s).frame.select(by, metric).rows())
        for s in (scope, scope.last_year())
    )
    moved = [Movement(str(v), now.get(v) or 0, before.get(v) or 0) for v in {*now, *before}]
    moved = [m for m in moved if m.change]
    return sorted(moved, key=lambda m: (-abs(m.change), m.value))[:count]
