"""The colleges that a version may hold."""

from typing import Literal, get_args

College = Literal["demo", "college"]
"""The fictional demo college, and one's own."""
COLLEGES: tuple[College, ...] = get_args(College)
"""In the order in which they are offered, one's own last."""


def college(name: str) -> College:
    """The college of that name. Raises ValueError for any other word."""
    for one in COLLEGES:
        if one == name:
            return one
    raise ValueError(f"A college is one of {', '.join(COLLEGES)}; {name!r} is not.")
