"""The college's own offerings as a file of CTDL, for a download and the command line."""

import json

from queries.outcomes import ctdl
from queries.semantic.scope import Scope

NAME, MEDIA_TYPE = "offerings.jsonld", "application/ld+json"


def file(scope: Scope) -> str:
    """The document as text, one term a line."""
    return json.dumps(ctdl.own_offerings(scope), indent=1, ensure_ascii=False) + "\n"
