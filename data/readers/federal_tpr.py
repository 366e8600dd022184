"""Training provider results that states report under WIOA, by the documented layout of the federal export.

Columns are found by their code (`d105_program_name`, `de129`), since their words change. −1 is suppressed or not
reported; of a length it says that the program has none. No column says of which program year the numbers are.
"""

import re

import polars as pl

from data.readers.files import FileSample, Origin, Tidied, shaped
from data.readers.outcome_rows import TABLE, cip, columns, issue, number, picked, repeated, stacked

__all__ = ["NAME", "TABLE", "sniff", "tidy"]

NAME = "Federal training provider results"
SOURCE = "federal_tpr"
LISTED = "market_offerings"
SUPPRESSED = "-1"
CODES = {
    "provider": "d101",
    "entity_type": "d104",
    "program": "d105",
    "cip_text": "d110",
    "cost": "d111",
    "hours": "d113",
    "length": "d114",
    "format": "d116",
    "served": "d120",
    "exited": "d121",
    "completed": "d122",
    "employed_q2": "d123",
    "employed_q4": "d124",
    "earnings_q2": "d125",
    "base_q2": "de129",
    "base_q4": "de130",
}
NAMED = {"state": ("reportingstate", "reporting_state"), "zip": (), "stated_q2": ("c_q2_employment_percent",)}
PROVIDER_TYPES = (
    ("baccalaureate", "public_4yr"),
    ("associate", "public_2yr"),
    ("certificate", "public_2yr"),
    ("apprenticeship", "apprenticeship"),
    ("for-profit", "training_company"),
    ("for profit", "training_company"),
    ("non-profit", "community_org"),
    ("nonprofit", "community_org"),
)
"""As in the Texas list: the type does not state the control of a college. `Public` and `Other` stay unknown."""
MODALITIES = (("hybrid", "hybrid"), ("blended", "hybrid"), ("online", "online"), ("in-person", "in_person"))
"""The first word that a format holds tells, since a hybrid one names both ways."""
PEOPLE = ("served", "exited", "completed", "employed_q2", "employed_q4", "earnings_q2", "base_q2", "base_q4")
LIMITS = {"cost": 1_000_000, "length": 520, "hours": 10_000}
"""The most that a price, a number of weeks and a number of hours may be."""


def sniff(sample: FileSample) -> bool:
    """Whether the headers carry the export's element codes."""
    header_of = _by_code(sample.columns)
    return {"provider", "program", "cip_text", "exited", "completed", "employed_q2"} <= set(header_of)


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return (*_by_code(headers).values(), *columns(headers, {n: a for n, a in _ALIASES.items() if n in NAMED}).values())


def tidy(raw: pl.DataFrame, origin: Origin | None = None) -> Tidied:
    """Rows of `market_outcomes` (completion, work and pay) and of `market_offerings` (price, length and people).

    The export has no day of its own, so its edition is the day on which it is brought.
    """
    text = picked(raw.rename({theirs: ours for ours, theirs in _by_code(raw.columns).items()}), _ALIASES)
    wide = text.with_columns(
        *(number(c, SUPPRESSED).alias(c) for c in (*PEOPLE, *LIMITS, "stated_q2")),
        provider_id="provider",
        provider_type=_first("entity_type", PROVIDER_TYPES),
        modality=_first("format", MODALITIES),
        cip_code=cip("cip_text"),
        state=pl.col("state").str.to_uppercase().str.extract(r"^([A-Z]{2})$"),
        period=pl.lit("not stated"),
    ).with_columns(program_id=_program_id(), base_fits=_fits())
    tables = {
        TABLE: stacked(wide, _numbers(), SOURCE),
        LISTED: _listed(wide, (origin or Origin()).brought_on),
    }
    return Tidied(shaped(tables), pl.concat(_issues(text, wide)))


def _listed(wide: pl.DataFrame, edition: object) -> pl.DataFrame:
    """A row per program with its price, length, way of teaching and people."""
    return wide.select(
        "row", "provider_id", "provider", "provider_type", "state", "cip_code", "modality",
        pl.col("served", "completed").cast(pl.Int64, strict=False),
        list_id=pl.lit(SOURCE),
        edition=pl.lit(edition),
        program_id=pl.concat_str("provider", "program_id", separator=" · "),
        title="program",
        price_usd=_within("cost"),
        weeks=_within("length"),
        contact_hours=_within("hours"),
    )  # fmt: skip


