"""What others forecast and what came of it, scored with the same code as our own."""

import polars as pl

from data.cubes.posting_scores import PostingScores
from data.reference import claims
from data.reference.sources import SOURCES
from data.store.store import MissingData, scan, scan_or_empty
from queries.forecasting.issued import published
from queries.forecasting.scoreboard import scores, totals
from queries.semantic.scope import Scope

COLUMNS = (
    "forecaster",
    "subject",
    "issued_for",
    "lead_years",
    "calls",
    "error_share",
    "naive_share",
    "bias_share",
    "publisher",
    "note",
)
NOT_FOLLOWED = "not_followed"
"""In place of an error: nobody stated later what came of it."""


def others(version: str) -> pl.DataFrame:
    """External forecasts by year, or by lead where only that was published: COLUMNS. `calls` is null where only a mean over many was published."""
    try:
        rows = scan(version, "market", "external_forecasts").collect()
    except MissingData:  # made by an earlier program
        return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    keys = ("forecaster", "subject", "issued_for", "lead_years", "source")
    called = rows.filter(pl.col("forecast").is_not_null()).rename({"forecast": "point"})
    scored = scores(called, keys).select(*keys, "calls", "error_share", "naive_share", "bias_share")
    stated = rows.filter(pl.col("published_error_share").is_not_null()).select(
        *keys, calls=pl.lit(None, pl.UInt32), error_share="published_error_share",
        naive_share=pl.lit(None, pl.Float64), bias_share=pl.lit(None, pl.Float64),
    )  # fmt: skip
    every = pl.concat([scored, stated]).with_columns(
        publisher=pl.col("source").replace_strict(_publishers()), note=pl.lit(None, pl.String)
    )
    unscored = _not_followed(rows["forecast_id"].to_list()).cast(dict(every.select(COLUMNS).schema))
    return pl.concat([every.select(COLUMNS), unscored]).sort("forecaster", "lead_years", "issued_for", "subject")


def _not_followed(scored: list[str]) -> pl.DataFrame:
    """Forecasts among the published figures of which nobody stated later what came: no error, and no call."""
    open_ones = claims.claims().filter(pl.col("forecast").is_not_null() & ~pl.col("forecast").is_in(scored))
    year = pl.col("period").str.extract(r"(\d{4})$").cast(pl.Int64)
    return open_ones.select(
        forecaster="sponsor",
        subject=pl.concat_str(pl.col("says").str.strip_suffix(", as expected"), pl.lit(", "), "geography"),
        issued_for=year,
        # As of one made a year ahead, where it was made in the year that it is for.
        lead_years=(year - pl.col("published").str.head(4).cast(pl.Int64)).clip(lower_bound=1),
        calls=pl.lit(0),
        error_share=pl.lit(None),
        naive_share=pl.lit(None),
        bias_share=pl.lit(None),
        publisher="sponsor",
        note=pl.lit(NOT_FOLLOWED),
    )


def ours_by_year(scope: Scope, metric: str) -> pl.DataFrame:
    """Our own forecasts of the college's next twelve months as a sum, scored as one call per origin: COLUMNS less two."""
    due = published.calls(scope, metric, "all")
    if due.is_empty():
        return pl.DataFrame()
    periods = 12 if due["frequency"][0] == "month" else 4
    whole = totals(due, range(1, periods + 1))
    return scores(whole) if whole.height else pl.DataFrame()


def postings(version: str) -> pl.DataFrame:
    """Scores of posting forecasts by lead, as in the posting_scores cube; no rows where the version has none."""
    return scan_or_empty(version, "market", "posting_scores", PostingScores).sort("lead").collect()


def _publishers() -> dict[str, str]:
    return {code: source.publisher for code, source in SOURCES.items()}
