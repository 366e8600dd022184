"""Hiding of cells that would say too much about few people. Runs while publishing, never later.

A completion cell is hidden when fewer than `MINIMUM` learners stand behind it, or when its completed or not completed
are fewer than that but more than none. Hidden offerings of a field are then joined by the smallest open sibling until
the field total minus the open offerings leaves at least two cells and `MINIMUM` learners; hidden fields likewise.
"""

import polars as pl

MINIMUM = 10
COUNTS = ("started", "completed", "in_progress")


def completion(cube: pl.DataFrame, field_of: dict[str, str]) -> pl.DataFrame:
    """The completion cube with small cells and their complements hidden. `field_of`: field by offering_id."""
    cells = cube.with_columns(
        parent=pl.when(pl.col("grain") == "offering")
        .then(pl.col("value").replace_strict(field_of, default=None))
        .when(pl.col("grain") == "field")
        .then(pl.lit("all")),
        small=_is_small(),
    )
    hidden: set[tuple] = set()
    for _, siblings in cells.filter(pl.col("parent").is_not_null()).group_by("grain", "cohort", "as_of", "parent"):
        hidden |= {(row["grain"], row["value"], row["cohort"], row["as_of"]) for row in _to_hide(siblings)}
    keys = cube.select("grain", "value", "cohort", "as_of").rows()
    alone = cells["small"] & (cells["grain"] == "all")
    is_hidden = pl.Series([key in hidden for key in keys], dtype=pl.Boolean) | alone
    return cube.with_columns(*(pl.when(~is_hidden).then(pl.col(c)).alias(c) for c in COUNTS), is_hidden=is_hidden)


def _is_small() -> pl.Expr:
    few = [pl.col(c).is_between(1, MINIMUM - 1) for c in COUNTS]
    failed = (pl.col("started") - pl.col("completed")).is_between(1, MINIMUM - 1)
    return pl.any_horizontal(*few, failed)


def _to_hide(siblings: pl.DataFrame) -> list[dict]:
    """Small siblings and as many others, smallest first, as the parent's total must not give away."""
    rows = siblings.sort("small", "started", "value", descending=[True, False, False]).to_dicts()
    count = sum(row["small"] for row in rows)
    if count == 0:
        return []
    while count < len(rows) and (count < 2 or any(0 < sum(r[c] for r in rows[:count]) < MINIMUM for c in COUNTS)):
        count += 1
    return rows[:count]
