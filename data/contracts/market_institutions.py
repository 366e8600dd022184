"""The contract of `market_institutions`."""

import dataframely as dy

from data.contracts.vocabulary import STATE_PATTERN, UNITID_PATTERN


class MarketInstitutions(dy.Schema):
    """One institution in the directory of one academic year."""

    year = dy.Int64(
        primary_key=True, min=1980, max=2100, description="Academic year by its last calendar year, as in completions."
    )
    unitid = dy.String(primary_key=True, regex=UNITID_PATTERN, description="IPEDS unit id.")
    institution = dy.String(min_length=1, description="Name of the institution in that year.")
    state = dy.String(nullable=True, regex=STATE_PATTERN, description="Two-letter US postal code.")
    sector = dy.String(nullable=True, regex=r"^\d{1,2}$", description="IPEDS sector code in that year.")
    control = dy.String(nullable=True, regex=r"^\d$", description="1 public, 2 private nonprofit, 3 for profit.")
    opeid = dy.String(nullable=True, description="Federal student aid id, eight characters with its zeros.")
