"""The contract of `scenarios`, which are saved on the page and not brought as a file."""

import dataframely as dy

from data.contracts.vocabulary import NAME_PATTERN, PERIOD_PATTERN


class Scenarios(dy.Schema):
    """One named change to what may come, and the choice it was saved for. Shares are 0–1; 0 changes nothing."""

    name = dy.String(primary_key=True, regex=NAME_PATTERN, description="What the college calls it.")
    saved_on = dy.Date(description="Day on which the scenario was saved.")
    period = dy.String(regex=PERIOD_PATTERN, description="Period it was saved for.")
    as_of = dy.Date(description="As-of date it was saved for.")
    field = dy.String(nullable=True, description="Field (two-digit CIP) it was saved for; empty for all.")
    price = dy.Float64(min=-0.5, max=1, description="Change in the list price.")
    volume = dy.Float64(min=-1, max=3, description="Change in new registrations.")
    discount = dy.Float64(min=-0.5, max=0.5, description="Change in the discount rate.")
    retired = dy.String(nullable=True, description="Offering that takes no more registrations.")
    launched_seats = dy.Int64(min=0, max=100_000, description="Seats of a launched offering.")
    launched_price_usd = dy.Float64(min=0, max=100_000, description="Its net price per seat, US dollars.")
    lost_per_tenth = dy.Float64(
        nullable=True,
        min=0,
        max=0.5,
        description="Assumed share of new seats lost if the price rises 10%; empty for none.",
    )
    launched_cost_usd = dy.Float64(nullable=True, min=0, description="Its total cost, US dollars; empty if not known.")
