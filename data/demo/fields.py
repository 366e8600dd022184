"""The eight fields of the demo college and what distinguishes them."""

from typing import NamedTuple


class Field(NamedTuple):
    """One field of study: who runs it, how it grows, how its learners fare. Shares are 0–1."""

    school: str
    growth: tuple[float, ...]
    """Demand in FY2023 to FY2027, relative to FY2023."""
    completion: float
    """Share of a typical in-person class that completes."""
    employed: float
    """Share of completers employed two quarters later."""
    earnings_usd: float
    """Median annual pay of those in work."""
    returns: float
    """Share of learners who mean to come back."""


TECHNOLOGY, HEALTH = "Technology and Design", "Health"
BUSINESS, TRADES = "Business and Education", "Trades and Public Safety"

FIELDS = {
    "11": Field(TECHNOLOGY, (1.00, 1.08, 1.22, 1.32, 1.36), 0.82, 0.78, 58_000, 0.27),
    "50": Field(TECHNOLOGY, (1.00, 0.90, 0.74, 0.58, 0.55), 0.77, 0.62, 44_000, 0.17),
    "51": Field(HEALTH, (1.00, 1.05, 1.12, 1.18, 1.20), 0.66, 0.88, 41_000, 0.24),
    "52": Field(BUSINESS, (1.00, 0.96, 0.92, 0.90, 0.90), 0.92, 0.84, 52_000, 0.25),
    "13": Field(BUSINESS, (1.00, 1.02, 1.00, 1.03, 1.03), 0.93, 0.83, 34_000, 0.20),
    "12": Field(TRADES, (1.00, 0.95, 0.93, 0.90, 0.90), 0.66, 0.74, 33_000, 0.14),
    "43": Field(TRADES, (1.00, 1.02, 0.97, 1.02, 1.02), 0.69, 0.86, 45_000, 0.17),
    "47": Field(TRADES, (1.00, 1.08, 1.18, 1.30, 1.34), 0.60, 0.87, 51_000, 0.25),
}
"""By two-digit CIP: computing, design, health, business, education, food, public safety, repair."""
