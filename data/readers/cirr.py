"""Outcome reports of bootcamps after the CIRR standard, as compiled from their PDF files.

`graduates_included` are the graduates whom the placement shares divide by: in 36 of the 46 reports of 2021 every share
is a whole number of them, and all graduates are then that number divided by the share that sought a job in the field.
Reports in which the shares are no whole number of people keep their shares and give no counts.
"""

# Why: decision 38.

import polars as pl

from data.readers.files import FileSample, Tidied
from data.readers.outcome_rows import TABLE, columns, issue, number, people, picked, stacked

__all__ = ["NAME", "TABLE", "sniff", "tidy"]

NAME = "CIRR outcome reports"
SOURCE = "cirr"
ALIASES = {
    "school_name": ("school",),
    "campus_location": ("campus",),
    "program_name": ("program",),
    "reporting_start": (),
    "reporting_end": (),
    "course_length": ("length",),
    "graduates_included": ("graduates_included_in_report",),
    "graduated_ontime": ("graduated_on_time",),
    "intend_infield_employment": ("job_seeking_graduates",),
    "employed_infield_90days": ("employed_in_field_90_days",),
    "employed_infield_180days": ("employed_in_field_180_days",),
    "not_seeking_infield_180days": (),
    "still_seeking_infield_180days": (),
    "median_annual_salary180days": ("median_annual_salary_180days",),
}
REQUIRED = ("school_name", "program_name", "graduates_included", "employed_infield_180days")
_SHARES = [c for c in ALIASES if "infield" in c or c == "graduated_ontime"]
_OF_INCLUDED = [c for c in _SHARES if c.endswith("days")]


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of compiled CIRR reports."""
    header_of = columns(sample.columns, ALIASES)
    return all(name in header_of for name in REQUIRED)


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(columns(headers, ALIASES).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_outcomes`: graduation on time, in-field jobs at 90 and 180 days, annual salary at 180 days."""
    text = picked(raw, ALIASES)
    debris = pl.col("program_name").str.contains(r"[a-z]nan$")
    start = pl.col("reporting_start").str.to_date("%m/%d/%Y", strict=False)
    wide = text.with_columns(
        *(number(c).alias(c) for c in _SHARES),
        included=number("graduates_included"),
        salary=number("median_annual_salary180days", "0"),
        title=pl.when(debris).then(pl.col("program_name").str.slice(0, pl.col("program_name").str.len_chars() - 3))
        .otherwise(pl.col("program_name")),
        period=pl.concat_str(start.dt.year(), pl.when(start.dt.month() < 7).then(pl.lit("-H1")).otherwise(pl.lit("-H2"))),
    ).with_columns(
        provider_id="school_name",
        provider="school_name",
        # A school reports lengths of one program apart: they are two programs.
        program_id=pl.concat_str("campus_location", "title", "course_length", separator=" · ", ignore_nulls=True),
        program=pl.concat_str("title", "campus_location", separator=", "),
        provider_type=pl.lit("bootcamp"),
        cip_code=pl.lit("11.0201"),
        whole=pl.all_horizontal(_is_whole(c) for c in _OF_INCLUDED),
    )  # fmt: skip
    issues = [
        issue(
            text.filter(debris).select("row", value="program_name"),
            "program_name",
            "ended_in_nan",
        ),
        issue(
            wide.filter(~pl.col("whole")).select("row", value="graduates_included"),
            "graduates_included",
            "no_whole_people",
        ),
        issue(
            text.filter(number("median_annual_salary180days") == 0).select("row", value="median_annual_salary180days"),
            "median_annual_salary180days",
            "salary_of_zero",
        ),
        issue(
            wide.filter(pl.col("period").is_null()).select("row", value="reporting_start"),
            "reporting_start",
            "no_half_year",
            fatal=True,
        ),
    ]
    return Tidied({TABLE: stacked(wide, _numbers(), "cirr")}, pl.concat(issues))


def _is_whole(column: str) -> pl.Expr:
    # Shares are printed to a tenth of a percent: as many people as that can hide are no contradiction.
    count = pl.col(column) * pl.col("included")
    return ((count - count.round(0)).abs() <= 0.0005 * pl.col("included") + 0.01).fill_null(True)


def _numbers() -> dict[str, dict[str, pl.Expr]]:
    whole = pl.col("whole")
    graduates = (pl.col("included") / pl.col("intend_infield_employment")).round(0)
    answered = sum(
        people(f"{state}_infield_180days", "included") for state in ("employed", "not_seeking", "still_seeking")
    )
    basis = {
        "graduates": pl.when(whole).then(graduates),
        "excluded": pl.when(whole).then(graduates - pl.col("included")),
        # On-time graduates are at most all graduates, so the enrolled are at most graduates over the on-time share.
        "enrolled_least": pl.when(whole).then(graduates),
        "enrolled_most": pl.when(whole).then((graduates / pl.col("graduated_ontime")).round(0)),
    }
    at_180 = {"not_reporting": pl.when(whole).then((pl.col("included") - answered).clip(0))}

    def placed(column: str) -> dict[str, pl.Expr]:
        counted = pl.when(whole).then(people(column, "included"))
        return {"value": pl.col(column), "n": pl.col("included"), "numerator": counted, **basis}

    return {
        "cirr_graduation": {"value": pl.col("graduated_ontime")},
        "cirr_in_field_90": placed("employed_infield_90days"),
        "cirr_in_field_180": placed("employed_infield_180days") | at_180,
        "cirr_earnings_180": {
            "value": pl.col("salary"),
            "n": pl.when(whole).then(people("employed_infield_180days", "included")),
        },
    }
