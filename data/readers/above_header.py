"""What the rows above a header say of the rows under it: a selection, thousands, or another currency."""

import re
from collections.abc import Iterable, Sequence

from data.readers.header_units import CURRENCY, THOUSANDS

_SELECTION = r"\b(filter(s|ed)?|criteria|selection|prompts?|subset|where)\b|\b(term|semester|campus|department|division|status|date range|period|from)\s*[:=]"
_SHOWN = 120


def said_above(rows: Iterable[Sequence[str | None]]) -> tuple[str, ...]:
    """A warning for each kind of thing that a row above the header says, with the words of the row."""
    texts = [" ".join(cell.strip() for cell in row if cell and cell.strip()) for row in rows]
    said = []
    for pattern, meaning in (
        (_SELECTION, "it may hold a part of the rows alone"),
        (THOUSANDS, "amounts are read as single US dollars"),
        (CURRENCY, "amounts are read as US dollars"),
    ):
        text = next((t for t in texts if re.search(pattern, t.lower())), None)
        if text:
            said.append(f"above its header the file says “{text[:_SHOWN]}”; {meaning}. Check that this is meant")
    return tuple(said)
