"""What the demo college and its fictional competitors offer, and what happened to it."""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from data.contracts import Articulations, Events, Offerings, Providers
from data.contracts.shape import as_contract
from data.demo.clock import day_number
from data.demo.fields import FIELDS

HOME = "larkmoor"
_TABLES = Path(__file__).parent / "tables"
_FOREVER = 2**30
STATE_PRIORITIES = ("47", "51")
"""Fields for which the state pays a part."""


@cache
def _tables() -> dict[str, pl.DataFrame]:
    return {path.stem: pl.read_csv(path, infer_schema=False) for path in sorted(_TABLES.glob("*.csv"))}


def providers() -> pl.DataFrame:
    """The college, its partners and its competitors; none of them exists."""
    is_home = pl.col("is_home") == "true"
    july = pl.when(is_home).then(pl.lit("july"))
    text = _tables()["providers"].with_columns(is_home=is_home, fiscal_year_starts_in=july)
    return as_contract(text.lazy(), Providers).collect()


@cache
def own() -> pl.DataFrame:
    """The college's own offerings, with `seats` of a usual section and relative `popularity`."""
    text = _tables()["offerings"].with_columns(provider_id=pl.lit(HOME), field=pl.col("cip_code").str.head(2))
    schools = {code: field.school for code, field in FIELDS.items()}
    labels = [
        pl.when(pl.col("stacks_into") != "").then(pl.lit("stackable")),
        pl.when(pl.col("field").is_in(STATE_PRIORITIES)).then(pl.lit("state priority")),
    ]
    return text.with_columns(
        pl.col("field").replace_strict(schools).alias("school"),
        pl.concat_str(labels, separator="; ", ignore_nulls=True).replace("", None).alias("tags"),
        pl.col("price_usd", "weeks", "contact_hours", "seats", "popularity").cast(pl.Float64),
        pl.col("launched_on", "retired_on").str.to_date(),
        partner_hours=_partner_hours(),
    )


def _partner_hours() -> pl.Expr:
    """Partners teach a fifth of a credit program and two fifths of others, in whole hours."""
    part = pl.when(pl.col("credit_hours") != "").then(0.2).otherwise(0.4)
    hours = (pl.col("contact_hours").cast(pl.Float64) * part).round(0)
    return pl.when(pl.col("partner_provider_id") != "").then(hours)


def offerings() -> pl.DataFrame:
    """The catalog of everybody in the shape of the contract."""
    theirs = _tables()["competitors"].with_columns(pl.col("launched_on").str.to_date())
    return pl.concat(as_contract(rows.lazy(), Offerings) for rows in (own(), theirs)).collect()


def articulations() -> pl.DataFrame:
    """Which credentials count toward which others and toward which degrees."""
    day = pl.col("effective_on", "expires_on").str.to_date()
    rows = _tables()["articulations"].with_columns(pl.all().replace("", None)).with_columns(day)
    return as_contract(rows.lazy(), Articulations).collect()


def promises() -> pl.DataFrame:
    """What the college has promised to partners every year: offering_id, month of the start, commitment."""
    return _tables()["promises"].with_columns(pl.col("month").cast(pl.Int8))


@cache
def happenings() -> pl.DataFrame:
    """The events with their effects.

    Factors on `demand` while they last and on list `price` from their first day. `campus_only` ones leave
    online teaching alone.
    """
    return _tables()["events"].with_columns(
        pl.col("on_date", "until_date").str.to_date(),
        pl.col("demand", "price").cast(pl.Float64),
        campus_only=pl.col("campus_only") == "yes",
    )


def happening(event_id: str) -> dict:
    """One event with its effects."""
    return happenings().row(by_predicate=pl.col("event_id") == event_id, named=True)


def events() -> pl.DataFrame:
    """The events in the shape of the contract."""
    return as_contract(happenings().lazy(), Events).collect()


def touched(event: dict, offering: pl.DataFrame) -> np.ndarray:
    """Which rows of `offering` (columns offering_id, field, modality) an event touches, as booleans."""
    if event["scope"] == "all":
        return (offering["modality"] != "online").to_numpy() | (not event["campus_only"])
    column = {"field": "field", "offering": "offering_id"}[event["scope"]]
    return (offering[column] == event["scope_value"]).to_numpy()


def lasted(event: dict) -> tuple[int, int]:
    """First and last day number of an event; one without a last day never ends."""
    until = event["until_date"]
    return day_number(event["on_date"]), day_number(until) if until else _FOREVER


def list_prices(offering: np.ndarray, days: np.ndarray) -> np.ndarray:
    """List price in US dollars of own offerings (row numbers) on the given days, rounded to five dollars."""
    catalog = own()
    prices = catalog["price_usd"].to_numpy()[offering].copy()
    for event in happenings().iter_rows(named=True):
        # The catalog holds today's price: a day before an event takes its factor out again.
        before = (days < lasted(event)[0]) & touched(event, catalog)[offering]
        prices[before] /= event["price"]
    return np.round(prices / 5) * 5
