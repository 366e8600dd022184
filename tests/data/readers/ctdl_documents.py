"""CTDL documents as tests write them, and the tables that are in them."""

import json

import polars as pl

from data.readers import ctdl_outcomes, ctdl_programs, ctdl_transfers, text
from data.readers.files import Brought

READERS = {"programs": ctdl_programs, "transfers": ctdl_transfers, "outcomes": ctdl_outcomes}


def tables(content: bytes | str, name: str = "file.json") -> dict[str, pl.DataFrame]:
    """The tables of a file, by what they hold."""
    content = content.encode() if isinstance(content, str) else content
    return {raw.name.removeprefix(f"{name} (").rstrip(")"): raw.rows for raw in text.tables(Brought(name, content))}


def written(*nodes: dict) -> str:
    return json.dumps({"@context": "https://credreg.net/ctdl/schema/context/json", "@graph": list(nodes)})


COLLEGE = {"@id": "_:college", "@type": "ceterms:CredentialOrganization", "ceterms:name": "Erewhon College"}


AGENCY = {"@id": "_:agency", "@type": "ceterms:QACredentialOrganization", "ceterms:name": {"en": "An agency"}}


EXAM = {"@id": "_:exam", "@type": "ceterms:AssessmentProfile", "ceterms:name": {"en-US": "Finance exam"}}


COURSE = {"@id": "_:course", "@type": "ceterms:Course", "ceterms:name": "Finance 101", "ceterms:offeredBy": "_:college"}


def profile(**terms: object) -> dict:
    """A transfer value of three credits for an exam."""
    value = {"schema:value": 3, "ceterms:creditUnitType": "creditUnit:DegreeCredit"}
    base = {"@id": "_:tvp", "@type": "ceterms:TransferValueProfile", "ceterms:transferValueFrom": "_:exam", "ceterms:transferValue": value}  # fmt: skip
    return base | {f"ceterms:{name}": term for name, term in terms.items()}


def articulations(*nodes: dict) -> list[dict]:
    return ctdl_transfers.tidy(tables(written(*nodes))["transfers"]).tables["articulations"].to_dicts()
