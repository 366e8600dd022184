"""What is hidden to protect learners, in words."""

from collections.abc import Iterable

from dashboard.wording.labels import label

HIDDEN = "Hidden to protect learners"


def hidden_names(names: Iterable[str]) -> str:
    """What a card says under its title of which groups it leaves out; nothing where it leaves out none."""
    said = ", ".join(sorted(names))
    return f" · hidden to protect learners: {said}" if said else ""


def hidden_cells(cells: int, by: tuple[str, ...], coarser: tuple[str, ...]) -> str:
    """How many cells are hidden, and which coarser cut hides fewer where there is one."""
    text = f"{cells} {'cell is' if cells == 1 else 'cells are'} hidden to protect learners."
    if coarser == by:
        return text
    return f"{text} Cut by {' and '.join(label(name).lower() for name in coarser)}, fewer are."
