"""A small college whose past can be cut off, and one whose curves are drawn by hand."""

from datetime import date, timedelta

import dataframely as dy
import polars as pl
import pytest

from data.contracts import FACTS, Offerings, Registrations, Sections
from data.contracts.shape import as_contract
from data.cubes import commitments, enrollment, seats, section_curves, section_days
from data.cubes import sections as section_cube
from data.publish import counting
from data.reference import periods
from data.store.store import Store
from queries.semantic.scope import Scope

OPENING = date(2024, 1, 1)


def published(home, facts: dict[str, pl.DataFrame], as_of: date) -> Scope:
    """The cubes that pacing reads, made from the facts; a scope at a day."""
    names = ("registrations", "sections", "offerings")
    taken, runs, offered = (as_contract(facts[name].lazy(), FACTS[name]) for name in names)
    numbered = seats.numbered(taken, runs, offered)
    days = section_days.build(numbered, runs)
    newest = counting.span(taken).last("dropped")
    sections = section_cube.build(section_cube.starters(numbered, runs), runs, offered, newest)
    store = Store(home)
    with store.draft("pacing") as draft:
        draft.put("demo", "cubes", "sections", sections)
        draft.put("demo", "cubes", "section_days", days)
        draft.put("demo", "cubes", "section_curves", section_curves.build(days, sections))
        draft.put("demo", "cubes", "enrollment", enrollment.build(days, runs))
        draft.put("demo", "cubes", "commitments", commitments.build(runs))
        draft.put("demo", "cubes", "offerings", facts["offerings"])
        for name in ("events", "providers", "articulations"):
            draft.put("demo", "cubes", name, facts.get(name, FACTS[name].create_empty()))
    assert draft.version is not None
    return Scope(draft.version.id, "demo", periods.STANDARD.containing(as_of, "fiscal_year"), as_of)


def known_on(facts: dict[str, pl.DataFrame], day: date) -> dict[str, pl.DataFrame]:
    """The facts as a college had them at the end of a day: later registrations, drops and decisions are not there."""
    later = {c: pl.when(pl.col(c) <= day).then(pl.col(c)).alias(c) for c in ("dropped_on", "paid_on", "decided_on")}
    registrations = facts["registrations"].filter(pl.col("registered_on") <= day)
    refund = pl.when(pl.col("dropped_on") <= day).then(pl.col("refund_usd")).otherwise(0.0)
    cancelled = (pl.col("status").cast(pl.String) == "cancelled") & (pl.col("decided_on") <= day)
    status = (
        pl.when(cancelled)
        .then(pl.lit("cancelled"))
        .when(pl.col("starts_on") <= day)
        .then(pl.lit("held"))
        .otherwise(pl.lit("scheduled"))
    )
    return facts | {
        "registrations": registrations.with_columns(
            later["dropped_on"], later["paid_on"], refund_usd=refund.fill_null(0.0)
        ),
        "sections": facts["sections"].with_columns(
            later["decided_on"], status=status.cast(facts["sections"].schema["status"])
        ),
    }


def by_hand(curves: dict[str, dict]) -> dict[str, pl.DataFrame]:
    """Facts from hand-drawn sections: `opens`, `starts` (days from OPENING), `takes` (days on which a seat is taken)."""
    sections, rows = [], []
    for name, drawn in curves.items():
        sections.append(
            {
                "section_id": name,
                "offering_id": drawn.get("offering", "a"),
                "term": drawn.get("term"),
                "opens_on": OPENING + timedelta(days=drawn["opens"]),
                "starts_on": OPENING + timedelta(days=drawn["starts"]),
                "ends_on": OPENING + timedelta(days=drawn["starts"] + 30),
                "capacity": drawn.get("capacity", 100),
                "minimum": drawn.get("minimum", 10),
                "status": drawn.get("status", "held"),
                "decided_on": OPENING + timedelta(days=drawn["decided"]) if "decided" in drawn else None,
                "price_usd": 100.0,
                "direct_cost_usd": 500.0,
                "variable_cost_usd": 10.0,
                "promotion_cost_usd": 0.0,
                "committed_cost_usd": drawn.get("committed"),
                "commitment": drawn.get("commitment"),
                "campus": None,
                "meeting_days": None,
                "start_time": None,
                "tags": None,
            }
        )
        for number, day in enumerate(drawn["takes"]):
            taken = OPENING + timedelta(days=day)
            rows.append({"registration_id": f"{name}-{number}", "section_id": name, "registered_on": taken})
    registrations = pl.DataFrame(rows).with_columns(
        learner_id="registration_id",
        gross_usd=100.0,
        discount_usd=0.0,
        refund_usd=0.0,
        dropped_on=pl.lit(None, pl.Date),
        paid_on=pl.lit(None, pl.Date),
        completed_on=pl.lit(None, pl.Date),
        outcome=pl.lit("in_progress"),
        channel=pl.lit("web"),
    )
    names = sorted({s["offering_id"] for s in sections})
    offering = {"cip_code": "52.0201", "title": "Title", "provider_id": "p", "credential_type": "course"}
    offerings = pl.DataFrame([{"offering_id": name, **offering} for name in names])
    runs = pl.DataFrame(sections, infer_schema_length=None)
    return {
        "registrations": filled(Registrations, registrations),
        "sections": filled(Sections, runs),
        "offerings": filled(Offerings, offerings),
    }


def filled(contract: type[dy.Schema], frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in the shape of a contract; columns that they do not name are null."""
    missing = [pl.lit(None).alias(name) for name in contract.column_names() if name not in frame.columns]
    return contract.cast(frame.with_columns(missing).select(contract.column_names()))


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path))
    return tmp_path
