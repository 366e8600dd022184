"""Charts by what they show. A page names them as `charts.<name>`; the card around them is one."""

from dashboard.charts.bars import bars
from dashboard.charts.distribution import distribution
from dashboard.charts.pairs import pairs
from dashboard.charts.positions import positions
from dashboard.charts.ranges import ranges
from dashboard.charts.trend import by_month

__all__ = ["bars", "by_month", "distribution", "pairs", "positions", "ranges"]
