"""Skills, work styles and technologies by occupation from O*NET, which rates finer occupations than others count.

Codes have two more digits (15-1252.00, 15-1299.08): an occupation is the mean of its parts. A workbook's numbers arrive
as text. A rating that O*NET recommends to suppress is left out, and so is the level of a skill that is not relevant. Later
releases rate work styles on other scales: a scale that is not known here is refused, since its ends are not known.
"""

import polars as pl

from data.readers.files import BadFile
from data.reference.merged_occupations import PUBLISHED_AS

SCALES = {"IM": ("importance", 1, 5), "LV": ("level", 0, 7)}
"""Our name of a scale, and its ends."""
DETAIL = "O*NET-SOC Code"


def ratings(raw: pl.DataFrame) -> pl.DataFrame:
    """soc_code (as published), element, name, importance and level (0 to 1: from the lower to the upper end of the scale).

    A mean over the finer occupations of a code; null where none is rated. Raises BadFile for a scale that is not known.
    """
    if strange := sorted({*raw["Scale ID"].drop_nulls().unique()} - {*SCALES}):
        raise BadFile(f"Ratings on the scale {', '.join(strange)} are not known; {', '.join(SCALES)} are.")
    rated = raw.filter(pl.col("Recommend Suppress").fill_null("N") != "Y")
    if "Not Relevant" in raw.columns:
        rated = rated.filter(pl.col("Not Relevant").fill_null("N") != "Y")
    keys = (published(), pl.col("Element ID").alias("element"), pl.col("Element Name").alias("name"))
    value = pl.col("Data Value").cast(pl.Float64)
    means = {
        name: ((value.filter(pl.col("Scale ID") == code) - low) / (high - low)).mean()
        for code, (name, low, high) in SCALES.items()
    }
    return rated.group_by(*keys).agg(**means).sort("soc_code", "element")


def technologies(raw: pl.DataFrame) -> pl.DataFrame:
    """soc_code (as published), technology, is_hot (frequent in postings) and is_in_demand (frequent in those of the occupation)."""
    marks = {"is_hot": "Hot Technology", "is_in_demand": "In Demand"}
    named = raw.group_by(published(), pl.col("Example").alias("technology"))
    return named.agg(**{name: (pl.col(column) == "Y").any() for name, column in marks.items()}).sort(
        "soc_code", "technology"
    )


def job_zones(raw: pl.DataFrame) -> pl.DataFrame:
    """soc_code (as published) and job_zone, 1 to 5: of several finer occupations their mean, rounded, a half upward."""
    zone = (pl.col("Job Zone").cast(pl.Float64).mean() + 0.5).floor().cast(pl.Int64)
    return raw.group_by(published()).agg(job_zone=zone).sort("soc_code")


def published() -> pl.Expr:
    """The code under which jobs of an O*NET occupation are counted."""
    return pl.col(DETAIL).str.head(len("15-1252")).replace(PUBLISHED_AS).alias("soc_code")
