"""The college's own offerings as a CTDL document: JSON-LD that registries read, and that comes back as it was."""

from datetime import date
from typing import Any

import polars as pl

from data.store.store import scan
from queries.semantic.scope import Scope

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_TYPES = {
    "digital_badge": "DigitalBadge",
    "noncredit_certificate": "CertificateOfCompletion",
    "bootcamp_certificate": "CertificateOfCompletion",
    "credit_certificate": "Certificate",
    "course": "Course",
    "degree": "Degree",
}
_PROGRAM = "LearningProgram"
"""What only prepares for a credential of somebody else, or leads to none."""
_DELIVERY = {"in_person": "InPerson", "online": "OnlineOnly", "hybrid": "BlendedDelivery"}
_AGENTS = {
    "public_2yr": ("orgType:TwoYear", "agentSector:Public"),
    "public_4yr": ("orgType:FourYear", "agentSector:Public"),
    "private_nonprofit": ("orgType:Postsecondary", "agentSector:PrivateNonProfit"),
    "private_forprofit_college": ("orgType:Postsecondary", "agentSector:PrivateForProfit"),
}
FICTIONAL = "Fictional: this college and its offerings were made up to show a dashboard."


def own_offerings(scope: Scope) -> dict[str, Any]:
    """The document: the college, and each of its offerings that was open by the as-of date; one that has ended says so."""
    own = scan(scope.version, scope.college, "programs").filter("is_ours").select(offering_id="program_id")
    launched = pl.col("launched_on").is_null() | (pl.col("launched_on") <= scope.as_of)
    offerings = scan(scope.version, scope.college, "offerings").join(own, on="offering_id", how="semi").filter(launched)
    rows = offerings.sort("offering_id").collect().to_dicts()
    homes = {row["provider_id"] for row in rows}
    providers = scan(scope.version, scope.college, "providers").filter(pl.col("provider_id").is_in(list(homes)))
    titles = {row["offering_id"] for row in rows}
    nodes = [_organization(row, scope) for row in providers.sort("provider_id").collect().to_dicts()]
    return {"@context": CONTEXT, "@graph": [*nodes, *(_offering(row, titles, scope.as_of) for row in rows)]}


def _organization(row: dict, scope: Scope) -> dict[str, Any]:
    kind, sector = _AGENTS.get(row["provider_type"], (None, None))
    return _stated(
        {
            "@id": _id("provider", row["provider_id"]),
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": _text(row["name"]),
            "ceterms:description": _text(FICTIONAL) if scope.college == "demo" else None,
            "ceterms:identifier": [_identifier("provider_id", row["provider_id"])],
            "ceterms:agentType": [_concept(kind)] if kind else None,
            "ceterms:agentSectorType": _concept(sector) if sector else None,
            "ceterms:address": [{"@type": "ceterms:Place", "ceterms:addressRegion": _text(row["state"])}] if row["state"] else None,
        }
    )  # fmt: skip


def _offering(row: dict, offered: set[str], as_of: date) -> dict[str, Any]:
    home = [_id("provider", row["provider_id"])]
    has_ended = row["retired_on"] is not None and row["retired_on"] < as_of
    into = row["stacks_into"]
    return _stated(
        {
            "@id": _id("offering", row["offering_id"]),
            "@type": f"ceterms:{_TYPES.get(row['credential_type'], _PROGRAM)}",
            "ceterms:name": _text(row["title"]),
            "ceterms:ownedBy": home,
            "ceterms:offeredBy": home,
            "ceterms:identifier": [
                _identifier("offering_id", row["offering_id"]),
                _identifier("credential_type", row["credential_type"]),
            ],
            "ceterms:lifeCycleStatusType": _concept(f"lifeCycle:{'Ceased' if has_ended else 'Active'}"),
            "ceterms:dateEffective": _day(row["launched_on"]),
            "ceterms:expirationDate": _day(row["retired_on"]),
            "ceterms:instructionalProgramType": [_code(row["cip_code"], "Classification of Instructional Programs")],
            "ceterms:occupationType": [_code(c, "Standard Occupational Classification") for c in _parts(row["soc_codes"])],
            "ceterms:estimatedCost": [
                _cost(kind, row[name]) for kind, name in (("Tuition", "price_usd"), ("MixedFees", "fees_usd")) if row[name]
            ],
            "ceterms:estimatedDuration": [
                {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": text}
                for text in (_weeks(row["weeks"]), _hours(row["contact_hours"])) if text
            ],
            "ceterms:creditValue": [_credit(row["credit_hours"])] if row["credit_hours"] else None,
            "ceterms:isNonCredit": not row["credit_hours"],
            "ceterms:deliveryType": [_concept(f"deliveryType:{_DELIVERY[row['modality']]}")] if row["modality"] else None,
            "ceterms:isAdvancedStandingFor": [_id("offering", into)] if into in offered else None,
            "ceterms:teaches": [
                {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNodeName": _text(skill)}
                for skill in _parts(row["skills"])
            ],
        }
    )  # fmt: skip


def _stated(node: dict[str, Any]) -> dict[str, Any]:
    """A node without what is not stated: null and empty lists."""
    return {key: value for key, value in node.items() if value is not None and value != []}


def _id(kind: str, code: str) -> str:
    # A CTID is given by the registry; until then an id holds within the document.
    return f"_:{kind}-{code}"


def _text(text: str) -> dict[str, str]:
    return {"en-US": text}


def _identifier(kind: str, code: str) -> dict[str, str]:
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": kind,
        "ceterms:identifierValueCode": code,
    }


def _concept(code: str) -> dict[str, str]:
    return {"@type": "ceterms:CredentialAlignmentObject", "ceterms:targetNode": code}


def _code(code: str, framework: str) -> dict[str, Any]:
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:frameworkName": _text(framework),
        "ceterms:codedNotation": code,
    }


def _cost(kind: str, price: float) -> dict[str, Any]:
    return {
        "@type": "ceterms:CostProfile",
        "ceterms:directCostType": _concept(f"costType:{kind}"),
        "ceterms:price": price,
        "ceterms:currency": "USD",
    }


def _credit(hours: float) -> dict[str, Any]:
    return {
        "@type": "schema:ValueProfile",
        "schema:value": hours,
        "ceterms:creditUnitType": [_concept("creditUnit:SemesterHours")],
    }


def _weeks(weeks: float | None) -> str | None:
    """A length in whole weeks, else in days."""
    if not weeks:
        return None
    return f"P{weeks:.0f}W" if weeks == round(weeks) else f"P{round(7 * weeks)}D"


def _hours(hours: float | None) -> str | None:
    """Hours and minutes of instruction."""
    if not hours:
        return None
    whole, rest = divmod(round(60 * hours), 60)
    return f"PT{whole}H{f'{rest}M' if rest else ''}"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
