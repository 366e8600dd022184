"""Employment and wages by occupation and area (OEWS) of the US Bureau of Labor Statistics, in two layouts.

Wage and salary jobs only: the self-employed are not counted. A wage of `#`, or `-` with footnote 5, is the top code
($239,200 a year or more) and not missing. `*`, `**` and `-` with footnote 8 are withheld, footnote 4 says that only hourly or
only annual wages are published. Totals and groups of occupations stand among detailed ones.
"""

import polars as pl

TOP_CODE_USD = 239_200
"""Annual wages from here on are published as `#` or under footnote 5."""
MOST_NOISE = 30
"""Percent of relative standard error above which a number says too little to be shown."""
WAGES = {"wage_p25": "a_pct25", "wage_median": "a_median", "wage_p75": "a_pct75"}
AREA_COLUMNS = ("soc_code", "employment", *WAGES, "is_top_coded")


def national(raw: pl.DataFrame) -> pl.DataFrame:
    """AREA_COLUMNS of the detailed occupations of the national workbook; null where nothing is published."""
    frame = raw.rename(str.lower).filter(pl.col("o_group") == "detailed")
    return _typed(frame.with_columns(footnotes=pl.lit(None, pl.String)), "mean_prse")


def areas(raw: pl.DataFrame) -> pl.DataFrame:
    """The same with area (code), area_name and state_fips (of the first state), of the flat files of states or metros."""
    detailed = raw.filter(pl.col("display_level") == 3)
    noise = "mean_prse" if "mean_prse" in raw.columns else None
    names = detailed.select("area", "area_name", "state_fips")
    return pl.concat([names, _typed(detailed, noise)], how="horizontal")


def _typed(frame: pl.DataFrame, wage_noise: str | None) -> pl.DataFrame:
    is_top = {
        name: (pl.col(column) == "#") | pl.col("footnotes").fill_null("").str.contains(rf"\b{column}:5\b")
        for name, column in WAGES.items()
    }
    is_quiet = _number(wage_noise).fill_null(0) <= MOST_NOISE if wage_noise else pl.lit(True)
    wages = {
        name: pl.when(is_quiet).then(pl.when(is_top[name]).then(pl.lit(TOP_CODE_USD)).otherwise(_number(column)))
        for name, column in WAGES.items()
    }
    employment = pl.when(_number("emp_prse").fill_null(0) <= MOST_NOISE).then(_number("tot_emp"))
    counted = {"employment": employment, **wages}
    return frame.select(
        soc_code="occ_code",
        **{name: value.cast(pl.Int64) for name, value in counted.items()},
        is_top_coded=pl.any_horizontal(*is_top.values()),
    )


def _number(column: str) -> pl.Expr:
    """The number of a cell, null where it holds a sign such as `-`, `*` or `#`."""
    return pl.col(column).str.replace_all(",", "").cast(pl.Float64, strict=False)
