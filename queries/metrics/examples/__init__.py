"""Every metric on a few rows, with its answer worked out by hand: the Metrics page shows them, a test checks them."""

from queries.metrics.examples import enrollment, funnel, market, new_learners, offerings, outcomes, revenue, sections

SUBJECTS = (enrollment, offerings, market, outcomes, sections, funnel, revenue, new_learners)
EXAMPLES = tuple(example for subject in SUBJECTS for example in subject.EXAMPLES)
