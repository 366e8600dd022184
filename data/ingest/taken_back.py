"""Signs of an older export: it takes back what is held of registrations, or lacks rows that are held."""

import polars as pl

from data.readers.files import issue, no_issues

_NAMED = 5
_KEY = "registration_id"


def issues(table: str, rows: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Doubts of rows without the drop, or the completion, that the held row of their key (`there`) has."""
    if table != "registrations" or there.is_empty():
        return no_issues()
    held = there.select(_KEY, left="dropped_on", done=pl.col("outcome").cast(pl.String) == "completed")
    both = rows.join(held, on=_KEY, maintain_order="left")
    is_back = pl.col("left").is_not_null() & pl.col("dropped_on").is_null()
    is_open = pl.col("done") & (pl.col("outcome").cast(pl.String) == "in_progress")
    return pl.concat(
        [
            issue(both.filter(is_back).select("row", value="left"), "dropped_on", "drop_taken_back", is_fatal=False),
            issue(
                both.filter(is_open).select("row", value=pl.lit("completed")),
                "outcome",
                "completion_taken_back",
                is_fatal=False,
            ),
        ]
    )


def absent(table: str, rows: pl.LazyFrame, height: int, shared: int, held: pl.LazyFrame) -> tuple[str, ...]:
    """A sentence on open registrations of the file's sections and days that are held and not in it.

    `rows` are the good ones of the file, `height` of them, of which `shared` have the key of a held one. None where the file adds to
    what is held, or corrects a few rows: most of its rows are held, and most of what is held of its sections and days is in it.
    """
    if table != "registrations" or not shared or 2 * shared < height:
        return ()
    day = pl.col("registered_on")
    first, last = rows.select(day.min().alias("first"), day.max().alias("last")).collect(engine="streaming").row(0)
    beside = held.join(rows.select("section_id").unique(), on="section_id", how="semi")
    beside = beside.filter(day.is_between(first, last), pl.col("dropped_on").is_null()).select(_KEY)
    missing = beside.join(rows.select(_KEY), on=_KEY, how="anti")
    count = missing.select(pl.len()).collect(engine="streaming").item()
    if not 0 < count <= shared:
        return ()
    named = ", ".join(missing.select(pl.col(_KEY).bottom_k(_NAMED).sort()).collect(engine="streaming")[_KEY])
    more = f" and {count - _NAMED:,} more" if count > _NAMED else ""
    they = "registrations that are" if count > 1 else "registration that is"
    return (
        f"{count:,} {they} held for the sections and days of this file {'are' if count > 1 else 'is'} not in it "
        f"and still counted: {named}{more}. Remove them if the system deleted them",
    )
