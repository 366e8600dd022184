"""Where the header of a table is, and what its columns are called."""

from collections.abc import Sequence

from data.readers.files import MOST_COLUMNS, BadFile

UNNAMED = "\0unnamed "
"""Start of the stand-in name of a column without one; such a column may only be blank."""


def place(records: Sequence[Sequence[str | None]]) -> int:
    """Index of the header in the first records: the first that fills more than half of the widest one's cells.

    Blank rows and a title or note above the header fill fewer.
    """
    filled = [sum(bool(cell and cell.strip()) for cell in record) for record in records]
    return next(i for i, n in enumerate(filled) if 2 * n > max(filled))


def names(file: str, record: Sequence[str | None]) -> list[str]:
    """The header's cells as names. Raises BadFile where two columns share one."""
    header = [(cell or "").strip(' \t\r\n\u00a0\ufeff"') for cell in record]
    if len(header) > MOST_COLUMNS and sum(map(bool, header)) > MOST_COLUMNS:
        raise BadFile(f"{file} has {len(header):,} columns; at most {MOST_COLUMNS:,} can be read.")
    seen: set[str] = set()
    for name in filter(None, header):
        if name in seen:
            raise BadFile(f"{file} has two columns named {name[:80]!r}. Rename one and import it again.")
        seen.add(name)
    return [name or f"{UNNAMED}{i}" for i, name in enumerate(header)]


def above(index: int) -> tuple[str, ...]:
    """A note about what stood above the header."""
    return (f"{index} row{'s' if index > 1 else ''} above the header left out",) if index else ()
