"""The registry: every metric by its name. A metric lives in the module of its subject."""

import difflib

from queries.metrics import enrollment, funnel, market, new_learners, offerings, outcomes, revenue, sections
from queries.semantic.metric import Metric
from queries.semantic.scope import Unanswerable

SUBJECTS = (enrollment, offerings, market, outcomes, sections, funnel, revenue, new_learners)

METRICS = {
    metric.name: metric for subject in SUBJECTS for metric in vars(subject).values() if isinstance(metric, Metric)
}


def find_metric(name: str) -> Metric:
    """Return the metric of that name. Raises Unanswerable with the names that are near."""
    if name in METRICS:
        return METRICS[name]
    near = difflib.get_close_matches(name, METRICS, n=3)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise Unanswerable(f"There is no metric {name!r}; `dashboard describe` lists them.{meant}")
