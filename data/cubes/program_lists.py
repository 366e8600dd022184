"""Cube `program_lists`: how new each imported public program list is."""

import dataframely as dy
import polars as pl


class ProgramLists(dy.Schema):
    """One public program list whose programs are in the version."""

    list_id = dy.String(primary_key=True, description="Which list, e.g. `texas`.")
    edition = dy.Date(description="Day of the newest change on the list.")


def build(market_offerings: pl.LazyFrame) -> pl.DataFrame:
    """The cube from public program lists: the edition of each that `programs` shows."""
    frame = market_offerings.group_by("list_id").agg(pl.col("edition").max()).sort("list_id")
    return ProgramLists.validate(frame.collect(), cast=True)
