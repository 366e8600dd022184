"""Published outcomes with the names and kinds of their providers, where a list of providers was brought too."""

import polars as pl

from data.contracts import TABLES
from data.store.store import Draft

TABLES_READ = {"market_outcomes", "market_providers", "market_provider_types"}


def placed(draft: Draft) -> pl.DataFrame | None:
    """The rows of `market_outcomes`; a kind or name that the outcomes themselves state stays. None where there are none."""
    outcomes, providers = draft.facts("market", "market_outcomes"), draft.facts("market", "market_providers")
    if outcomes is None or providers is None:
        return None if outcomes is None else outcomes.collect()
    types = draft.facts("market", "market_provider_types")
    kinds = (TABLES["market_provider_types"].create_empty().lazy() if types is None else types).select(
        "list_id", "type_code", kind="provider_type"
    )
    listed = providers.join(kinds, on=["list_id", "type_code"], how="left").select(
        "list_id", "provider_id", "kind", listed="provider"
    )
    stated = outcomes.join(listed, on=["list_id", "provider_id"], how="left", maintain_order="left").with_columns(
        provider=pl.coalesce("listed", "provider"), provider_type=pl.coalesce("provider_type", "kind")
    )
    return stated.select(TABLES["market_outcomes"].column_names()).collect()


def unplaced(draft: Draft, rows: pl.DataFrame) -> list[str]:
    """A sentence where outcomes name providers that the list of their state does not hold."""
    providers = draft.facts("market", "market_providers")
    if providers is None:
        return []
    held = providers.select("list_id", "provider_id").collect()
    listed = rows.filter(pl.col("list_id").is_in(held["list_id"].unique().implode())).unique(
        ["list_id", "provider_id", "program_id"]
    )
    lost = listed.join(held, on=["list_id", "provider_id"], how="anti")
    if lost.is_empty():
        return []
    return [
        f"{lost.height:,} of {listed.height:,} programs with outcomes are of providers that the provider list does not hold; "
        "they stand on neither side."
    ]
