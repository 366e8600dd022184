"""Cube `offering_statistics`: published counts and quartiles of program lists that are not shipped row by row."""

# Why: decision 13.

import dataframely as dy
import polars as pl

from data.cubes import offering_cells
from data.cubes.offering_cells import CELL, FEWEST, QUANTITY


class OfferingStatistics(dy.Schema):
    """Counts and quartiles over the programs of one list in one cell.

    `all` in a key means every value and `unknown` none stated. Roll-ups are published, since quartiles of parts do not
    give quartiles of the whole. Quartiles are null where fewer than three programs state the quantity.
    """

    list_id = dy.String(primary_key=True, description="Which list was counted.")
    state = dy.String(primary_key=True, description="Two-letter US postal code, or `all`.")
    cip = dy.String(primary_key=True, description="CIP2 `NN`, CIP4 `NN.NN`, or `all`.")
    side = dy.String(primary_key=True, description="`institution`, `alternative`, `unknown` or `all`.")
    provider_type = dy.String(primary_key=True, description="Kind of provider, or `all` of the side.")
    modality = dy.String(primary_key=True, description="How it is taught, or `all`.")
    format_rule = dy.String(primary_key=True, description="What counts as short and intensive, or `all` without one.")
    format = dy.String(primary_key=True, description="`short_intensive` or `other` under the rule, or `all`.")
    edition = dy.Date(description="Day of the newest change on the list.")
    programs = dy.Int64(description="Programs in the cell.")
    providers = dy.Int64(description="Distinct providers in the cell.")
    modality_n = dy.Int64(description="Programs that state how they are taught.")
    in_person_n = dy.Int64(description="Those of them taught in person.")
    hybrid_n = dy.Int64(description="Those of them taught partly online.")
    online_n = dy.Int64(description="Those of them taught fully online.")
    price_n = dy.Int64(description="Programs with a price; 0 on a public list means not stated.")
    price_q1_usd = dy.Float64(nullable=True, description="First quartile of price, US dollars.")
    price_median_usd = dy.Float64(nullable=True, description="Median price, US dollars.")
    price_q3_usd = dy.Float64(nullable=True, description="Third quartile of price, US dollars.")
    hours_n = dy.Int64(description="Programs with contact hours.")
    hours_q1 = dy.Float64(nullable=True, description="First quartile of contact hours.")
    hours_median = dy.Float64(nullable=True, description="Median contact hours.")
    hours_q3 = dy.Float64(nullable=True, description="Third quartile of contact hours.")
    weeks_n = dy.Int64(description="Programs with a length.")
    weeks_q1 = dy.Float64(nullable=True, description="First quartile of weeks.")
    weeks_median = dy.Float64(nullable=True, description="Median weeks.")
    weeks_q3 = dy.Float64(nullable=True, description="Third quartile of weeks.")
    price_per_hour_n = dy.Int64(description="Programs with price and contact hours.")
    price_per_hour_q1_usd = dy.Float64(nullable=True, description="First quartile of price per contact hour.")
    price_per_hour_median_usd = dy.Float64(nullable=True, description="Median price per contact hour.")
    price_per_hour_q3_usd = dy.Float64(nullable=True, description="Third quartile of price per contact hour.")


_QUARTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}


def build(programs: pl.DataFrame, edition: pl.Expr) -> pl.DataFrame:
    """The cube from the rows of `programs` of public lists; `edition` is the day they are of."""
    columns = [
        pl.len().cast(pl.Int64).alias("programs"),
        pl.col("provider").n_unique().cast(pl.Int64).alias("providers"),
        pl.col("taught").count().cast(pl.Int64).alias("modality_n"),
        *(
            (pl.col("taught") == way).sum().cast(pl.Int64).alias(f"{way}_n")
            for way in ("in_person", "hybrid", "online")
        ),
    ]
    for name, quantity in QUANTITY.items():
        ending = "_usd" if name.startswith("price") else ""
        columns.append(quantity.count().cast(pl.Int64).alias(f"{name}_n"))
        for quartile, share in _QUARTILES.items():
            value = pl.when(quantity.count() >= FEWEST).then(quantity.quantile(share, "linear"))
            columns.append(value.alias(f"{name}_{quartile}{ending}"))
    programs = programs.with_columns(taught=pl.col("modality").cast(pl.String))
    parts = [
        cells(programs).group_by(CELL).agg(columns) for cells in (offering_cells.any_format, offering_cells.by_format)
    ]
    frame = pl.concat(parts).with_columns(edition=edition)
    return OfferingStatistics.validate(frame.select(OfferingStatistics.column_names()).sort(CELL), cast=True)
