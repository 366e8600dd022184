"""Whether what was called likely happened as often as it was said."""

import polars as pl


def by_tenth(predictions: pl.DataFrame) -> pl.DataFrame:
    """By tenth of probability: statements, mean probability stated and share that came true.

    `predictions`: a row per statement that has come due, with `probability` (0 to 1) and `came_true`.
    """
    tenth = (pl.col("probability") * 10).floor().clip(0, 9).cast(pl.Int64)
    return (
        predictions.group_by(tenth.alias("tenth"))
        .agg(
            statements=pl.len().cast(pl.Int64),
            stated=pl.col("probability").mean(),
            came_true=pl.col("came_true").mean(),
        )
        .sort("tenth")
    )
