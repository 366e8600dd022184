"""Open sections with whether each may not run."""

import polars as pl

from queries.cubes.board import LIKELY, board
from queries.semantic.scope import Scope


def judged(scope: Scope) -> pl.DataFrame:
    """The board of open sections with `may_not_run`: null where no chance can be told."""
    return board(scope).with_columns(may_not_run=pl.col("chance_to_run") < LIKELY)
