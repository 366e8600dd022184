"""Cube `enrollment`: what changed on each day, by offering and month of registration."""

import dataframely as dy


class Enrollment(dy.Schema):
    """What became known on one day about the registrations of one month in one offering.

    Every column is a change, so that the sum of all rows with `known_on` up to a day is what was known that day.
    """

    offering_id = dy.String(primary_key=True, description="The offering: a key of the programs cube.")
    month = dy.Date(primary_key=True, description="First day of the month in which the seat was taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    gross_registrations = dy.Int64(description="Seats taken on that day.")
    net_registrations = dy.Int64(description="Seats taken less seats dropped on that day.")
    gross_cents = dy.Int64(description="List price charged, US cents.")
    discount_cents = dy.Int64(description="Discounts given, US cents.")
    refund_cents = dy.Int64(description="Refunds paid, US cents.")
