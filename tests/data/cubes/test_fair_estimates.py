"""Estimates of the fair comparison by hand: rounded, from enough people, and a model that agrees with strata."""

import numpy as np
import polars as pl
import pytest

from data.cubes.fair_comparisons import COMPARISONS
from data.cubes.fair_estimates import estimate
from data.cubes.modeled_gap import model

MODALITY = COMPARISONS[0]


def rows(*lines: tuple, sets: int = 20) -> pl.DataFrame:
    """field, modality, n, k; the same in each of so many sets of sections."""
    frame = pl.DataFrame(lines, schema=["field", "modality", "n", "k"], orient="row")
    same = frame.with_columns(age_band=pl.lit("25_34"), length_band=pl.lit("under_8_weeks"))
    return same.join(pl.DataFrame({"set": range(sets)}), how="cross")


SIMPSON = rows(
    ("52", "online", 90, 81), ("52", "in_person", 10, 10),  # business is easy and mostly online
    ("51", "online", 10, 5), ("51", "in_person", 90, 54),  # health is hard and mostly in person
)  # fmt: skip


def test_the_gap_within_fields_by_hand_rounded_to_half_a_point():
    found = estimate(SIMPSON, MODALITY, MODALITY.wide, 10)
    # 90·10/100 in each: the mean of 0.90 − 1.00 and 0.50 − 0.60
    assert found["gap"] == found["both"] == -0.1
    assert (found["n_one"], found["n_other"], found["strata"]) == (2000, 2000, 2)
    assert found["low"] <= found["gap"] <= found["high"]
    assert all(round(200 * found[name], 6) == round(200 * found[name]) for name in ("gap", "low", "high", "modeled"))


def test_sections_that_differ_widen_the_range():
    uneven = SIMPSON.with_columns(k=pl.when(pl.col("set") % 2 == 0).then("n").otherwise(2 * pl.col("k") - pl.col("n")))
    one, other = (estimate(frame, MODALITY, MODALITY.wide, 10) for frame in (SIMPSON, uneven.filter(pl.col("k") >= 0)))
    assert other["high"] - other["low"] > one["high"] - one["low"]


@pytest.mark.parametrize("k", [0, 4])
def test_too_few_of_an_outcome_give_no_estimate(k):
    few = rows(("52", "online", 100, k), ("52", "in_person", 100, 50), sets=1)
    assert estimate(few, MODALITY, MODALITY.wide, 10) is None


def test_no_shared_stratum_gives_no_estimate():
    apart = rows(("52", "online", 100, 50), ("51", "in_person", 100, 50))
    assert estimate(apart, MODALITY, MODALITY.wide, 10) is None


def test_the_model_finds_the_same_effect_in_every_stratum_also_where_one_group_is_missing():
    odds = {"easy": 2.0, "hard": 0.0, "alone": 1.0}
    n = np.full(3, 1e6)
    share = [1 / (1 + np.exp(-np.array([*odds.values()]) - effect)) for effect in (-0.5, 0.0)]
    counts = share[0] * n, n, share[1] * np.array([1e6, 1e6, 0]), np.array([1e6, 1e6, 0])
    made = model([np.array([*odds])])
    beta = made.fitted(counts)
    assert beta[0] == pytest.approx(-0.5, abs=1e-3)
    people = counts[1] + counts[3]
    assert made.gap(counts, beta) == pytest.approx(people @ (share[0] - share[1]) / people.sum(), abs=1e-4)
