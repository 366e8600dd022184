"""Who reads the pages: staff, for whom operational counts are exact, or the public, for whom they are protected too."""

import os

AUDIENCES = ("staff", "public")


def audience() -> str:
    """`staff` unless the environment variable DASHBOARD_AUDIENCE says `public`. Raises ValueError on another word."""
    text = os.environ.get("DASHBOARD_AUDIENCE", AUDIENCES[0])
    if text not in AUDIENCES:
        raise ValueError(f"DASHBOARD_AUDIENCE must be one of {', '.join(AUDIENCES)}, not {text!r}.")
    return text
