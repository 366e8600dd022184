"""The cells of a fair comparison as tables for the audit, with all that can be worked out of their sums.

The published completion tells how many of a group there are in a field, and how many learners in a cell. Both are more
than the cells of the group add up to: the rest is in offerings or in groups that completion hides. That remainder is a
cell of its own in the audit, and is not published.
"""

from datetime import date

import polars as pl

from data.cubes import completion_cells
from data.cubes.completion_cells import CELL, COUNTS
from data.protect.tables import PeopleTable

ALL, ELSEWHERE, OTHERS = "all", "hidden offerings", "hidden groups"
PLACE, GROUP = ("kind", "cell"), ("trait", "group")


def tables(
    split: pl.DataFrame, shown: dict[str, pl.DataFrame], offerings: pl.LazyFrame, ends: list[date]
) -> dict[str, PeopleTable]:
    """Return `completion_cells` and the tables beside it, by name.

    `split` is as from `completion_cells.split`, and `shown` holds the published tables that it takes. Sums that anybody
    can read off these are open counts; remainders are not.
    """
    cells = split.with_columns(kind=pl.lit("cell"), cell=pl.concat_str(CELL, separator="|"))
    of_groups = completion_cells.shown_groups(shown["completion_groups"])
    fields = of_groups.group_by("trait", "group", "field", "as_of").agg(pl.col(COUNTS).sum())
    whole = _whole(completion_cells.shown_pairs(shown["completion"], offerings, ends), of_groups)
    elsewhere, in_fields = _remainders(cells, fields, ["trait", "group", "field", "as_of"])
    others, in_cells = _remainders(cells, whole, ["trait", "cell", "as_of"])
    closed = {
        "completion_cells": cells,
        "cells_elsewhere": elsewhere.with_columns(
            kind=pl.lit("cell"), cell=pl.concat_str("field", pl.lit(ELSEWHERE), separator="|")
        ),
        "cells_of_others": others.with_columns(kind=pl.lit("cell"), group=pl.lit(OTHERS)),
    }
    sums = {
        "cells_of_fields": in_fields.with_columns(kind=pl.lit("cell field"), cell="field"),
        "cells_of_all": in_cells.with_columns(kind=pl.lit("cell"), group=pl.lit(ALL)),
    }
    return {name: _table(frame, 0) for name, frame in closed.items()} | {
        name: _table(frame, len(COUNTS)) for name, frame in sums.items()
    }


def trees(declared: dict[str, PeopleTable]) -> dict[str, dict]:
    """Return the trees of these tables: cells lie in their field, groups in their trait."""
    frames = [
        table.frame
        for name, table in declared.items()
        if name in ("completion_cells", "cells_elsewhere", "cells_of_others")
    ]
    cells = {cell for frame in frames for cell in frame["cell"].unique()}
    groups = {row for frame in frames for row in frame.select(GROUP).unique().rows()}
    return {
        "place": {("cell", cell): ("cell field", cell.split("|")[0]) for cell in sorted(cells)},
        "group": {(trait, group): (trait, ALL) for trait, group in sorted(groups)},
    }


def _whole(pairs: pl.DataFrame, of_groups: pl.DataFrame) -> pl.DataFrame:
    """Learners of each cell in cohorts of which any group is shown: only these can be in the cells of a group."""
    where = ["field", "cohort", "as_of"]
    with_groups = pairs.join(of_groups.select("trait", *where).unique(), on=where)
    return with_groups.group_by("trait", "as_of", cell=pl.concat_str(CELL, separator="|")).agg(pl.col(COUNTS).sum())


def _remainders(cells: pl.DataFrame, sums: pl.DataFrame, keys: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the sums have more than their cells, where that is anybody; and the sums of which there are cells.

    A sum that stands as an earlier version had it can have less than the cells by now: then it tells nothing of them.
    """
    counted = cells.group_by(keys).agg(pl.col(COUNTS).sum())
    both = sums.select(*keys, *COUNTS).join(counted, on=keys, suffix="_of_cells")
    more = both.select(*keys, *(pl.col(count) - pl.col(f"{count}_of_cells") for count in COUNTS))
    started, completed = (more[count] for count in COUNTS)
    is_sum = (completed >= 0) & (started >= completed)
    return more.filter(is_sum & (started > 0)), both.filter(is_sum).select(*keys, *COUNTS)


def _table(frame: pl.DataFrame, open_counts: int) -> PeopleTable:
    cuts = {"place": PLACE, "group": GROUP}
    return PeopleTable(frame, COUNTS, cuts, (), people="shown seats of all cohorts", open=open_counts)
