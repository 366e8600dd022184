"""A month that has begun is not forecast below what it has brought already."""

import polars as pl

from queries.engines.forecast.baseline import LEVELS

RAISED = ("point", *(f"{end}_{level}" for level in LEVELS for end in ("low", "high")))


def not_below(made: pl.DataFrame, begun: pl.DataFrame) -> pl.DataFrame:
    """Forecast rows raised to what is there: `begun` as from `series.begun`. The ledger keeps what was issued."""
    if made.is_empty() or begun.is_empty():
        return made
    joined = made.join(begun, on=["value", "target"], how="left", maintain_order="left")
    return joined.with_columns(pl.max_horizontal(name, "taken") for name in RAISED).drop("taken")
