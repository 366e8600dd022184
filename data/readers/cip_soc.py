"""The federal crosswalk of programs (CIP 2020) to occupations (SOC 2018).

A link means that the program prepares directly for the occupation; it says nothing of shares. One program has up to
dozens of occupations and one occupation hundreds of programs: whoever joins and sums counts the same jobs six times.
Programs without an occupation are linked to 99-9999, and occupations without a program to 99.9999.
"""

import polars as pl

SHEET = "CIP-SOC"
"""The sheet of the workbook that holds every link; others repeat parts of it."""


def links(raw: pl.DataFrame) -> pl.DataFrame:
    """cip_code (NN.NNNN), cip_title, soc_code (NN-NNNN), soc_title: a row per link, each once."""
    frame = raw.select(
        cip_code=pl.col("CIP2020Code").str.zfill(7),
        # Titles of programs end in a period.
        cip_title=pl.col("CIP2020Title").str.strip_suffix("."),
        soc_code="SOC2018Code",
        soc_title="SOC2018Title",
    )
    return frame.unique(["cip_code", "soc_code"], keep="first").sort("cip_code", "soc_code")
