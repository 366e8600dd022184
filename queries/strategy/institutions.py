"""US institutions one by one: what they award, who resembles them, and who explains a change."""

import math

import polars as pl

from data.reference.award_levels import SUB_BACCALAUREATE
from data.store.store import scan
from queries.answer import measure
from queries.metrics.market import ASSOCIATE_DEGREES, CERTIFICATES
from queries.semantic.scope import Scope
from queries.strategy import market

SIZE_FACTOR = 3
"""Peers award at least a third and at most three times as many certificates and associate degrees."""
NEAREST = 5
"""Peers of a college that no other of its sector comes so near in size."""


def names(version: str) -> dict[str, str]:
    """Name and state by unitid of every institution with awards, sorted by name; names that repeat carry their id."""
    frame = scan(version, "market", "institution_awards").select("unitid", "institution", "state", "year")
    newest = frame.sort("year").unique("unitid", keep="last").sort("institution", "unitid").collect()
    alike = pl.format("{} ({})", "institution", "state")
    label = pl.when(pl.len().over(alike) > 1).then(pl.format("{} [{}]", alike, "unitid")).otherwise(alike)
    return dict(newest.select("unitid", label).rows())


def sector(scope: Scope, unitid: str) -> str:
    """IPEDS sector of an institution in its newest year."""
    frame = scan(scope.version, "market", "institution_awards").filter(pl.col("unitid") == unitid)
    return frame.sort("year").select(pl.col("sector").last()).collect().item()


def largest(scope: Scope) -> str | None:
    """The institution with most certificates in the newest year of the scope."""
    newest = scope.narrowed(year=str(market.newest_year(scope.version)))
    frame = measure(CERTIFICATES, by=["institution"], scope=newest).frame.sort("certificates", "institution")
    return frame["institution"][-1] if frame.height else None


def changes(scope: Scope, first: int, last: int) -> pl.DataFrame:
    """Institutions by how much their certificates changed between two years, largest change first.

    unitid, before, now, change, and share: the change as a part of the net change of all (null where that is zero).
    """
    per = measure(CERTIFICATES, by=["institution", "year"], scope=scope).frame
    counts = [
        pl.col("certificates").filter(pl.col("year") == year).sum().alias(name)
        for name, year in (("before", first), ("now", last))
    ]
    frame = per.group_by(unitid="institution").agg(counts).with_columns(change=pl.col("now") - pl.col("before"))
    net = frame["change"].sum()
    part = pl.col("change") / net if net else pl.lit(None, pl.Float64)
    frame = frame.filter(pl.col("change") != 0).with_columns(share=part)
    return frame.sort(pl.col("change").abs(), "unitid", descending=[True, False])


def fields(scope: Scope, unitid: str) -> pl.DataFrame:
    """field, first and newest certificates and associate degrees of one institution, its largest field first."""
    per = measure(CERTIFICATES, ASSOCIATE_DEGREES, by=["field", "year"], scope=scope.narrowed(institution=unitid)).frame
    ends = {"before": market.recent_years(scope.version)[0], "now": market.newest_year(scope.version)}
    columns = [
        pl.col(kind).filter(pl.col("year") == year).sum().alias(f"{kind}_{when}")
        for kind in ("certificates", "associate_degrees")
        for when, year in ends.items()
    ]
    frame = per.group_by("field").agg(columns)
    size = pl.col("certificates_now") + pl.col("associate_degrees_now")
    return frame.filter(pl.sum_horizontal(pl.exclude("field")) > 0).sort(size, "field", descending=[True, False])


def peers(scope: Scope, unitid: str, most: int = 10) -> pl.DataFrame:
    """Institutions of the same sector and like size whose awards lie in the same fields, most alike first.

    unitid, certificates, associate_degrees (newest year), overlap (share of awards in the same fields: the sum over
    fields of the smaller of the two shares), is_like_size. Where no other college of the sector is of like size,
    is_like_size is false in every row, and the rows are the nearest in size.
    """
    newest = market.newest_year(scope.version)
    frame = scan(scope.version, "market", "institution_awards").filter(
        pl.col("year") == newest, pl.col("level").is_in(SUB_BACCALAUREATE)
    )
    counted = frame.group_by("unitid", "sector", "field").agg(pl.col("awards").sum()).collect()
    counted = counted.with_columns(
        total=pl.col("awards").sum().over("unitid"), share=pl.col("awards") / pl.col("awards").sum().over("unitid")
    )
    own = counted.filter(pl.col("unitid") == unitid)
    if own.is_empty() or not own["total"][0]:
        return pl.DataFrame()
    others, is_like_size = _nearest_in_size(counted.filter(pl.col("sector") == own["sector"][0]), own)
    alike = (
        others.join(own.select("field", ours="share"), on="field")
        .group_by("unitid")
        .agg(overlap=pl.min_horizontal("share", "ours").sum(), is_like_size=pl.lit(is_like_size))
        .sort("overlap", "unitid", descending=[True, False])
        .head(most)
    )
    everywhere = Scope(scope.version, scope.college, scope.period, scope.as_of, (("year", str(newest)),))
    awarded = measure(CERTIFICATES, ASSOCIATE_DEGREES, by=["institution"], scope=everywhere).frame
    return alike.join(awarded.rename({"institution": "unitid"}), on="unitid", how="left", maintain_order="left")


def _nearest_in_size(sector: pl.DataFrame, own: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """The rows of colleges of like size, and true; where there are none those of the nearest in size, and false."""
    others = sector.filter(pl.col("unitid") != own["unitid"][0], pl.col("total") > 0)
    times = (pl.col("total").log() - math.log(own["total"][0])).abs()
    alike = others.filter(times <= math.log(SIZE_FACTOR))
    if not alike.is_empty():
        return alike, True
    nearest = others.unique("unitid").sort(times, "unitid").head(NEAREST)
    return others.join(nearest, on="unitid", how="semi"), False
