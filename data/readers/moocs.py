"""Course runs of HarvardX and MITx: participants, those who viewed half, and those certified."""

import polars as pl

from data.readers.files import FileSample, Tidied
from data.readers.outcome_rows import TABLE, columns, issue, number, picked, repeated, stacked

__all__ = ["NAME", "TABLE", "sniff", "tidy"]

NAME = "HarvardX and MITx course runs"
SOURCE = "harvardx_mitx"
ALIASES = {
    "institution": (),
    "course_number": (),
    "launch_date": (),
    "course_title": (),
    "course_subject": (),
    "year": (),
    "honor_code_certificates": (),
    "participants": ("participants (course content accessed)",),
    "half": ("audited (> 50% course content accessed)", "audited"),
    "certified": (),
}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of the file, in whatever order."""
    return set(ALIASES) - {"honor_code_certificates", "year"} <= set(columns(sample.columns, ALIASES))


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(columns(headers, ALIASES).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_outcomes`: certified of those who opened the course, and of those who viewed half.

    A run that offered no certificate says nothing about completing and gives no number.
    """
    text = picked(raw, ALIASES)
    day = pl.coalesce(pl.col("launch_date").str.to_date(f, strict=False) for f in ("%m/%d/%Y", "%Y-%m-%d"))
    offered = pl.col("honor_code_certificates").fill_null("1") != "0"
    wide = text.with_columns(
        *(number(c).alias(c) for c in ("participants", "half", "certified")),
        provider_id="institution",
        provider="institution",
        provider_type=pl.lit("private_nonprofit"),
        # One run can stand in two years, as its participants went on to open it.
        program_id=pl.concat_str("course_number", "launch_date", "year", separator=" ", ignore_nulls=True),
        program="course_title",
        subject="course_subject",
        # Years of the program run from the first fall: launched from September 2012 to August 2013 is the first.
        period=pl.concat_str(
            day.dt.offset_by("-8mo").dt.year(), pl.lit("-"), (day.dt.offset_by("-8mo").dt.year() + 1) % 100
        ),
    )
    offers = wide.filter(offered)
    numbers = {
        f"mooc_certified_{name}": {
            "value": pl.when(pl.col(base) > 0).then(pl.col("certified") / pl.col(base)),
            "n": pl.col(base),
            "numerator": pl.col("certified"),
        }
        for name, base in (("participants", "participants"), ("half", "half"))
    }
    # More certified than viewed half: half of the content is not what the certificate asked for.
    more = pl.col("certified") > pl.col("half")
    numbers["mooc_certified_half"]["value"] = pl.when(~more).then(numbers["mooc_certified_half"]["value"])
    issues = [
        repeated(text, ["course_number", "launch_date", "year"], "course_number"),
        issue(wide.filter(~offered).select("row", value="course_number"), "certified", "no_certificate"),
        issue(offers.filter(more).select("row", value="certified"), "certified", "more_certified"),
        issue(
            wide.filter(pl.col("period").is_null()).select("row", value="launch_date"),
            "launch_date",
            "no_day",
            fatal=True,
        ),
    ]
    return Tidied({TABLE: stacked(offers, numbers, "harvardx_mitx")}, pl.concat(issues))
