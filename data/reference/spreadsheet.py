"""Text in files that a spreadsheet opens: what it would run as a formula is marked by an apostrophe before it."""

import re

import polars as pl

FORMULA = r"^[=+\-@\t\r\n]"
"""How text begins that a spreadsheet may run."""
_SIGNED = r"^[+-]\$?\d[\d,.]*[KM%]?( points| weeks| hours| days)?$"
"""A number as it stands on screen; what begins like one and goes on otherwise may be a formula."""


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells and headings that a spreadsheet would run, made plain by an apostrophe before them; numbers keep their sign."""
    cells = frame.with_columns(
        pl.when(pl.col(c).str.contains(FORMULA) & ~pl.col(c).str.contains(_SIGNED))
        .then(pl.lit("'") + pl.col(c))
        .otherwise(pl.col(c))
        .alias(c)
        for c, kind in frame.schema.items()
        if kind == pl.String
    )
    return cells.rename(lambda name: f"'{name}" if _runs(name) else name)


def restored(frame: pl.DataFrame) -> pl.DataFrame:
    """What `neutralised` made plain, as it was."""
    cells = frame.with_columns(pl.col(pl.String).str.replace(r"^'([=+\-@\t\r\n])", "$1"))
    return cells.rename(lambda name: name.removeprefix("'") if _runs(name) else name)


def _runs(name: str) -> bool:
    """Whether a heading would be run but for apostrophes before it: those get one more, so that no two become the same."""
    bare = name.lstrip("'")
    return bool(re.match(FORMULA, bare)) and not re.fullmatch(_SIGNED, bare)
