"""The values that a filter can have, so that a misspelled one is told from one that nothing has in this choice."""

from collections.abc import Iterable
from dataclasses import replace

from data.contracts import vocabulary
from queries import college
from queries.answer import measure
from queries.cubes import list_statistics
from queries.semantic.dimensions import CHANNELS, DIMENSIONS, FIELDS, SIDES, code_of
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope, Unanswerable
from queries.strategy import offerings

CLOSED: dict[str, Iterable[str]] = {
    "field": FIELDS,
    "modality": vocabulary.MODALITIES,
    "credential_type": vocabulary.CREDENTIAL_TYPES,
    "provider_type": vocabulary.PROVIDER_TYPES,
    "kind": vocabulary.PROVIDER_TYPES,
    "side": SIDES,
    "channel": CHANNELS[1:],
    "age_band": vocabulary.AGE_BANDS,
    "employment": vocabulary.EMPLOYMENT,
    **{one.name: one.order for one in DIMENSIONS.values() if one.order},
}
"""Dimensions whose values are known without looking at any data."""
COMPLETE = ("channel", "weekday")
"""Those of them that have no other value in any data, so that none is looked for in the largest cube."""


def values(metrics: Iterable[Metric], name: str, scope: Scope) -> list[str] | None:
    """Codes that a filter may name: of its closed list, and of all that was ever known; None where nothing tells.

    The period, the day and the other filters of the scope do not narrow them.
    """
    known = {str(value): None for value in CLOSED.get(name, ())}
    if name == "list":
        known |= dict.fromkeys(offerings.lists(scope))
    if name == "offering":
        known |= dict.fromkeys(college.titles(scope.version, scope.college))
    if name == "term":
        known |= dict.fromkeys(term.name for term in scope.period.calendar.terms)
    for metric in () if name in COMPLETE else metrics:
        try:
            found = measure(metric, by=[name], scope=_whole(name, scope)).frame.select(code_of(name))[name]
        except Unanswerable:  # a choice that is no cut of this metric, or one that its audience may not ask for
            continue
        known |= {str(value): None for value in found.to_list()}
    return list(known) or None


def _whole(name: str, scope: Scope) -> Scope:
    """All that was ever known, on the list that the scope names."""
    first, newest = college.span(scope.version, scope.college)
    period = scope.period.fiscal_year if scope.period.kind == "term" else scope.period
    everything = replace(period, start=first.replace(day=1), end=newest)
    kept = tuple(pair for pair in scope.where if pair[0] in list_statistics.PARAMETERS and pair[0] != name)
    return replace(scope, period=everything, as_of=newest, where=kept)
