"""Employment projections of the states, as Projections Central exports them: short term (two years) or long term (ten).

All values are text. A zero is a row that exists: an occupation with no opening in a year. Totals and groups of occupations stand
among the detailed ones, and the country among the states. State numbers lose their leading zero where a spreadsheet saved them.
"""

import polars as pl

from data.readers.files import FileSample, Tidied, issue
from data.readers.outcome_rows import columns, number, picked
from data.reference.merged_occupations import PUBLISHED_AS
from data.reference.state_codes import POSTAL

NAME = "State employment projections (Projections Central)"
TABLE = "market_projections"
SOURCE = "state_projections"
ALIASES = {
    "stfips": (), "area": (), "occcode": ("occ_code",), "title": (), "base": (), "projected": (),
    "avgannualopenings": ("avg_annual_openings",), "baseyear": ("base_year",), "projyear": ("projected_year", "projectedyear"),
}  # fmt: skip
_NAMES = ("state", "soc_code", "base_year", "projected_year")
_COUNTS = ("employment", "projected_employment", "openings")
_KEY = {"stfips", "occcode", "avgannualopenings", "baseyear", "projyear"}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of the export, in whatever order."""
    return {*columns(sample.columns, ALIASES)} >= _KEY


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(columns(headers, ALIASES).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_projections`; totals, groups of occupations and the country are set aside."""
    text = picked(raw, ALIASES)
    fips = pl.col("stfips").str.extract(r"^(\d{1,2})(?:\.0)?$").str.zfill(2)
    digits = pl.col("occcode").str.extract(r"^(\d{2}-?\d{4})(?:\.\d+)?$").str.replace("-", "")
    soc = digits.str.head(2) + "-" + digits.str.tail(4)
    typed = text.with_columns(
        fips=fips,
        state=fips.replace_strict(POSTAL, default=None, return_dtype=pl.String),
        soc_code=soc,
        base_year=number("baseyear").cast(pl.Int64),
        projected_year=number("projyear").cast(pl.Int64),
        employment=number("base"),
        projected_employment=number("projected"),
        openings=number("avgannualopenings"),
    )
    is_group = pl.col("soc_code").str.ends_with("0000") | (pl.col("fips") == "00")
    detail = typed.filter(~is_group.fill_null(False))
    # Parts of an occupation that the country publishes together are added under its code.
    is_part = pl.col("soc_code").is_in([*PUBLISHED_AS]).fill_null(False)
    parts = detail.filter(is_part).with_columns(pl.col("soc_code").replace(PUBLISHED_AS))
    sums = [pl.col(column).sum() for column in _COUNTS]
    added = parts.group_by(_NAMES).agg(pl.col("row").min(), pl.col("title").first(), *sums)
    columns_read = ("row", *_NAMES, "title", *_COUNTS)
    table = pl.concat([detail.filter(~is_part).select(columns_read), added.select(columns_read)]).sort("row")
    issues = [
        issue(
            detail.filter(pl.col("state").is_null()).select("row", value="stfips"),
            "stfips",
            "not_a_state",
            is_fatal=True,
        ),
        issue(
            detail.filter(pl.col("openings").is_null() & pl.col("avgannualopenings").is_not_null()).select(
                "row", value="avgannualopenings"
            ),
            "avgannualopenings",
            "not_a_number",
            is_fatal=True,
        ),
    ]
    totals = {"openings a year": float(table["openings"].sum()), "states": float(table["state"].n_unique())}
    return Tidied({TABLE: table}, pl.concat(issues), totals=totals, aside=typed.height - detail.height)
