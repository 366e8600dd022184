"""What was found of the rows of a table, counted: of pieces of it, too, wherever they were looked at."""

from dataclasses import dataclass

import polars as pl

from data.ingest.checking import Checked
from data.ingest.report import EMPTIED, QUARANTINED, REPAIRED, TO_CHECK
from data.readers.files import Tidied

_EXAMPLES = 5
_NEVER_ECHOED = ("learner_id",)


@dataclass(frozen=True, eq=False)
class Found:
    """What was found of a table or of a piece of it: rows quarantined, their reasons, doubts with `usd`, and its values."""

    quarantined: int
    checked: Checked
    doubts: pl.DataFrame
    values: Tidied | None


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of what was found; those of pieces of a table add up."""

    quarantined: int
    to_check: int
    counts: pl.DataFrame
    examples: pl.DataFrame
    doubts: pl.DataFrame
    usd: dict[str, float]

    def __add__(self, later: "Tally") -> "Tally":
        return Tally(
            self.quarantined + later.quarantined,
            self.to_check + later.to_check,
            pl.concat([self.counts, later.counts]).group_by(BY).agg(pl.col("rows").sum()),
            _first_examples(pl.concat([self.examples, later.examples])),
            pl.concat([self.doubts, later.doubts]).group_by("code").agg(pl.col("rows", "usd").sum()),
            {name: usd + later.usd[name] for name, usd in self.usd.items()},
        )


BY = ["code", "column", "reason", "effect"]


def tally(found: Found) -> Tally:
    """Count what was found."""
    issues, good = issues_of(found), found.checked.good
    counted = [c for c in good.columns if c.endswith("_usd")]
    return Tally(
        found.quarantined,
        found.doubts["row"].n_unique(),
        issues.group_by(BY).agg(rows=pl.len()),
        _first_examples(without_learners(issues)),
        found.doubts.group_by("code").agg(rows=pl.col("row").n_unique(), usd=pl.col("usd").sum()),
        {c: float(good[c].sum() or 0) for c in counted},
    )


def issues_of(found: Found) -> pl.DataFrame:
    """Every value or row that was not taken as it stood or should be checked, with what became of it (`effect`)."""
    effects = {QUARANTINED: found.checked.refused, TO_CHECK: found.doubts.drop("usd")}
    if found.values is not None:
        effects |= {EMPTIED: found.values.issues.filter(~pl.col("is_fatal")), REPAIRED: found.values.repairs}
    return pl.concat([rows.drop("is_fatal").with_columns(effect=pl.lit(effect)) for effect, rows in effects.items()])


def without_learners(issues: pl.DataFrame) -> pl.DataFrame:
    """The issues with no value of a column that names learners."""
    return issues.with_columns(value=pl.when(~pl.col("column").is_in(_NEVER_ECHOED)).then("value"))


def _first_examples(issues: pl.DataFrame) -> pl.DataFrame:
    """The first few rows of each reason of a column, what is quarantined before all else."""
    by = ["column", "code", "effect"]
    order = pl.col("effect").replace_strict({e: n for n, e in enumerate(_EFFECTS)}, return_dtype=pl.Int64)
    first = issues.sort("row", maintain_order=True).group_by(by, maintain_order=True).head(_EXAMPLES)
    shown = first.with_columns(pl.col("row").min().over(by).alias("\0first"), order.alias("\0order"))
    shown = shown.sort("\0order", "\0first", "column", "code", "row", maintain_order=True)
    return shown.select("row", "column", "value", "code", "reason", "effect")


_EFFECTS = (QUARANTINED, TO_CHECK, EMPTIED, REPAIRED)
