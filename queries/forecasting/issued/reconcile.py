"""What is shown adds up: the forecasts of the parts are scaled to that of their whole, at every origin and target."""

# Why: decisions 22 and 59.

import polars as pl

NOTHING = 1e-9
"""A sum of parts below this is taken for zero."""
VALUES = ("point", "low_80", "high_80", "low_95", "high_95")


def reconcile(
    parts: pl.DataFrame, wholes: pl.DataFrame, parents: dict[str, str], additive: tuple[str, ...]
) -> pl.DataFrame:
    """Parts that split the forecast of the whole in proportion to their own forecasts; equally where all are zero.

    Both frames have the columns of the forecasts cube; `wholes` are of the grain above. `parents` names the whole of
    each part; a part that is not named belongs to `all`. Metrics other than the `additive` ones, and parts without a
    whole, stay as they are. From the top down, since the total of sparse parts is forecast better than the parts.
    Bands are scaled with their points, and `scaled_by` says by how much. Forecasts must not be negative.
    """
    parent = pl.col("value").replace_strict(parents, default="all", return_dtype=pl.String)
    above = wholes.select("metric", "origin", "target", parent="value", whole="point")
    keys = ["metric", "origin", "target", "parent"]
    joined = parts.with_columns(parent=parent).join(above, on=keys, how="left", maintain_order="left")
    sums = pl.col("point").sum().over(keys)
    is_split = pl.col("metric").is_in(additive) & pl.col("whole").is_not_null()
    factor = pl.when(is_split & (sums > NOTHING)).then(pl.col("whole") / sums).otherwise(1.0)
    share = pl.when(is_split & (sums <= NOTHING)).then(pl.col("whole") / pl.len().over(keys)).otherwise(0.0)
    scaled = joined.with_columns(factor=factor, share=share).with_columns(
        *(pl.col(c) * pl.col("factor") + pl.col("share") for c in VALUES),
        scaled_by=pl.col("scaled_by") * pl.col("factor"),
    )
    return scaled.drop("parent", "whole", "factor", "share")
