"""IPEDS completions and directory in any year's layout, as text in and typed rows out.

Column names are matched without case and blanks. CIP 99 rows are totals: they reconcile and are never counted.
"""

import polars as pl

COMPLETIONS = ("unitid", "cip_code", "major_number", "award_level", "awards")
_MISSING = ("-2", "-1", ".")


def completions(raw: pl.DataFrame) -> pl.DataFrame:
    """unitid, cip_code (NN.NNNN), major_number, award_level (code without padding), awards; totals left out."""
    return _all_rows(raw).filter(~pl.col("cip_code").str.starts_with("99"))


def unreconciled(raw: pl.DataFrame) -> pl.DataFrame:
    """Institution × level × major whose detail differs from its CIP 99 row: unitid, award_level, detail, stated."""
    rows = _all_rows(raw)
    keys = ["unitid", "award_level", "major_number"]
    is_total = pl.col("cip_code").str.starts_with("99")
    stated = rows.filter(is_total).group_by(keys).agg(stated=pl.col("awards").sum())
    detail = rows.filter(~is_total).group_by(keys).agg(detail=pl.col("awards").sum())
    both = stated.join(detail, on=keys, how="full", coalesce=True).with_columns(pl.col("detail").fill_null(0))
    return both.filter(pl.col("stated").is_not_null() & (pl.col("stated") != pl.col("detail"))).sort(keys)


def directory(raw: pl.DataFrame) -> pl.DataFrame:
    """unitid, institution, state, sector (code as text); −2 is null."""
    raw = _plain(raw)
    text = {"unitid": "unitid", "institution": "instnm", "state": "stabbr", "sector": "sector"}
    return raw.select(pl.col(theirs).str.strip_chars().alias(ours) for ours, theirs in text.items()).with_columns(
        pl.when(~pl.col(c).is_in(_MISSING)).then(pl.col(c)).alias(c) for c in ("state", "sector")
    )


def _all_rows(raw: pl.DataFrame) -> pl.DataFrame:
    raw = _plain(raw)
    # Until 2007 the grand total was split by sex only: men in CRACE15, women in CRACE16.
    total = ["ctotalt"] if "ctotalt" in raw.columns else ["crace15", "crace16"]
    major = pl.col("majornum") if "majornum" in raw.columns else pl.lit("1")
    return raw.select(
        unitid=pl.col("unitid").str.strip_chars(),
        cip_code=_cip(pl.col("cipcode")),
        major_number=major.cast(pl.Int64),
        award_level=pl.col("awlevel").str.strip_chars().cast(pl.Int64).cast(pl.String),
        awards=pl.sum_horizontal(pl.col(c).str.strip_chars().cast(pl.Int64, strict=False) for c in total),
    )


def _cip(code: pl.Expr) -> pl.Expr:
    bare = code.str.strip_chars(" '\"=")
    return pl.when(bare.str.contains(r"^\d\.")).then("0" + bare).otherwise(bare)


def _plain(raw: pl.DataFrame) -> pl.DataFrame:
    return raw.rename({c: c.strip(' \ufeff"').lower() for c in raw.columns}).cast(pl.String)
