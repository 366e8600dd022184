"""Text in files that a spreadsheet opens: what it would run as a formula is marked by an apostrophe before it."""

import polars as pl

FORMULA = r"^[=+\-@\t\r\n]"
"""How text begins that a spreadsheet may run."""
_SIGNED = r"^[+-]\$?\d[\d,.]*[KM%]?( points| weeks| hours| days)?$"
"""A number as it stands on screen; what begins like one and goes on otherwise may be a formula."""


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe before it; numbers keep their sign."""
    return frame.with_columns(
        pl.when(pl.col(c).str.contains(FORMULA) & ~pl.col(c).str.contains(_SIGNED))
        .then(pl.lit("'") + pl.col(c))
        .otherwise(pl.col(c))
        .alias(c)
        for c, kind in frame.schema.items()
        if kind == pl.String
    )


def restored(frame: pl.DataFrame) -> pl.DataFrame:
    """What `neutralised` made plain, as it was."""
    return frame.with_columns(pl.col(pl.String).str.replace(r"^'([=+\-@\t\r\n])", "$1"))
