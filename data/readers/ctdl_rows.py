"""What CTDL documents describe, as tables of text: programs, transfers of credit, and outcomes."""

import re
from collections.abc import Callable

import polars as pl

from data.readers import ctdl_numbers
from data.readers.ctdl_graph import Graph, Node, code_of, listed, number_of
from data.readers.ctdl_terms import CREDENTIALS, PROGRAMS, cip_of, code, identifier, notations
from data.readers.files import Raw

TRANSFERS = ("TransferValueProfile", "TransferAgreement")
CODE, HOME_CODE, CREDENTIAL_CODE = "offering_id", "provider_id", "credential_type"
"""Kinds of identifiers that our own export states, so that what it says comes back as it was."""
_TYPES = {
    "Certificate": "noncredit_certificate", "CertificateOfCompletion": "noncredit_certificate", "Diploma": "credit_certificate",
    "Certification": "certification_prep", "License": "license_prep", "DigitalBadge": "digital_badge", "Badge": "digital_badge",
    "OpenBadge": "digital_badge", "MicroCredential": "noncredit_certificate", "Course": "course",
}  # fmt: skip
_WAYS = {"InPerson": "in_person", "OnlineOnly": "online", "OnlineDelivery": "online", "BlendedDelivery": "hybrid"}
_SECTORS = {"PrivateNonProfit": "private_nonprofit", "PrivateForProfit": "private_forprofit_college"}
_LEVELS = {"TwoYear": "public_2yr", "FourYear": "public_4yr"}
_DURATION = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$")
_WEEKS = (365 / 7, 365 / 84, 1.0, 1 / 7)
"""Weeks of a year, a month, a week and a day."""


def tables(name: str, graph: Graph) -> list[Raw]:
    """A table for each kind of thing that the documents describe; empty if they describe none."""
    left_out = sum(node.is_placeholder and bool(node.types) for node in graph.nodes)
    said = "1 entry" if left_out == 1 else f"{left_out} entries"
    notes = (f"left out of {name}: {said} with nothing but a kind",) if left_out else ()
    made = [(kind, [row for row in rows(graph) if any(row.values())]) for kind, rows in _KINDS.items()]
    return [Raw(f"{name} ({kind})", _frame(rows), notes) for kind, rows in made if rows]


def _frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    text = [{key: None if value is None else _spelled(value) for key, value in row.items()} for row in rows]
    return pl.DataFrame(text, schema=dict.fromkeys(rows[0], pl.String))


