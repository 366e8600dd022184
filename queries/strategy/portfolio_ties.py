"""What ties an offering to others: what it stacks into, agreements, promises and partners, as they are on record."""

from typing import Any

import polars as pl

from data.store.store import MissingData, scan
from queries.cubes import sections
from queries.cubes.commitments import commitments
from queries.semantic.scope import Scope

KINDS = ("stacks_into", "stacked_on", "agreement_from", "agreement_to", "commitment", "partner")
SCHEMA: dict[str, Any] = {
    "offering": pl.String,
    "kind": pl.Enum(KINDS),
    "what": pl.String,
    "name": pl.String,
    "credit_hours": pl.Float64,
    "on": pl.Date,
}


def ties(scope: Scope) -> pl.DataFrame:
    """A row per tie of any offering of the catalog on the as-of date: offering, kind, what, name, credit_hours, on.

    `name` says `what` in words, which is the id of another offering (stacks_into, stacked_on and agreements within the catalog), the name of a
    degree, the promise of a section that has not ended, or the id of a partner; `on` the first day of an agreement.
    """
    catalog = scan(scope.version, scope.college, "offerings").collect()
    stacked = catalog.select("stacks_into", offering="offering_id").drop_nulls()
    agreed = agreements(scope)
    target = pl.coalesce("to_offering", "degree")
    own = agreed.drop_nulls("to_offering")
    parts = (
        stacked.select("offering", what="stacks_into"),
        stacked.select(offering="stacks_into", what="offering"),
        agreed.select("credit_hours", offering="from_offering", what=target, on="effective_on"),
        own.select("credit_hours", offering="to_offering", what="from_offering", on="effective_on"),
        _promises(scope),
        catalog.select(offering="offering_id", what="partner_provider_id").drop_nulls(),
    )
    typed = [_typed(part, kind) for part, kind in zip(parts, KINDS, strict=True)]
    who = scan(scope.version, scope.college, "providers").select("provider_id", "name").collect()
    names = dict(who.rows()) | dict(catalog.select("offering_id", "title").rows())
    every = pl.concat(typed).sort("offering", "kind", "what")
    return every.with_columns(name=pl.col("what").replace(names))


def agreements(scope: Scope) -> pl.DataFrame:
    """Agreements in force on the as-of date, as in their contract; no rows where the college brought none."""
    try:
        agreed = scan(scope.version, scope.college, "articulations").filter(pl.col("effective_on") <= scope.as_of)
    except MissingData:
        return pl.DataFrame(
            schema={"from_offering": pl.String, "to_offering": pl.String, "degree": pl.String}
            | {"credit_hours": pl.Float64, "effective_on": pl.Date}
        )
    return agreed.collect()


def _promises(scope: Scope) -> pl.DataFrame:
    """What the college has promised of sections that have not ended; the same promise of an offering stands once."""
    alive = sections.at(scope.version, scope.college, scope.as_of).filter(
        pl.col("status") != "cancelled", pl.col("ends_on") >= scope.as_of
    )
    bound = commitments(scope.version, scope.college).drop_nulls("commitment")
    return alive.join(bound, on="section_id").select(offering="offering_id", what="commitment").unique().collect()


def _typed(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    lacking = [pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items() if name not in frame.columns]
    filled = frame.with_columns(*lacking).with_columns(kind=pl.lit(kind, pl.Enum(KINDS)))
    return filled.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
