"""The metrics that come in week by week: what they came to by a day, and month by month.

Tiles, paces, goals and their chances ask for the same sums on the same few days. A sum costs more to start than to add
up, so each is kept.
"""

from datetime import date

from data.caches import kept
from queries.answer import find_metrics, measure
from queries.metrics.enrollment import HEADCOUNT, NET_REGISTRATIONS, NET_REVENUE
from queries.semantic.scope import Scope, Unanswerable

FLOWING = (NET_REVENUE, NET_REGISTRATIONS, HEADCOUNT)


@kept("flows")
def flows(scope: Scope) -> dict[str, float | None]:
    """What each of `FLOWING` comes to, by name. Raises Unanswerable where one of them cannot be cut to the scope."""
    answer = measure(*FLOWING, scope=scope)
    return {metric.name: answer.value(metric) for metric in FLOWING}


@kept("months_of_flows")
def by_month(name: str, scope: Scope) -> dict[date, float]:
    """A metric by month, without months of no value; no month where it cannot be cut to the scope."""
    (metric,) = find_metrics(name)
    try:
        return dict(measure(metric, by=["month"], scope=scope).frame.select("month", name).drop_nulls().rows())
    except Unanswerable:
        return {}
