"""Every training provider of New Jersey's list with its type code. The state publishes no labels for the codes.

The labels are ours, read off the providers' names (`data.reference.new_jersey_types`). They come along as a table that a
user can bring anew with other kinds.
"""

import polars as pl

from data.contracts.market_provider_types import MarketProviderTypes
from data.readers.files import FileSample, Tidied, issue
from data.readers.outcome_rows import columns, picked
from data.reference import new_jersey_types

NAME = "New Jersey training providers"
TABLE = "market_providers"
SOURCE = "new_jersey"
ALIASES = {"providerid": (), "name": (), "typeid": (), "state": (), "statusname": (), "city": (), "county": ()}
_READ = ("providerid", "name", "typeid", "state")


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of the file, in whatever order."""
    return {"providerid", "name", "typeid", "statusname"} <= {*columns(sample.columns, ALIASES)}


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    header_of = columns(headers, ALIASES)
    return tuple(header_of[name] for name in _READ if name in header_of)


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_providers`, and of `market_provider_types` what each of its codes stands for."""
    text = picked(raw, ALIASES)
    rows = text.select(
        "row",
        list_id=pl.lit(new_jersey_types.LIST_ID),
        provider_id="providerid",
        provider="name",
        type_code="typeid",
        state=pl.col("state").str.to_uppercase().str.extract(r"^([A-Z]{2})$"),
    )
    types = new_jersey_types.provider_types().with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    types = types.select("row", *MarketProviderTypes.column_names())
    placed = rows.join(types, on="type_code", how="left")
    unknown = placed.filter(pl.col("contents").is_null() & pl.col("type_code").is_not_null())
    lost = text.filter(pl.col("state").is_not_null() & rows["state"].is_null())
    issues = [
        issue(unknown.select("row", value="type_code"), "typeid", "unknown_provider_type", is_fatal=False),
        issue(lost.select("row", value="state"), "state", "not_a_state", is_fatal=False),
    ]
    counts = placed.group_by("provider_type").len().sort("provider_type", nulls_last=True).rows()
    totals = {f"providers, {kind or 'on neither side'}": float(n) for kind, n in counts}
    note = f"kinds of provider are {new_jersey_types.BASIS}: the state publishes codes without labels"
    return Tidied({"market_provider_types": types, TABLE: rows}, pl.concat(issues), totals=totals, notes=(note,))
