"""Training provider results that states report under WIOA, by the documented layout of the federal export.

Columns are found by their code (`d105_program_name`, `de129`), since their words change. −1 is suppressed or not
reported. No column says of which program year the numbers are.
"""

import re

import polars as pl

from data.readers.files import FileSample, Tidied
from data.readers.outcome_rows import TABLE, cip, columns, issue, number, picked, repeated, stacked

__all__ = ["NAME", "TABLE", "sniff", "tidy"]

NAME = "Federal training provider results"
SOURCE = "federal_tpr"
SUPPRESSED = "-1"
CODES = {
    "provider": "d101",
    "entity_type": "d104",
    "program": "d105",
    "cip_text": "d110",
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


def sniff(sample: FileSample) -> bool:
    """Whether the headers carry the export's element codes."""
    found = _by_code(sample.columns)
    return {"provider", "program", "cip_text", "exited", "completed", "employed_q2"} <= set(found)


def used(headers: list[str]) -> tuple[str, ...]:
    """The headers that are read."""
    return (*_by_code(headers).values(), *columns(headers, {n: a for n, a in _ALIASES.items() if n in NAMED}).values())


def tidy(raw: pl.DataFrame) -> Tidied:
    """Rows of `market_outcomes`: completion, employment in quarters 2 and 4, median pay of quarter 2."""
    text = picked(raw.rename({theirs: ours for ours, theirs in _by_code(raw.columns).items()}), _ALIASES)
    counted = ["exited", "completed", "employed_q2", "employed_q4", "earnings_q2", "base_q2", "base_q4", "stated_q2"]
    kind = pl.lit(None, pl.String)
    for word, provider_type in reversed(PROVIDER_TYPES):
        said = pl.col("entity_type").str.to_lowercase().str.contains(word, literal=True)
        kind = pl.when(said).then(pl.lit(provider_type)).otherwise(kind)
    wide = text.with_columns(
        *(number(c, SUPPRESSED).alias(c) for c in counted),
        provider_id="provider",
        program_id=pl.concat_str("program", "cip_text", "zip", "state", separator=" · ", ignore_nulls=True),
        provider_type=kind,
        cip_code=cip("cip_text"),
        state=pl.col("state").str.to_uppercase().str.extract(r"^([A-Z]{2})$"),
        period=pl.lit("not stated"),
    ).with_columns(base_fits=_fits())
    issues = [
        repeated(wide, ["provider_id", "program_id"], "program"),
        issue(
            wide.filter(~pl.col("base_fits")).select("row", value="base_q2"),
            "de129",
            "wrong_base",
        ),
        *(
            issue(text.filter(number(c) == float(SUPPRESSED)).select("row", value=c), c, "suppressed")
            for c in counted
        ),
        issue(wide.filter(pl.col("completed") > pl.col("exited")).select("row", value="completed"), "completed", "more_completed"),
        issue(wide.filter(pl.any_horizontal(pl.col("provider", "program").is_null())).select("row", value="program"), "program", "not_named", fatal=True),
    ]  # fmt: skip
    return Tidied({TABLE: stacked(wide, _numbers(), "federal_tpr")}, pl.concat(issues))


_ALIASES = {name: NAMED.get(name, ()) for name in (*CODES, *NAMED)}


def _by_code(headers: list[str]) -> dict[str, str]:
    """Our column → their header, by the element code that it starts with."""
    codes = {re.split(r"[_\s]", header.strip().lower(), maxsplit=1)[0]: header for header in headers}
    return {ours: codes[code] for ours, code in CODES.items() if code in codes}


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
    return {
        "etp_completion": rate("completed", "exited"),
        "etp_employment_q2": q2,
        "etp_employment_q4": rate("employed_q4", "base_q4"),
        "etp_earnings_q2": {"value": pl.when(pl.col("earnings_q2") > 0).then(pl.col("earnings_q2"))},
    }
