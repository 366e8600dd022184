"""Every open section, where it stands and where it will end."""

from dataclasses import replace

import polars as pl

from queries.cubes.board import Board, board
from queries.semantic.cube import Asked, Cube


def _read(asked: Asked) -> pl.LazyFrame:
    return board(replace(asked.scope, where=())).lazy()


PACING_CUBE = Cube(
    name="pacing",
    schema=Board,
    read=_read,
    dimensions=("field", "offering", "school", "modality"),
    privacy="operational",
    counts_people=("net",),
)
