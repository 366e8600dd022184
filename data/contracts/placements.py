"""The contract of `placements`."""

import dataframely as dy

from data.contracts.vocabulary import VERIFIED_BY


class Placements(dy.Schema):
    """What is known about work and pay after one registration that was completed or left."""

    registration_id = dy.String(primary_key=True, min_length=1, description="The registration: a key of registrations.")
    employed_q2 = dy.Bool(
        nullable=True, description="Employed in the second quarter after the end; empty if not known."
    )
    employed_in_field_180d = dy.Bool(
        nullable=True, description="Working in the field of study within 180 days; empty if not known."
    )
    employed_in_occupation_q2 = dy.Bool(
        nullable=True,
        description="Employed in the second quarter after the end in an occupation that the program prepares for, or a comparable one; empty if not known.",
    )
    other_program_in_earnings_year = dy.Bool(
        nullable=True, description="Enrolled in another program in the year of the earnings; empty if not known."
    )
    earnings_tax_year = dy.Int64(
        nullable=True, min=1990, max=2100, description="Calendar year in which the pay was earned; empty if not known."
    )
    earnings_usd = dy.Float64(nullable=True, min=0, max=2_000_000, description="Annual pay in US dollars, where known.")
    verified_by = dy.Enum(VERIFIED_BY, description="Who or what confirms the placement.")
