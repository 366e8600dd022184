"""The 95% interval of a share, and the normal quantile that every such interval here stands on."""

from math import sqrt

Z_95 = 1.959963984540054


def wilson(successes: float, n: float, design_effect: float = 1.0) -> tuple[float, float] | None:
    """The 95% interval of a share by Wilson (1927); None without cases. Stays inside 0–1, also at n = 1.

    `design_effect`: the variance of the share over that of independent cases; as many times fewer cases count.
    """
    if n <= 0:
        return None
    share, z2 = successes / n, Z_95**2
    n = n / design_effect
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding must not push an end past the share itself.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
