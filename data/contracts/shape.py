"""Tables that an earlier release kept, in the shape that their contracts have today."""

import dataframely as dy
import polars as pl


def as_contract(frame: pl.LazyFrame, schema: type[dy.Schema]) -> pl.LazyFrame:
    """The rows with every column of the contract: one added since is null, a closed list that grew takes the new list."""
    held, wanted = frame.collect_schema(), schema.create_empty().schema
    if held == wanted:
        return frame
    added = [pl.lit(None, dtype).alias(name) for name, dtype in wanted.items() if name not in held]
    grown = [pl.col(name).cast(dtype) for name, dtype in wanted.items() if name in held and held[name] != dtype]
    return frame.with_columns(*added, *grown).select(wanted.names())
