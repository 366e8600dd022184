"""Axes of values: few ticks, no title where the unit line says it, and money as it is said everywhere else."""

from typing import Any

import altair as alt

from queries.semantic.unit import Unit

TICKS = 4
"""Vega takes this as a wish and draws up to twice as many on a long axis."""


def legend(symbol: str = "stroke") -> alt.Legend:
    """A legend in one row close above its chart, for lines whose ends lie too near to be named there."""
    return alt.Legend(orient="top", title=None, symbolType=symbol, symbolOpacity=1, offset=2, padding=2)


def rows_down(column: str, limit: int = 190, *, order: Any = None) -> alt.Y:
    """The names in `column` as rows from top to bottom, in the order of the frame; a name is cut at `limit` pixels."""
    return alt.Y(f"{column}:N", sort=order, axis=alt.Axis(title=None, labelLimit=limit, domain=False, ticks=False))


def value_axis(unit: Unit, **options: Any) -> alt.Axis:
    """The axis of a metric in `unit`; `options` go to Altair."""
    # Half a learner or half an hour would be named like the whole one beside it.
    number_format = unit.axis
    whole = {"tickMinStep": 1} if number_format.endswith(".0f") else {}
    return labeled(number_format, **whole | options)


def labeled(number_format: str, **options: Any) -> alt.Axis:
    """An axis whose labels have a format of d3, thousands as a capital K like in all sentences; zero has no sign."""
    nought = number_format.replace("+", "")
    words = f"replace(format(datum.value, datum.value ? '{number_format}' : '{nought}'), 'k', 'K')"
    chosen: dict[str, Any] = {
        "title": None,
        "tickCount": TICKS,
        "domain": False,
        "ticks": False,
        "labelFlush": False,
    } | options
    return alt.Axis(labelExpr=words, **chosen)
