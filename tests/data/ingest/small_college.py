"""A college of two sections to bring registrations into, and what a report says of them."""

from datetime import date

import polars as pl

from data.ingest.report import Report

TODAY = date(2026, 3, 1)
PROVIDERS = "provider_id,name,provider_type,is_home\nus,Our College,public_2yr,yes\n"
OFFERINGS = "offering_id,provider_id,title,credential_type,cip_code\no1,us,Welding,course,48.0508\n"
SECTIONS = (
    "section_id,offering_id,opens_on,starts_on,ends_on,capacity,status,decided_on\n"
    "s1,o1,2025-01-01,2025-02-01,2025-03-01,3,held,\n"
    "s2,o1,2025-01-01,2025-02-01,2025-03-01,,cancelled,2025-01-20\n"
)
HEAD = "registration_id,section_id,learner_id,registered_on,dropped_on,gross_usd,discount_usd,refund_usd,outcome,completed_on\n"


def doubts(reports: list[Report], table: str = "registrations") -> dict[str, list[int]]:
    """Rows to check by code."""
    rows = [r.to_check for r in reports if r.table == table and r.to_check is not None]
    found = pl.concat(rows).group_by("code").agg(pl.col("row").sort())
    return dict(found.rows())
