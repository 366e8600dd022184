"""Charts by what they show. A page names them as `charts.<name>`; the card around them is one."""

from dashboard.charts.bars import bars
from dashboard.charts.funnel import stages
from dashboard.charts.pacing import curves
from dashboard.charts.sections import cancellations, drops
from dashboard.charts.spread import spread
from dashboard.charts.trend import by_month

__all__ = ["bars", "by_month", "cancellations", "curves", "drops", "spread", "stages"]
