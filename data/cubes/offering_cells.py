"""The cells in which a program list is published: every roll-up of place, field, provider and way of teaching."""

from collections.abc import Sequence

import polars as pl

from data.contracts.vocabulary import ALTERNATIVE_TYPES, INSTITUTION_TYPES
from data.reference.format_rule import PUBLISHED, FormatRule

ALL, UNKNOWN = "all", "unknown"
CELL = ("list_id", "state", "cip", "side", "provider_type", "modality", "format_rule", "format")
FEWEST = 3
"""A cell with fewer programs carries counts and nothing else: its quartiles would be rows of the source."""

QUANTITY = {
    "price": pl.col("price_usd"),
    "hours": pl.col("contact_hours"),
    "weeks": pl.col("weeks"),
    "price_per_hour": pl.col("price_usd") / pl.col("contact_hours"),
}
"""What is measured of a program, over columns of `programs`."""


def side() -> pl.Expr:
    """`institution`, `alternative`, or null for a provider whose kind is not known or on neither side."""
    kind = pl.col("provider_type").cast(pl.String)
    sides = {"institution": INSTITUTION_TYPES, "alternative": ALTERNATIVE_TYPES}
    return pl.coalesce(pl.when(kind.is_in(list(types))).then(pl.lit(side)) for side, types in sides.items())


def side_of(provider_type: str) -> str | None:
    """The side that a kind of provider is on."""
    sides = {"institution": INSTITUTION_TYPES, "alternative": ALTERNATIVE_TYPES}
    return next((side for side, types in sides.items() if provider_type in types), None)


def any_format(programs: pl.DataFrame) -> pl.DataFrame:
    """Each program once per cell that it falls in, whatever its format; adds the columns of `CELL`."""
    listed = _with_unknown(programs).with_columns(format_rule=pl.lit(ALL), format=pl.lit(ALL))
    return _by_provider(_unfolded(listed, ("state", "modality"), (ALL, "cip2", "cip4")))


def by_format(programs: pl.DataFrame, rules: Sequence[FormatRule] = PUBLISHED) -> pl.DataFrame:
    """The same by format under each published rule: by field and provider only, since finer cells would be rows."""
    listed = _with_unknown(programs)
    everywhere = {"state": pl.lit(ALL), "modality": pl.lit(ALL)}
    parts = [
        listed.with_columns(**everywhere, format_rule=pl.lit(r.code), format=r.format().fill_null(UNKNOWN))
        for r in rules
    ]
    return _by_provider(_unfolded(pl.concat(parts), (), (ALL, "cip2")))


def _with_unknown(programs: pl.DataFrame) -> pl.DataFrame:
    """The programs with the side, and with `UNKNOWN` wherever they do not state what a cell is cut by."""
    text = pl.col("state", "modality", "provider_type").cast(pl.String).fill_null(UNKNOWN)
    return programs.with_columns(
        text,
        side=side().fill_null(UNKNOWN),
        cip2=pl.col("field").fill_null(UNKNOWN),
        cip4=pl.col("cip4").fill_null(UNKNOWN),
    )


def _unfolded(programs: pl.DataFrame, columns: tuple[str, ...], fields: tuple[str, ...]) -> pl.DataFrame:
    for column in columns:
        programs = programs.with_columns(pl.concat_list(pl.lit(ALL), column).alias(column)).explode(column)
    levels = [pl.lit(ALL) if level == ALL else pl.col(level) for level in fields]
    # A program without a code is unknown at both levels and must not stand twice in one cell.
    return programs.with_columns(cip=pl.concat_list(levels).list.unique(maintain_order=True)).explode("cip")


def _by_provider(programs: pl.DataFrame) -> pl.DataFrame:
    whole = {"side": pl.lit(ALL), "provider_type": pl.lit(ALL)}
    return pl.concat(
        [programs.with_columns(**whole), programs.with_columns(provider_type=whole["provider_type"]), programs]
    )
