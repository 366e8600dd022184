"""Programs of institutions beside those of alternative providers."""

import polars as pl

from queries.answer import measure
from queries.cube_rows import rows
from queries.metrics.offerings import MEDIAN_PRICE, PROGRAMS
from queries.scope import Scope

LABELS = {"institution": "Institutions", "alternative": "Alternative providers"}


def lists(scope: Scope) -> list[str]:
    """Lists that programs can be compared on, imported ones first."""
    return sorted(
        measure(PROGRAMS, by=["list"], scope=scope).frame["list"].to_list(), key=lambda name: name == "offerings"
    )


def spread(scope: Scope, column: str) -> pl.DataFrame:
    """A row per program that states `column`: side (label), title, provider, value."""
    source, _ = rows("programs", ("side",), scope)
    return (
        source.select(pl.col("side").replace_strict(LABELS, default=None), "title", "provider", value=pl.col(column))
        .drop_nulls(["value", "side"])
        .sort("side", "value", "title")
        .collect()
    )


def finding(scope: Scope) -> str:
    """One sentence on how the two sides' list prices compare."""
    answer = measure(PROGRAMS, MEDIAN_PRICE, by=["side"], scope=scope)
    found = {row["side"]: row for row in answer.frame.to_dicts()}
    if not {"institution", "alternative"} <= {*found}:
        return "Only one side offers programs in this choice, so there is nothing to compare."
    ours, theirs = found["institution"], found["alternative"]
    if ours["median_price"] is None or theirs["median_price"] is None:
        return "Prices are known for one side only."
    return (
        f"The median list price is ${theirs['median_price']:,.0f} at alternative providers ({theirs['programs']:,} programs) "
        f"and ${ours['median_price']:,.0f} at institutions ({ours['programs']:,} programs)."
    )
