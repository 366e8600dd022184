"""Awards of US institutions."""

import polars as pl

from data.reference.award_levels import CERTIFICATES as CERTIFICATE_LEVELS
from queries.cubes.awards import AWARDS_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, SHARE

_LEVEL = pl.col("level").cast(pl.String)
_IS_CERTIFICATE = _LEVEL.is_in(list(CERTIFICATE_LEVELS))
_COUNTED = ("awards_not_people", "no_noncredit")


def _growth(counted: pl.Expr, years: int) -> pl.Expr:
    """Growth of awards to the newest year from so many years before it; null without a base."""
    now, before = (pl.col("awards").filter(counted & (pl.col("years_ago") == ago)).sum() for ago in (0, years))
    return ratio(now, before) - 1


AWARDS = Metric(
    "awards",
    "Awards",
    "Credentials conferred from July to June by institutions that report to IPEDS, first majors only. A learner with two awards "
    "counts twice. Noncredit credentials are left out.",
    pl.col("awards").sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
)
PROGRAMS_OFFERED = Metric(
    "programs_offered",
    "Programs offered",
    "Institution, six-digit CIP and award level combinations that were reported, with or without an award.",
    pl.col("programs_offered").sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
)
PROGRAMS_AWARDING = Metric(
    "programs_awarding",
    "Programs awarding",
    "Programs offered with at least one award in the year.",
    pl.col("programs_awarding").sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
)

CERTIFICATES = Metric(
    "certificates",
    "Certificates",
    "Awards below the bachelor's degree other than associate degrees, first majors, from July to June. All lengths are counted "
    "together, because the level under one year was split in two in 2020.",
    pl.col("awards").filter(_IS_CERTIFICATE).sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
    caveats=(*_COUNTED, "certificate_levels_split_2020"),
)
ASSOCIATE_DEGREES = Metric(
    "associate_degrees",
    "Associate degrees",
    "Associate degrees conferred from July to June, first majors.",
    pl.col("awards").filter(_LEVEL == "associate").sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
    caveats=_COUNTED,
)
SHORT_AWARDS = Metric(
    "short_awards",
    "Certificates and associate degrees",
    "All awards below the bachelor's degree, first majors, from July to June.",
    pl.col("awards").filter(_IS_CERTIFICATE | (_LEVEL == "associate")).sum(),
    COUNT,
    AWARDS_CUBE,
    better="neither",
    caveats=_COUNTED,
)
AWARD_GROWTH = Metric(
    "award_growth",
    "Growth of awards in a year",
    "Awards of the newest year divided by those of the prior year, less one.",
    _growth(pl.lit(True), 1),
    SHARE,
    AWARDS_CUBE,
    better="neither",
    caveats=_COUNTED,
)
CERTIFICATE_GROWTH = Metric(
    "certificate_growth",
    "Growth of certificates in three years",
    "Certificates below the bachelor's degree in the newest year divided by those of three years before, less one.",
    _growth(_IS_CERTIFICATE, 3),
    SHARE,
    AWARDS_CUBE,
    better="neither",
    caveats=(*_COUNTED, "certificate_levels_split_2020", "sector_changes"),
)
