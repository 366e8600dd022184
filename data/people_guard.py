"""Counts that are parts of completion, hidden where they and completion together would give somebody away.

A link says that counts of one table are the sum of counts of completion. It is harmless where all that it names is
shown, since it says nothing new then, and where at least two of its counts are hidden that come to enough people.
"""

import polars as pl

from data.protect.tables import Link, PeopleTable

TRAIT_OF_FIELD = ("trait", "field", "as_of")


def guarded(
    links: list[Link], tables: dict[str, PeopleTable], frames: dict[str, pl.DataFrame], least: int
) -> dict[str, pl.DataFrame]:
    """The frames of the tables beside completion, both counts hidden where a link is not harmless."""
    bad = _not_harmless(links, tables, frames, least)
    found = {}
    for name, frame in frames.items():
        rows = bad.get(name, set())
        told = frame.with_row_index("row").with_columns(is_bad=pl.col("row").is_in(sorted(rows)))
        if name == "completion_cells":
            found[name] = _without(_whole_fields(told), tables[name].counts)
        elif name == "steps":
            found[name] = _without(told, tables[name].counts)
    return found


def _not_harmless(
    links: list[Link], tables: dict[str, PeopleTable], frames: dict[str, pl.DataFrame], least: int
) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for link in links:
        terms = pl.concat([_told(own, str(name), tables, frames) for (name,), own in link.terms.group_by("table")])
        of_completion = pl.col("table").is_in(["completion", "completion_groups"])
        row = pl.struct("table", "row")
        hidden = row.filter("is_hidden").n_unique()
        by_link = terms.group_by("link").agg(
            pieces=hidden,
            # One row that is hidden itself tells nothing of its parts.
            is_open=row.filter(~of_completion).n_unique() > row.filter(~of_completion, "is_hidden").n_unique(),
            left=pl.col("value").filter("is_hidden").sum(),
        )
        risky = (pl.col("pieces") > 0) & pl.col("is_open")
        bad = by_link.filter(risky & ((pl.col("pieces") == 1) | (pl.col("left") < least)))
        for name, row in terms.filter(~of_completion).join(bad, on="link", how="semi").select("table", "row").rows():
            found.setdefault(name, set()).add(row)
    return found


def _told(
    terms: pl.DataFrame, name: str, tables: dict[str, PeopleTable], frames: dict[str, pl.DataFrame]
) -> pl.DataFrame:
    """The terms of one table with the true `value`, and whether the published table hides it at that time."""
    parts = []
    for (count,), own in terms.group_by("count"):
        rows = own["row"].to_list()
        seen = frames[name][rows]
        is_hidden = seen.select(is_hidden=pl.col(str(count)).is_null() | (pl.col("known_on") < pl.col("as_of")))
        parts.append(own.with_columns(tables[name].frame[str(count)].gather(rows).alias("value"), *is_hidden))
    return pl.concat(parts)


def _whole_fields(told: pl.DataFrame) -> pl.DataFrame:
    """A cell goes in all traits, a group with all groups of its trait in the field; of a field's cells never one alone."""
    whole = (pl.col("is_bad") & (pl.col("trait") == "none")).any().over("cell", "as_of")
    split = (pl.col("is_bad") & (pl.col("trait") != "none")).any().over(TRAIT_OF_FIELD)
    marked = told.with_columns(is_bad=whole | split)
    plain = marked.filter(pl.col("trait") == "none")
    pair = _two_of(plain).filter("is_bad").select("cell", "as_of")
    both = marked.join(pair.with_columns(goes=pl.lit(True)), on=["cell", "as_of"], how="left")
    return both.with_columns(is_bad=pl.col("is_bad") | pl.col("goes").fill_null(False))


def _two_of(cells: pl.DataFrame) -> pl.DataFrame:
    """With one cell of a field hidden another one goes too, the smallest that is left: else the others give it away."""
    same, gone = ("field", "as_of"), pl.col("is_bad") | pl.col("completed").is_null()
    rank = pl.when(~gone).then("started").rank("ordinal").over(same)
    alone = gone.sum().over(same) == 1
    return cells.with_columns(is_bad=pl.col("is_bad") | (alone & (rank == 1).fill_null(False)))


def _without(told: pl.DataFrame, counts: tuple[str, ...]) -> pl.DataFrame:
    return told.with_columns(pl.when(~pl.col("is_bad")).then(pl.col(c)).alias(c) for c in counts).drop("row", "is_bad")
