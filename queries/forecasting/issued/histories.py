"""What forecasts stand on: gap-free series of one metric, as they were known on one day."""

from dataclasses import dataclass
from datetime import date

import polars as pl


@dataclass(frozen=True)
class Histories:
    """Every series of one metric at one grain. `frame`: value, period, y (as known), settled (as it will end)."""

    metric: str
    grain: str
    frequency: str
    known_on: date
    frame: pl.DataFrame
    hidden: tuple[str, ...] = ()

    def of(self, value: str) -> list[float]:
        """What a forecast of that series stands on, oldest first."""
        return self.frame.filter(pl.col("value") == value)["settled"].to_list()

    def values(self) -> list[str]:
        """Names of the series, sorted."""
        return self.frame["value"].unique().sort().to_list()

    @property
    def origin(self) -> date | None:
        """First day of the last period that they reach, None when there is none."""
        return self.frame.select(pl.max("period")).item()
