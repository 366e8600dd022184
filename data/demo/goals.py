"""What the college has set out to reach: goals of this fiscal year and of two past ones."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from data.contracts import Goals
from data.contracts.shape import as_contract
from data.demo.catalog import own
from data.demo.clock import FISCAL_YEARS, fiscal_year
from data.demo.fields import FIELDS

NET_REVENUE, NET_REGISTRATIONS, HEADCOUNT = "net_revenue", "net_registrations", "headcount"
CONTRIBUTION = "contribution"
"""Metrics that goals are set for, by the names of the registry."""

YEARS = (2024, 2025, 2026)
STRETCH = 1.02
FIRST_RECORDS_LACK = 1.05
"""The first year of records lacks what was sold before they began; planners of the next one know it."""
REGISTRATION_GOALS = ("11", "47", "51", "52")
OWN_SHARES = "0.09;0.13;0.11;0.08;0.06;0.09;0.1;0.09;0.08;0.07;0.06;0.04"
"""Share of each month from July to June."""


@dataclass(frozen=True)
class Ledger:
    """What goals are planned on: one entry per registration; money in cents, net of discount and refund."""

    offering: np.ndarray
    day: np.ndarray
    learner: np.ndarray
    net_cents: np.ndarray
    is_net: np.ndarray
    """Not dropped."""
    section: np.ndarray
    sections: pl.DataFrame
    """In the shape of the contract, by row number of `section`."""


def table(ledger: Ledger) -> pl.DataFrame:
    """The goals in the shape of the contract, each planned on the year before it."""
    fields = list(FIELDS)
    field = np.array([fields.index(name) for name in own()["field"]])[ledger.offering]
    year = fiscal_year(ledger.day) - FISCAL_YEARS[0]
    cell = year * len(fields) + field
    size = len(FISCAL_YEARS) * len(fields)
    revenue = np.bincount(cell, ledger.net_cents, minlength=size).reshape(-1, len(fields)) / 100
    seats = np.bincount(cell, ledger.is_net, minlength=size).reshape(-1, len(fields))
    rows = []
    for name in YEARS:
        before = name - 1 - FISCAL_YEARS[0]
        plan = np.array([_plan(FIELDS[code].growth, before) for code in fields])
        period = f"FY{name}"
        rows.append((NET_REVENUE, "all", None, period, (revenue[before] * plan).sum(), "last_year_shape", "President"))
        rows.append(
            (
                NET_REGISTRATIONS,
                "all",
                None,
                period,
                (seats[before] * plan).sum(),
                "last_year_shape",
                "Provost",
            )
        )
        people = _headcount(ledger, year == before) * plan.mean()
        rows.append((HEADCOUNT, "all", None, period, people, "flat", "Provost"))
        for code, money, taken, factor in zip(fields, revenue[before], seats[before], plan, strict=True):
            owner = f"Dean of {FIELDS[code].school}"
            rows.append((NET_REVENUE, "field", code, period, money * factor, "last_year_shape", owner))
            if code in REGISTRATION_GOALS:
                phasing = "own_monthly_shape" if code == "52" else "last_year_shape"
                rows.append((NET_REGISTRATIONS, "field", code, period, taken * factor, phasing, owner))
    # After the others, so that those keep their ids.
    left_over = _contribution(ledger)
    for name in YEARS:
        before = name - 1 - FISCAL_YEARS[0]
        plan = np.array([_plan(FIELDS[code].growth, before) for code in fields])
        grown = (revenue[before] @ plan) / max(revenue[before].sum(), 1)
        # Who lost money last year plans to break even.
        target = max(left_over[before], 0) * grown
        rows.append((CONTRIBUTION, "all", None, f"FY{name}", target, "last_year_shape", "Vice President for Finance"))
    return _as_goals(rows)


def _contribution(ledger: Ledger) -> np.ndarray:
    """US dollars left after direct cost by fiscal year of the seats, of sections that had started by its end."""
    starts = ledger.sections["starts_on"].cast(pl.Int32).to_numpy()
    held = ledger.sections["decided_on"].is_null().to_numpy()
    direct, variable = (ledger.sections[f"{cost}_cost_usd"].to_numpy() for cost in ("direct", "variable"))
    of, year = ledger.section, fiscal_year(ledger.day)
    counts = held[of] & (fiscal_year(starts[of]) <= year)
    seats = np.bincount(of, minlength=starts.size)
    usd = ledger.net_cents / 100 - variable[of] * ledger.is_net - direct[of] / seats[of]
    return np.bincount((year - FISCAL_YEARS[0])[counts], usd[counts], minlength=len(FISCAL_YEARS))


def _plan(growth: tuple[float, ...], before: int) -> float:
    lack = FIRST_RECORDS_LACK if before == 0 else 1.0
    return growth[before + 1] / growth[before] * STRETCH * lack


def _headcount(ledger: Ledger, in_year: np.ndarray) -> int:
    is_counted = np.zeros(int(ledger.learner.max()) + 1, dtype=bool)
    is_counted[ledger.learner[in_year & ledger.is_net]] = True
    return int(is_counted.sum())


def _as_goals(rows: list[tuple]) -> pl.DataFrame:
    columns = ["metric", "scope", "scope_value", "period", "target", "phasing", "owner"]
    shape = pl.when(pl.col("phasing") == "own_monthly_shape").then(pl.lit(OWN_SHARES))
    return (
        pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
        .with_columns(
            goal_id=pl.format("G{}", (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(3)),
            # Nobody plans to the dollar.
            target=pl.col("target").round_sig_figs(3),
            monthly_shares=shape,
        )
        .pipe(lambda rows: as_contract(rows.lazy(), Goals).collect())
    )
