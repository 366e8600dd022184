"""The tables of the portfolio: the inputs of one offering with their points, and what closing it would take."""

import polars as pl

from data.reference.portfolio import COMPLETION, CRITERIA, DEMAND, TIES, Rule
from queries.semantic.column import Column
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, INDEX, SHARE
from queries.strategy.portfolio_verdict import row_of

_UNITS = {TIES: COUNT, DEMAND: INDEX}
_ONE = (
    Column("input", "Input"),
    Column("value", "Value", SHARE, unit_of="unit", instead="note"),
    Column("points", "Points", SHARE.whole, "Points earned, as a share of those that the input can earn."),
    Column("weight", "Weight", SHARE, "Share of all weight."),
    Column("no_points", "No points at", SHARE, unit_of="unit"),
    Column("full_points", "All points at", SHARE, unit_of="unit"),
    Column("rests_on", "What it is"),
)


def of_one(judged: Table, offering: str, labels: tuple[str, ...], rule: Rule) -> Table:
    """A row per input of one offering: its value, points and weight, and the ends of its scale."""
    row = row_of(judged, offering)
    whole = sum(rule.weights)
    rows = [
        {
            "input": label,
            "value": None if row[name] is None else float(row[name]),
            "note": _note(row, name),
            "unit": _UNITS.get(name, SHARE).name,
            "points": row[f"points_{name}"],
            "weight": rule.weights[place] / whole,
            "no_points": rule.no_points[place],
            "full_points": rule.full_points[place],
            "rests_on": judged.column(name).definition,
        }
        for place, (name, label) in enumerate(zip(CRITERIA, labels, strict=True))
    ]
    frame = pl.DataFrame(rows, schema=_SCHEMA)
    return Table(
        frame, _ONE, judged.scope, judged.sources, judged.notes, has_period=False, first=("value", "points", "weight")
    )


def _note(row: dict, name: str) -> str | None:
    """What stands in place of a value that is not shown."""
    if row[name] is not None:
        return None
    return (row["completion_note"] if name == COMPLETION else None) or "not_known"


_SCHEMA = {
    "input": pl.String, "value": pl.Float64, "note": pl.String, "unit": pl.String, "points": pl.Float64,
    "weight": pl.Float64, "no_points": pl.Float64, "full_points": pl.Float64, "rests_on": pl.String,
}  # fmt: skip
