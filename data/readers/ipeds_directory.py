"""IPEDS institution directory (HD files): name, state, sector and control of every institution in one year."""

import polars as pl

from data.readers import ipeds
from data.readers.files import FileSample, Origin, Tidied, issue, no_issues

NAME = "IPEDS institution directory"
TABLE = "market_institutions"
SOURCE = "ipeds"


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of a directory of some year."""
    return {"unitid", "institution", "state", "sector"} <= {*ipeds.columns(sample.columns)}


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    needed = {"year", *ipeds.DIRECTORY}
    return tuple(theirs for ours, theirs in ipeds.columns(headers).items() if ours in needed)


def tidy(raw: pl.DataFrame, origin: Origin) -> Tidied:
    """Rows of `market_institutions`; −2 is left empty and counted. Raises BadFile without a year."""
    header_of = ipeds.columns(raw.columns)
    rows = ipeds.directory(raw).with_columns(
        ipeds.years(origin, raw),
        row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
    )
    issues = [no_issues()]
    for column in ("state", "sector", "control", "opeid"):
        if column in header_of:
            lost = rows.select("row", value=raw[header_of[column]].cast(pl.String)).filter(
                rows[column].is_null() & raw[header_of[column]].is_not_null()
            )
            issues.append(issue(lost, column, "stands_for_nothing", is_fatal=False))
    return Tidied({TABLE: rows}, pl.concat(issues), totals={"institutions": float(rows["unitid"].n_unique())})
