"""The contract of `market_providers`."""

import dataframely as dy

from data.contracts.vocabulary import STATE_PATTERN


class MarketProviders(dy.Schema):
    """One provider on a public list, with the list's own code of what kind it is."""

    list_id = dy.String(primary_key=True, min_length=1, description="Which list, e.g. `new_jersey`.")
    provider_id = dy.String(primary_key=True, min_length=1, description="The list's own key of the provider.")
    provider = dy.String(min_length=1, description="Name of the provider as listed.")
    type_code = dy.String(nullable=True, description="The list's code of what kind of provider it is.")
    state = dy.String(nullable=True, regex=STATE_PATTERN, description="State in which it is.")
