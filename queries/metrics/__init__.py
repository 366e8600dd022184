"""The registry: every metric by its name. A metric lives in the module of its subject."""

from queries.metric import Metric
from queries.metrics import enrollment, funnel, market, new_learners, offerings, outcomes, revenue, sections

SUBJECTS = (enrollment, offerings, market, outcomes, sections, funnel, revenue, new_learners)

METRICS = {
    metric.name: metric for subject in SUBJECTS for metric in vars(subject).values() if isinstance(metric, Metric)
}
