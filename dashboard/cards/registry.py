"""The registries as pages: metrics with their words, and sources with their terms."""

from datetime import date

import streamlit as st

from dashboard import wording
from dashboard.ask import recall
from dashboard.heading import heading
from dashboard.wording import examples as words
from data.bundled import statistics as bundle
from data.reference.caveats import CAVEATS
from data.reference.sources import SOURCES
from queries import provenance
from queries.metrics import METRICS
from queries.metrics.examples import EXAMPLES
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.metric import Metric

PRIVACY = {
    "public": "Public: from published sources.",
    "operational": "Operational: the college's daily work, exact for its staff.",
    "people": "About people: small counts are hidden on every page.",
}
BETTER = {
    "higher": "Higher is better.",
    "lower": "Lower is better.",
    "neither": "Neither direction is better in itself.",
}

ABREAST = 2
"""Cards to a row on a wide screen."""
_EXAMPLES = {example.metric.name: example for example in EXAMPLES}


def metrics(wanted: str) -> list[Metric]:
    """Metrics whose name, label or definition holds the words, in any case; all of them for no words."""
    words = wanted.lower().split()
    texts = {m.name: f"{m.name} {m.label} {m.definition}".lower() for m in METRICS.values()}
    return [m for m in METRICS.values() if all(word in texts[m.name] for word in words)]


def show(shown: list[Metric]) -> None:
    """One card per metric, by cube."""
    if not shown:
        st.info("No metric matches. Try a single word, such as price or headcount.")
    columns = [column for _ in shown[::ABREAST] for column in st.columns(ABREAST)]
    for column, metric in zip(columns, shown, strict=False):
        cuts = ", ".join(d.label.lower() for d in DIMENSIONS.values() if d.name in metric.cube.dimensions)
        with column.container(border=True, height="stretch", gap="xsmall"):
            use = f"`{metric.name}` · in {metric.unit.words} · can be grouped by {cuts or 'nothing'}"
            heading(metric.label, f"{metric.definition}\n\n{use}")
            _example(metric)
            notes = [PRIVACY[metric.privacy], BETTER[metric.better], *(CAVEATS[code] for code in metric.caveats)]
            st.caption(" ".join(notes))


def _example(metric: Metric) -> None:
    """The example in one phrase; its rows are sent when they are asked for, since all of them at once slow the page."""
    example = _EXAMPLES[metric.name]
    rows = st.expander(words.phrase(example), key=f"example_{metric.name}", on_change="rerun")
    if rows.open:
        rows.table(words.table(example), border="horizontal", hide_index=True)


def show_sources(version: str) -> None:
    """One card per public source, with how new its numbers in the version are where that is on record."""
    computed = wording.day(date.fromisoformat(bundle.about()["computed_on"]))
    public = sum(1 for source in SOURCES.values() if source.code != "own")
    st.markdown(
        f"**Numbers come from {public} public sources and the college's own files. Each states its terms and what to know first.**"
    )
    st.caption(f"Bundled statistics were computed from the public files on {computed}.")
    columns = [column for _ in range(0, len(SOURCES), ABREAST) for column in st.columns(ABREAST)]
    for column, source in zip(columns, SOURCES.values(), strict=False):
        with column.container(border=True, height="stretch", gap="xsmall"):
            heading(source.title)
            edition = recall(provenance.edition, version, source.code)
            parts = (source.publisher, source.covers, *([wording.edition(edition)] if edition else []), source.terms)
            st.markdown(" · ".join(parts))
            if source.address:  # the college's own tables have none
                st.markdown(f"<{source.address}>")
            st.caption(" ".join(CAVEATS[code] for code in source.caveats))
