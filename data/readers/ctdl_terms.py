"""What all nodes of CTDL documents have in common: kinds, ids, identifiers and codes."""

import re

from data.readers.ctdl_graph import Node

PROGRAMS = ("LearningOpportunityProfile", "LearningProgram", "Course")
CREDENTIALS = (
    "Certificate", "CertificateOfCompletion", "Certification", "License", "DigitalBadge", "MicroCredential", "Badge",
    "OpenBadge", "Diploma", "ApprenticeshipCertificate", "AssociateDegree", "BachelorDegree", "BachelorOfScienceDegree",
    "BachelorOfArtsDegree", "MasterDegree", "DoctoralDegree", "ProfessionalDoctorate", "Degree",
)  # fmt: skip


def code(node: Node) -> str:
    """The last part of its id, which is its CTID where it has one."""
    return node.text("ctid") or node.id.rstrip("/").rsplit("/", 1)[-1].removeprefix("res:")


def identifier(node: Node, kind: str) -> str | None:
    """The identifier of one of our own kinds, as our export states it."""
    stated = node.inner("identifier")
    return next((one.text("identifierValueCode") for one in stated if one.text("identifierTypeName") == kind), None)


def notations(node: Node, term: str) -> list[str]:
    """Codes of an alignment as they stand."""
    return [text for text in (one.text("codedNotation") for one in node.inner(term)) if text]


def cip_of(node: Node) -> str | None:
    """The first CIP code, with a dot where it has a dash."""
    return next((re.sub(r"^(\d\d)-(\d{4})$", r"\1.\2", c) for c in notations(node, "instructionalProgramType")), None)
