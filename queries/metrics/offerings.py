"""What programs cost, how long they are and how they are taught."""

import polars as pl

from queries.cubes.programs import PROGRAMS_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, HOURS, SHARE, USD, WEEKS, Unit

_PER_HOUR = pl.col("price_usd") / pl.col("contact_hours")
_LIST_PRICE = ("list_price_per_program", "list_price_is_not_paid", "zero_price_not_stated")

PROGRAMS = Metric(
    "programs",
    "Programs",
    "Credentials listed by any provider, including the college's own.",
    pl.len().cast(pl.Int64),
    COUNT,
    PROGRAMS_CUBE,
    better="neither",
    caveats=("two_sources_side_by_side", "provider_level_not_control"),
)
PROVIDERS = Metric(
    "providers",
    "Providers",
    "Distinct providers with at least one program listed.",
    pl.col("provider").n_unique().cast(pl.Int64),
    COUNT,
    PROGRAMS_CUBE,
    better="neither",
)


def _quartile(name: str, label: str, of: str, quantity: pl.Expr, share: float, unit: Unit) -> Metric:
    """A quartile over programs; `of` says of what, for its definition."""
    words = {
        0.25: "A quarter of the programs have at most this",
        0.5: "Half of the programs have at most this",
        0.75: "Three quarters of the programs have at most this",
    }
    caveats = _LIST_PRICE if unit == USD else ()
    definition = f"{words[share]} {of}. Each program counts once, however many learners it has."
    formula = quantity.quantile(share, "linear")
    return Metric(name, label, definition, formula, unit, PROGRAMS_CUBE, "neither", caveats=caveats)


_PRICE = ("list price, over the programs that state one", pl.col("price_usd"))
_RATE = ("list price per contact hour, over the programs that state both", _PER_HOUR)
_HOURS = ("number of contact hours, over the programs that state them", pl.col("contact_hours"))
_WEEKS = ("length from first to last day, over the programs that state it", pl.col("weeks"))

PRICE_Q1 = _quartile("price_q1", "List price, first quartile", *_PRICE, 0.25, USD)
MEDIAN_PRICE = _quartile("median_price", "Median list price", *_PRICE, 0.5, USD)
PRICE_Q3 = _quartile("price_q3", "List price, third quartile", *_PRICE, 0.75, USD)
PRICE_PER_HOUR_Q1 = _quartile("price_per_contact_hour_q1", "Price per contact hour, first quartile", *_RATE, 0.25, USD)
PRICE_PER_HOUR = _quartile("price_per_contact_hour", "Median price per contact hour", *_RATE, 0.5, USD)
PRICE_PER_HOUR_Q3 = _quartile("price_per_contact_hour_q3", "Price per contact hour, third quartile", *_RATE, 0.75, USD)
WEEKS_Q1 = _quartile("weeks_q1", "Length, first quartile", *_WEEKS, 0.25, WEEKS)
MEDIAN_WEEKS = _quartile("median_weeks", "Median length", *_WEEKS, 0.5, WEEKS)
WEEKS_Q3 = _quartile("weeks_q3", "Length, third quartile", *_WEEKS, 0.75, WEEKS)
HOURS_Q1 = _quartile("contact_hours_q1", "Contact hours, first quartile", *_HOURS, 0.25, HOURS)
MEDIAN_HOURS = _quartile("median_contact_hours", "Median contact hours", *_HOURS, 0.5, HOURS)
HOURS_Q3 = _quartile("contact_hours_q3", "Contact hours, third quartile", *_HOURS, 0.75, HOURS)

PRICED_SHARE = Metric(
    "priced_share",
    "Share with a price",
    "Programs that state a list price divided by all programs listed; prices leave out the rest.",
    ratio(pl.col("price_usd").count(), pl.len()),
    SHARE,
    PROGRAMS_CUBE,
    better="neither",
    caveats=("zero_price_not_stated",),
)
CREDIT_SHARE = Metric(
    "credit_share",
    "Share for credit",
    "Programs that carry credit hours divided by programs that state their credit hours.",
    ratio((pl.col("credit_hours") > 0).sum(), pl.col("credit_hours").count()),
    SHARE,
    PROGRAMS_CUBE,
    better="neither",
)


def _modality_share(modality: str, label: str, words: str) -> Metric:
    return Metric(
        f"{modality}_share",
        label,
        f"Programs taught {words} divided by programs that state how they are taught.",
        ratio((pl.col("modality") == modality).sum(), pl.col("modality").count()),
        SHARE,
        PROGRAMS_CUBE,
        better="neither",
    )


ONLINE_SHARE = _modality_share("online", "Share online", "fully online")
HYBRID_SHARE = _modality_share("hybrid", "Share hybrid", "partly online")
IN_PERSON_SHARE = _modality_share("in_person", "Share in person", "in person")
