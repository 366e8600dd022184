"""How demand answers to price: one assumption of the reader's for every page, since the data of one college can't tell."""

# Why: decision 130.

LOST_PER_TENTH = 0.05
"""Share of the seats to come that a 10% higher price loses, where the reader assumes nothing else."""
MOST_LOST_PER_TENTH = 0.5


def seats_kept(rise: float, lost_per_tenth: float) -> float:
    """Seats to come after a price rise, as a share of those without it; a lower price wins at the same rate.

    `rise` and `lost_per_tenth` are shares: 0.1 and 0.05 keep 0.95.
    """
    return max(0.0, 1 - lost_per_tenth * rise * 10)
