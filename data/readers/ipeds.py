"""IPEDS files in any year's layout: their columns by any of their names, as text in and typed values out.

CIP 99 rows are totals: they reconcile and are never counted.
"""

import re

import polars as pl

from data.readers import cip
from data.readers.files import BadFile, Origin

NAMES = {
    "year": ("year", "academicyear"),
    "unitid": ("unitid", "ipedsunitid", "institutionid"),
    "cip_code": ("cipcode", "cip", "cip2010", "cip2020"),
    "award_level": ("awlevel", "awardlevel", "awardlevelcode"),
    "major_number": ("majornum", "majornumber", "firstorsecondmajor"),
    "awards": ("ctotalt", "grandtotal", "awards", "totalawards"),
    "awards_men": ("crace15", "ctotalm"),
    "awards_women": ("crace16", "ctotalw"),
    "institution": ("instnm", "institutionname", "institution", "entityname"),
    "state": ("stabbr", "stateabbreviation", "state"),
    "sector": ("sector", "sectorofinstitution", "sectorcode"),
    "control": ("control", "controlofinstitution"),
    "opeid": ("opeid", "opeidnumber"),
}
"""Our column: headers that carried it, in letters and digits only."""

COMPLETIONS = ("unitid", "cip_code", "major_number", "award_level", "awards")
DIRECTORY = ("unitid", "institution", "state", "sector", "control", "opeid")
_NONE = ("-1", "-2", "-3", ".")
"""What the directory writes where it has nothing to say."""


def columns(headers: list[str]) -> dict[str, str]:
    """Our column → their header, for every column that is there."""
    plain = {re.sub(r"[^a-z0-9]", "", header.lower()): header for header in headers}
    return {ours: next(plain[n] for n in names if n in plain) for ours, names in NAMES.items() if {*names} & {*plain}}


def counts(raw: pl.DataFrame) -> pl.DataFrame:
    """Every row, totals too: row, the columns of COMPLETIONS, is_total; null where the text is none of its column."""
    header_of = columns(raw.columns)
    text = {ours: pl.col(theirs).cast(pl.String).str.strip_chars(" '\"=") for ours, theirs in header_of.items()}
    # Until 2007 the grand total was split by sex only: men in CRACE15, women in CRACE16.
    sums = [text[c] for c in (("awards",) if "awards" in text else ("awards_men", "awards_women"))]
    whole = [number.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False) for number in sums]
    stated = pl.any_horizontal(number.is_not_null() for number in whole)
    return raw.select(
        row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64),
        unitid=text["unitid"].str.extract(r"^(\d{6})(?:\.0)?$"),
        cip_code=cip.six_digits(text["cip_code"]),
        major_number=text["major_number"].cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
        if "major_number" in text
        else pl.lit(1, pl.Int64),
        award_level=text["award_level"].str.extract(r"^0*(\d{1,2})(?:\.0)?$"),
        # Nothing stated is not a zero.
        awards=pl.when(stated).then(pl.sum_horizontal(whole)),
        is_total=text["cip_code"].str.contains(r"^99(\.0*)?$"),
    )


def completions(raw: pl.DataFrame) -> pl.DataFrame:
    """unitid, cip_code (NN.NNNN), major_number, award_level (code without padding), awards; totals left out."""
    return counts(raw).filter(~pl.col("is_total")).select(COMPLETIONS)


def reconciled(raw: pl.DataFrame) -> pl.DataFrame:
    """Institution × level × major that has a CIP 99 row, with the sum of its detail: unitid, award_level, detail, stated."""
    rows, keys = counts(raw), ["unitid", "award_level", "major_number"]
    stated = rows.filter("is_total").group_by(keys).agg(stated=pl.col("awards").sum())
    detail = rows.filter(~pl.col("is_total")).group_by(keys).agg(detail=pl.col("awards").sum())
    return stated.join(detail, on=keys, how="left").with_columns(pl.col("detail").fill_null(0)).sort(keys)


def directory(raw: pl.DataFrame) -> pl.DataFrame:
    """The columns of DIRECTORY, codes as text; −2 is null, and so is a column that is not there."""
    header_of = columns(raw.columns)
    text = {
        ours: pl.col(header_of[ours]).cast(pl.String).str.strip_chars()
        if ours in header_of
        else pl.lit(None, pl.String)
        for ours in DIRECTORY
    }
    stated = [pl.when(~value.is_in(_NONE)).then(value).alias(ours) for ours, value in text.items()]
    return raw.select(stated).with_columns(pl.col("sector", "control").str.replace(r"\.0$", ""))


def years(origin: Origin, raw: pl.DataFrame) -> pl.Series:
    """The academic year of every row. Raises BadFile where it is nowhere."""
    return raw.select(pl.int_range(pl.len()), year=_year(origin, raw))["year"]


def _year(origin: Origin, raw: pl.DataFrame) -> pl.Expr:
    """The academic year: as stated, else in the file, else in its name. Raises BadFile where it is nowhere.

    Completions of 2023 (`c2023_a`) are July 2022 to June 2023.
    """
    header_of = columns(raw.columns)
    if origin.year is not None:
        return pl.lit(origin.year, pl.Int64)
    if "year" in header_of:
        return pl.col(header_of["year"]).cast(pl.Int64, strict=False)
    for name in origin.names:
        if years := {int(y) for y in re.findall(r"(?<!\d)(?:c|hd)((?:19|20)\d\d)(?!\d)", name.lower())}:
            return pl.lit(years.pop(), pl.Int64)
        if len(years := {int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", name)}) == 1:
            return pl.lit(years.pop(), pl.Int64)
    raise BadFile(
        f"{origin.names[0] if origin.names else 'The file'} does not say of which academic year it is, neither in a "
        "column nor in its name. Say it with --year 2023 for July 2022 to June 2023, or name the file as its publisher does (c2023_a.csv, "
        "hd2023.csv)."
    )
