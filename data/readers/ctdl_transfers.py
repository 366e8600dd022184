"""Transfer values and transfer agreements of CTDL documents, as articulations.

`agreed` needs an institution that grants the credit: the one that offers what it counts toward, or the owner of the
profile where that is no agency. All else is a recommendation, as that of ACE, which binds nobody.
"""

import polars as pl

from data.contracts.articulations import AGREED, RECOMMENDED
from data.readers.files import FileSample, Tidied, shaped
from data.readers.outcome_rows import issue, number, repeated

NAME = "CTDL documents of transfer"
SOURCE = "own"
TABLE = "articulations"
NEEDED = ("transfer_id", "transfer_kind", "from_title", "credit", "credit_unit", "effective_on", "expires_on")
SEMESTER_HOURS = {"DegreeCredit": 1.0, "SemesterHours": 1.0, "SemesterHour": 1.0, "QuarterHours": 2 / 3, "QuarterHour": 2 / 3}  # fmt: skip
"""Units of credit that can be said in semester hours. Degree credit is taken as such: recommendations are in them."""
MISSPELLED = {"DegreeeCredit": "DegreeCredit"}
"""As it stands in an example of the handbook, which others have copied."""
SEVERAL = "several"
MOST_CREDIT = 200


def sniff(sample: FileSample) -> bool:
    """Whether the headers are those that documents of transfer are laid out under."""
    return {*NEEDED} <= {*sample.columns}


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return tuple(headers)


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `articulations`, with the unit of credit restored where it is misspelled."""
    text = raw.with_columns(row=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
    unit = pl.col("credit_unit").replace(MISSPELLED)
    hours = number("credit") * unit.replace_strict(SEMESTER_HOURS, default=None, return_dtype=pl.Float64)
    is_agreed = pl.col("receiving_institution").is_not_null()
    rows = text.with_columns(
        articulation_id=pl.col("transfer_id"),
        degree=pl.when(pl.col("to_offering").is_null()).then("to_title"),
        credit_hours=pl.when(hours.is_between(0, MOST_CREDIT)).then(hours.round(2)),
        agreement_state=pl.when(is_agreed).then(pl.lit(AGREED)).otherwise(pl.lit(RECOMMENDED)),
        agreement_kind=pl.col("transfer_kind"),
        recommended_by=pl.when(~is_agreed).then("owner"),
        **{day: _day(day) for day in ("effective_on", "expires_on")},
    )
    rows = rows.with_columns(expires_on=pl.when((pl.col("expires_on") >= pl.col("effective_on")) | pl.col("effective_on").is_null()).then("expires_on"))  # fmt: skip
    issues = [
        *(issue(text.filter(_day(day).is_null(), pl.col(day).is_not_null()).select("row", value=day), day, "no_day") for day in ("effective_on", "expires_on")),
        issue(text.filter(pl.col("credit_unit") == SEVERAL).select("row", value="transfer_id"), "credit_hours", "several_credits"),
        issue(
            text.filter(pl.col("credit").is_not_null(), hours.is_null()).select("row", value="credit_unit"),
            "credit_hours", "no_semester_hours",
        ),
        repeated(rows.select("row", "articulation_id", "from_title", "to_title", "credit_hours"), ["articulation_id"], "articulation_id"),
    ]  # fmt: skip
    restored = text.filter(pl.col("credit_unit").is_in(list(MISSPELLED))).select("row", value="credit_unit")
    return Tidied(
        shaped({TABLE: rows}), pl.concat(issues), repairs=issue(restored, "credit_hours", "credit_unit_restored")
    )


def _day(column: str) -> pl.Expr:
    """A day written in ISO; null for a day that does not exist, such as February 30."""
    return pl.col(column).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
