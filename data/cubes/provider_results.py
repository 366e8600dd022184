"""Cubes `provider_people` and `provider_work`: whom providers served and what became of them, by side, kind and field."""

import dataframely as dy
import polars as pl

from data.cubes.offering_cells import side
from data.reference.outcome_definitions import DEFINITIONS

ALL = "all"
FEWEST_ROWS, FEWEST_PEOPLE = 3, 10
"""No cell of a real list is made of fewer: it would repeat a row of its source, or speak of a handful of people."""
INSTITUTION, ALTERNATIVE = "institution", "alternative"
STATE_SAID = "Two-letter US postal code, or `all` of a list with several states."
_KEYS = ("list_id", "state", "side", "provider_type", "field")


class ProviderPeople(dy.Schema):
    """People who completed with the providers of one list, and what that is worth at list price. Each roll-up has its own row."""

    list_id = dy.String(primary_key=True, description="Which source.")
    state = dy.String(primary_key=True, description=STATE_SAID)
    side = dy.Enum((INSTITUTION, ALTERNATIVE), primary_key=True, description="Which side the providers are on.")
    provider_type = dy.String(primary_key=True, description="Kind of provider, or `all` of the side.")
    field = dy.String(primary_key=True, description="First two digits of the CIP code, or `all`.")
    rows = dy.Int64(description="Published rows behind it.")
    providers = dy.Int64(description="Distinct providers behind it.")
    people = dy.Int64(description="People who completed.")
    served = dy.Int64(nullable=True, description="People who took part, where the list states them.")
    priced_people = dy.Int64(description="Those of them whose program has a list price.")
    value_low_usd = dy.Float64(description="Priced people × the lowest list price of their provider and field.")
    value_usd = dy.Float64(description="Priced people × the median list price of their provider and field.")
    value_high_usd = dy.Float64(description="Priced people × the highest list price of their provider and field.")
    is_fictional = dy.Bool(description="True for the competitors of the demo college.")


class ProviderWork(dy.Schema):
    """A share of people employed, or average pay, under one definition. Each roll-up has its own row."""

    list_id = dy.String(primary_key=True, description="Which source.")
    state = dy.String(primary_key=True, description=STATE_SAID)
    side = dy.Enum((INSTITUTION, ALTERNATIVE), primary_key=True, description="Which side the providers are on.")
    provider_type = dy.String(primary_key=True, description="Kind of provider, or `all` of the side.")
    field = dy.String(primary_key=True, description="First two digits of the CIP code, or `all`.")
    definition = dy.Enum(tuple(DEFINITIONS), primary_key=True, description="Code of the outcome definition.")
    rows = dy.Int64(description="Published rows behind it.")
    providers = dy.Int64(description="Distinct providers behind it.")
    n = dy.Int64(description="People it divides by, or whose pay it is of.")
    value = dy.Float64(description="Share 0–1, or US dollars; an average weighted by people.")
    is_fictional = dy.Bool(description="True for the competitors of the demo college.")


def people(rows: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of list_id, state, provider_id, provider_type, field, people, price_low, price, price_high, is_fictional.

    A row whose price is null is counted and not priced; `served` may be among the columns. Kinds on neither side are left out.
    """
    if "served" not in rows.columns:
        rows = rows.with_columns(served=pl.lit(None, pl.Int64))
    served = pl.when(pl.col("served").count() > 0).then(pl.col("served").sum())
    priced = pl.col("people").filter(pl.col("price").is_not_null())
    values = {
        f"value{name}_usd": (pl.col("people") * pl.col(f"price{name}")).sum().cast(pl.Float64)
        for name in ("_low", "", "_high")
    }
    cells = _rolled_up(rows, [], pl.col("people").sum(), served=served, priced_people=priced.sum(), **values)
    return ProviderPeople.validate(cells.filter(_is_enough("people")).select(ProviderPeople.column_names()), cast=True)


def work(rows: pl.DataFrame) -> pl.DataFrame:
    """The cube from rows of list_id, state, provider_id, provider_type, field, definition, n, value, is_fictional."""
    average = (pl.col("value") * pl.col("n")).sum() / pl.col("n").sum()
    cells = _rolled_up(rows.filter(pl.col("n") > 0), ["definition"], pl.col("n").sum(), value=average)
    return ProviderWork.validate(cells.filter(_is_enough("n")).select(ProviderWork.column_names()), cast=True)


def _rolled_up(rows: pl.DataFrame, more: list[str], *sums: pl.Expr, **named: pl.Expr) -> pl.DataFrame:
    """Every kind and all of a side, by every field and all together, in each state and all of a list: a row each."""
    placed = rows.with_columns(pl.col("provider_type").cast(pl.String), side=side())
    placed = placed.filter(pl.col("side").is_not_null())
    everywhere = placed.filter(pl.col("state").n_unique().over("list_id") > 1).with_columns(state=pl.lit(ALL))
    placed = pl.concat([placed.drop_nulls("state"), everywhere])
    parts = []
    for every in ((), ("provider_type",), ("field",), ("provider_type", "field")):
        whole = placed.with_columns(pl.lit(ALL).alias(name) for name in every)
        parts.append(
            whole.group_by(*_KEYS, *more).agg(
                *sums,
                rows=pl.len().cast(pl.Int64),
                providers=pl.col("provider_id").n_unique().cast(pl.Int64),
                is_fictional=pl.col("is_fictional").first(),
                **named,
            )
        )
    return pl.concat(parts).drop_nulls("field").sort(*_KEYS, *more)


def _is_enough(base: str) -> pl.Expr:
    real = (pl.col("rows") >= FEWEST_ROWS) & (pl.col(base) >= FEWEST_PEOPLE)
    return pl.col("is_fictional") | real
