"""Outcomes by provider and CIP code of the New Jersey Department of Labor.

Shares are fractions, the wage is of one quarter, −99999 is missing and 999999 a filler for the code. No year is stated.
"""

import polars as pl

from data.readers.files import FileSample, Tidied
from data.readers.outcome_rows import TABLE, cip, columns, issue, number, people, picked, repeated, stacked

__all__ = ["NAME", "TABLE", "sniff", "tidy"]

NAME = "New Jersey outcomes by provider and CIP code"
SOURCE = "new_jersey"
MISSING = "-99999"
ALIASES = {
    "providerid": (),
    "cipcode": (),
    **{f"peremployed{q}": () for q in (2, 4, 8)},
    **{f"numcompleted{q}": () for q in (2, 4, 8)},
    "avgquarterlywage2": (),
    "numusedwagecalc2": (),
}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of the file, in whatever order."""
    header_of = columns(sample.columns, ALIASES)
    return {"providerid", "cipcode", "peremployed2", "numcompleted2", "avgquarterlywage2"} <= set(header_of)


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(columns(headers, ALIASES).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_outcomes`: employment in quarters 2, 4 and 8 and average pay in quarter 2."""
    text = picked(raw, ALIASES)
    measured = [c for c in ALIASES if c not in ("providerid", "cipcode")]
    wide = text.with_columns(
        *(number(c, MISSING).alias(c) for c in measured),
        provider_id="providerid",
        provider=pl.lit("Provider ") + pl.col("providerid"),
        program_id="cipcode",
        program=pl.lit("CIP ") + pl.coalesce(cip("cipcode"), "cipcode"),
        cip_code=cip("cipcode"),
        state=pl.lit("NJ"),
        period=pl.lit("not stated"),
    )
    numbers = {
        f"nj_employment_q{q}": {
            "value": pl.col(f"peremployed{q}"),
            "n": pl.col(f"numcompleted{q}"),
            "numerator": people(f"peremployed{q}", f"numcompleted{q}"),
        }
        for q in (2, 4, 8)
    }
    numbers["nj_earnings_q2"] = {"value": pl.col("avgquarterlywage2"), "n": pl.col("numusedwagecalc2")}
    filler = text.filter(cip("cipcode").is_null())
    missing = text.filter(number("peremployed2", MISSING).is_null())
    issues = [
        repeated(text, ["providerid", "cipcode"], "cipcode"),
        issue(filler.select("row", value="cipcode"), "cipcode", "filler_code"),
        issue(missing.select("row", value="peremployed2"), "peremployed2", "filler_missing"),
    ]
    return Tidied({TABLE: stacked(wide, numbers, "new_jersey")}, pl.concat(issues))
