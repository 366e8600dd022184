"""What offerings and sections are like, joined to rows of numbers by key where it is asked for and never kept with them."""

# Why: decision 139.

import polars as pl

from data.contracts import Offerings
from data.contracts.shape import as_contract
from data.cubes.bands import length_band, price_band
from data.cubes.grains import UNASSIGNED
from data.cubes.section_outcomes import CREDIT, NONCREDIT
from data.store.store import scan
from queries.cubes import section_terms
from queries.semantic.scope import Scope

OFFERING = ("field", "school", "modality", "credential_type", "credit", "length_band", "price_band")
"""Dimensions that follow from the offering."""
MEETINGS = ("meeting_days", "time_of_day")
SECTION = ("term", "start_month", "campus", *MEETINGS, "tag")
"""Dimensions that follow from the section; its tags are its own and those of its offering."""
UNTAGGED = "untagged"


def of_offerings(scope: Scope) -> pl.LazyFrame:
    """One row per offering of the catalog: `offering` and its attributes."""
    bears_credit = pl.col("credit_hours") > 0
    return _catalog(scope).select(
        pl.col("school").fill_null(UNASSIGNED),
        "modality",
        "credential_type",
        offering="offering_id",
        field=pl.col("cip_code").str.slice(0, 2),
        credit=pl.when(bears_credit).then(pl.lit(CREDIT)).otherwise(pl.lit(NONCREDIT)),
        length_band=length_band(),
        price_band=price_band(),
    )


def of_sections(scope: Scope) -> pl.LazyFrame:
    """One row per section: `section_id`, its `offering`, its attributes and its `tags` as text."""
    start_month = pl.col("starts_on").dt.truncate("1mo")
    return section_terms.sections(scope.version, scope.college).select(
        "section_id", "term", "campus", *MEETINGS, "tags", offering="offering_id", start_month=start_month
    )


def beside(frame: pl.LazyFrame, wanted: set[str], scope: Scope, held: tuple[str, ...] = ()) -> pl.LazyFrame:
    """The rows, which have an `offering`, with those attributes that are wanted and not `held` already.

    Those of a section need its `section_id`, its tags its `tags`. A row stands once under each of its tags.
    """
    if of_section := sorted(wanted & set(SECTION) - {*held, "tag"}):
        frame = frame.join(of_sections(scope).select("section_id", *of_section), on="section_id")
    if of_offering := sorted(wanted & set(OFFERING) - set(held)):
        frame = frame.join(of_offerings(scope).select("offering", *of_offering), on="offering")
    if "tag" in wanted - set(held):
        of = pl.concat_str("offering", pl.col("tags").fill_null(""), separator="\n")
        alike = of_sections(scope).select("offering", "tags", tagged_as=of).unique("tagged_as")
        frame = frame.with_columns(tagged_as=of).join(tagged(alike, "tagged_as", scope), on="tagged_as")
    return frame


def tagged(keys: pl.LazyFrame, key: str, scope: Scope) -> pl.LazyFrame:
    """A row for each `tag` of a key, its own and those of its offering; `keys` has `offering` and `tags` beside it."""
    of_offering = _catalog(scope).select(offering="offering_id", offering_tags="tags")
    every = pl.concat_str("tags", "offering_tags", separator=";", ignore_nulls=True)
    tags = every.str.split(";").list.eval(pl.element().str.strip_chars().replace("", None)).list.drop_nulls()
    each = keys.join(of_offering, on="offering").select(key, tag=tags.list.unique())
    return each.explode("tag", empty_as_null=True).with_columns(pl.col("tag").fill_null(UNTAGGED))


def _catalog(scope: Scope) -> pl.LazyFrame:
    return as_contract(scan(scope.version, scope.college, "offerings"), Offerings)
