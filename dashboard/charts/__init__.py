"""Charts by what they show. A page names them as `charts.<name>`; the card around them is one."""

from dashboard.charts.awards import award_ranges
from dashboard.charts.bars import bars, parts
from dashboard.charts.counts_to_break import counts_to_break
from dashboard.charts.distribution import distribution
from dashboard.charts.fan import fan
from dashboard.charts.funnel import stages
from dashboard.charts.goals import goals
from dashboard.charts.heat import heat
from dashboard.charts.lines import lines
from dashboard.charts.multiples import multiples
from dashboard.charts.openings import openings, pay
from dashboard.charts.pacing import curves
from dashboard.charts.past_sums import past_sums
from dashboard.charts.positions import positions
from dashboard.charts.ranges import ranges
from dashboard.charts.reliability import chances_to_run, reliability
from dashboard.charts.scores import coverage_by_lead, error_by_lead, small_multiples
from dashboard.charts.sections import cancellations, drops
from dashboard.charts.spread import spread
from dashboard.charts.trend import by_month, event_key
from dashboard.charts.versus_strip import versus_strip
from dashboard.charts.waterfall import waterfall
from dashboard.charts.ways import ways
from dashboard.charts.year_path import year_path
from dashboard.charts.years import cut_by_year, metrics_by_year

__all__ = [
    "award_ranges",
    "bars",
    "by_month",
    "cancellations",
    "chances_to_run",
    "counts_to_break",
    "coverage_by_lead",
    "curves",
    "cut_by_year",
    "distribution",
    "drops",
    "error_by_lead",
    "event_key",
    "fan",
    "goals",
    "heat",
    "lines",
    "metrics_by_year",
    "multiples",
    "openings",
    "parts",
    "past_sums",
    "pay",
    "positions",
    "ranges",
    "reliability",
    "small_multiples",
    "spread",
    "stages",
    "versus_strip",
    "waterfall",
    "ways",
    "year_path",
]
