"""What ties an offering to others: what it stacks into, agreements, promises and partners, as they are on record."""

from typing import Any

import polars as pl

from data.store.store import scan
from queries.cubes import sections
from queries.cubes.commitments import commitments
from queries.outcomes import articulations
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
    degree or of a credential of others, the promise of a section that has not ended, or the id of a partner; `on` the first day of an
    agreement.
    """
    catalog = scan(scope.version, scope.college, "offerings").collect()
    stacked = catalog.select("stacks_into", offering="offering_id").drop_nulls()
    agreed = articulations.in_force(scope)
    of_ours, to_ours = agreed.drop_nulls("from_offering"), agreed.drop_nulls("to_offering")
    source, target = pl.coalesce("from_offering", "from_title"), pl.coalesce("to_offering", "degree")
    parts = (
        stacked.select("offering", what="stacks_into"),
        stacked.select(offering="stacks_into", what="offering"),
        of_ours.select("credit_hours", offering="from_offering", what=target, on="effective_on"),
        to_ours.select("credit_hours", offering="to_offering", what=source, on="effective_on"),
        _promises(scope),
        catalog.select(offering="offering_id", what="partner_provider_id").drop_nulls(),
    )
    typed = [_typed(part, kind) for part, kind in zip(parts, KINDS, strict=True)]
    who = scan(scope.version, scope.college, "providers").select("provider_id", "name").collect()
    names = dict(who.rows()) | dict(catalog.select("offering_id", "title").rows())
    every = pl.concat(typed).sort("offering", "kind", "what")
    return every.with_columns(name=pl.col("what").replace(names))


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
