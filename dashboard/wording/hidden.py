"""What is hidden to protect learners, in words."""

from collections.abc import Iterable

from dashboard.wording.counts import agreeing, counted
from dashboard.wording.labels import label

HIDDEN = "Hidden to protect learners"


def hidden_names(names: Iterable[str]) -> str:
    """What a card says under its title of which groups it leaves out; nothing where it leaves out none."""
    listed = ", ".join(sorted(names))
    return f" · hidden to protect learners: {listed}" if listed else ""


def hidden_cells(cells: int, by: tuple[str, ...], coarser: tuple[str, ...]) -> str:
    """How many cells are hidden, and which broader grouping hides fewer where there is one."""
    text = f"{counted(cells, 'cell')} {agreeing(cells, 'is', 'are')} hidden to protect learners."
    if coarser == by:
        return text
    return f"{text} Grouped by {' and '.join(label(name).lower() for name in coarser)}, fewer are hidden."