def _spelled(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _programs(graph: Graph) -> list[dict[str, object]]:
    """A row per program or credential with a name; those of documents about transfer are named there alone."""
    about_transfer = {node.document for node in graph.of(*TRANSFERS)}
    described = [
        node for node in graph.of(*PROGRAMS, *CREDENTIALS) if node.document not in about_transfer and node.text("name")
    ]
    return [_program(graph, node) for node in described]


def _program(graph: Graph, node: Node) -> dict[str, object]:
    provider = next(iter(graph.referred(node, "offeredBy", "ownedBy")), Node(node.document, {}))
    prices = _prices(node)
    into = graph.referred(node, "isAdvancedStandingFor", "isPreparationFor", "isRequiredFor")
    return {
        "ctdl_id": code(node),
        "ctdl_type": node.types[0],
        "offering_id": identifier(node, CODE) or code(node),
        "title": node.text("name"),
        "provider_id": identifier(provider, HOME_CODE) or code(provider),
        "provider": provider.text("name") or code(provider),
        "provider_type": _provider_type(provider),
        "credential_type": identifier(node, CREDENTIAL_CODE) or _credential_type(node),
        "cip_code": cip_of(node),
        "soc_codes": ";".join(dict.fromkeys(c[:7] for c in notations(node, "occupationType"))) or None,
        "currency": prices[0],
        "price_usd": prices[1],
        "fees_usd": prices[2],
        "weeks": _duration(node, lambda groups: sum(w * n for w, n in zip(_WEEKS, groups[:4], strict=True))),
        "contact_hours": _duration(node, lambda groups: groups[4] + groups[5] / 60),
        "credit_hours": _credit(node.inner("creditValue"))[0],
        "modality": _modality(node),
        "stacks_into": next((identifier(to, CODE) or code(to) for to in into), None),
        "launched_on": node.text("dateEffective") if identifier(node, CODE) else None,
        "retired_on": node.text("expirationDate") if identifier(node, CODE) else None,
        "skills": ";".join(t for t in (a.text("targetNodeName") for a in node.inner("teaches", "assesses")) if t) or None,
    }  # fmt: skip


def _transfers(graph: Graph) -> list[dict[str, object]]:
    """A row per thing that is credited and thing that it counts toward, of transfer values and of agreements."""
    agreement_of = {
        id(value): agreement
        for agreement in graph.of("TransferAgreement")
        for value in graph.referred(agreement, "hasTransferValueProfile")
    }
    rows = [_agreement(graph, node) for node in graph.of("TransferAgreement")]
    for node in graph.of("TransferValueProfile"):
        nowhere = Node(node.document, {})
        givers = graph.referred(node, "transferValueFrom") or [nowhere]
        takers = graph.referred(node, "transferValueFor") or [nowhere]
        rows += [_value(graph, node, a, b, agreement_of.get(id(node)), number) for number, (a, b) in enumerate((a, b) for a in givers for b in takers)]  # fmt: skip
    return rows


def _value(
    graph: Graph, node: Node, giver: Node, taker: Node, agreement: Node | None, number: int
) -> dict[str, object]:
    credit, unit = _credit(node.inner("transferValue"))
    receiver = next(iter(graph.referred(taker, "offeredBy", "ownedBy")), None)
    owner = next(iter(graph.referred(node, "ownedBy")), None)
    dated = node if node.text("startDate", "endDate") or agreement is None else agreement
    if receiver is None and agreement is not None:
        receiver = next(iter(graph.referred(agreement, "receivingOrganization")), None)
    if receiver is None and taker.id and owner is not None and "QACredentialOrganization" not in owner.types:
        receiver = owner  # a college that owns the profile grants the credit itself
    return _transfer(
        node, giver, taker, dated,
        number=number,
        kind="transfer_value",
        giver_name=_provider_name(graph, giver),
        receiver=receiver,
        owner=owner,
        credit=credit,
        unit=unit,
    )  # fmt: skip


def _agreement(graph: Graph, node: Node) -> dict[str, object]:
    nowhere = Node(node.document, {})
    giver, taker, sender, receiver = (
        next(iter(graph.referred(node, term)), nowhere)
        for term in ("sendingProgram", "receivingProgram", "sendingOrganization", "receivingOrganization")
    )
    return _transfer(
        node, giver, taker, node,
        number=0,
        kind="articulation",
        giver_name=sender.text("name"),
        receiver=receiver if receiver.id else None,
        owner=None,
        credit=None,
        unit="",
    )  # fmt: skip


def _transfer(
    node: Node, giver: Node, taker: Node, dated: Node, *, number: int, kind: str, giver_name: str | None,
    receiver: Node | None, owner: Node | None, credit: float | None, unit: str,
) -> dict[str, object]:  # fmt: skip
    return {
        "transfer_id": f"{code(node)}#{number + 1}" if number else code(node),
        "transfer_kind": kind,
        "from_offering": identifier(giver, CODE),
        "from_title": giver.text("name") or code(giver) or node.text("name"),
        "from_provider": giver_name,
        "to_offering": identifier(taker, CODE),
        "to_title": taker.text("name") or code(taker),
        "receiving_institution": None if receiver is None else receiver.text("name") or code(receiver),
        "owner": None if owner is None else owner.text("name") or code(owner),
        "credit": credit,
        "credit_unit": unit or None,
        "effective_on": dated.text("startDate", "dateEffective"),
        "expires_on": dated.text("endDate", "expirationDate"),
    }


_KINDS: dict[str, Callable[[Graph], list[dict[str, object]]]] = {
    "programs": _programs,
    "transfers": _transfers,
    "outcomes": ctdl_numbers.outcomes,
}


def _provider_name(graph: Graph, node: Node) -> str | None:
    provider = next(iter(graph.referred(node, "offeredBy", "ownedBy")), None)
    return None if provider is None else provider.text("name") or code(provider)


def _provider_type(provider: Node) -> str | None:
    kinds = {code_of(one) for one in listed(provider.terms.get("agentType"))}
    sector = code_of(provider.terms.get("agentSectorType"))
    is_college = bool(kinds & {*_LEVELS, "Postsecondary"})
    level = next((_LEVELS[kind] for kind in kinds if kind in _LEVELS), None)
    return _SECTORS.get(sector, level) if is_college else None


def _credential_type(node: Node) -> str | None:
    kind = next((one for one in node.types if one in _TYPES or one.endswith("Degree")), None)
    if kind is None:
        return None
    has_credit = _credit(node.inner("creditValue"))[0] is not None
    return "degree" if kind.endswith("Degree") else "credit_certificate" if kind == "Certificate" and has_credit else _TYPES[kind]  # fmt: skip


def _prices(node: Node) -> tuple[str | None, float | None, float | None]:
    """Currency, price and fees: a sum of all costs where one is stated, else tuition, and fees beside it."""
    costs = [(code_of(one.terms.get("directCostType")), number_of(one.terms.get("price")), one.text("currency")) for one in node.inner("estimatedCost")]  # fmt: skip
    stated = [(kind, price) for kind, price, _ in costs if price is not None]
    currency = next((currency for *_, currency in costs if currency), None)
    whole = next((price for kind, price in stated if kind == "AggregateCost"), None)
    if whole is not None:
        return currency, whole, None
    fees = sum(price for kind, price in stated if kind.endswith("Fee") or kind == "MixedFees")
    rest = [price for kind, price in stated if not (kind.endswith("Fee") or kind == "MixedFees")]
    return (currency, rest[0], fees or None) if len(rest) == 1 else (currency, fees or None if not rest else None, None)


def _duration(node: Node, read: Callable[[list[int]], float]) -> float | None:
    """The first exact duration that states what is asked; one given as a range is none."""
    for profile in node.inner("estimatedDuration"):
        text = profile.text("exactDuration") or ""
        if (found := _DURATION.match(text)) and (value := read([int(part or 0) for part in found.groups()])):
            return round(value, 2)
    return None


def _modality(node: Node) -> str | None:
    """How it is taught; None where it is offered in more than one way, or in none that is known."""
    ways = {_WAYS.get(code_of(one)) for one in listed(node.terms.get("deliveryType") or node.terms.get("learningDeliveryType"))}  # fmt: skip
    return ways.pop() if len(ways) == 1 else None


def _credit(values: list[Node]) -> tuple[float | None, str]:
    """Number and unit of the credit; no number where several differ, since they may be added or be a choice."""
    found = {(number_of(one.body), code_of(one.terms.get("creditUnitType"))) for one in values}
    return found.pop() if len(found) == 1 else (None, "several" if found else "")
