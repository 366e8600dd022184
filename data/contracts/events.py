"""The contract of `events`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import EVENT_SCOPES


class Events(dy.Schema):
    """Something that happened and that a reader of a chart should know: a price change, a campaign, a closure."""

    event_id = dy.String(primary_key=True, min_length=1, description="Key of the event.")
    on_date = dy.Date(description="Day it happened or began.")
    until_date = dy.Date(nullable=True, description="Last day, for something that lasted.")
    scope = dy.Enum(EVENT_SCOPES, description="What it touched.")
    scope_value = dy.String(nullable=True, description="The school, field (two-digit CIP) or offering; empty for all.")
    text = dy.String(min_length=1, max_length=120, description="What happened, in a few words.")

    @dy.rule()
    def ends_after_it_began(cls) -> pl.Expr:
        return pl.col("until_date") >= pl.col("on_date")
