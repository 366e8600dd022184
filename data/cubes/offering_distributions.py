"""Cube `offering_distributions`: how many programs of a published list lie in each step of price, hours or weeks."""

import dataframely as dy
import polars as pl

from data.cubes import offering_cells
from data.cubes.offering_cells import FEWEST, QUANTITY

EDGES: dict[str, tuple[float, ...]] = {
    "price": (1, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000, 15_000, 20_000, 30_000, 50_000),
    "hours": (1, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000),
    "weeks": (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150),
    "price_per_hour": (0.1, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200),
}  # fmt: skip
"""Where each step starts. Prices spread over four powers of ten, so steps grow by about half; the last has no end."""
KEY = ("list_id", "state", "cip", "side", "provider_type", "modality", "measure", "step")


class OfferingDistributions(dy.Schema):
    """Programs of one list in one cell and one step. Cells in which fewer than three state the quantity have no rows."""

    list_id = dy.String(primary_key=True, description="Which list was counted.")
    state = dy.String(primary_key=True, description="Two-letter US postal code, or `all`.")
    cip = dy.String(primary_key=True, description="CIP2 `NN`, CIP4 `NN.NN`, or `all`.")
    side = dy.String(primary_key=True, description="`institution`, `alternative`, `unknown` or `all`.")
    provider_type = dy.String(primary_key=True, description="Kind of provider, or `all` of the side.")
    modality = dy.String(primary_key=True, description="How it is taught, or `all`.")
    measure = dy.Enum(tuple(EDGES), primary_key=True, description="What is measured.")
    step = dy.Int64(primary_key=True, description="Number of the step, from 0; `EDGES` says where it starts.")
    programs = dy.Int64(description="Programs in the step.")


def step(measure: str) -> pl.Expr:
    """The step a program lies in, null where the quantity is not stated; what lies under the first is in the first."""
    value = QUANTITY[measure]
    passed = pl.sum_horizontal((value >= edge).cast(pl.Int64) for edge in EDGES[measure][1:])
    return pl.when(value.is_not_null()).then(passed)


def build(programs: pl.DataFrame) -> pl.DataFrame:
    """The cube from the rows of `programs` of public lists, by state, field and provider."""
    cells = offering_cells.any_format(programs)
    key = [c for c in KEY if c not in ("measure", "step")]
    parts = [
        cells.with_columns(step=step(name))
        .drop_nulls("step")
        .filter(pl.len().over(key) >= FEWEST)
        .group_by(*key, "step")
        .agg(programs=pl.len().cast(pl.Int64))
        .with_columns(measure=pl.lit(name))
        for name in EDGES
    ]
    frame = pl.concat(parts)
    return OfferingDistributions.validate(frame.select(*KEY, "programs").sort(KEY), cast=True)
