"""Published figures about microcredentials: what they rest on, whether they add up, and where they contradict each other."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from data.cubes.offering_cells import side_of
from data.reference import claims
from data.reference.claims import Contradiction
from data.reference.provider_kinds import PROVIDER_KINDS
from data.reference.sources import SOURCES
from queries.semantic.column import Column, of_dimension
from queries.semantic.scope import Scope
from queries.semantic.table import Table
from queries.semantic.unit import COUNT, POINTS, SHARE, YEAR

THIN = 0.05
"""From this margin on a sample is thin."""
_STANDARD_ERRORS = 1.959964
"""On either side of a share in a 95% range."""
_SOURCES = (SOURCES["claims"],)
_MARGIN = replace(POINTS, is_signed=False)
_COLUMNS = (
    Column("says", "What was counted or asked"),
    Column("value", "Figure", COUNT, "As published.", unit_of="unit"),
    Column("care", "Read with care", definition="What limits the figure."),
    Column("period", "Period"),
    Column("geography", "Where"),
    Column("population", "Who or what"),
    Column("n", "n", COUNT, "Answers that a share rests on, as published; “more than” where the row says so."),
    Column("margin", "Margin", _MARGIN, "Half of the 95% range of a share by chance alone, for a random sample."),
    Column("sponsor", "Sponsor"),
    Column("kind", "Kind of sponsor"),
    Column("publication", "Published in"),
    Column("published", "Published", definition="Year, month or day."),
    Column("note", "Note"),
)
_KIND_COLUMNS = (
    Column("year", "Year", YEAR),
    Column("kind", "Kind of provider"),
    Column("value", "Credentials", COUNT, "Credentials on offer, as counted in that edition."),
    Column("is_after_break", "Counted otherwise", definition="Whether the edition has other categories."),
)
_SUM_COLUMNS = (
    Column("period", "Year"),
    Column("series", "Counted by"),
    Column("print", "Print"),
    Column("total", "Total", COUNT, "As printed."),
    Column("parts", "Sum of the parts", COUNT, "Of all parts that were printed."),
    Column("difference", "Difference", COUNT, "Sum of the parts less the total."),
)
_FORECAST_COLUMNS = (
    Column("says", "Forecast"),
    Column("sponsor", "By"),
    Column("period", "For"),
    Column("value", "Expected", COUNT, "As published."),
    Column("later", "Later figure", COUNT, "What the same sponsor stated later."),
    Column("miss", "Off by", SHARE.signed, "Expected less later figure, as a share of the later figure."),
)
SERIES = {"credentials_by_kind": "Kind of provider", "credentials_by_credential": "Kind of credential"}


@dataclass(frozen=True)
class Side:
    """One figure of a contradiction. `before` is what it makes of the period before by its own growth, null where none was printed."""

    says: str
    value: float
    unit: str
    bound: str
    growth: float | None
    before: float | None
    period: str
    sponsor: str
    published: str
    note: str | None


@dataclass(frozen=True)
class Dispute:
    """A contradiction with its figures, the newest publication first."""

    about: Contradiction
    sides: tuple[Side, ...]


def selected(subject: str, sponsor_kind: str) -> pl.DataFrame:
    """Figures of a subject and a kind of sponsor, each empty for all, with `margin` and `is_thin`; the newest first."""
    rows = claims.claims().filter(
        pl.lit(not subject) | (pl.col("subject").cast(pl.String) == subject),
        pl.lit(not sponsor_kind) | (pl.col("sponsor_kind").cast(pl.String) == sponsor_kind),
    )
    spread = _STANDARD_ERRORS * (pl.col("value") * (1 - pl.col("value")) / pl.col("n")).sqrt()
    is_surveyed = pl.col("unit").cast(pl.String) == "share"
    margin = pl.when(is_surveyed & pl.col("n").is_not_null()).then(spread)
    known = rows.with_columns(margin=margin).with_columns(is_thin=(pl.col("margin") > THIN).fill_null(value=False))
    return known.sort("published", descending=True, maintain_order=True)


def table(rows: pl.DataFrame, care: Callable[[dict], str], scope: Scope) -> Table:
    """Figures as a table; `care` says what limits one, in words."""
    told = rows.with_columns(
        care=pl.Series([care(row) for row in rows.to_dicts()], dtype=pl.String),
        kind=pl.col("sponsor_kind").cast(pl.String).replace(claims.SPONSOR_KINDS),
        unit=pl.col("unit").cast(pl.String),
    )
    first = ("value", "care", "period", "sponsor")
    return Table(told, _COLUMNS, scope, _SOURCES, has_period=False, first=first)


def by_kind(scope: Scope) -> Table:
    """Credentials by year and kind of provider, first prints; what was counted otherwise says so."""
    rows = claims.claims().filter(pl.col("series") == "credentials_by_kind", pl.col("print") == "first")
    frame = rows.select(
        pl.col("period").cast(pl.Int64).alias("year"),
        pl.col("part").replace_strict(claims.KINDS).alias("kind"),
        pl.col("value"),
        pl.col("breaks_series").alias("is_after_break"),
    )
    return Table(frame, _KIND_COLUMNS, scope, _SOURCES, has_period=False)


def sums(scope: Scope) -> Table:
    """For every count with parts: the printed total beside their sum, once more with a second print in place of the first."""
    every = claims.claims().filter(pl.col("series").is_in(list(SERIES))).with_columns(pl.col("print").cast(pl.String))
    second = every.filter(pl.col("print") == "second").select("series", "period", "part", "value")
    first = every.filter(pl.col("print") == "first").select("series", "period", "part", "value")
    again = (
        first.join(second.select("series", "period"), on=["series", "period"], how="semi")
        .join(second, on=["series", "period", "part"], how="left", suffix="_second")
        .with_columns(value=pl.coalesce("value_second", "value"), print=pl.lit("Second"))
        .drop("value_second")
    )
    both = pl.concat([first.with_columns(print=pl.lit("First")), again])
    is_total = pl.col("part") == "total"
    added = both.group_by("series", "period", "print", maintain_order=True).agg(
        total=pl.col("value").filter(is_total).first(),
        parts=pl.col("value").filter(~is_total).sum(),
        printed=(~is_total).sum(),
    )
    frame = added.filter(pl.col("printed") > 0).with_columns(
        pl.col("series").replace(SERIES), difference=pl.col("parts") - pl.col("total")
    )
    return Table(frame, _SUM_COLUMNS, scope, _SOURCES, has_period=False)


def kinds(scope: Scope) -> Table:
    """Every kind of provider with its side, what it is and examples, as Versus places them."""
    rows = [(kind, side_of(kind), what, examples) for kind, (what, examples) in PROVIDER_KINDS.items()]
    schema = dict.fromkeys(("provider_type", "side", "what", "examples"), pl.String)
    columns = (
        of_dimension("provider_type"), of_dimension("side"), Column("what", "What it is"), Column("examples", "For example"),
    )  # fmt: skip
    return Table(pl.DataFrame(rows, schema=schema, orient="row"), columns, scope, _SOURCES, has_period=False)


def disputes() -> tuple[Dispute, ...]:
    """Contradictions with the figures on their sides, in the order of the file."""
    every = claims.claims()
    return tuple(
        Dispute(about, tuple(_side(row) for row in every.filter(contradicts=about.code).to_dicts()))
        for about in claims.contradictions()
    )


def _side(row: dict) -> Side:
    before = None if row["growth"] is None else row["value"] / (1 + row["growth"])
    kept = ("says", "value", "unit", "bound", "growth", "period", "sponsor", "published", "note")
    return Side(**{name: row[name] for name in kept}, before=before)


def forecasts(scope: Scope) -> Table:
    """Forecasts among the figures beside what the same sponsor stated later, null where nothing followed."""
    every = claims.claims()
    came = every.filter(pl.col("actual").is_not_null()).select("actual", later="value")
    made = every.filter(pl.col("forecast").is_not_null() & (pl.col("unit") == "count"))
    frame = made.drop("actual").join(came, left_on="forecast", right_on="actual", how="left", maintain_order="left")
    frame = frame.with_columns(miss=pl.col("value") / pl.col("later") - 1)
    return Table(frame, _FORECAST_COLUMNS, scope, _SOURCES, has_period=False)
