"""The contract of `market_completions`."""

import dataframely as dy

from data.contracts.vocabulary import CIP_PATTERN, UNITID_PATTERN


class MarketCompletions(dy.Schema):
    """Awards of one institution in one academic year, six-digit field, level and major, as it reported them."""

    year = dy.Int64(
        primary_key=True,
        min=1980,
        max=2100,
        description="Academic year by its last calendar year: 2023 is July 2022 to June 2023.",
    )
    unitid = dy.String(primary_key=True, regex=UNITID_PATTERN, description="IPEDS unit id.")
    cip_code = dy.String(primary_key=True, regex=CIP_PATTERN, description="CIP code of the year, NN.NNNN.")
    award_level = dy.String(primary_key=True, regex=r"^\d{1,2}$", description="IPEDS code of the award level.")
    major_number = dy.Int64(primary_key=True, min=1, max=2, description="First or second major of the same award.")
    awards = dy.Int64(
        min=0, max=1_000_000, description="Awards conferred; 0 if the program was offered and nobody finished."
    )
