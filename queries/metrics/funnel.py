"""From the first question to the first day of class: how many reach each stage, and how long it takes."""

import polars as pl

from queries.cubes.funnel import FUNNEL_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, DAYS, SHARE


def _reached(stage: str) -> pl.Expr:
    return pl.col("reached").filter(pl.col("stage").cast(pl.String) == stage).sum()


def _yield(name: str, label: str, definition: str, before: str, after: str) -> Metric:
    """A yield is named by both stages, and is the share of inquiries at one that reached the other by the as-of date."""
    return Metric(name, label, definition, ratio(_reached(after), _reached(before)), SHARE, FUNNEL_CUBE)


def _wait(name: str, label: str, definition: str, stage: str) -> Metric:
    is_stage = pl.col("stage").cast(pl.String) == stage
    mean = ratio(pl.col("waited_days").filter(is_stage).sum(), pl.col("waited").filter(is_stage).sum())
    return Metric(name, label, definition, mean, DAYS, FUNNEL_CUBE, better="lower")


INQUIRIES = Metric(
    "inquiries",
    "Inquiries",
    "Inquiries made in the period and known at the as-of date.",
    _reached("inquiry"),
    COUNT,
    FUNNEL_CUBE,
)
INQUIRY_TO_CONTACTED = _yield(
    "inquiry_to_contacted_yield",
    "Inquiry to contacted",
    "Inquiries of the period that got a personal answer, or went further, divided by inquiries of the period.",
    "inquiry",
    "contacted",
)
CONTACTED_TO_APPLIED = _yield(
    "contacted_to_applied_yield",
    "Contacted to applied",
    "Inquiries of the period that applied, or went further, divided by those contacted.",
    "contacted",
    "applied",
)
APPLIED_TO_REGISTERED = _yield(
    "applied_to_registered_yield",
    "Applied to registered",
    "Inquiries of the period that registered divided by those that applied.",
    "applied",
    "registered",
)
INQUIRY_TO_REGISTERED = _yield(
    "inquiry_to_registered_yield",
    "Inquiry to registered",
    "Inquiries of the period that registered by the as-of date divided by inquiries of the period. Recent inquiries have "
    "had less time, so compare only with the same point last year.",
    "inquiry",
    "registered",
)
REGISTERED_TO_PAID = _yield(
    "registered_to_paid_yield",
    "Registered to paid",
    "Inquiries of the period whose seat was paid for divided by those that registered.",
    "registered",
    "paid",
)
PAID_TO_STARTED = _yield(
    "paid_to_started_yield",
    "Paid to started",
    "Inquiries of the period whose seat was still held at the end of the first day divided by those that paid. Seats in "
    "sections that have not begun count as not started yet.",
    "paid",
    "started",
)
DAYS_TO_CONTACT = _wait(
    "days_to_contact",
    "Days to contact",
    "Mean days from inquiry to the first personal answer, over inquiries of the period with both days on record.",
    "contacted",
)
DAYS_TO_APPLY = _wait(
    "days_to_apply",
    "Days to apply",
    "Mean days from the first personal answer to the application, over those with both days on record.",
    "applied",
)
DAYS_TO_REGISTER = _wait(
    "days_to_register",
    "Days to register",
    "Mean days from application to registration, over those with both days on record.",
    "registered",
)
