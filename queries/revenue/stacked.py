"""What open sections and those that may come again bring in every draw, kept as small whole numbers and worked out where it is needed."""

# Why: decision 198.

from dataclasses import dataclass, fields

import numpy as np

from queries.engines.lots import lots, packed

KEYS = ("offering", "field", "school")
"""What a filter chooses rows by."""


class Moved:
    """Further seats of open sections (row) in every draw (column), as far as they come in the period.

    Worked out of where the sections end (`finals`), the seats they hold (`net`) and the share of the rest that comes in
    the period; where they are canceled, all seats are given back. To be read some rows at a time.
    """

    def __init__(self, finals: np.ndarray, net: np.ndarray, share: np.ndarray, is_cancelled: np.ndarray) -> None:
        """`is_cancelled`: eight draws a byte, as `np.packbits` makes of rows."""
        self.finals, self.net, self.share, self._cancelled = finals, net, share, is_cancelled

    def is_cancelled(self, places: np.ndarray | slice) -> np.ndarray:
        """In which draws some rows are canceled."""
        return np.unpackbits(self._cancelled[places], axis=1, count=self.finals.shape[1]).astype(bool)

    def __getitem__(self, places: np.ndarray | slice) -> np.ndarray:
        """Some rows as an array."""
        net = self.net[places, None]
        return np.where(self.is_cancelled(places), -net, (self.finals[places] - net) * self.share[places, None])


@dataclass(frozen=True, eq=False)
class Later:
    """Last year's sections that may come again, added up over those of one offering that count alike (row).

    `counts`: whether they will have started by the end of the period; `is_costed`: whether they state a direct cost. Those
    that bring seats, none, and fewer than none are apart. `sections`: how many. The sums are whole numbers by draw
    (column), each times `by` of its draw; those of cost, in cents, are of rows that count and are costed, of others 0.
    """

    offering: np.ndarray
    field: np.ndarray
    school: np.ndarray
    counts: np.ndarray
    is_costed: np.ndarray
    sections: np.ndarray
    by: np.ndarray
    whole: tuple[np.ndarray, ...]

    @property
    def seats(self) -> np.ndarray:
        """Further net registrations."""
        return self.whole[0] * self.by

    @property
    def cents(self) -> np.ndarray:
        """Further net cents."""
        return self.whole[1] * self.by

    @property
    def variable(self) -> np.ndarray:
        """Cost by seats."""
        return self.whole[2] * self.by

    @property
    def direct(self) -> np.ndarray:
        """Cost of the sections as such."""
        return self.whole[3] * self.by

    def take(self, keep: np.ndarray) -> "Later":
        """Some rows."""
        parts = (getattr(self, f.name)[keep] for f in fields(self)[:6])
        return Later(*parts, self.by, tuple(one[keep] for one in self.whole))


def added_up(
    each: np.ndarray, group: np.ndarray, groups: int, times: np.random.Generator, lam: float, draws: int
) -> tuple[np.ndarray, ...]:
    """For each row of `each` (whole numbers of a section): its sum over the sections of each group, by draw.

    How often a section comes is drawn from a Poisson distribution, some sections at a time.
    """
    sums = np.zeros((len(each), groups, draws))
    for lot in lots(each.shape[1], draws):
        drawn = times.poisson(lam, (lot.stop - lot.start, draws)).astype(float)
        order = np.argsort(group[lot], kind="stable")
        of, first = np.unique(group[lot][order], return_index=True)
        for one, rows in zip(of, np.split(order, first[1:]), strict=True):
            sums[:, one] += each[:, lot][:, rows] @ drawn[rows]  # whole numbers, whose sum no order changes
    return tuple(packed(one) for one in sums)
