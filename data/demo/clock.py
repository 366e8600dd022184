"""The demo's own calendar: it never knows what day it is today."""

from datetime import date

import numpy as np

RECORDS_FROM = date(2022, 7, 1)
"""First day of the records: the first of four fiscal years, FY2023 to FY2026."""

AS_OF = date(2026, 3, 31)
"""The last day the demo college knows; FY2026 is three quarters over."""

LAST_START = date(2026, 8, 31)
"""Sections that start later are not scheduled yet."""

FISCAL_YEARS = (2023, 2024, 2025, 2026, 2027)
"""The last one only has the sections of July and August that are already open."""


def day_number(day: date) -> int:
    """Days since 1 January 1970, the form in which dates are generated."""
    return (day - date(1970, 1, 1)).days


def fiscal_year(days: np.ndarray) -> np.ndarray:
    """Fiscal year of day numbers: the year in which it ends."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months + 6) // 12 + 1970
