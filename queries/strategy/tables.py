"""The tables of strategy: what each column of market, white space, head-to-head and institutions holds."""

from collections.abc import Iterable, Sequence

import polars as pl

from data.reference.sources import SOURCES
from queries import provenance
from queries.answer import Answer
from queries.semantic.column import Column, of_dimension
from queries.semantic.dimensions import SIDES
from queries.semantic.metric import Metric
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, HOURS, POINTS, SHARE, USD, WEEKS
from queries.strategy.head_to_head import Program

_IPEDS = (SOURCES["ipeds"],)
_CERTIFICATES = "Certificates below the bachelor's degree."
_PROGRAMS = (
    Column("title", "Program"),
    Column("provider", "Provider"),
    Column("provider_type", "Kind", dimension="provider_type"),
    Column("price_usd", "Price", USD, "List price of the program."),
    Column("price_per_hour_usd", "Per hour", USD, "List price, divided by contact hours."),
    Column("contact_hours", "Hours", HOURS.whole.bare, "Contact hours."),
    Column("weeks", "Weeks", WEEKS.whole.bare),
    Column("modality", "Taught", dimension="modality"),
    Column("credit_hours", "Credit", HOURS, instead="credit_note"),
)
_PROGRAM_SCHEMA = {
    **dict.fromkeys(("title", "provider", "provider_type"), pl.String),
    **dict.fromkeys(("price_usd", "price_per_hour_usd", "contact_hours", "weeks"), pl.Float64),
    "modality": pl.String, "credit_hours": pl.Float64, "credit_note": pl.String, "near": pl.String,
}  # fmt: skip
_POSITIONS = (
    Column("name", "Measure"),
    Column("words", "The chosen program is"),
    Column("below", "Programs below it", SHARE.whole, "Share of the programs that state the measure."),
    Column("above", "Programs above it", SHARE.whole, "Share of the programs that state the measure."),
)


def changes(frame: pl.DataFrame, years: tuple[int, int], scope: Scope, most: int) -> Table:
    """The institutions that explain most of a change in certificates between two years."""
    columns = (
        of_dimension("institution", "unitid"),
        Column("before", f"{years[0]}", COUNT, _CERTIFICATES),
        Column("now", f"{years[1]}", COUNT, _CERTIFICATES),
        Column("change", "Change", COUNT),
        Column("share", "Share of the net change", SHARE.signed),
    )
    line = f"{_CERTIFICATES[:-1]}; the {most} largest changes of {frame.height:,} are in the table."
    return Table(frame.head(most), columns, scope, _IPEDS, (line,), has_period=False)


def fields(frame: pl.DataFrame, years: tuple[int, int], scope: Scope) -> Table:
    """Certificates and associate degrees of one institution by field, in its first and newest year."""
    kinds = (("certificates", "Certificates"), ("associate_degrees", "Associate"))
    columns = (
        Column(f"{kind}_{when}", f"{label} {year}", COUNT)
        for kind, label in kinds
        for when, year in zip(("before", "now"), years, strict=True)
    )
    return Table(frame, (of_dimension("field"), *columns), scope, _IPEDS, has_period=False)


def peers(frame: pl.DataFrame, scope: Scope) -> Table:
    """Institutions of the same sector and like size; no columns where the frame has none."""
    columns = (
        of_dimension("institution", "unitid"),
        Column("overlap", "Same fields", SHARE.whole, "Share of awards in the same fields."),
        Column("certificates", "Certificates", COUNT),
        Column("associate_degrees", "Associate", COUNT),
    )
    return Table(frame, columns if frame.columns else (), scope, _IPEDS, has_period=False)


def white_space(frame: pl.DataFrame, ours: str, scope: Scope, notes: tuple[str, ...] = ()) -> Table:
    """Program groups by how much more alternative providers offer of them than `ours` do."""
    columns = (
        of_dimension("cip4"),
        Column("alternatives", "Alternative providers", COUNT, "Programs of alternative providers."),
        Column("ours", ours.capitalize(), COUNT, "Programs on our side."),
        Column("gap", "Gap", POINTS, "Share of all alternative programs less share of all our programs."),
        Column("certificates", "Certificates, newest year", COUNT, _CERTIFICATES),
        Column("growth", "Change in three years", SHARE.whole.signed, "Change in certificates."),
    )
    return Table(frame, columns, scope, (*provenance.of_list(scope), *_IPEDS), notes, has_period=False)


def side_by_side(answer: Answer, labels: Sequence[str]) -> Table:
    """A row per metric and a column per side, which `labels` name, each row in the unit of its metric."""
    of_side = {row["side"]: row for row in answer.frame.to_dicts()}
    rows = [(m.label, m.unit.name, *(of_side.get(side, {}).get(m.name) for side in SIDES)) for m in answer.metrics]
    schema = {"measure": pl.String, "unit": pl.String} | dict.fromkeys(SIDES, pl.Float64)
    sides = (Column(side, label, COUNT, unit_of="unit") for side, label in zip(SIDES, labels, strict=True))
    columns = (Column("measure", "Measure"), *sides)
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table(frame, columns, answer.scope, provenance.sources(answer), provenance.caveats(answer), has_period=False)


def programs(listed: Iterable[Program], scope: Scope, near: Sequence[str] = ()) -> Table:
    """Programs one by one; `near` says of each how near it is to the chosen one."""
    rows = [_program(program) for program in listed]
    frame = pl.DataFrame(rows, schema=_PROGRAM_SCHEMA, strict=False)
    columns = _PROGRAMS
    if near:
        frame = frame.with_columns(pl.Series("near", near, dtype=pl.String))
        columns = (
            _PROGRAMS[0],
            Column("near", "How similar"),
            *_PROGRAMS[1:],
        )  # early, so that a narrow screen shows it
    first = ("provider", "price_usd", "weeks", "contact_hours", "price_per_hour_usd")
    return Table(frame, columns, scope, provenance.of_list(scope), has_period=False, first=first)


def positions(frame: pl.DataFrame, scope: Scope, notes: tuple[str, ...]) -> Table:
    """Where one program lies among many, measure by measure."""
    return Table(frame, _POSITIONS, scope, provenance.of_list(scope), notes, has_period=False)


def distribution(steps: pl.DataFrame, metric: Metric, quantity: str, scope: Scope) -> Table:
    """How the programs of both sides spread over steps of a quantity; `step` says each in words."""
    columns = (
        of_dimension("side"),
        Column("low", quantity, metric.unit, metric.definition, until="high", instead="step"),
        Column("programs", "Programs", COUNT),
        Column(
            "share",
            "Share of the side",
            SHARE,
            "Programs in the step, divided by all programs of the side that state it.",
        ),
    )
    notes = (
        metric.definition,
        "Shares count the programs of each side that state the number. The first and the last step have no outer end.",
    )
    return Table(steps, columns, scope, provenance.of_list(scope), notes, has_period=False)


def _program(program: Program) -> dict[str, object]:
    credit = program.credit_hours
    return {
        "title": program.title,
        "provider": program.provider + (" (fictional)" if program.is_fictional else ""),
        "provider_type": program.provider_type,
        "price_usd": program.price_usd,
        "price_per_hour_usd": program.price_per_hour_usd,
        "contact_hours": program.contact_hours,
        "weeks": program.weeks,
        "modality": program.modality,
        "credit_hours": credit,
        "credit_note": "not_stated" if credit is None else None if credit else "noncredit",
    }
