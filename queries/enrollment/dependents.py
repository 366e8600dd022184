"""Who depends on a section: promises, last chances, learners on the way, what it counts toward, and partners."""

import polars as pl

from data.store.store import scan
from queries.cubes import sections
from queries.cubes.commitments import commitments
from queries.outcomes import articulations
from queries.semantic.scope import Scope

KINDS = ("commitment", "last_run", "come_from", "counts_toward", "partner")
"""In the order in which they are named."""
BINDING = ("commitment", "last_run")
"""Those for which a section is not canceled."""
SCHEMA = {
    "section_id": pl.String,
    "kind": pl.Enum(KINDS),
    "what": pl.String,
    "learners": pl.Int64,
    "until": pl.Date,
}


def dependents(scope: Scope, runs: pl.DataFrame) -> pl.DataFrame:
    """A row per section and whoever depends on it, in the order of `KINDS`. `runs`: section_id, offering, starts_on.

    `what` is a text of the college (commitment), the id of an offering (come_from, counts_toward), the name of a degree
    (counts_toward) or of a partner; `learners` those now in running sections of the offering that they come from; `until`
    the day on which the offering retires.
    """
    catalog = scan(scope.version, scope.college, "offerings").rename({"offering_id": "offering"}).collect()
    parts = (
        _commitments(scope, runs),
        _last_runs(scope, runs, catalog),
        _coming(scope, runs, catalog),
        _counts_toward(scope, runs, catalog),
        _partners(scope, runs, catalog),
    )
    typed = [_typed(part, kind) for part, kind in zip(parts, KINDS, strict=True)]
    return pl.concat(typed).sort("section_id", "kind", maintain_order=True)


def _typed(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    missing = {name: pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items() if name not in frame.columns}
    filled = frame.with_columns(*missing.values()).with_columns(kind=pl.lit(kind, pl.Enum(KINDS)))
    return filled.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def _commitments(scope: Scope, runs: pl.DataFrame) -> pl.DataFrame:
    bound = commitments(scope.version, scope.college).collect().drop_nulls("commitment")
    return runs.join(bound, on="section_id").select("section_id", what="commitment")


def _last_runs(scope: Scope, runs: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    """Sections of an offering that retires, after which it has none."""
    retiring = catalog.drop_nulls("retired_on").select("offering", until="retired_on")
    every = sections.at(scope.version, scope.college, scope.as_of).filter(pl.col("status") == "scheduled")
    last = every.group_by(offering="offering_id").agg(last=pl.col("starts_on").max()).collect()
    with_last = runs.join(retiring, on="offering").join(last, on="offering", how="left")
    return with_last.filter(pl.col("last").is_null() | (pl.col("last") <= pl.col("starts_on")))


def _coming(scope: Scope, runs: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    """Offerings that count toward the one that is run, with learners in running sections of them."""
    running = (
        sections.at(scope.version, scope.college, scope.as_of)
        .filter((pl.col("status") == "held") & (pl.col("ends_on") >= scope.as_of))
        .group_by(what="offering_id")
        .agg(learners=pl.col("started").sum())
        .filter(pl.col("learners") > 0)
        .collect()
    )
    steps = _steps(scope, catalog).drop_nulls("to").select(what="offering", offering="to")
    return (
        runs.join(steps, on="offering")
        .join(running, on="what")
        .sort("section_id", "learners", descending=[False, True])
    )


def _counts_toward(scope: Scope, runs: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    steps = _steps(scope, catalog).select("offering", what=pl.coalesce("to", "degree"))
    return runs.join(steps, on="offering")


def _partners(scope: Scope, runs: pl.DataFrame, catalog: pl.DataFrame) -> pl.DataFrame:
    names = scan(scope.version, scope.college, "providers").select("provider_id", what="name").collect()
    partners = catalog.select("offering", provider_id="partner_provider_id").drop_nulls()
    return runs.join(partners, on="offering").join(names, on="provider_id")


def _steps(scope: Scope, catalog: pl.DataFrame) -> pl.DataFrame:
    """Each offering with another one (`to`) or a degree that it counts toward on the as-of date."""
    stacked = catalog.drop_nulls("stacks_into").select("offering", to="stacks_into", degree=pl.lit(None, pl.String))
    agreed = (
        articulations.in_force(scope)
        .drop_nulls("from_offering")
        .select(
            offering="from_offering", to="to_offering", degree=pl.when(pl.col("to_offering").is_null()).then("degree")
        )
    )
    return pl.concat([stacked, agreed]).unique(maintain_order=True)
