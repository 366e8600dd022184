"""What a learner id must not be: something that names a person outside the college's own files."""

import polars as pl

_NATIONAL_IDS = r"^(\d{3}[- ]?\d{2}[- ]?\d{4}|\d{3}[- ]\d{3}[- ]\d{3})$"
"""United States social security numbers, also without their dashes, and Canadian social insurance numbers."""


def identifies(column: pl.Expr) -> pl.Expr:
    """Whether an id looks like an e-mail address or a national id."""
    return column.str.contains("@", literal=True) | column.str.contains(_NATIONAL_IDS)
