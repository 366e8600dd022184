"""The contract of `marketing_costs`."""

import dataframely as dy
import polars as pl

from data.contracts.vocabulary import CHANNELS


class MarketingCosts(dy.Schema):
    """What promotion through one channel cost in one month.

    A month without a row is not stated; 0 says that nothing was spent. It may be the money that sections state as their
    promotion, cut another way, so the two are never added.
    """

    channel = dy.Enum(CHANNELS, primary_key=True, description="The channel that was paid for.")
    month = dy.Date(primary_key=True, description="First day of the month.")
    cost_usd = dy.Float64(min=0, max=1_000_000_000, description="Spent on the channel in the month, US dollars.")

    @dy.rule()
    def month_is_its_first_day(cls) -> pl.Expr:
        return pl.col("month").dt.day() == 1
