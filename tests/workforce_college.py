"""A demo college that states what Workforce Pell asks for: few large offerings, drawn row by row."""

import numpy as np
import polars as pl

from data import demo
from data.contracts.vocabulary import EXCLUSION_REASONS

MATCHED, EMPLOYED, IN_OCCUPATION, PELL, EXCUSED, OTHER = 0.8, 0.6, 0.7, 0.55, 0.05, 0.1


def facts(registrations: int = 8_000, seed: int = 3, offerings: int = 12) -> dict[str, pl.LazyFrame]:
    """The facts of the college; sections of the offerings beyond the first few are given to these."""
    tables = demo.generate(registrations, seed)
    chance = np.random.default_rng(seed)
    own = tables["sections"]["offering_id"].unique().sort()
    few = dict(zip(own, own.gather(pl.int_range(len(own), eager=True) % offerings), strict=True))
    tables["sections"] = tables["sections"].with_columns(pl.col("offering_id").replace_strict(few))
    rows = tables["registrations"]
    ends = rows.join(tables["sections"].select("section_id", "ends_on"), on="section_id", maintain_order="left")[
        "ends_on"
    ]
    size = rows.height
    has_left = pl.col("outcome").is_in(["withdrawn", "failed"]) & pl.col("dropped_on").is_null()
    reason = pl.Series(chance.choice([*EXCLUSION_REASONS, ""], size, p=[EXCUSED / 4] * 4 + [1 - EXCUSED]))
    tables["registrations"] = rows.with_columns(
        pell_recipient=pl.Series(chance.random(size) < PELL),
        exited_on=pl.when(has_left).then(ends),
        exclusion_reason=reason.replace("", None).cast(pl.Enum(EXCLUSION_REASONS)),
    )
    ended = tables["registrations"].filter(
        pl.col("completed_on").is_not_null() | pl.col("exited_on").is_not_null(),
        pl.lit(pl.Series(chance.random(size))) < MATCHED,
    )
    employed, n = chance.random(ended.height) < EMPLOYED, ended.height
    tables["placements"] = pl.DataFrame(
        {
            "registration_id": ended["registration_id"],
            "employed_q2": employed,
            "employed_in_field_180d": employed & (chance.random(n) < 0.9),
            "employed_in_occupation_q2": employed & (chance.random(n) < IN_OCCUPATION),
            "other_program_in_earnings_year": chance.random(n) < OTHER,
            "earnings_tax_year": np.full(n, 2025),
            "earnings_usd": np.round(30_000 + 9_000 * chance.random(n), -2),
            "verified_by": np.full(n, "wage_records"),
        }
    ).with_columns(earnings_usd=pl.when("employed_q2").then("earnings_usd"))
    return {name: table.lazy() for name, table in tables.items()}
