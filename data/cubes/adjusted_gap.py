"""The gap between two groups: as it stands, and within the same strata. The one estimator of every adjusted gap.

Numbers in, numbers out. The headline weighs strata by how well both groups are represented in them (overlap weights,
n₁·n₂ / (n₁ + n₂)), so that a stratum with few people on one side cannot carry the result. Beside it stand the mix of
both groups and of either, the range when any one stratum is left out, and intervals that draw whole units
(providers, sections) again, since people of one unit are not independent.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

ONE, OTHER = "one", "other"
RAW, OVERLAP, BOTH = "raw", "overlap", "both"
WEIGHTS = (RAW, OVERLAP, BOTH, ONE, OTHER)
"""As it stands; overlap weights, the headline; and the mix of both groups together, of the one and of the other."""
RESAMPLES, SEED = 2_000, 7
Z_95 = 1.959963984540054
Interval = tuple[float, float]
Counts = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
"""Total and people by stratum, of the one group and of the other: k₁, n₁, k₂, n₂."""


@dataclass(frozen=True)
class Gap:
    """The mean of one group less the mean of the other under one set of weights.

    `one` and `other` are the means that the gap is between. `binomial`: 95% interval of independent people, only for
    shares. `resampled`: 95% interval over whole units, None where no units are known. `least` and `most`: the range of
    the gap when one stratum (or block) is left out, each with its name; None for one alone.
    """

    weights: str
    value: float
    one: float
    other: float
    binomial: Interval | None
    resampled: Interval | None
    least: tuple[float, str] | None
    most: tuple[float, str] | None

    @property
    def interval(self) -> Interval | None:
        """The wider of the two intervals that are known."""
        known = [i for i in (self.binomial, self.resampled) if i]
        return max(known, key=lambda i: i[1] - i[0]) if known else None

    @property
    def is_shown(self) -> bool:
        """Whether the interval leaves out zero, and no single stratum decides on which side the gap lies."""
        ends = [*(self.interval or (0.0,)), *(b[0] for b in (self.least, self.most) if b)]
        return all(e > 0 for e in ends) or all(e < 0 for e in ends)


@dataclass(frozen=True)
class Compared:
    """Two groups compared: a Gap by weights, and what it stands on.

    `people` are all of both groups, `covered` those in the `strata` that have people of both. Units are None where the
    data has none.
    """

    gaps: dict[str, Gap]
    strata: int
    people: int
    covered: int
    covered_of: tuple[int, int]
    units_of: tuple[int, int] | None

    @property
    def headline(self) -> Gap:
        """The gap with overlap weights."""
        return self.gaps[OVERLAP]


def compare(rows: pl.DataFrame, *, is_share: bool = True, resamples: int = RESAMPLES) -> Compared | None:
    """The comparison of rows of group (`one`, `other`), stratum, n people and total k; None without a shared stratum.

    k is a count of people where `is_share`, else a sum such as pay. With a column `unit` whole units are drawn again. With a
    column `block` all strata of one block are left out together, else one stratum at a time.
    The raw gap is of the same strata as the others, so that only the weights differ.
    """
    rows = rows.filter(pl.col("n") > 0)
    per = rows.group_by("group", "stratum").agg(pl.col("k", "n").cast(pl.Float64).sum())
    one, other = (per.filter(group=g).drop("group") for g in (ONE, OTHER))
    both = one.join(other, on="stratum", suffix="_other").sort("stratum")
    if both.is_empty():
        return None
    blocks = _blocks(rows, both["stratum"])
    k1, n1, k2, n2 = (both[c].to_numpy() for c in ("k", "n", "k_other", "n_other"))
    counts = k1, n1, k2, n2
    drawn = _drawn(rows, both["stratum"], resamples) if "unit" in rows.columns else {}
    gaps = {w: _gap(w, counts, blocks, drawn.get(w), is_share=is_share) for w in WEIGHTS}
    mine, theirs = (rows.filter(group=group) for group in (ONE, OTHER))
    units = (mine["unit"].n_unique(), theirs["unit"].n_unique()) if "unit" in rows.columns else None
    covered = int(n1.sum()), int(n2.sum())
    return Compared(gaps, both.height, int(per["n"].sum()), sum(covered), covered, units)


def _blocks(rows: pl.DataFrame, strata: pl.Series) -> list[str]:
    if "block" not in rows.columns:
        return strata.cast(pl.String).to_list()
    block_of = dict(rows.select("stratum", pl.col("block").cast(pl.String)).unique().rows())
    return [block_of[stratum] for stratum in strata]


def _gap(weights: str, counts: Counts, blocks: list[str], drawn: np.ndarray | None, *, is_share: bool) -> Gap:
    one, other = (float(mean) for mean in means(weights, *counts))
    resampled = None
    if drawn is not None:
        low, high = np.nanquantile(drawn, (0.025, 0.975))
        resampled = float(low), float(high)
    without = left_out(weights, counts, blocks)
    return Gap(
        weights, one - other, one, other,
        binomial(weights, counts) if is_share else None,
        resampled,
        min(without, default=None), max(without, default=None),
    )  # fmt: skip


def means(weights: str, k1: np.ndarray, n1: np.ndarray, k2: np.ndarray, n2: np.ndarray) -> tuple:
    """Weighted means of both groups over the last axis. A stratum without people of both weighs nothing."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if weights == RAW:
            return k1.sum(-1) / n1.sum(-1), k2.sum(-1) / n2.sum(-1)
        w = weights_of(weights, n1, n2)
        w = w / w.sum(-1, keepdims=True)
        return tuple(np.where(w > 0, w * k / n, 0).sum(-1) for k, n in ((k1, n1), (k2, n2)))


