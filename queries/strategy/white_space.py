"""Program groups in which alternative providers are many and we are few, with what is known of the demand."""

from dataclasses import replace

import polars as pl

from queries.answer import measure
from queries.cubes.programs import PROGRAMS_CUBE
from queries.metrics.market import CERTIFICATE_GROWTH, CERTIFICATES
from queries.metrics.offerings import PROGRAMS
from queries.protection.cube_rows import rows
from queries.semantic.scope import Scope
from queries.strategy import market
from queries.strategy.offerings import OWN_LIST

COLLEGE, INSTITUTIONS = "college", "institutions"
FEWEST_AWARDS = 100
"""Growth over fewer certificates is noise and is left empty."""


def ranked(scope: Scope, we: str = COLLEGE) -> pl.DataFrame:
    """A row per program group of either side, widest gap first.

    cip4, alternatives and ours (programs, counted on their own lists and never added), gap (share of all alternative
    programs less share of all of ours, 0–1), certificates (newest year, in the state of the scope or the country),
    growth (three years, null where the count is small).
    """
    theirs = _counts(scope.narrowed(side="alternative"), "alternatives")
    ours = _own(scope) if we == COLLEGE else _counts(scope.narrowed(side="institution"), "ours")
    both = theirs.join(ours, on="cip4", how="full", coalesce=True).with_columns(
        pl.col("alternatives", "ours").fill_null(0)
    )
    shares = [pl.col(c) / pl.max_horizontal(pl.col(c).sum(), 1) for c in ("alternatives", "ours")]
    frame = both.with_columns(gap=shares[0] - shares[1]).join(demand(scope), on="cip4", how="left")
    return frame.sort(["gap", "cip4"], descending=[True, False])


def _counts(scope: Scope, name: str) -> pl.DataFrame:
    frame = measure(PROGRAMS, by=["cip4"], scope=scope).frame.drop_nulls("cip4")
    return frame.select("cip4", pl.col("programs").alias(name))


def _own(scope: Scope) -> pl.DataFrame:
    # Where and by whom a program is offered are questions to the market; the college's own catalog is one place.
    where = tuple((k, v) for k, v in scope.where if k == "field")
    source, _ = rows(PROGRAMS_CUBE, ("cip4",), replace(scope, where=where).narrowed(list=OWN_LIST))
    own = source.filter("is_ours").drop_nulls("cip4").group_by("cip4").agg(ours=pl.len().cast(pl.Int64))
    return own.collect()


def demand(scope: Scope) -> pl.DataFrame:
    """Certificates of the newest year by cip4 and their growth in three years, in the state of the scope or the country."""
    where = tuple((k, v) for k, v in scope.where if k in ("field", "state"))
    everywhere = replace(scope, where=where)
    newest = everywhere.narrowed(year=str(market.newest_year(scope.version)))
    counted = measure(CERTIFICATES, by=["cip4"], scope=newest).frame
    growth = measure(CERTIFICATE_GROWTH, by=["cip4"], scope=everywhere).frame
    is_enough = pl.col("certificates") >= FEWEST_AWARDS
    joined = counted.join(growth, on="cip4", how="left")
    return joined.select("cip4", "certificates", growth=pl.when(is_enough).then(pl.col("certificate_growth")))
