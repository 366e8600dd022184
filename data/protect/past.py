"""What was published before, so that the difference of two versions gives nobody away.

A point in time that was published is kept as it was, as long as what has been learned since is small: corrections
show from the next point in time on. Where much has changed it is published anew, and then cells that changed by few
people are hidden, and cells that were hidden and have not changed stay hidden. So it is where what was published no
longer adds up, since an offering has moved to another field or school.
"""

import numpy as np
import polars as pl

from data.protect.primary import is_small_change, parts
from data.protect.tables import NAMES, Rules

SMALL_SHARE = 0.05
"""Below this share of changed counts a point in time is kept as it was."""


def remembered(before: pl.LazyFrame | None, rules: Rules) -> pl.DataFrame | None:
    """What a version before kept as its past; None where there is none, or it went by other rules."""
    if before is None or not {"open", "minimum"} <= set(before.collect_schema().names()):
        return None
    rows = before.collect()
    return rows if not rows.is_empty() and rows["minimum"][0] == rules.minimum else None


def beside_past(
    cells: pl.DataFrame, past: pl.DataFrame | None, moment: list[str], rules: Rules, anew: pl.DataFrame | None = None
) -> pl.DataFrame:
    """`cells` with two more columns: how many counts may be shown at most (`shown`), and whether that is settled.

    `past` has the columns of `cells` and `shown`. Cells of a time that is kept are those of the past, with its counts.
    `anew` are times that cannot be kept, however little has changed.
    """
    if past is None or past.is_empty():
        return cells.with_columns(shown="most", is_fixed=pl.lit(False))
    index = [column for column in cells.columns if column not in (*NAMES, "most")]
    old = past.select(*index, "shown", *(pl.col(c).alias(f"old_{c}") for c in NAMES))
    both = cells.join(old, on=index, how="full", coalesce=True, nulls_equal=True)
    change = pl.sum_horizontal((pl.col(c).fill_null(0) - pl.col(f"old_{c}").fill_null(0)).abs() for c in NAMES)
    times = both.group_by(moment).agg(
        known=pl.col("shown").is_not_null().any(), moved=change.sum(), n=pl.sum_horizontal(NAMES).sum()
    )
    is_kept = pl.col("known") & (pl.col("moved") < SMALL_SHARE * pl.col("n")).fill_null(True)
    kept = times.filter(is_kept).select(moment)
    if anew is not None:
        kept = kept.join(anew, on=moment, how="anti")
    as_it_was = past.join(kept, on=moment, how="semi").select(*cells.columns, "shown", is_fixed=pl.lit(True))
    fresh = both.join(kept, on=moment, how="anti").filter(pl.col(NAMES[0]).is_not_null())
    new = fresh.select(*cells.columns, shown=_still_shown(fresh, rules), is_fixed=pl.lit(False))
    return pl.concat([as_it_was, new.cast({"shown": pl.UInt8})]).sort(index)


def _still_shown(fresh: pl.DataFrame, rules: Rules) -> pl.Series:
    """How many counts a cell may show that was published with other counts before, all where it is new."""
    now = fresh.select(NAMES).to_numpy()
    before = fresh.select(pl.col(f"old_{c}").fill_null(0) for c in NAMES).to_numpy()
    shown = fresh["shown"].fill_null(len(NAMES)).to_numpy().astype(int)
    held = np.arange(len(NAMES)) < fresh["width"].to_numpy()[:, None]
    is_known = fresh["shown"].is_not_null().to_numpy()
    moved = np.abs(parts(now) - parts(before))
    few = is_small_change(np.abs(now[:, 0] - before[:, 0]), rules)
    uneven = (moved != 0).any(axis=1) & (held & (moved < rules.minimum)).any(axis=1)
    most = np.where(few, 0, np.where(uneven, 1, len(NAMES)))
    unchanged = (moved == 0).all(axis=1)
    allowed = np.where(~is_known, len(NAMES), np.where(unchanged, shown, most))
    return pl.Series("shown", np.minimum(allowed, fresh["most"].to_numpy()))
