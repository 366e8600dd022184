"""Cube `side_gaps`: institutions less alternatives, as they stand and in the same fields, with what each gap stands on."""

from itertools import product

import dataframely as dy
import polars as pl

from data.cubes import adjusted_gap
from data.cubes.offering_cells import side
from data.cubes.provider_results import ALL, ALTERNATIVE, FEWEST_PEOPLE, FEWEST_ROWS, INSTITUTION
from data.reference.outcome_definitions import DEFINITIONS

WEIGHTS = ("raw", "overlap", "both", INSTITUTION, ALTERNATIVE)
_WEIGHTS = dict(zip(adjusted_gap.WEIGHTS, WEIGHTS, strict=True))


class SideGaps(dy.Schema):
    """One gap between kinds of institution and kinds of alternative, under one definition and one set of weights.

    All gaps of one comparison are of the same fields, those with people on both sides.
    """

    list_id = dy.String(primary_key=True, description="Which source.")
    state = dy.String(primary_key=True, description="Two-letter US postal code of the list.")
    institution = dy.String(primary_key=True, description="Kind of institution, or `all`.")
    alternative = dy.String(primary_key=True, description="Kind of alternative provider, or `all`.")
    definition = dy.Enum(tuple(DEFINITIONS), primary_key=True, description="Code of the outcome definition.")
    weights = dy.Enum(
        WEIGHTS,
        primary_key=True,
        description="`raw` as it stands, else how fields are weighted; `overlap` is the headline.",
    )
    gap = dy.Float64(description="Institutions less alternatives: a difference of shares, or US dollars.")
    one = dy.Float64(description="The mean of institutions under these weights.")
    other = dy.Float64(description="The mean of alternatives under these weights.")
    binomial_low = dy.Float64(nullable=True, description="95% interval of independent people; only for shares.")
    binomial_high = dy.Float64(nullable=True, description="Its upper end.")
    low = dy.Float64(description="95% interval over whole providers drawn again.")
    high = dy.Float64(description="Its upper end.")
    least = dy.Float64(nullable=True, description="Lowest gap when one field is left out.")
    least_without = dy.String(nullable=True, description="That field, two-digit CIP.")
    most = dy.Float64(nullable=True, description="Highest gap when one field is left out.")
    most_without = dy.String(nullable=True, description="That field, two-digit CIP.")
    fields = dy.Int64(description="Fields in which both sides have people.")
    people = dy.Int64(description="People of both sides in all fields.")
    covered = dy.Int64(description="Those in the fields that both sides have.")
    one_providers = dy.Int64(description="Institutions that state the outcome.")
    other_providers = dy.Int64(description="Alternative providers that state the outcome.")
    resamples = dy.Int64(description="How often whole providers were drawn again.")


def build(work: pl.DataFrame, resamples: int = adjusted_gap.RESAMPLES) -> pl.DataFrame:
    """The cube from rows as `provider_results.work` takes them: every pair of kinds on both sides that has enough people."""
    rows = work.with_columns(pl.col("provider_type").cast(pl.String), side=side())
    rows = rows.filter(pl.col("side").is_not_null(), pl.col("n") > 0).drop_nulls("field")
    lines = [
        line
        for (list_id, state, definition), mine in rows.group_by("list_id", "state", "definition", maintain_order=True)
        for pair in product(_kinds(mine, INSTITUTION), _kinds(mine, ALTERNATIVE))
        for line in _lines({"list_id": list_id, "state": state, "definition": definition}, mine, pair, resamples)
    ]
    schema = SideGaps.create_empty().schema
    frame = pl.DataFrame(lines, schema=dict(schema) if not lines else None, infer_schema_length=None)
    return SideGaps.validate(frame.select(SideGaps.column_names()).sort(SideGaps.primary_key()), cast=True)


def _kinds(rows: pl.DataFrame, side: str) -> list[str]:
    """`all`, then each kind of a side that has enough rows to be told from them."""
    counts = (
        rows.filter(side=side)
        .group_by("provider_type")
        .agg(pl.len(), pl.col("n").sum(), pl.col("is_fictional").first())
    )
    enough = pl.col("is_fictional") | ((pl.col("len") >= FEWEST_ROWS) & (pl.col("n") >= FEWEST_PEOPLE))
    return [ALL, *sorted(counts.filter(enough)["provider_type"])]


def _lines(key: dict, rows: pl.DataFrame, pair: tuple[str, str], resamples: int) -> list[dict]:
    one, other = pair
    mine = rows.filter(
        ((pl.col("side") == INSTITUTION) & ((pl.col("provider_type") == one) | (one == ALL)))
        | ((pl.col("side") == ALTERNATIVE) & ((pl.col("provider_type") == other) | (other == ALL)))
    )
    is_share = DEFINITIONS[key["definition"]].measure == "share"
    compared = adjusted_gap.compare(
        mine.select(
            group=pl.when(pl.col("side") == INSTITUTION).then(pl.lit("one")).otherwise(pl.lit("other")),
            stratum="field",
            unit="provider_id",
            n="n",
            k=pl.col("n") * pl.col("value"),
        ),
        is_share=is_share,
        resamples=resamples,
    )
    if compared is None or compared.units_of is None:
        return []
    about = {
        **key, "institution": one, "alternative": other, "fields": compared.strata, "people": compared.people,
        "covered": compared.covered, "one_providers": compared.units_of[0], "other_providers": compared.units_of[1],
        "resamples": resamples,
    }  # fmt: skip
    return [about | _line(gap) for gap in compared.gaps.values()]


def _line(gap: adjusted_gap.Gap) -> dict:
    low, high = gap.resampled or (gap.value, gap.value)
    binomial = gap.binomial or (None, None)
    (least, least_without), (most, most_without) = gap.least or (None, None), gap.most or (None, None)
    return {
        "weights": _WEIGHTS[gap.weights], "gap": gap.value, "one": gap.one, "other": gap.other,
        "binomial_low": binomial[0], "binomial_high": binomial[1], "low": low, "high": high,
        "least": least, "least_without": least_without, "most": most, "most_without": most_without,
    }  # fmt: skip
