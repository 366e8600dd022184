"""What became of those who started, by one cut at a time: place, format or learner group."""

import polars as pl

from data.cubes.completion import Completion
from data.cubes.completion_formats import FORMATS
from data.cubes.completion_groups import ATTRIBUTES
from data.store.store import scan
from queries.semantic.cube import Asked, Cube, ProtectedTable
from queries.semantic.dimensions import DIMENSIONS
from queries.semantic.points_in_time import newest
from queries.semantic.scope import Unanswerable


def _read(asked: Asked) -> pl.LazyFrame:
    scope, wanted = asked.scope, asked.dimensions
    traits, formats = wanted & set(ATTRIBUTES), wanted & set(FORMATS)
    if len(traits | formats) > 1 or (formats and len(wanted) > 1) or (traits and wanted - traits - {"field"}):
        cuts = " and ".join(DIMENSIONS[name].label.lower() for name in sorted(wanted))
        raise Unanswerable(
            f"Completion is not published by {cuts} at once. By learner group it is published for the college and for "
            "each field; by modality, length or price for the college alone."
        )
    table = "completion_groups" if traits else "completion_formats" if formats else "completion"
    cohort = scope.period.fiscal_year.start
    frame = newest(scan(scope.version, scope.college, table).filter(pl.col("cohort") == cohort), scope)
    if not traits | formats:
        grain = asked.one_grain("Completion")
        return frame.filter(pl.col("grain") == grain).rename({"value": grain})
    attribute = (traits | formats).pop()
    frame = frame.filter(pl.col("attribute") == attribute).rename({"group": attribute})
    if traits:
        grain = "field" if "field" in wanted else "all"
        if grain == "all":
            scope.check_whole("Completion by learner group without a field is")
        frame = frame.filter(pl.col("grain") == grain).rename({"value": grain})
    return frame


COMPLETION_CUBE = Cube(
    name="completion",
    schema=Completion,
    read=_read,
    dimensions=("field", "offering", *FORMATS, *ATTRIBUTES),
    privacy="people",
    counts_people=("started", "completed"),
    tables=(
        ProtectedTable("completion", "Completion", "grain", "started", "completed"),
        ProtectedTable("completion_formats", "Completion", "attribute", "started", "completed"),
        ProtectedTable("completion_groups", "Completion", "attribute", "started", "completed"),
    ),
)
