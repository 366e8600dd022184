"""From the seats taken so far to the final count: what comparable past sections say, with its measured error.

Two estimates are blended. One divides the seats taken by the share of the final that comparable sections had reached by
then. The other is the fill of comparable sections times this section's capacity. Both come from the same offering,
drawn toward the same field and modality and those toward all sections by `SHRINK` sections' worth of evidence. The
weight of the blend is the one that would have missed least, each past section left out in turn. Those misses also make
the band. (The blend is the credibility estimate of Bühlmann, with an empirical weight.)
"""

# Why: decisions 30, 149 and 174.

from dataclasses import dataclass, replace

import numpy as np

SHRINK = 5.0
"""How many past sections a wider group counts as when a narrower one is drawn toward it."""
WEIGHTS = np.linspace(0, 1, 21)
WAITING_SHARE = 0.2
"""Share of a waiting list that counts as seats, where a source keeps one and past sections bear it out. On real daily
registrations any share from 0.15 to 0.25 missed less than none up to the start, and none missed less in mid-window."""
BEYOND = 0.9
"""A section is expected to end at its seats on offer at most, unless past sections would have been missed by less than
this share of the miss otherwise: where rooms are usually made larger."""
FULL = 0.97
"""A section that has filled such a share of its seats is compared with others that had."""
FILL_GROUPS, FEWEST_IN_GROUP = 4, 60
"""Sections that are not full are compared with those expected to be about as full: in so many groups of one size, as
long as each has so many past sections. How far a section strays from a half-empty room is not how it strays from a full one."""
FEWEST_ALIKE = 20
"""Fewer sections than that in a group say nothing of their own about the error."""
NEW_BELOW = 2
"""With fewer finished runs an offering is new: its band comes from misses made without its own runs."""
FEWEST_OFFERINGS = 3
FEWEST_PAST = 8
"""With fewer comparable sections there is no projection."""
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Points:
    """Sections at one point of their way, one entry per array and section.

    `capacity` is infinite where unlimited; `offering` and `kind` are group numbers from 0 (`kind` is field ×
    modality); `waiting` are people on the waiting list, zero where none is kept.
    """

    net: np.ndarray
    capacity: np.ndarray
    offering: np.ndarray
    kind: np.ndarray
    waiting: np.ndarray

    def take(self, rows: np.ndarray) -> "Points":
        """Some of them, by index or mask."""
        return Points(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def with_waiting(self, share: float = WAITING_SHARE) -> "Points":
        """With a share of those who wait counted as seats, at most as many as half of the seats taken."""
        return replace(self, net=self.net + share * np.minimum(self.waiting, self.net / 2))


@dataclass(frozen=True)
class Fit:
    """What past sections at one point teach about others at the same point."""

    past: Points
    final: np.ndarray
    weight: float
    waiting_share: float
    is_held: bool
    """Whether the seats on offer hold what is expected."""
    is_capped: bool
    """Whether no section ends beyond its seats on offer."""
    scale: dict[bool, tuple[float, float]]
    """Variance of a miss per expected seat and per square of it; by whether the offering is new."""
    misses: dict[bool, np.ndarray]
    """Standardized misses of the past sections, likewise."""
    expected: np.ndarray
    """Where each past section would have been expected to end, itself left out."""
    edges: np.ndarray
    """Expected fill at which one group of sections ends and the next begins."""

    def spread(self, expected: np.ndarray, *, is_new: bool = False) -> np.ndarray:
        """Standard deviation of a miss at so many expected seats."""
        return spread_of(expected, self.scale[is_new])

    def group(self, points: Points, expected: np.ndarray) -> np.ndarray:
        """Number of the group of sections alike, by the fill expected of them; the last one are those full already."""
        by_fill = np.searchsorted(self.edges, _fill(points, expected), side="right")
        return np.where(_is_full(points), len(self.edges) + 1, by_fill)


@dataclass(frozen=True)
class Projection:
    """Where sections will end: expected seats, the standard deviation of a miss, and its standardized quantiles."""

    expected: np.ndarray
    spread: np.ndarray
    misses: list[np.ndarray]
    ceiling: np.ndarray

    def at(self, standardized: np.ndarray) -> np.ndarray:
        """Final seats (whole) at standardized misses: one row per section, or one value for all."""
        raw = np.round(self.expected[:, None] + self.spread[:, None] * standardized)
        return np.clip(raw, 0, self.ceiling[:, None])

    def take(self, some: slice) -> "Projection":
        """Those of some sections."""
        return Projection(self.expected[some], self.spread[some], self.misses[some], self.ceiling[some])

    def band(self, low: float = LOW, high: float = HIGH) -> tuple[np.ndarray, np.ndarray]:
        """Least and most final seats (whole, both inside) that leave out `low` below and 1 − `high` above."""
        # Weibull's positions: with few past sections the ends lie further out. Whole seats are as wide as one on the
        # line, so that ends at the nearest whole would hold more than they say: half a seat goes off at either end.
        ends = [_quantiles(self.misses, level) for level in (low, high)]
        least, most = (
            np.round(self.expected + self.spread * end + half) for end, half in zip(ends, (0.5, -0.5), strict=True)
        )
        middle = np.round(self.expected)
        least, most = np.minimum(least, middle), np.maximum(most, middle)
        return np.clip(least, 0, self.ceiling), np.clip(most, 0, self.ceiling)

    def chance(self, least: np.ndarray) -> np.ndarray:
        """Probability of at least so many seats; NaN where `least` is."""
        chances = np.full(len(self.expected), np.nan)
        # A final is rounded, so that half a seat below is enough.
        needed = (least - 0.5 - self.expected) / self.spread
        for pool, rows in by_pool(self.misses):
            enough = len(pool) - np.searchsorted(pool, needed[rows])
            # One more of each kind than was seen: a handful of past sections never makes a chance of 0 or 1.
            chances[rows] = (np.where(least[rows] > self.ceiling[rows], 0, enough) + 0.5) / (len(pool) + 1)
        return np.where(np.isnan(least), np.nan, chances)


def fit(past: Points, final: np.ndarray) -> Fit | None:
    """Learn from past sections at one point; None where there are too few."""
    if len(final) < FEWEST_PAST or past.net.sum() <= 0:
        return None
    is_capped = bool((final > past.capacity).mean() <= 0.01)
    shares = (WAITING_SHARE, 0.0) if past.waiting.any() else (WAITING_SHARE,)
    tried = {share: past.with_waiting(share) for share in shares}
    held = _least_miss(tried, final, is_held=True)
    free = held if is_capped else _least_miss(tried, final, is_held=False)
    is_held = is_capped or free[0] >= BEYOND * held[0]
    _, waiting_share, weight = held if is_held else free
    with_waiting = tried[waiting_share]
    own = _estimates(with_waiting, with_waiting, final, is_held, "itself")
    # Of one or two offerings alone nothing can be learned about a new one.
    several = len(np.unique(past.offering)) >= FEWEST_OFFERINGS
    alone = _estimates(with_waiting, with_waiting, final, is_held, "its offering") if several else own
    scale, misses = {}, {}
    for is_new, estimates in ((False, own), (True, alone)):
        expected = _blend(estimates, weight)
        scale[is_new] = _variance(expected, final - expected)
        misses[is_new] = (final - expected) / spread_of(expected, scale[is_new])
    expected = _blend(own, weight)
    edges = _edges(_fill(past, expected)[~_is_full(past)])
    return Fit(past, final, weight, waiting_share, is_held, is_capped, scale, misses, expected, edges)


def project(fit: Fit, now: Points) -> Projection:
    """Where sections at the same point will end."""
    past, counted = (points.with_waiting(fit.waiting_share) for points in (fit.past, now))
    expected = _blend(_estimates(counted, past, fit.final, fit.is_held, None), fit.weight)
    runs = np.bincount(fit.past.offering, minlength=int(now.offering.max(initial=0)) + 1)[now.offering]
    is_new = runs < NEW_BELOW
    spread = np.where(is_new, fit.spread(expected, is_new=True), fit.spread(expected))
    pools = {new: _pools(fit, is_new=new) for new in (False, True)}
    ceiling = np.maximum(now.capacity, now.net) if fit.is_capped else np.full(len(expected), np.inf)
    misses = [pools[bool(new)][group] for new, group in zip(is_new, fit.group(now, expected), strict=True)]
    return Projection(expected, spread, misses, ceiling)


def left_out(fit: Fit) -> Projection:
    """The past sections as if each had still been open, projected from all others.

    Each is left out of the sums; its own miss stays among those that make its band, and its weight in the blend. With
    hundreds of sections that changes nothing; with few, fit anew without each.
    """
    expected, pools = fit.expected, _pools(fit, is_new=False)
    misses = [pools[group] for group in fit.group(fit.past, expected)]
    ceiling = np.maximum(fit.past.capacity, fit.past.net) if fit.is_capped else np.full(len(expected), np.inf)
    return Projection(expected, fit.spread(expected), misses, ceiling)


def _is_full(points: Points) -> np.ndarray:
    """Whether a section has filled its seats; one that offers none has filled nothing."""
    return (points.capacity > 0) & (points.net >= FULL * points.capacity)


def _fill(points: Points, expected: np.ndarray) -> np.ndarray:
    """Expected share of the seats; zero where they are unlimited or none."""
    has_seats = np.isfinite(points.capacity) & (points.capacity > 0)
    return np.divide(expected, points.capacity, out=np.zeros(len(expected)), where=has_seats)


def _edges(fill: np.ndarray) -> np.ndarray:
    """What parts sections by their expected fill into groups of one size, each with enough of them."""
    groups = min(FILL_GROUPS, len(fill) // FEWEST_IN_GROUP)
    return np.quantile(fill, np.arange(1, groups) / groups) if groups > 1 else np.empty(0)


def by_pool(pools: list[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each pool of misses once (sections share them), with the sections whose it is."""
    owners: dict[int, list[int]] = {}
    for row, pool in enumerate(pools):
        owners.setdefault(id(pool), []).append(row)
    return [(pools[rows[0]], np.array(rows)) for rows in owners.values()]


def _quantiles(pools: list[np.ndarray], level: float) -> np.ndarray:
    """A quantile of the pool of each section."""
    quantiles = np.empty(len(pools))
    for pool, rows in by_pool(pools):
        quantiles[rows] = np.quantile(pool, level, method="weibull")
    return quantiles


def _pools(fit: Fit, *, is_new: bool) -> list[np.ndarray]:
    """Standardized misses of the past sections of each group, of all where those are few; sorted."""
    misses, group = fit.misses[is_new], fit.group(fit.past, fit.expected)
    whole = np.sort(misses)
    parts = [np.sort(misses[group == number]) for number in range(len(fit.edges) + 2)]
    return [part if part.size > FEWEST_ALIKE else whole for part in parts]


def _least_miss(tried: dict[float, Points], final: np.ndarray, *, is_held: bool) -> tuple[float, float, float]:
    """The mean miss, share of a waiting list and weight of the blend that would have missed least."""
    estimates = {share: _estimates(points, points, final, is_held, "itself") for share, points in tried.items()}
    misses = (
        (float(np.abs(_blend(both, weight) - final).mean()), share, float(weight))
        for share, both in estimates.items()
        for weight in WEIGHTS
    )
    return min(misses, key=lambda miss: miss[0])


def _estimates(
    now: Points, past: Points, final: np.ndarray, is_held: bool, without: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """Seats taken ÷ share reached, and fill × capacity. `without`: what a past section must not learn from."""
    usual = final.mean()
    seats = np.where(np.isfinite(past.capacity), past.capacity, usual)
    sums = [_groups(now, past, values, without) for values in (past.net, final, seats)]
    share = _shrunk(sums[0], sums[1], SHRINK * usual)
    fill = _shrunk(sums[1], sums[2], SHRINK * seats.mean())
    prior = fill * np.where(np.isfinite(now.capacity), now.capacity, usual)
    reached = now.net / np.maximum(share, 1e-6)
    return (np.minimum(reached, np.maximum(now.capacity, now.net)) if is_held else reached), prior


def _groups(now: Points, past: Points, values: np.ndarray, without: str | None) -> list[np.ndarray]:
    """Sums over all, the kind and the offering, for each section of `now`, less what it must not learn from."""
    sums = []
    less = np.zeros(len(now.net))
    if without == "itself":
        less = values
    elif without == "its offering":
        less = np.bincount(past.offering, values)[past.offering]
    for own, theirs in ((None, None), (now.kind, past.kind), (now.offering, past.offering)):
        if own is None or theirs is None:
            total = np.full(len(now.net), values.sum())
        else:
            size = int(max(own.max(initial=0), theirs.max(initial=0))) + 1
            total = np.bincount(theirs, values, minlength=size)[own]
        sums.append(total - less)
    return sums


def _shrunk(above: list[np.ndarray], below: list[np.ndarray], strength: float) -> np.ndarray:
    """A ratio of sums in the narrowest group, drawn toward the ratio of the next wider one."""
    ratio = above[0] / np.maximum(below[0], 1e-9)
    for numerator, denominator in zip(above[1:], below[1:], strict=True):
        ratio = (numerator + strength * ratio) / (denominator + strength)
    return ratio


def _blend(estimates: tuple[np.ndarray, np.ndarray], weight: float) -> np.ndarray:
    return weight * estimates[0] + (1 - weight) * estimates[1]


def _variance(expected: np.ndarray, miss: np.ndarray) -> tuple[float, float]:
    """Variance of a miss as so much per expected seat and so much per square of it; neither is negative."""
    parts = np.stack([expected, expected**2], axis=1) / np.maximum(expected, 1.0)[:, None] ** 1.5
    square = miss**2 / np.maximum(expected, 1.0) ** 1.5
    both = np.linalg.lstsq(parts, square, rcond=None)[0]
    if both.min() >= 0:
        return float(both[0]), float(both[1])
    alone = [max(0.0, float(p @ square / max(p @ p, 1e-12))) for p in parts.T]
    lost = [float(((square - a * p) ** 2).sum()) for a, p in zip(alone, parts.T, strict=True)]
    return (alone[0], 0.0) if lost[0] <= lost[1] else (0.0, alone[1])


def spread_of(expected: np.ndarray, scale: tuple[float, float]) -> np.ndarray:
    """Standard deviation of a miss at so many expected seats, by its variance per expected seat and per square of it."""
    seats = np.maximum(expected, 1.0)
    return np.sqrt(scale[0] * seats + scale[1] * seats**2) + 1e-6
