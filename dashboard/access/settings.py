"""Settings of how the server is reached, from the environment."""

import os

STANDARD_SESSIONS = 200


class Misconfigured(ValueError):
    """A setting that cannot be, as a sentence."""


def hosts() -> frozenset[str]:
    """Names that DASHBOARD_HOSTS allows, separated by commas."""
    return frozenset(name.strip().lower() for name in os.environ.get("DASHBOARD_HOSTS", "").split(",") if name.strip())


def sessions() -> int:
    """How many may be in at once: DASHBOARD_SESSIONS, else 200. Raises Misconfigured."""
    text = os.environ.get("DASHBOARD_SESSIONS", f"{STANDARD_SESSIONS}")
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise Misconfigured(f"DASHBOARD_SESSIONS must be a whole number of at least 1, not {text!r}.")
    return int(text)
