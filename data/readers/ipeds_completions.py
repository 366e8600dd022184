"""IPEDS completions: awards by institution, six-digit field and level, as published or reduced."""

import polars as pl

from data.readers import ipeds
from data.readers.files import FileSample, Origin, Tidied, issue, no_issues
from data.reference.award_levels import CERTIFICATES, FAMILY_OF, LEVELS

NAME = "IPEDS completions"
TABLE = "market_completions"
SOURCE = "ipeds"

_WHY = {
    "unitid": "not_an_institution",
    "cip_code": "rolled_up_code",
    "major_number": "unknown_major",
    "award_level": "unknown_award_level",
    "awards": "not_a_count",
}


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those of a completions file of some year."""
    header_of = ipeds.columns(sample.columns)
    is_counted = "awards" in header_of or {"awards_men", "awards_women"} <= {*header_of}
    return {"unitid", "cip_code", "award_level"} <= {*header_of} and is_counted


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    needed = {"year", "awards_men", "awards_women", *ipeds.COMPLETIONS}
    return tuple(theirs for ours, theirs in ipeds.columns(headers).items() if ours in needed)


def tidy(raw: pl.DataFrame, origin: Origin) -> Tidied:
    """Rows of `market_completions`; total rows check the detail and are counted as aside. Raises BadFile without a year."""
    rows = ipeds.counts(raw).with_columns(ipeds.years(origin, raw))
    is_total = pl.col("is_total").fill_null(False)
    detail = rows.filter(~is_total).drop("is_total")
    detail = detail.with_columns(
        award_level=pl.when(pl.col("award_level").is_in(list(FAMILY_OF))).then("award_level"),
        major_number=pl.when(pl.col("major_number").is_in([1, 2])).then("major_number"),
    )
    issues = [no_issues()]
    for column, why in _WHY.items():
        lost = detail.filter(pl.col(column).is_null()).select("row", value=_text(raw, column).gather(pl.col("row") - 1))
        issues.append(issue(lost, column, why, is_fatal=True))
    notes, warnings = _reconciliation(raw)
    return Tidied(
        {TABLE: detail},
        pl.concat(issues),
        totals=_totals(detail),
        notes=notes,
        warnings=(*warnings, *_out_of_use(detail)),
        aside=rows.height - detail.height,
    )


def _text(raw: pl.DataFrame, column: str) -> pl.Expr:
    header_of = ipeds.columns(raw.columns)
    theirs = header_of.get(column, header_of.get("awards_men") if column == "awards" else None)
    return pl.lit(raw[theirs].cast(pl.String) if theirs else pl.Series([None] * raw.height, dtype=pl.String))


def _totals(detail: pl.DataFrame) -> dict[str, float]:
    first = pl.col("major_number") == 1
    is_certificate = pl.col("award_level").replace_strict(FAMILY_OF, default=None).is_in(CERTIFICATES)
    is_computing = pl.col("cip_code").str.starts_with("11.")
    awards = pl.col("awards")
    names = {
        "awards, first majors, without total rows": awards.filter(first),
        "of those certificates below the bachelor's": awards.filter(first & is_certificate),
        "of those in computing (CIP 11)": awards.filter(first & is_certificate & is_computing),
        "awards, second majors": awards.filter(~first),
        "rows with zero awards (offered, nobody finished)": (awards == 0).cast(pl.Int64),
    }
    row = detail.select(*(expr.sum().alias(name) for name, expr in names.items())).row(0, named=True)
    return {name: float(value or 0) for name, value in row.items()}


def _reconciliation(raw: pl.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = ipeds.reconciled(raw)
    wrong = both.filter(pl.col("stated") != pl.col("detail"))
    if both.is_empty():
        return (), ("no total rows (CIP 99), so the detail could not be reconciled",)
    if wrong.is_empty():
        return (f"detail equals the total row in all {both.height:,} institution × level sums",), ()
    first = wrong.row(0, named=True)
    return (), (
        f"detail differs from the total row in {wrong.height:,} of {both.height:,} institution × level sums, first at "
        f"institution {first['unitid']}, level {first['award_level']}: {first['detail']:,} against {first['stated']:,}",
    )


def _out_of_use(detail: pl.DataFrame) -> list[str]:
    """Award levels that do not belong into the year of their rows: the year or the file is likely another."""
    levels_by_year = detail.group_by("year", "award_level").len().drop_nulls().sort("year", "award_level").rows()
    levels = {level.code: level for level in LEVELS}
    return [
        f"award level {code} was not in use in {year}: {n:,} rows carry it. Is {year} the right year?"
        for year, code, n in levels_by_year
        if not levels[code].was_used(year)
    ]
