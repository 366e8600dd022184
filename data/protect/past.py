"""Numbers published before, so that the difference of two versions reveals nobody.

A point in time that was published is kept as it was, as long as what has been learned since is small: corrections
show from the next point in time on. Where much has changed it is published anew, and then cells that changed by few
people are hidden, and cells that were hidden and have not changed stay hidden. Where what was published no longer adds
up, since an offering has moved to another field or school, only what stands as it stood is shown.
"""

# Why: decisions 52 and 97.

import numpy as np
import polars as pl

from data.protect.tables import NAMES, Rules, is_small_change, parts

SMALL_SHARE = 0.05
"""A date whose counts changed by less than this share is kept as it was."""


def remembered(before: pl.LazyFrame | None, rules: Rules) -> pl.DataFrame | None:
    """Return the past that the version before kept.

    `before` is its `Published.past`. None without one, where it is empty, or where that version used another minimum:
    then nothing binds the new version.
    """
    if before is None or not {"open", "minimum"} <= set(before.collect_schema().names()):
        return None
    rows = before.collect()
    return rows if not rows.is_empty() and rows["minimum"][0] == rules.minimum else None


def beside_past(
    cells: pl.DataFrame,
    past: pl.DataFrame | None,
    moment: list[str],
    rules: Rules,
    reordered: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return `cells` with two more columns: `shown`, how many counts may be shown at most, and `is_fixed`.

    `cells` is as from `data.protect.cells.rows`, `past` has the same columns and `shown`, and `moment` names the columns
    that tell one point in time of one population from another. A moment that changed by less than `SMALL_SHARE` is
    fixed: its cells are those of the past, with the counts of the past. `reordered` holds the moments at which a part
    has moved to another group: they cannot be fixed, and nothing but what was shown is shown again.
    """
    if past is None or past.is_empty():
        return cells.with_columns(shown="most", is_fixed=pl.lit(False))
    past = past.with_columns(is_nobody=pl.lit(value=False))
    index = [column for column in cells.columns if column not in (*NAMES, "most", "is_nobody")]
    old = past.select(*index, "shown", *(pl.col(c).alias(f"old_{c}") for c in NAMES))
    both = cells.join(old, on=index, how="full", coalesce=True, nulls_equal=True)
    change = pl.sum_horizontal((pl.col(c).fill_null(0) - pl.col(f"old_{c}").fill_null(0)).abs() for c in NAMES)
    times = both.group_by(moment).agg(
        was_published=pl.col("shown").is_not_null().any(), change=change.sum(), n=pl.sum_horizontal(NAMES).sum()
    )
    is_kept = pl.col("was_published") & (pl.col("change") < SMALL_SHARE * pl.col("n")).fill_null(True)
    kept = times.filter(is_kept).select(moment)
    if reordered is not None:
        kept = kept.join(reordered, on=moment, how="anti")
    as_it_was = past.join(kept, on=moment, how="semi").select(*cells.columns, "shown", is_fixed=pl.lit(True))
    fresh = both.join(kept, on=moment, how="anti").filter(pl.col(NAMES[0]).is_not_null())
    may_show = _still_shown(fresh, rules)
    if reordered is not None and not reordered.is_empty():
        gone = both.filter(pl.col(NAMES[0]).is_null())
        marked = reordered.with_columns(is_reordered=True)
        has_moved = fresh.select(moment).join(marked, on=moment, how="left", maintain_order="left")["is_reordered"]
        may_show = may_show.zip_with(has_moved.is_null(), _as_before(fresh, gone, moment))
    published_anew = fresh.select(*cells.columns, shown=may_show, is_fixed=pl.lit(False))
    return pl.concat([as_it_was, published_anew.cast({"shown": pl.UInt8})]).sort(index)


def _still_shown(fresh: pl.DataFrame, rules: Rules) -> pl.Series:
    """How many counts each cell may show, given what was published for it before; all of them if it is new.

    Where n changed by few people none is shown, where a part of it did n alone, and where nothing changed as many as
    before. `fresh` has `old_` counts and `shown` beside the counts, null where the cell was not published.
    """
    now = fresh.select(NAMES).to_numpy()
    before = fresh.select(pl.col(f"old_{c}").fill_null(0) for c in NAMES).to_numpy()
    shown = fresh["shown"].fill_null(len(NAMES)).to_numpy().astype(int)
    held = np.arange(len(NAMES)) < fresh["width"].to_numpy()[:, None]
    was_published = fresh["shown"].is_not_null().to_numpy()
    moved = np.abs(parts(now) - parts(before))
    few = is_small_change(np.abs(now[:, 0] - before[:, 0]), rules)
    uneven = (moved != 0).any(axis=1) & (held & (moved < rules.minimum)).any(axis=1)
    most = np.where(few, 0, np.where(uneven, 1, len(NAMES)))
    unchanged = (moved == 0).all(axis=1)
    allowed = np.where(~was_published, len(NAMES), np.where(unchanged, shown, most))
    return pl.Series("shown", np.minimum(allowed, fresh["most"].to_numpy()))


def _as_before(fresh: pl.DataFrame, gone: pl.DataFrame, moment: list[str]) -> pl.Series:
    """How many counts a cell may show where parts have moved: those that it showed with the same counts, else none.

    Whoever holds both versions knows the counts of a part in both of its places, so a sum without it and one with it
    would tell what is hidden beside it. A cell under another name with all counts of one that is gone is that one.
    """
    unchanged = pl.all_horizontal(pl.col(c) == pl.col(f"old_{c}") for c in NAMES)
    shown = [fresh.select(pl.when(unchanged).then("shown")).to_series()]
    trees = [c for c in fresh.columns[: fresh.columns.index("width")] if c not in moment]
    for tree in trees:
        kind = pl.col(tree).str.extract(r"^([^:]*):").alias("kind")
        same = [*moment, *(other for other in trees if other != tree), "kind", *NAMES]
        left = gone.select(*moment, *trees, kind, *(pl.col(f"old_{c}").alias(c) for c in NAMES), "shown")
        renamed = left.group_by(same).agg(pl.col("shown").min().alias("renamed"))
        shown.append(fresh.with_columns(kind).join(renamed, on=same, how="left", maintain_order="left")["renamed"])
    most = pl.DataFrame([s.alias(str(i)) for i, s in enumerate(shown)]).select(pl.coalesce(pl.all()).fill_null(0))
    return pl.Series("shown", np.minimum(most.to_series().to_numpy(), fresh["most"].to_numpy()).astype(int))
