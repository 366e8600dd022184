"""How much of a cohort is still open: told by the calendar of its sections, which is about nobody in particular."""

import polars as pl

from data.cubes import completion, fiscal
from data.reference.periods import STANDARD, Calendar


def beside(
    frame: pl.DataFrame,
    sections: pl.LazyFrame,
    groups: pl.LazyFrame,
    on: tuple[str, str],
    calendar: Calendar = STANDARD,
) -> pl.DataFrame:
    """`frame` with `open_share`: of the held sections begun by `as_of`, those whose time to complete is not over.

    `groups`: `offering_id`, `kind` and `value`, a row per offering and group that it lies in. `on` names the columns of
    the frame that hold kind and value; it has `cohort` and `as_of` too.
    """
    days = frame.lazy().select("cohort", "as_of").unique()
    last = (pl.col("ends_on") + (pl.col("ends_on") - pl.col("starts_on")) * (completion.WINDOW - 1)).cast(pl.Date)
    held = sections.filter(pl.col("status") == "held").select(
        "offering_id", "starts_on", cohort=fiscal.start(pl.col("ends_on"), calendar), last=last
    )
    shares = (
        held.join(groups.rename({"kind": on[0], "value": on[1]}), on="offering_id")
        .join(days, on="cohort")
        .filter(pl.col("starts_on") <= pl.col("as_of"))
        .group_by(*on, "cohort", "as_of")
        .agg(open_share=(pl.col("last") > pl.col("as_of")).mean())
        .collect()
    )
    text = frame.with_columns(pl.col(on[0]).cast(pl.String))
    return text.join(shares, on=[*on, "cohort", "as_of"], how="left").with_columns(pl.col("open_share").fill_null(0))
