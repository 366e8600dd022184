"""The demo college: fictional, seeded, deterministic, any size. It lives at its own as-of date, never today."""

from datetime import date

import numpy as np
import polars as pl

from data.contracts import FACTS
from data.demo import catalogue, registrations, sections

FIRST_DAY = date(2022, 5, 1)
AS_OF = date(2026, 3, 31)
LOST = 0.83
"""Share of the planned seats that is left after full sections and the unfinished year; measured, see the test."""


def generate(count: int = 40_000, seed: int = 7) -> dict[str, pl.DataFrame]:
    """Facts of about `count` registrations over four fiscal years, by table, each as in its contract."""
    rng = np.random.default_rng(seed)
    offered, drivers = catalogue.offerings(rng, FIRST_DAY)
    planned = sections.schedule(rng, offered, drivers, round(count / LOST))
    seats, held = registrations.take_seats(rng, planned, AS_OF)
    facts = {
        "providers": catalogue.providers(),
        "offerings": offered,
        "sections": held,
        "registrations": seats,
        "learners": registrations.learners(rng, seats),
        "goals": _goals(seats),
        "events": _events(),
    }
    return {name: FACTS[name].cast(frame.select(FACTS[name].column_names())) for name, frame in facts.items()}


def _goals(seats: pl.DataFrame) -> pl.DataFrame:
    """Goals a little above what a straight line from the fiscal year so far would reach."""
    year = seats.filter(pl.col("registered_on") >= date(2025, 7, 1))
    net = float((year["gross_usd"] - year["discount_usd"] - year["refund_usd"]).sum())
    taken = year.filter(pl.col("dropped_on").is_null()).height
    rows = [
        ("g-revenue", "net_revenue", round(net * 1.36, -4)),
        ("g-registrations", "net_registrations", round(taken * 1.36, -2)),
    ]
    return pl.DataFrame(rows, schema=["goal_id", "metric", "target"], orient="row").with_columns(
        scope=pl.lit("all"),
        scope_value=pl.lit(None, pl.String),
        period=pl.lit("FY2026"),
        phasing=pl.lit("last_year_shape"),
        monthly_shares=pl.lit(None, pl.String),
        owner=pl.lit("Enrollment management"),
    )


def _events() -> pl.DataFrame:
    rows = [
        ("e1", date(2023, 9, 1), "New offerings launched"),
        ("e2", date(2024, 7, 1), "List prices raised"),
        ("e3", date(2025, 6, 30), "Four offerings retired"),
        ("e4", date(2025, 7, 1), "List prices raised"),
    ]
    return pl.DataFrame(rows, schema=["event_id", "on_date", "text"], orient="row").with_columns(
        until_date=pl.lit(None, pl.Date), scope=pl.lit("all"), scope_value=pl.lit(None, pl.String)
    )
