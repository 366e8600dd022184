"""National employment projections of the US Bureau of Labor Statistics: two sheets of its workbook of occupations.

Counts are in thousands, a dash stands for what is not known, titles are indented, notes stand under the table, and
summaries stand among line items. Openings are what BLS prints: exits and transfers are not computed again from rates,
since rates are rounded and apply to the mean of both years.
"""

import polars as pl

SEPARATIONS, CHARACTERISTICS = "Table 1.10", "Table 1.2"
"""Sheets with openings by part, and with what an occupation usually asks for."""
DETAIL = "Line item"
YEARS = 10
"""Years between the two that are projected, over which growth is spread."""

_CODE, _TITLE, _KIND = (
    "2024 National Employment Matrix code",
    "2024 National Employment Matrix title",
    "Occupation type",
)
_COUNTS = {
    "employment": "Employment, 2024",
    "change": "Employment change, numeric, 2024–34",
    "exits": "Labor force exits, 2024–34 annual average",
    "transfers": "Occupational transfers, 2024–34 annual average",
    "openings": "Occupational openings, 2024–34 annual average",
}
_WORDS = {
    "education": "Typical education needed for entry",
    "experience": "Work experience in a related occupation",
    "training": "Typical on-the-job training needed to attain competency in the occupation",
}
THOUSAND = 1_000


def openings(raw: pl.DataFrame) -> pl.DataFrame:
    """soc_code, title, employment (jobs in the first year), exits, transfers, growth and openings (jobs a year).

    Line items only, since summaries repeat them. Growth is the change over ten years divided by ten, and may be negative.
    """
    # A thousand jobs is printed to one decimal, so that whole hundreds are exact.
    counts = {
        name: (pl.col(column).cast(pl.Float64, strict=False) * THOUSAND).round(0) for name, column in _COUNTS.items()
    }
    frame = _line_items(raw).select(soc_code=_CODE, title=_TITLE, **counts)
    return frame.with_columns(growth=pl.col("change") / YEARS).drop("change").sort("soc_code")


def characteristics(raw: pl.DataFrame) -> pl.DataFrame:
    """soc_code, education, experience and training that the occupation usually asks for; null where a dash is printed."""
    words = {name: pl.when(pl.col(column) != "—").then(column) for name, column in _WORDS.items()}
    return _line_items(raw).select(soc_code=_CODE, **words).sort("soc_code")


def _line_items(raw: pl.DataFrame) -> pl.DataFrame:
    return raw.filter(pl.col(_KIND) == DETAIL).with_columns(pl.col(_TITLE).str.strip_chars())
