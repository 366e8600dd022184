"""The gap between two groups as it would be with the same mix in both, by a model.

It takes a row per stratum with the counts of both groups, `k_one` of `n_one` and `k_other` of `n_other`, and the
stratum's share `w` of all their people.
"""

import numpy as np
import polars as pl

from queries.semantic.intervals import Z_95

Estimate = tuple[float, float, float]
"""A gap in shares with the ends of its 95% interval."""


def estimate(value: float, variance: float) -> Estimate:
    """A value with the ends of its 95% interval."""
    half = Z_95 * float(variance) ** 0.5
    return value, value - half, value + half


def modeled(both: pl.DataFrame, strata: list[str]) -> Estimate | None:
    """Average gap predicted by a binomial GLM (logit) of group and strata; interval by the delta method."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    if both.height < 2:
        return None
    columns = [np.ones(both.height)]
    for name in strata:
        values = sorted(both[name].unique().to_list())
        columns += [(both[name] == v).to_numpy().astype(float) for v in values[1:]]
    base = np.column_stack(columns)
    design = np.vstack([np.column_stack([np.ones(both.height), base]), np.column_stack([np.zeros(both.height), base])])
    k = np.concatenate([both["k_one"].to_numpy(), both["k_other"].to_numpy()]).astype(float)
    n = np.concatenate([both["n_one"].to_numpy(), both["n_other"].to_numpy()]).astype(float)
    # Dimensions that coincide (one length per field, say) would leave the model without a unique answer.
    keep = _independent(design)
    fit = GLM(np.column_stack([k, n - k]), design[:, keep], family=Binomial()).fit()
    w, half = both["w"].to_numpy(), both.height
    p = 1 / (1 + np.exp(-design[:, keep] @ fit.params))
    slope = (p * (1 - p))[:, None] * design[:, keep]
    gradient = w @ (slope[:half] - slope[half:])
    # More spread between cells than chance allows widens the interval, never narrows it.
    spread = max(1.0, fit.pearson_chi2 / fit.df_resid) if fit.df_resid > 0 else 1.0
    return estimate(float(w @ (p[:half] - p[half:])), float(gradient @ fit.cov_params() @ gradient) * spread)


def _independent(design: np.ndarray) -> list[int]:
    keep: list[int] = []
    for column in range(design.shape[1]):
        if np.linalg.matrix_rank(design[:, [*keep, column]]) > len(keep):
            keep.append(column)
    return keep
