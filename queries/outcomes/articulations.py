"""Agreements by which one credential counts toward another, as they stand on a day; recommendations are apart."""

import polars as pl

from data.contracts.articulations import RECOMMENDED, Articulations
from data.contracts.shape import as_contract
from data.store.store import scan_or_empty
from queries.semantic.scope import Scope


def every(scope: Scope) -> pl.DataFrame:
    """All agreements and recommendations, in today's shape; no rows where the college brought none.

    A day of beginning that is not stated has passed.
    """
    held = scan_or_empty(scope.version, scope.college, "articulations", Articulations)
    return as_contract(held, Articulations).collect()


def begun(scope: Scope) -> pl.DataFrame:
    """Those that have begun by the as-of date, also where they have ended since."""
    return every(scope).filter((pl.col("effective_on") <= scope.as_of).fill_null(value=True))


def is_agreed() -> pl.Expr:
    """Whether an institution has agreed; what states nothing is an agreement."""
    return (pl.col("agreement_state").cast(pl.String) != RECOMMENDED).fill_null(value=True)


def in_force(scope: Scope) -> pl.DataFrame:
    """Agreements, not recommendations, that hold on the as-of date."""
    return begun(scope).filter(is_agreed(), (pl.col("expires_on") >= scope.as_of).fill_null(value=True))
