"""How a row of `fair_comparisons` is estimated from the sample of learners, and rounded."""

import math

import numpy as np
import polars as pl

from data.cubes import adjusted_gap
from data.cubes.adjusted_gap import BOTH, ONE, OTHER
from data.cubes.fair_comparisons import Comparison
from data.cubes.modeled_gap import model

STEP = 0.005
"""Half a point."""
PEOPLE = 10
FEWEST_IN_ALL = 100
RESAMPLES = 500
NUMBERS = (
    *("gap", "low", "high", "both", "one_mix", "other_mix", "least", "least_without", "most", "most_without"),
    *("modeled", "n_one", "n_other", "strata"),
)


def estimate(rows: pl.DataFrame, comparison: Comparison, strata: tuple[str, ...], minimum: int) -> dict | None:
    """The numbers of a row; None where either group has too few who completed or too few who did not.

    `rows`: a row per section, form and kind of learner with `set`, `n` and `k`. `strata`: what is alike in each stratum.
    """
    is_one = pl.col(comparison.by).cast(pl.String) == comparison.one
    sided = rows.filter(pl.col("n") > 0).with_columns(group=pl.when(is_one).then(pl.lit(ONE)).otherwise(pl.lit(OTHER)))
    summed = sided.group_by(*strata, "group", "set").agg(pl.col("k", "n").sum())
    named = summed.select("group", "k", "n", _named(strata), unit="set", block=pl.col("field").cast(pl.String))
    if not _is_of_many(named, minimum):
        return None
    compared = adjusted_gap.compare(named, resamples=RESAMPLES)
    assert compared is not None
    gap = compared.headline
    low, high = gap.interval or (gap.value, gap.value)
    (least, least_without), (most, most_without) = gap.least or (None, None), gap.most or (None, None)
    return {
        "gap": _rounded(gap.value), "low": _rounded(low, math.floor), "high": _rounded(high, math.ceil),
        "both": _rounded(compared.gaps[BOTH].value), "one_mix": _rounded(compared.gaps[ONE].value),
        "other_mix": _rounded(compared.gaps[OTHER].value),
        "least": _rounded(least), "least_without": least_without,
        "most": _rounded(most), "most_without": most_without,
        "modeled": _rounded(_modeled(sided, comparison.close_or_wide)),
        "n_one": _tens(compared.covered_of[0]), "n_other": _tens(compared.covered_of[1]), "strata": compared.strata,
    }  # fmt: skip


def _named(strata: tuple[str, ...]) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in strata], separator="|").alias("stratum")


def _is_of_many(rows: pl.DataFrame, minimum: int) -> bool:
    """Whether, within shared strata, each group has enough of both outcomes, and both together enough people."""
    per = rows.group_by("stratum", "group").agg(pl.col("k", "n").sum())
    shared = per.filter(pl.len().over("stratum") > 1)
    parts = shared.group_by("group").agg(pl.col("k").sum(), rest=(pl.col("n") - pl.col("k")).sum())
    return parts.height > 1 and parts.select(pl.min_horizontal(pl.col("k", "rest")).min()).item() >= minimum and (
        shared["n"].sum() >= FEWEST_IN_ALL
    )  # fmt: skip


def _modeled(sided: pl.DataFrame, dimensions: tuple[str, ...]) -> float:
    """The gap by the model over all strata, also those with one group alone."""
    texts = [pl.col(name).cast(pl.String) for name in dimensions]
    per = sided.group_by(*texts, "group").agg(pl.col("k", "n").sum())
    strata = per.select(dimensions).unique().sort(dimensions)
    sides = [strata.join(per.filter(group=g), on=dimensions, how="left", maintain_order="left") for g in (ONE, OTHER)]
    k1, n1, k2, n2 = (side[c].fill_null(0).to_numpy().astype(float) for side in sides for c in ("k", "n"))
    made = model([strata[name].to_numpy() for name in dimensions])
    return made.gap((k1, n1, k2, n2), made.fitted((k1, n1, k2, n2)))


def _rounded(gap: float | None, to=lambda steps: math.floor(steps + 0.5)) -> float | None:
    """A gap in whole half points; never minus nothing."""
    return None if gap is None or np.isnan(gap) else to(gap / STEP) * 5 / 1000 + 0.0


def _tens(people: float) -> int:
    return PEOPLE * round(people / PEOPLE)