def weights_of(weights: str, n1: np.ndarray, n2: np.ndarray) -> np.ndarray:
    shared = (n1 > 0) & (n2 > 0)
    chosen = {OVERLAP: n1 * n2 / np.maximum(n1 + n2, 1e-12), BOTH: n1 + n2, ONE: n1, OTHER: n2}[weights]
    return np.where(shared, chosen, 0.0)


def binomial(weights: str, counts: Counts) -> Interval:
    """The interval of independent people: strata are independent, and so are the groups within each."""
    k1, n1, k2, n2 = counts
    p, q = k1 / n1, k2 / n2
    if weights == RAW:
        p, q = (np.full(1, k.sum() / n.sum()) for k, n in ((k1, n1), (k2, n2)))
        n1, n2, w = n1.sum(keepdims=True), n2.sum(keepdims=True), np.ones(1)
    else:
        w = weights_of(weights, n1, n2)
        w = w / w.sum()
    half = Z_95 * float((w**2 * (p * (1 - p) / n1 + q * (1 - q) / n2)).sum()) ** 0.5
    value = float((w * (p - q)).sum())
    return value - half, value + half


def left_out(weights: str, counts: Counts, blocks: list[str]) -> list[tuple[float, str]]:
    """The gap without each block of strata in turn, with its name; nothing where there is one block alone."""
    names = np.array(blocks)
    gaps = []
    for block in dict.fromkeys(blocks):
        kept = names != block
        if kept.any():
            k1, n1, k2, n2 = (c[kept] for c in counts)
            one, other = means(weights, k1, n1, k2, n2)
            gaps.append((float(one - other), block))
    return gaps


def _drawn(rows: pl.DataFrame, strata: pl.Series, resamples: int) -> dict[str, np.ndarray]:
    """Gaps of resampled units by weights: each group's whole units, drawn with replacement, from one fixed seed."""
    rng = np.random.default_rng(SEED)
    sums = []
    for group in (ONE, OTHER):
        mine = rows.filter(pl.col("group") == group, pl.col("stratum").is_in(strata.implode()))
        units = mine["unit"].unique().sort()
        times = rng.multinomial(len(units), np.full(len(units), 1 / len(units)), size=resamples).astype(float)
        matrix = partial(_matrix, mine, units, strata)
        sums += [times @ matrix("k"), times @ matrix("n")]
    return {w: np.subtract(*means(w, *sums)) for w in WEIGHTS}


def _matrix(rows: pl.DataFrame, units: pl.Series, strata: pl.Series, column: str) -> np.ndarray:
    """Sums of a column by unit (row) and stratum (column)."""
    line, place = (
        rows[name].replace_strict(values, range(len(values)), return_dtype=pl.Int64).to_numpy()
        for name, values in (("unit", units), ("stratum", strata))
    )
    at, size = line * len(strata) + place, len(units) * len(strata)
    return np.bincount(at, rows[column].to_numpy(), size).reshape(len(units), len(strata))
