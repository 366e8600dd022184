"""The least number of people on whom a published number may stand: one setting for the whole product."""

import os

FLOOR = 5
"""No configuration goes below this many people."""
STANDARD = 10


def least_people() -> int:
    """Fewest people in a published cell: the environment variable DASHBOARD_MINIMUM, else 10. Raises ValueError."""
    text = os.environ.get("DASHBOARD_MINIMUM", f"{STANDARD}")
    if not text.isdigit() or int(text) < FLOOR:
        raise ValueError(f"DASHBOARD_MINIMUM must be a whole number of at least {FLOOR}, not {text!r}.")
    return int(text)