def _issues(text: pl.DataFrame, wide: pl.DataFrame) -> list[pl.DataFrame]:
    sentinel = {c: text.filter(number(c) == float(SUPPRESSED)).select("row", value=c) for c in (*PEOPLE, *LIMITS)}
    lengths = ("length", "hours")
    lost = {"cost": "no_price", "length": "no_length", "hours": "no_hours"}
    return [
        repeated(wide, ["provider_id", "program_id"], "program"),
        issue(wide.filter(~pl.col("base_fits")).select("row", value="base_q2"), "de129", "wrong_base"),
        *(issue(rows, c, "competency_based" if c in lengths else "suppressed") for c, rows in sentinel.items()),
        *(issue(wide.filter(pl.col(c).is_not_null(), _within(c).is_null()).select("row", value=c), c, code) for c, code in lost.items()),
        issue(wide.filter(pl.col("completed") > pl.col("exited")).select("row", value="completed"), "completed", "more_completed"),
        issue(wide.filter(pl.any_horizontal(pl.col("provider", "program").is_null())).select("row", value="program"), "program", "not_named", fatal=True),
    ]  # fmt: skip


_ALIASES = {name: NAMED.get(name, ()) for name in (*CODES, *NAMED)}


def _by_code(headers: list[str]) -> dict[str, str]:
    """Our column → their header, by the element code that it starts with."""
    codes = {re.split(r"[_\s]", header.strip().lower(), maxsplit=1)[0]: header for header in headers}
    return {ours: codes[code] for ours, code in CODES.items() if code in codes}


def _first(column: str, words: tuple[tuple[str, str], ...]) -> pl.Expr:
    """Our word for the first of theirs that the text holds; null for none."""
    word = pl.lit(None, pl.String)
    for theirs, ours in reversed(words):
        is_said = pl.col(column).str.to_lowercase().str.contains(theirs, literal=True)
        word = pl.when(is_said).then(pl.lit(ours)).otherwise(word)
    return word


def _program_id() -> pl.Expr:
    """Title, code and place of a program; what else tells it apart follows where these are shared, as they often are."""
    name = pl.concat_str("program", "cip_text", "zip", "state", separator=" · ", ignore_nulls=True)
    more = pl.concat_str(
        pl.format("{} weeks", "length"), pl.format("{} hours", "hours"), pl.format("${}", "cost"), "modality",
        separator=" · ", ignore_nulls=True,
    )  # fmt: skip
    is_shared = pl.struct("provider", "program", "cip_text", "zip", "state").is_duplicated()
    return pl.when(is_shared & (more != "")).then(pl.concat_str(name, more, separator=" · ")).otherwise(name)


def _within(column: str) -> pl.Expr:
    return pl.when((pl.col(column) > 0) & (pl.col(column) <= LIMITS[column])).then(pl.col(column))


def _fits() -> pl.Expr:
    """Whether the denominator gives back the stated rate; it is taken on trust where no rate is stated."""
    stated = pl.col("stated_q2")
    stated = pl.when(stated > 1).then(stated / 100).otherwise(stated)
    return ((pl.col("employed_q2") / pl.col("base_q2") - stated).abs() <= 0.01).fill_null(True)


def _numbers() -> dict[str, dict[str, pl.Expr]]:
    def rate(numerator: str, base: str) -> dict[str, pl.Expr]:
        top, bottom = pl.col(numerator), pl.col(base)
        fits = (bottom > 0) & (top <= bottom)
        return {"value": pl.when(fits).then(top / bottom), "n": bottom, "numerator": top}

    q2 = rate("employed_q2", "base_q2")
    q2["value"] = pl.when("base_fits").then(q2["value"])
    pay = pl.when(pl.col("earnings_q2") > 0).then(pl.col("earnings_q2"))
    return {
        "etp_completion": rate("completed", "exited"),
        "etp_employment_q2": q2,
        "etp_employment_q4": rate("employed_q4", "base_q4"),
        # Those employed in the quarter are those whose pay it is.
        "etp_earnings_q2": {"value": pay, "n": pl.when(pl.col("employed_q2") > 0).then(pl.col("employed_q2"))},
    }
