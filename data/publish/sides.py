"""The cubes of both sides: bundled lists, and imported ones that state price, people and outcomes of each program."""

import polars as pl

from data.bundled import new_jersey
from data.contracts import TABLES
from data.cubes import provider_results, side_gaps
from data.store.store import Draft

TABLES_READ = {"market_offerings", "market_outcomes"}
RESAMPLES = 500
"""A national list has thousands of providers, so fewer draws settle its intervals."""
_COMPARED = "employment_q2"
"""Gaps are estimated for the outcome that stands at the head, since each takes a second on a national list."""


def cubes(draft: Draft) -> dict[str, pl.DataFrame]:
    """Every cube of both sides by name; empty where no list states people and none did before."""
    offered = _offered(draft)
    if offered is None:
        held = {*draft.tables("market", "cubes")} >= {*new_jersey.CONTRACTS}
        return new_jersey.load() if held else {}
    lists = offered["list_id"].unique().to_list()
    work = _work(draft, lists)
    compared = work.filter(pl.col("definition").cast(pl.String).str.ends_with(_COMPARED))
    fresh = {
        "provider_people": provider_results.people(offered),
        "provider_work": provider_results.work(work),
        "side_gaps": side_gaps.build(compared.with_columns(state=pl.lit(provider_results.ALL)), RESAMPLES),
    }
    bundled = {name: cube.filter(~pl.col("list_id").is_in(lists)) for name, cube in new_jersey.load().items()}
    return {name: pl.concat([bundled[name], cube]) for name, cube in fresh.items()}


def _offered(draft: Draft) -> pl.DataFrame | None:
    """Programs of lists that state who completed, newest edition only; None where there is no such list."""
    facts = draft.facts("market", "market_offerings")
    if facts is None:
        return None
    newest = facts.filter(pl.col("edition") == pl.col("edition").max().over("list_id"))
    price = pl.when(pl.col("price_usd") > 0).then("price_usd")
    stated = newest.filter(pl.any_horizontal(pl.col("served", "completed").is_not_null())).select(
        *_KEYS, "served", people="completed", price_low=price, price=price, price_high=price
    )
    rows = _named(stated).collect()
    return rows if rows.height else None


def _work(draft: Draft, lists: list[str]) -> pl.DataFrame:
    facts = draft.facts("market", "market_outcomes")
    rows = TABLES["market_outcomes"].create_empty().lazy() if facts is None else facts
    stated = rows.filter(pl.col("list_id").is_in(lists), pl.col("n") > 0)
    return _named(stated.select(*_KEYS, "definition", "n", "value")).collect()


_KEYS = ("list_id", "state", "provider_id", "provider_type", "cip_code")


def _named(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(field=pl.col("cip_code").str.head(2), is_fictional=pl.lit(False))
