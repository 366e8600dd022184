"""Charts by what they show. A page names them as `charts.<name>`; the card around them is one."""

from dashboard.charts.bars import bars
from dashboard.charts.fan import fan
from dashboard.charts.scores import coverage_by_lead, error_by_lead, small_multiples
from dashboard.charts.spread import spread
from dashboard.charts.trend import by_month

__all__ = ["bars", "by_month", "coverage_by_lead", "error_by_lead", "fan", "small_multiples", "spread"]
