"""Regional price parities of the US Bureau of Economic Analysis: what a dollar buys in an area beside the whole country.

Codes have a blank inside their quotes, notes stand under the table, `(NA)` is missing, and 0.000 stands for an area that
does not exist, such as the nonmetropolitan part of New Jersey. In the file of states lines 1 to 4 are dollars. An index
compares places within one year, not years.
"""

import csv
import io

import polars as pl

ALL_ITEMS = "RPPs: All items"


def rows(content: bytes) -> pl.DataFrame:
    """The rows of a file as text under its own headings, without the notes that stand under them in one cell each."""
    lines = [line.strip() for line in content.decode("latin-1").splitlines()]
    header, *records = csv.reader(io.StringIO("\n".join(lines)))
    return pl.DataFrame([row for row in records if len(row) == len(header)], schema=header, orient="row")


OUTSIDE = "999"
"""Ends the code of the part of a state outside of its metropolitan areas, after the two digits of the state."""


def all_items(raw: pl.DataFrame) -> pl.DataFrame:
    """fips (five digits), area_name, year (the newest) and price_parity (1 is the country) of every area that has one."""
    rows = raw.filter(pl.col("Description").str.strip_chars() == ALL_ITEMS)
    newest = max(column for column in raw.columns if column.isdigit())
    frame = rows.select(
        fips=pl.col("GeoFIPS").str.strip_chars(' "').str.zfill(5),
        area_name=pl.col("GeoName").str.strip_chars(' "*'),
        year=pl.lit(int(newest), pl.Int64),
        price_parity=pl.col(newest).cast(pl.Float64, strict=False) / 100,
    )
    return frame.filter(pl.col("price_parity") > 0).sort("fips")
