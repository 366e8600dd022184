"""The contract of `providers`."""

import dataframely as dy

from data.contracts.vocabulary import MONTHS, PROVIDER_TYPES, STATE_PATTERN, UNITID_PATTERN


class Providers(dy.Schema):
    """One organization that offers credentials: the college itself, its partners and known competitors."""

    provider_id = dy.String(primary_key=True, min_length=1, description="The college's own key of the provider.")
    name = dy.String(min_length=1, description="Name to show on screen.")
    provider_type = dy.Enum(
        PROVIDER_TYPES,
        description="What kind of organization it is; it decides between institution and alternative provider.",
    )
    state = dy.String(nullable=True, regex=STATE_PATTERN, description="Two-letter US postal code of the main campus.")
    unitid = dy.String(
        nullable=True, regex=UNITID_PATTERN, description="IPEDS unit id, for a college that reports to IPEDS."
    )
    is_home = dy.Bool(description="True for your own college, false for all others.")
    fiscal_year_starts_in = dy.Enum(
        MONTHS, nullable=True, description="Month in which the fiscal year of your own college starts; July if empty."
    )
