"""What a reader assumes about sections, once for every page that asks for it: This week and Sections."""

from collections.abc import Callable
from typing import Any

from dashboard.address import linked


def share_moving(slider: Callable[..., Any]) -> float:
    """Draw the share of a section's learners who move when it merges, with that slider, and return it."""
    label = "Assumed: share of its learners who move when a section merges, %"
    return (
        linked(slider, label, 0, 100, 80, 5, key="sections_moving", help="Your assumption: the data can't say.") / 100
    )


def seats_won(slider: Callable[..., Any]) -> float:
    """Draw the seats that $1,000 of promotion wins, with that slider, and return them."""
    return linked(
        slider,
        "Assumed: seats won by $1,000 of promotion",
        0.0,
        10.0,
        0.5,
        0.5,
        format="%g",
        key="sections_won",
        help="Your assumption: the data can't say.",
    )
