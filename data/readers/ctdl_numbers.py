"""Outcomes in CTDL documents: a row of text per published number."""

from data.readers.ctdl_graph import Graph, Node, number_of
from data.readers.ctdl_terms import CREDENTIALS, PROGRAMS, cip_of, code


def outcomes(graph: Graph) -> list[dict[str, object]]:
    """A row per published number: of a program's own data, and of the data sets about it."""
    rows, by_set = [], {}
    for node in graph.of(*PROGRAMS, *CREDENTIALS):
        for data in node.inner("aggregateData"):
            rows += [_outcome(graph, node, data, data, *number) for number in _numbers(data)]
            by_set |= {id(found): node for found in graph.referred(data, "relevantDataSet")}
    for data_set in graph.of("DataSetProfile"):
        about = next(iter(graph.referred(data_set, "about")), None) or by_set.get(id(data_set))
        for frame in data_set.inner("dataSetTimePeriod"):
            for data in frame.inner("dataAttributes"):
                rows += [_outcome(graph, about or data_set, frame, data, *number) for number in _numbers(data)]
    return rows


def _outcome(
    graph: Graph, node: Node, dated: Node, data: Node, measure: str, value: float, n: float | None
) -> dict[str, object]:
    months = number_of(data.terms.get("postReceiptMonths"))
    parts = (
        (dated.text("startDate", "dateEffective") or "")[:4],
        f"after {months:.0f} months" if months else "",
        (data.text("description") or "") if dated is not data else "",
    )
    provider = next(iter(graph.referred(node, "offeredBy", "ownedBy")), Node(node.document, {}))
    return {
        "measure": measure,
        "program_id": code(node),
        "program": node.text("name") or code(node),
        "provider_id": code(provider) or provider.text("name"),
        "provider": provider.text("name") or code(provider),
        "cip_code": cip_of(node),
        "period": ", ".join(filter(None, parts)) or "not stated",
        "value": value,
        "n": n,
    }


def _numbers(data: Node) -> list[tuple[str, float, float | None]]:
    """Measure, value and number of people of each number that is known here: work, pay of a year, passed exams."""
    found = []
    takers, awarded, available = (
        number_of(data.terms.get(term)) for term in ("subjectsInSet", "numberAwarded", "dataAvailable")
    )
    for job in data.inner("jobsObtained"):
        share, count = number_of(job.terms.get("percentage")), number_of(job.body)
        if share is not None:
            found.append(("employment", _as_share(share), None))
        elif count is not None and awarded:
            found.append(("employment", count / awarded, awarded))
    for rate in data.inner("employmentRate"):
        share = number_of(rate.terms.get("percentage")) or number_of(rate.body)
        if share is not None:
            found.append(("employment", _as_share(share), available))
    for rate in data.inner("passRate"):
        share = number_of(rate.terms.get("percentage"))
        if share is not None:
            found.append(("pass_rate", _as_share(share), takers))
    medians = [number_of(data.terms.get("medianEarnings"))]
    medians += [number_of(pay.terms.get("median")) for pay in data.inner("earningsDistribution")]
    return [*found, *(("earnings", pay, None) for pay in medians if pay is not None)]


def _as_share(percent: float) -> float:
    return round(percent / 100, 6) if percent > 1 else percent
