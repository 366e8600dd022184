"""The numbers of both sides and of the college as one table: a row per measure, each in its own unit."""

from collections.abc import Sequence

import polars as pl

from data.reference.caveats import CAVEATS
from data.reference.outcome_definitions import DEFINITIONS
from data.reference.sources import SOURCES
from queries import provenance
from queries.metrics import METRICS
from queries.semantic.column import Column, of_dimension
from queries.semantic.dimensions import SIDES
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, HOURS, SHARE, USD, WEEKS
from queries.strategy import versus, versus_fields
from queries.strategy.versus import Line
from queries.strategy.versus_view import MARKETS, REAL, View, listed

LABELS = {
    "people": "People who completed",
    "served": "People who took part",
    "value": "Value at list price",
    "price_per_person": "Price per person",
}
"""Measures that are no metric and no outcome definition."""
SHARE_OF = "Share of the market's programs or people that the numbers stand on; empty where it is all of them."

_SIDE_BY_SIDE = (
    ("price", "price_usd", USD.whole, "Median list price"),
    ("weeks", "weeks", WEEKS.whole.bare, "Median weeks from first to last day"),
    ("hours", "hours", HOURS.whole.bare, "Median contact hours"),
    ("programs", "programs", COUNT, "Number"),
)
"""Measure, name in a file, unit and definition of what a kind of provider and the college have in a field."""
_WHOSE = (
    ("", "their", "of the programs of this kind of provider in the field"),
    ("our_", "our", "of the college's own programs in the field"),
)


def label(measure: str) -> str:
    """A measure as it stands in tables."""
    if measure in LABELS:
        return LABELS[measure]
    return METRICS[measure].label if measure in METRICS else DEFINITIONS[measure].label


def numbers(view: View, subject: str = "") -> Table:
    """Every measure, or those of one subject."""
    return of_lines([line for line in versus.lines(view) if subject in ("", line.subject)], view)


def of_lines(found: Sequence[Line], view: View) -> Table:
    """Those lines as a table."""
    frame = pl.DataFrame([_row(line) for line in found], infer_schema_length=None)
    columns = (
        Column("subject", "Subject"),
        Column("measure", "Measure"),
        Column("institution", "Institutions", COUNT, unit_of="unit"),
        Column("alternative", "Alternatives", COUNT, unit_of="unit_2"),
        Column("college", "This college", COUNT, unit_of="unit_3"),
        Column("sides", "Both sides", definition="Whether the two sides may be compared."),
        Column("own", "This college with them", definition="Whether the college may be compared with them."),
        Column("n_institution", "Institutions, n", COUNT, "Programs or people behind the number of institutions."),
        Column("n_alternative", "Alternatives, n", COUNT, "Programs or people behind the number of alternatives."),
        Column("coverage", "Coverage", SHARE, SHARE_OF),
        Column("source", "Source"),
    )
    codes = dict.fromkeys(line.source for line in found if line.source in SOURCES and line.source != "own")
    sources = tuple(SOURCES[code] for code in codes)
    notes = tuple(CAVEATS[code] for source in sources for code in source.caveats)
    notes += tuple(dict.fromkeys(f"{label(line.measure)}: {line.own.reason}" for line in found if line.college))
    if view.market != REAL:
        notes = (CAVEATS["generated"], *notes)
    first = ("measure", "institution", "alternative", "college", "sides", "n_institution", "n_alternative")
    return Table(frame, columns, view.scope, sources, tuple(dict.fromkeys(notes)), first=first)


def fields(view: View) -> Table:
    """The four headlines of both sides, field by field, most people first."""
    frame = versus_fields.by_field(view)
    named = {"price": ("Median list price", USD), "people": ("People who completed", COUNT), "value": ("Value at list price", USD), "employed": ("Employed in quarter 2", SHARE)}  # fmt: skip
    columns = [Column("field", "Field", dimension="field")]
    for name, (words, unit) in named.items():
        for side, who in zip(SIDES, ("institutions", "alternatives"), strict=True):
            columns.append(Column(f"{name}_{side}", f"{words}, {who}", unit))
    market = MARKETS[view.market]
    sources = tuple(SOURCES[code] for code in (market.programs, market.results) if code in SOURCES)
    return Table(frame, tuple(columns), view.scope, sources, tuple(CAVEATS[c] for s in sources for c in s.caveats))


def alternatives(view: View) -> Table:
    """Each kind of alternative in each field beside the college's own programs, and what it beats them on."""
    is_cheaper, is_shorter = pl.col("price") < pl.col("our_price"), pl.col("weeks") < pl.col("our_weeks")
    beats = (
        pl.when(is_cheaper & is_shorter).then(pl.lit("Price and time"))
        .when(is_cheaper).then(pl.lit("Price"))
        .when(is_shorter).then(pl.lit("Time"))
        .otherwise(pl.lit("Neither"))
    )  # fmt: skip
    both = [
        (f"{before}{measure}", Column(f"{who}_{name}", f"{who.capitalize()} {measure}", unit, f"{about} {of_whom}."))
        for measure, name, unit, about in _SIDE_BY_SIDE
        for before, who, of_whom in _WHOSE
    ]
    columns = (
        of_dimension("provider_type"),
        of_dimension("field"),
        Column("beats", "Beats us on", definition="Whether the median price is lower, and the median length shorter."),
        *(column for _, column in both),
    )
    frame = versus_fields.beside_kinds(view).with_columns(beats=beats)
    frame = frame.rename({held: column.name for held, column in both})
    sources = provenance.of_list(listed(view))
    codes = [code for source in sources for code in source.caveats] if view.market == REAL else ["generated"]
    caveats = tuple(CAVEATS[code] for code in codes)
    first = ("field", "their_price_usd", "our_price_usd", "their_weeks", "our_weeks", "beats")
    return Table(frame, columns, view.scope, sources, caveats, has_period=False, first=first)


def _row(line: Line) -> dict:
    figures = {side: line.of(side) for side in SIDES} | {"college": line.college}
    units = dict.fromkeys(("unit", "unit_2", "unit_3"), line.unit.name)
    return {
        "subject": line.subject.capitalize(),
        "measure": label(line.measure),
        **{who: figure.value if figure else None for who, figure in figures.items()},
        **units,
        "sides": line.sides.verdict.capitalize(),
        "own": line.own.verdict.capitalize() if line.college else None,
        **{f"n_{side}": f.n if (f := line.of(side)) else None for side in SIDES},
        "coverage": line.coverage,
        "source": SOURCES[line.source].publisher if line.source in SOURCES else "The college's own list",
    }
